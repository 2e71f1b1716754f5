import { cases } from "../../harness/cases";
import { policy, ROLE } from "./documents";
import { at, OWN, roleTrusting, trusts, trustsOidc } from "./trust";

const GITHUB = "token.actions.githubusercontent.com";
const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123";
const BITBUCKET = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
const CIRCLECI = "oidc.circleci.com/org/1169df8b-0b59-400f-82d2-c9d8e98bdb62";
const UUID = "{1169df8b-0b59-400f-82d2-c9d8e98bdb62}";
const OIDC_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

/** A statement whose conditions hold the subject to a pattern, and the audience. */
const fixed = (issuer: string, sub: unknown, aud: unknown = "sts.amazonaws.com") =>
  trustsOidc(issuer, { StringEquals: { [`${issuer}:aud`]: aud }, StringLike: { [`${issuer}:sub`]: sub } });

const saml = (condition?: unknown) =>
  trusts({ Federated: `arn:aws:iam::${OWN}:saml-provider/okta` }, condition, "sts:AssumeRoleWithSAML");

const federated = at(0, ".Principal.Federated");
const sub = (issuer: string, operator = "StringLike") => `.Condition.${operator}["${issuer}:sub"]`;

export default cases("iam-role-trust-federation", {
  passes: {
    "a branch of a repository on GitHub": (s) => {
      roleTrusting(
        s,
        trustsOidc(GITHUB, {
          StringEquals: {
            [`${GITHUB}:aud`]: "sts.amazonaws.com",
            [`${GITHUB}:sub`]: "repo:acme/infra:ref:refs/heads/main",
          },
        }),
      );
    },
    "every repository of an organisation, several subjects, and GitHub's other claims": (s) => {
      roleTrusting(
        s,
        fixed(GITHUB, "repo:acme/*"),
        fixed(GITHUB, ["repo:acme/infra:*", "repo:acme@1234/app@5678:environment:prod"]),
        trustsOidc(GITHUB, {
          StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:repository_id`]: "12" },
        }),
      );
    },
    "the spellings of GitHub's guides and of those who copy them": (s) => {
      const by = (operator: string, subject: unknown) =>
        trustsOidc(GITHUB, {
          StringEquals: { [`${GITHUB}:aud`]: ["sts.amazonaws.com"] },
          [operator]: { [`${GITHUB}:sub`]: subject },
        });
      roleTrusting(
        s,
        by("ForAnyValue:StringLike", "repo:acme/*"),
        by("ForAnyValue:StringEquals", ["repo:acme/infra:environment:prod", "repo:acme/infra:pull_request"]),
        by("StringLike", ["repo:acme/infra:ref:refs/heads/*", "repo:acme/infra:ref:refs/tags/v?.*"]),
        by("StringLike", "repo:acme/*:environment:prod"),
        by("StringEqualsIgnoreCase", "repo:Acme/Infra:ref:refs/heads/main"),
        trustsOidc(GITHUB, {
          StringLike: { [`${GITHUB}:AUD`]: "sts.amazonaws.com", [`${GITHUB.toUpperCase()}:SUB`]: "repo:acme/infra:*" },
        }),
        trustsOidc(GITHUB, {
          StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:repository`]: "acme/infra" },
        }),
        trustsOidc(GITHUB, {
          StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${GITHUB}:job_workflow_ref`]: "acme/infra/.github/workflows/*" },
        }),
      );
    },
    "other providers": (s) => {
      roleTrusting(
        s,
        fixed("gitlab.com", "project_path:acme/infra:ref_type:branch:ref:*", "https://gitlab.com"),
        fixed(BITBUCKET, `*${UUID}:*`, "ari:cloud:bitbucket::workspace/1"),
        fixed("login.acme.example/", "re"),
        fixed(BITBUCKET, `${UUID}:*`, "ari:cloud:bitbucket::workspace/1"),
        fixed("app.terraform.io", "organization:acme:project:*:workspace:*:run_phase:*", "aws.workload.identity"),
        fixed("api.pulumi.com/oidc", "pulumi:deploy:org:acme:project:shop:*", ["acme", "aws:acme"]),
        fixed("api.pulumi.com/oidc", "pulumi:environments:org:acme:env:shop/*", "aws:acme"),
        fixed("agent.buildkite.com", "organization:acme:pipeline:app:*"),
        fixed(CIRCLECI, "org/1169df8b-0b59-400f-82d2-c9d8e98bdb62/project/12/user/*"),
        fixed("login.acme.example/", "service|deploy-*"),
      );
    },
    "a service account of Kubernetes": (s) => {
      roleTrusting(
        s,
        fixed(EKS, "system:serviceaccount:shop:api"),
        fixed(EKS, ["system:serviceaccount:shop:api-*", "system:serviceaccount:kube-system:ebs-csi"]),
      );
    },
    "the stack's own provider has one audience": (s) => {
      const provider = s.resource(
        OIDC_PROVIDER,
        "eks",
        { url: `https://${EKS}/`, clientIdLists: ["sts.amazonaws.com"] },
        { outputs: { arn: `arn:aws:iam::${OWN}:oidc-provider/${EKS}` } },
      );
      s.resource(ROLE, "pod", {
        assumeRolePolicy: s.json(
          policy(
            trusts(
              { Federated: provider.arn },
              { StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:shop:api" } },
              "sts:AssumeRoleWithWebIdentity",
            ),
          ),
        ),
      });
      roleTrusting(s, trustsOidc(EKS, { StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:shop:api" } }));
    },
    "users of apps": (s) => {
      const web = (id: string, condition: unknown) =>
        trusts({ Federated: id }, condition, "sts:AssumeRoleWithWebIdentity");
      roleTrusting(
        s,
        web("cognito-identity.amazonaws.com", {
          StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-corner-cafe" },
          "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
        }),
        web("cognito-identity.amazonaws.com", {
          StringEquals: {
            "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-corner-cafe",
            "cognito-identity.amazonaws.com:sub": "us-east-1:12345678-ffff",
          },
        }),
        web("accounts.google.com", { StringEquals: { "accounts.google.com:aud": "66677788899900pro0" } }),
        web("graph.facebook.com", { StringEquals: { "graph.facebook.com:app_id": "111222333444555" } }),
      );
    },
    "SAML, whose providers serve one organisation": (s) => {
      roleTrusting(s, saml(), saml({ StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } }));
    },
    "a role that is only read": (s) => {
      s.resource(ROLE, "role", { assumeRolePolicy: policy(trustsOidc(GITHUB)) }, { isRead: true });
    },
    "a provider that may only tag sessions": (s) => {
      roleTrusting(
        s,
        trusts({ Federated: `arn:aws:iam::${OWN}:oidc-provider/${GITHUB}` }, undefined, "sts:TagSession"),
      );
    },
  },
  fails: {
    "GitHub without subject": {
      stack: (s) => {
        roleTrusting(s, trustsOidc(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }));
      },
      findings: [
        {
          resource: "role",
          path: federated,
          found: /^No condition on token\.actions\.githubusercontent\.com:sub fixes the subject\.$/,
          fix: /^Add StringEquals: \{ "token\.actions\.githubusercontent\.com:sub": "repo:<owner>\/<repository>:ref:refs\/heads\/main" \} to the statement's Condition\.$/,
          key: `assumeRolePolicy.Statement[0].Principal::arn:aws:iam::${OWN}:oidc-provider/${GITHUB}::subject`,
        },
      ],
    },
    "no condition at all": {
      stack: (s) => {
        roleTrusting(s, trustsOidc(GITHUB));
      },
      findings: [
        { resource: "role", path: federated, found: /fixes the subject/ },
        { resource: "role", path: federated, found: /:aud fixes the audience/, fix: /"sts\.amazonaws\.com"/ },
      ],
    },
    "subjects of everybody on GitHub": {
      stack: (s) => {
        const subjects = [
          "repo:*",
          "*",
          "repo:*/infra:ref:refs/heads/main",
          "repo:acme*",
          "re*",
          "*:acme/infra:*",
          "repo:",
        ];
        roleTrusting(s, ...subjects.map((one) => fixed(GITHUB, one)), fixed(GITHUB, ["repo:acme/infra:*", "repo:*"]));
      },
      findings: [0, 1, 2, 3, 4, 5, 6, 7].map((index) => ({
        resource: "role",
        path: at(index, sub(GITHUB)),
        found:
          index === 0
            ? /^StringLike token\.actions\.githubusercontent\.com:sub "repo:\*" does not fix the subject\.$/
            : index === 7
              ? /:sub "repo:acme\/infra:\*", "repo:\*" does not fix the subject\.$/
              : /does not fix/,
        fix: /^Write StringEquals/,
      })),
    },
    "repositories and workflows of everybody": {
      stack: (s) => {
        const by = (claim: string, value: string) =>
          trustsOidc(GITHUB, {
            StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
            StringLike: { [`${GITHUB}:${claim}`]: value },
          });
        roleTrusting(
          s,
          by("repository", "*/infra"),
          by("repository", "acme*"),
          by("job_workflow_ref", "*/infra/.github/workflows/deploy.yml@refs/heads/main"),
          by("repository_owner", "acme"),
        );
      },
      findings: [
        ...["repository", "repository", "job_workflow_ref"].map((claim, index) => ({
          resource: "role",
          path: at(index, `.Condition.StringLike["${GITHUB}:${claim}"]`),
          found: /does not fix the subject/,
          fix: /^Add StringEquals: \{ "token\.actions\.githubusercontent\.com:sub"/,
        })),
        { resource: "role", path: at(3, ".Principal.Federated"), found: /:sub fixes the subject/ },
      ],
    },
    "a subject of the issuer's URL, which is no key": {
      stack: (s) => {
        roleTrusting(
          s,
          trustsOidc(EKS, {
            StringEquals: {
              [`https://${EKS}:sub`]: "system:serviceaccount:shop:api",
              [`${EKS}:aud`]: "sts.amazonaws.com",
            },
          }),
        );
      },
      findings: [
        {
          resource: "role",
          path: federated,
          found: /^No condition on oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/ABCDEF0123:sub fixes the subject\.$/,
          fix: /"oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/ABCDEF0123:sub": "system:serviceaccount:<namespace>:<name>"/,
        },
      ],
    },
    "operators that also match without the claim": {
      stack: (s) => {
        const subject = { [`${GITHUB}:sub`]: "repo:acme/infra:ref:refs/heads/main" };
        const audience = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };
        roleTrusting(
          s,
          trustsOidc(GITHUB, { StringEquals: audience, StringLikeIfExists: subject }),
          trustsOidc(GITHUB, { StringEquals: audience, "ForAllValues:StringEquals": subject }),
          trustsOidc(GITHUB, { StringEquals: audience, StringNotEquals: subject }),
        );
      },
      findings: [
        { resource: "role", path: at(0, sub(GITHUB, "StringLikeIfExists")), found: /^StringLikeIfExists token/ },
        {
          resource: "role",
          path: at(1, sub(GITHUB, "ForAllValues:StringEquals")),
          found: /^ForAllValues:StringEquals/,
        },
        { resource: "role", path: at(2, sub(GITHUB, "StringNotEquals")), found: /^StringNotEquals/ },
      ],
    },
    "wide subjects of other providers": {
      stack: (s) => {
        roleTrusting(
          s,
          fixed("gitlab.com", "project_path:*:ref_type:branch:ref:main"),
          fixed(BITBUCKET, "{*}:*"),
          fixed("app.terraform.io", "organization:*:project:shop:workspace:prod:run_phase:*"),
          fixed("api.pulumi.com/oidc", "pulumi:deploy:*"),
          fixed("agent.buildkite.com", "organization:acme*:pipeline:app:*"),
          fixed(EKS, "system:serviceaccount:*:api"),
          fixed(EKS, "system:serviceaccount:shop:*"),
          fixed(EKS, "system:*"),
          fixed(BITBUCKET, "*{a}*"),
        );
      },
      findings: [
        { issuer: "gitlab.com", fix: /<group>/ },
        { issuer: BITBUCKET, fix: /repository uuid/ },
        { issuer: "app.terraform.io", fix: /<workspace>/ },
        { issuer: "api.pulumi.com/oidc", fix: /pulumi:deploy:org/ },
        { issuer: "agent.buildkite.com", fix: /<pipeline>/ },
        { issuer: EKS, fix: /<namespace>:<name>/ },
        { issuer: EKS, fix: /<namespace>:<name>/ },
        { issuer: EKS, fix: /<namespace>:<name>/ },
        { issuer: BITBUCKET, fix: /^Write StringLike: .* in the statement's Condition\.$/ },
      ].map(({ issuer, fix }, index) => ({
        resource: "role",
        path: at(index, sub(issuer)),
        found: /does not fix the subject/,
        fix,
      })),
    },
    "a wide audience": {
      stack: (s) => {
        roleTrusting(s, fixed("app.terraform.io", "organization:acme:*", "*"));
      },
      findings: [
        {
          resource: "role",
          path: at(0, '.Condition.StringEquals["app.terraform.io:aud"]'),
          found: /"\*" does not fix the audience/,
          fix: /aws\.workload\.identity/,
        },
      ],
    },
    "conditions on another provider": {
      stack: (s) => {
        const gitlab = { "gitlab.com:sub": "project_path:acme/infra:*", "gitlab.com:aud": "https://gitlab.com" };
        roleTrusting(s, trustsOidc(GITHUB, { StringLike: gitlab }));
      },
      findings: [
        { resource: "role", path: federated, found: /fixes the subject/ },
        { resource: "role", path: federated, found: /fixes the audience/ },
      ],
    },
    "the stack's own provider has several audiences": {
      stack: (s) => {
        s.resource(OIDC_PROVIDER, "eks", { url: `https://${EKS}`, clientIdLists: ["sts.amazonaws.com", "other"] });
        s.resource(OIDC_PROVIDER, "github", { url: `https://${GITHUB}`, clientIdLists: ["sts.amazonaws.com"] });
        roleTrusting(s, trustsOidc(EKS, { StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:shop:api" } }));
      },
      findings: [{ resource: "role", path: federated, found: /fixes the audience/ }],
    },
    "guests of any identity pool": {
      stack: (s) => {
        roleTrusting(
          s,
          trusts({ Federated: "cognito-identity.amazonaws.com" }, undefined, "sts:AssumeRoleWithWebIdentity"),
        );
      },
      findings: [
        { resource: "role", path: federated, found: /:amr fixes the subject/, fix: /"ForAnyValue:StringLike": / },
        { resource: "role", path: federated, found: /:aud fixes the audience/ },
      ],
    },
  },
  undecided: {
    "an unknown subject, provider or condition": (s) => {
      s.resource(ROLE, "role", {
        assumeRolePolicy: policy(
          fixed(GITHUB, s.unknown),
          trusts({ Federated: s.unknown }, undefined, "sts:AssumeRoleWithWebIdentity"),
          trustsOidc(GITHUB, { StringLike: s.unknown }),
        ),
      });
    },
    "a provider whose issuer is not known may have one audience": (s) => {
      s.resource(OIDC_PROVIDER, "eks", { url: s.unknown, clientIdLists: ["sts.amazonaws.com"] });
      roleTrusting(s, trustsOidc(EKS, { StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:shop:api" } }));
    },
  },
  malformed: {
    "odd conditions": {
      stack: (s) => {
        roleTrusting(
          s,
          trustsOidc(GITHUB, { StringEquals: { [`${GITHUB}:sub`]: null, [`${GITHUB}:aud`]: [[]] } }),
          trustsOidc("", {}),
        );
      },
      findings: [
        { resource: "role", path: at(0, sub(GITHUB, "StringEquals")), found: /subject/ },
        { resource: "role", path: at(0, `.Condition.StringEquals["${GITHUB}:aud"]`), found: /audience/ },
        { resource: "role", path: at(1, ".Principal.Federated"), found: /subject/ },
        { resource: "role", path: at(1, ".Principal.Federated"), found: /audience/ },
      ],
    },
  },
});
