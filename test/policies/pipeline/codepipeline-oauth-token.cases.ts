import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

function token(OAuthToken: unknown, extras: { ignoreChanges?: string[] } = {}): Build {
  return (s) =>
    void s.resource(
      PIPELINE,
      "deploy",
      {
        stages: [
          { actions: [{ category: "Source", owner: "ThirdParty", provider: "GitHub", configuration: { OAuthToken } }] },
        ],
      },
      extras,
    );
}

const AT = { resource: "deploy", path: "stages[0].actions[0].configuration.OAuthToken" };

export default cases("codepipeline-oauth-token", {
  passes: {
    "a token of the config": { stack: token("s3cr3t-of-config"), config: { "app:githubToken": "s3cr3t-of-config" } },
    "a token of the run": { stack: token("s3cr3t-of-run"), env: { GITHUB_TOKEN: "s3cr3t-of-run" } },
    "a token of another resource": (s) => {
      const parameter = s.resource(
        "aws:ssm/parameter:Parameter",
        "t",
        {},
        { outputs: { value: "s3cr3t-of-parameter" } },
      );
      token(parameter.ref("value"))(s);
    },
    "a dynamic reference": token("{{resolve:secretsmanager:github:SecretString:token}}"),
    "the CLI's redaction": token("[secret]"),
    "the provider's hash": token(`hash-${"0".repeat(64)}`),
    "changes are ignored": token("placeholder", { ignoreChanges: ["stages"] }),
    "no token": token(undefined),
  },
  fails: {
    "hardcoded-token": {
      stack: token("hardcoded-token"),
      findings: [{ ...AT, found: /^(?!.*hardcoded).*written into the program/ }],
    },
    "a token of GitHub": {
      stack: token("ghp_" + "a1B2".repeat(9)),
      findings: [{ ...AT, found: /^(?!.*ghp_).*written into the program/ }],
    },
  },
  undecided: { "the token": (s) => token(s.unknown)(s) },
  malformed: {
    "a configuration that is text": {
      stack: (s) => void s.resource(PIPELINE, "deploy", { stages: [{ actions: [{ configuration: "OAuthToken" }] }] }),
      findings: [],
    },
  },
});
