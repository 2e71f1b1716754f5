import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";
const ALIAS = "aws:kms/alias:Alias";
const NO_CONFIG = { PULUMI_CONFIG: "" };

export default cases("resource-name-suffix", {
  passes: {
    "a name with the suffix": (s) => {
      s.resource(BUCKET, "artifacts", { bucket: "pipeline-artifacts-dev" });
      s.resource(ROLE, "role", { name: "devPipelineRole" });
      s.resource(QUEUE, "queue", { name: "appDev" });
      s.resource(QUEUE, "joined", { name: "appdev" });
    },
    "a configuration recorder, whose name has to be that of the account's own": (s) => {
      s.resource("aws:cfg/recorder:Recorder", "recorder", { name: "audit-recorder" });
    },
    "auto-named resources carry the engine's random characters": (s) => {
      s.resource(BUCKET, "artifacts", { bucket: "artifacts-1a2b3c4" });
      s.resource(ROLE, "Role", { name: "role-1234567" });
      s.resource(QUEUE, "jobs", { name: "jobs-0a1b2c3.fifo" });
      s.resource(ALIAS, "key", { name: "alias/key-1a2b3c4" });
    },
    "random characters of the program": (s) => {
      s.resource(BUCKET, "artifacts", { bucket: "acme-artifacts-3f9c2a1b" });
    },
    "a prefix gets random characters from AWS": (s) => {
      s.resource(BUCKET, "artifacts", { bucketPrefix: "artifacts-" });
    },
    "names that AWS prescribes": (s) => {
      s.resource(LOG_GROUP, "fn-logs", { name: "/aws/lambda/resize" });
      s.resource(ALIAS, "s3", { name: "alias/aws/s3" });
      s.resource("aws:cfg/recorder:Recorder", "recorder", { name: "default", roleArn: "arn" });
      s.resource(ROLE, "dms", { name: "dms-vpc-role" });
      s.resource(BUCKET, "site", { bucket: "www.example.com" });
    },
    "no name, a name unique within its parent, and other providers": (s) => {
      s.resource(BUCKET, "artifacts");
      s.resource("aws:iam/rolePolicy:RolePolicy", "p", { name: "inline", role: "r", policy: "{}" });
      s.resource("random:index/randomPet:RandomPet", "pet", { prefix: "x" });
    },
    "an SSM parameter has a policy of its own": (s) => {
      s.resource("aws:ssm/parameter:Parameter", "token", { name: "/codebuild/token", type: "String", value: "x" });
    },
    "another word for the same environment": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-production" });
      },
    },
    "the suffix of the pack's settings comes first": {
      settings: { environmentSuffix: "blue" },
      config: { "app:environmentSuffix": "green" },
      env: { ENVIRONMENT_SUFFIX: "red" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-blue" });
      },
    },
    "then the stack's config, of any namespace": {
      config: { "network:env": "green" },
      env: { ENVIRONMENT_SUFFIX: "red" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-green" });
      },
    },
    "environmentSuffix comes before env, the project before others": {
      config: { "app:env": "blue", "zoo:environmentSuffix": "red", "app:environmentSuffix": "green" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-green" });
      },
    },
    "then ENVIRONMENT_SUFFIX of the run": {
      env: { ENVIRONMENT_SUFFIX: "pr-42" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-pr-42" });
        s.resource(ROLE, "role", { name: "artifactsPr42" });
      },
    },
    "a state audit knows only the stack's name": {
      env: { ...NO_CONFIG, ENVIRONMENT_SUFFIX: "green" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
      },
    },
    "an empty config still belongs to a run": {
      env: { ...NO_CONFIG, PULUMI_NODEJS_STACK: "dev", ENVIRONMENT_SUFFIX: "green" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-green" });
      },
    },
    "config that is no suffix": {
      config: { "app:environment": '{"A":1}', "aws:env": "x", "pulumi:environment": "y" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
      },
    },
    "exempt types and names": {
      options: { exemptTypes: ["aws:s3/*"], exemptNames: ["shared-*"] },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts" });
        s.resource(ROLE, "role", { name: "shared-role" });
      },
    },
    "a redacted name of a state audit": (s) => {
      s.resource(BUCKET, "artifacts", { bucket: "[secret]" });
    },
  },
  fails: {
    "bucket pipeline-artifacts in stack prod": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "pipeline-artifacts" });
      },
      findings: [
        {
          resource: "artifacts",
          path: "bucket",
          found: /"pipeline-artifacts" does not contain the environment suffix "prod" \(the stack's name\)/,
          fix: /Write bucket: `pipeline-artifacts-\$\{environmentSuffix\}`/,
        },
      ],
    },
    "log group /aws/codebuild/build": {
      stack: (s) => {
        s.resource(LOG_GROUP, "logs", { name: "/aws/codebuild/build" });
      },
      findings: [{ resource: "logs", path: "name", found: /suffix "dev"/ }],
    },
    "a bucket's name with a dot that is no domain, a role's that looks like one": {
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "acme.artifacts" });
        s.resource(ROLE, "role", { name: "www.example.com" });
      },
      findings: [
        { resource: "artifacts", path: "bucket", found: /does not contain/ },
        { resource: "role", path: "name", found: /does not contain/ },
      ],
    },
    "the suffix as a part of a word": {
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "device-logs" });
        s.resource(ROLE, "role", { name: "developer" });
      },
      findings: [
        { resource: "artifacts", path: "bucket", found: /does not contain/ },
        { resource: "role", path: "name", found: /does not contain/ },
      ],
    },
    "non-prod is not prod": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: "logs-non-prod" });
        s.resource(BUCKET, "b", { bucket: "logs-nonprod" });
      },
      findings: [
        { resource: "a", path: "bucket", found: /does not contain/ },
        { resource: "b", path: "bucket", found: /does not contain/ },
      ],
    },
    "seven characters that are no random ones": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-defaced" });
      },
      findings: [{ resource: "logs", path: "bucket", found: /does not contain/ }],
    },
    "the stack's name where config sets another suffix": {
      config: { "app:environmentSuffix": "blue-7" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
      },
      findings: [
        { resource: "artifacts", path: "bucket", found: /suffix the value of config app:environmentSuffix\./ },
      ],
    },
    "a config value that is an environment may be shown": {
      stackName: "main",
      config: { "app:environment": "staging" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts" });
      },
      findings: [{ resource: "artifacts", path: "bucket", found: /suffix "staging" \(config app:environment\)/ }],
    },
    "ENVIRONMENT_SUFFIX of the run": {
      env: { ENVIRONMENT_SUFFIX: "blue" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
      },
      findings: [{ resource: "artifacts", path: "bucket", found: /suffix "blue" \(ENVIRONMENT_SUFFIX of the run\)/ }],
    },
    "other keys of the config by the settings": {
      settings: { environmentSuffixConfigKeys: ["tier"] },
      config: { "app:tier": "qa", "app:environmentSuffix": "dev" },
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
      },
      findings: [{ resource: "artifacts", path: "bucket", found: /suffix "qa"/ }],
    },
    "a database by its identifier": {
      stack: (s) => {
        s.resource("aws:rds/instance:Instance", "db", { identifier: "orders", instanceClass: "db.t4g.micro" });
      },
      findings: [{ resource: "db", path: "identifier", found: /"orders"/ }],
    },
  },
  undecided: {
    "a name made of another resource's output": (s) => {
      const bucket = s.resource(BUCKET, "artifacts");
      s.resource(ROLE, "role", { name: s.text`${bucket.id}-role` });
    },
    "an unknown name": (s) => {
      s.resource(BUCKET, "artifacts", { bucket: s.unknown });
    },
  },
  malformed: {
    "no text where a name belongs": (s) => {
      s.resource(BUCKET, "a", { bucket: ["x"] });
      s.resource(BUCKET, "b", { bucket: null });
      s.resource(ROLE, "c", { name: { a: 1 } });
    },
    "a number and a very long name": {
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: 12 });
        s.resource(ROLE, "b", { name: "A".repeat(300_000) });
      },
      findings: [
        { resource: "a", path: "bucket", found: /"12"/ },
        { resource: "b", path: "name", found: /A\.\.\."/ },
      ],
    },
  },
});
