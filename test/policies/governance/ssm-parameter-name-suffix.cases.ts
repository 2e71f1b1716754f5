import { cases } from "../../harness/cases";

const PARAMETER = "aws:ssm/parameter:Parameter";
const value = { type: "SecureString", value: "irrelevant" };

export default cases("ssm-parameter-name-suffix", {
  passes: {
    "the suffix at the end": (s) => {
      s.resource(PARAMETER, "token", { name: "/codebuild/pulumi-token-dev", ...value });
    },
    "the suffix as a level of the path": (s) => {
      s.resource(PARAMETER, "token", { name: "/dev/codebuild/pulumi-token", ...value });
    },
    "auto-named": (s) => {
      s.resource(PARAMETER, "token", { name: "token-1a2b3c4", ...value });
    },
    "shared by all environments": {
      options: { exemptNames: ["/shared/*"] },
      stack: (s) => {
        s.resource(PARAMETER, "ami", { name: "/shared/ami", ...value });
      },
    },
    "other resources have a policy of their own": (s) => {
      s.resource("aws:s3/bucket:Bucket", "artifacts", { bucket: "artifacts" });
    },
  },
  fails: {
    "/codebuild/pulumi-token in stack dev": {
      stack: (s) => {
        s.resource(PARAMETER, "token", { name: "/codebuild/pulumi-token", ...value });
      },
      findings: [
        {
          resource: "token",
          path: "name",
          found: /"\/codebuild\/pulumi-token" does not contain the environment suffix "dev"/,
          fix: /`\/codebuild\/pulumi-token-\$\{environmentSuffix\}`/,
        },
      ],
    },
    "a device is no dev": {
      stack: (s) => {
        s.resource(PARAMETER, "token", { name: "/device/token", ...value });
      },
      findings: [{ resource: "token", path: "name", found: /does not contain/ }],
    },
    "the suffix stands only in the logical name": {
      stack: (s) => {
        s.resource(PARAMETER, "token-dev", { name: "/codebuild/token", ...value });
      },
      findings: [{ resource: "token-dev", path: "name", found: /does not contain/ }],
    },
  },
  undecided: {
    "an unknown name": (s) => {
      s.resource(PARAMETER, "token", { name: s.unknown, ...value });
    },
  },
  malformed: {
    "an object as a name": (s) => {
      s.resource(PARAMETER, "token", { name: { a: 1 }, ...value });
    },
  },
});
