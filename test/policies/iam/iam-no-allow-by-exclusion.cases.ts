import { cases } from "../../harness/cases";
import { allow, json, policy, POLICY, ROLE, roleWith, trust } from "./documents";

const notAction = (NotAction: unknown, Effect: unknown = "Allow") => ({ Effect, NotAction, Resource: "*" });
const notResource = (NotResource: unknown, Effect: unknown = "Allow") => ({
  Effect,
  Action: "s3:GetObject",
  NotResource,
});

export default cases("iam-no-allow-by-exclusion", {
  passes: {
    "Deny by exclusion": (s) => {
      roleWith(s, json(notAction(["iam:*"], "Deny"), notResource("arn:aws:s3:::acme/*", "Deny")));
    },
    "Allow by name": (s) => {
      roleWith(s, json(allow("s3:GetObject", "arn:aws:s3:::acme/*")));
    },
    "empty lists as providers fill them in": (s) => {
      roleWith(s, { statements: [{ effect: "Allow", actions: ["s3:GetObject"], notActions: [], notResources: [] }] });
    },
    "a resource policy": (s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        policy: json({ ...notAction("s3:DeleteBucket"), Principal: { AWS: "123456789012" } }),
      });
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(notAction("iam:*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "everything but IAM": {
      stack: (s) => {
        roleWith(s, json(notAction(["iam:*", "organizations:*"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: "policy.Statement[0].NotAction",
          found: /every action but "iam:\*" and "organizations:\*"/,
        },
      ],
    },
    "every resource but one": {
      stack: (s) => {
        roleWith(s, json(notResource("arn:aws:s3:::secrets/*")));
      },
      findings: [{ resource: "build-policy", path: "policy.Statement[0].NotResource", found: /every resource but/ }],
    },
    "the form of the SDKs' data sources": {
      stack: (s) => {
        roleWith(s, { statements: [{ effect: "Allow", notActions: ["iam:*"], resources: ["*"] }] });
      },
      findings: [{ resource: "build-policy", path: "policy.statements[0].notActions", found: /"iam:\*"/ }],
    },
    "one beside an unknown one": {
      stack: (s) => {
        s.resource("aws:iam/userPolicy:UserPolicy", "p", {
          user: "ann",
          policy: policy({ Effect: "Allow", NotAction: s.unknown, NotResource: "arn:aws:s3:::x" }),
        });
      },
      findings: [{ resource: "p", path: "policy.Statement[0].NotResource", found: /every resource but/ }],
    },
    "both, with an unknown part": {
      stack: (s) => {
        s.resource("aws:iam/userPolicy:UserPolicy", "p", {
          user: "ann",
          policy: policy({ Effect: "Allow", NotAction: [s.unknown], NotResource: ["arn:aws:s3:::x", s.unknown] }),
        });
      },
      findings: [
        { resource: "p", path: "policy.Statement[0].NotAction", found: /what it names/ },
        { resource: "p", path: "policy.Statement[0].NotResource", found: /"arn:aws:s3:::x"/ },
      ],
    },
  },
  undecided: {
    "an element that may turn out to be empty": (s) => {
      roleWith(s, policy(notAction(s.unknown), notResource(s.unknown)));
    },
    "an unknown effect": (s) => {
      roleWith(s, policy(notAction("iam:*", s.unknown)));
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        roleWith(s, policy(notAction({ a: 1 }), notAction(null), notAction([])));
      },
      findings: [{ resource: "build-policy", path: "policy.Statement[0].NotAction", found: /what it names/ }],
    },
  },
});
