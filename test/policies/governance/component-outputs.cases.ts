import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";

export default cases("component-outputs", {
  passes: {
    "a component that registers an output, unknown in a preview": (s) => {
      const other = s.resource(BUCKET, "other");
      const site = s.component("app:index:Site", "site", { outputs: { bucketName: other.id } });
      s.resource(BUCKET, "content", {}, { parent: site });
    },
    "a component that holds nothing of that kind": (s) => {
      const site = s.component("app:index:Site", "site");
      s.resource("aws:iam/role:Role", "role", {}, { parent: site });
    },
    "the inner component answers for what it holds": (s) => {
      const outer = s.component("app:index:Platform", "platform");
      const inner = s.component("app:index:Site", "site", { parent: outer, outputs: { bucketName: "x" } });
      s.resource(BUCKET, "content", {}, { parent: inner });
    },
    "a bucket outside of components": (s) => {
      s.resource(BUCKET, "logs");
    },
    "other kinds by the settings": {
      options: { kinds: { queue: ["aws:sqs/queue:Queue"] } },
      stack: (s) => {
        s.resource(BUCKET, "content", {}, { parent: s.component("app:index:Site", "site") });
      },
    },
  },
  fails: {
    "a component without outputs": {
      stack: (s) => {
        s.resource(BUCKET, "content", {}, { parent: s.component("app:index:Site", "site") });
      },
      findings: [
        { resource: "site", path: "", found: /holds bucket content and registers no output/, fix: /registerOutputs/ },
      ],
    },
    "keys, databases and VPCs too": {
      stack: (s) => {
        s.resource("aws:kms/key:Key", "key", {}, { parent: s.component("app:index:A", "a") });
        s.resource("aws:rds/cluster:Cluster", "db", {}, { parent: s.component("app:index:B", "b") });
        s.resource("aws:ec2/vpc:Vpc", "vpc", {}, { parent: s.component("app:index:C", "c") });
      },
      findings: [
        { resource: "a", path: "", found: /holds key key/ },
        { resource: "b", path: "", found: /holds database db/ },
        { resource: "c", path: "", found: /holds VPC vpc/ },
      ],
    },
    "outputs without a value": {
      stack: (s) => {
        const site = s.component("app:index:Site", "site", { outputs: { bucketName: "", arn: null } });
        s.resource(BUCKET, "content", {}, { parent: site });
      },
      findings: [{ resource: "site", path: "", found: /registers no output/ }],
    },
  },
  undecided: {
    "an output that is not known yet": (s) => {
      const site = s.component("app:index:Site", "site", { outputs: { bucketName: s.unknown } });
      s.resource(BUCKET, "content", {}, { parent: site });
    },
  },
  malformed: {
    "a component of an odd type": {
      stack: (s) => {
        s.resource(BUCKET, "content", {}, { parent: s.component("", "site") });
      },
      findings: [{ resource: "site", path: "", found: /registers no output/ }],
    },
  },
});
