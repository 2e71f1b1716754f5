import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const NO_REGION = { "aws:region": "" };

export default cases("region-configured", {
  passes: {
    "aws:region in the stack's config": (s) => {
      s.resource(BUCKET, "logs");
    },
    "an explicit provider with a region": {
      config: NO_REGION,
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { region: "eu-west-1" }) });
      },
    },
    "regions of the resources themselves": {
      config: NO_REGION,
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: "eu-west-1" });
      },
    },
    "global services and components only": {
      config: NO_REGION,
      stack: (s) => {
        s.resource("aws:iam/role:Role", "role");
        s.resource("aws:route53/record:Record", "record");
        s.resource("aws:cloudfront/distribution:Distribution", "site");
        s.resource("aws:organizations/account:Account", "account");
        s.resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "block");
        s.component("app:index:Site", "site");
      },
    },
    "a state audit has no config": {
      env: { PULUMI_CONFIG: "" },
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
    },
    "aws-native:region for aws-native": {
      config: { ...NO_REGION, "aws-native:region": "eu-west-1" },
      stack: (s) => {
        const provider = s.provider("default_1_0_0", { region: "eu-west-1" }, "pulumi:providers:aws-native");
        s.resource("aws-native:s3:Bucket", "logs", {}, { provider });
      },
    },
    "no resources of AWS": {
      config: NO_REGION,
      stack: (s) => {
        s.resource(
          "random:index/randomId:RandomId",
          "id",
          {},
          { provider: s.provider("default", {}, "pulumi:providers:random") },
        );
      },
    },
  },
  fails: {
    "no aws:region and a default provider, reported once": {
      config: NO_REGION,
      stack: (s) => {
        const provider = s.provider("default_7_48_0", { version: "7.48.0" });
        s.resource(BUCKET, "logs", {}, { provider });
        s.resource(BUCKET, "data", {}, { provider });
        s.resource("aws:sns/topic:Topic", "alerts", {}, { provider: s.provider("default_6_0_0", {}) });
        s.resource("aws:iam/role:Role", "role", {}, { provider });
      },
      findings: [
        {
          resource: "stack",
          path: "",
          found: /^aws:region is not in the config of this stack, .* where data and 2 more go/,
          fix: /pulumi config set aws:region/,
          key: "region:aws:region",
        },
      ],
    },
    "a stack without any config is no state audit": {
      env: { PULUMI_CONFIG: "", PULUMI_NODEJS_STACK: "dev" },
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: s.provider("default", {}) });
      },
      findings: [{ resource: "stack", path: "", found: /where logs go/ }],
    },
    "the environment's region that an SDK wrote into the default provider": {
      config: NO_REGION,
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
      findings: [{ resource: "stack", path: "", found: /aws:region/ }],
    },
    "an explicit provider without a region does not take aws:region": {
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { profile: "x" }) });
      },
      findings: [
        { resource: "stack", path: "", found: /Provider main has no region/, fix: /new aws\.Provider\("main"/ },
      ],
    },
    "aws-native does not take aws:region": {
      stack: (s) => {
        const provider = s.provider("default_1_0_0", {}, "pulumi:providers:aws-native");
        s.resource("aws-native:s3:Bucket", "logs", {}, { provider });
      },
      findings: [{ resource: "stack", path: "", found: /aws-native:region is not in the config/ }],
    },
  },
  undecided: {
    "an explicit provider with an unknown region": (s) => {
      s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { region: s.unknown }) });
    },
    "an unknown region of a resource": {
      config: NO_REGION,
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: s.unknown }, { provider: s.provider("default", {}) });
      },
    },
  },
  malformed: {
    "odd regions and types": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: ["x"] }, { provider: s.provider("main", { region: null }) });
        s.resource("aws:", "odd");
      },
      findings: [{ resource: "stack", path: "", found: /Provider main/ }],
    },
  },
});
