import type { BuiltProvider, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const GLOBAL = "aws:rds/globalCluster:GlobalCluster";
const KEY = "aws:kms/key:Key";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const ireland = (s: StackBuilder): { provider: BuiltProvider } => ({
  provider: s.provider("ireland", { region: "eu-west-1" }),
});

export default cases("rds-storage-encryption", {
  passes: {
    "an instance and a cluster with a key of the stack": (s) => {
      const key = s.resource(KEY, "key");
      s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: key.arn });
      s.resource(CLUSTER, "cluster", { storageEncrypted: true, kmsKeyId: key.arn });
    },
    "a key of another stack": (s) => {
      s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: KEY_ARN });
    },
    "members of a cluster follow it": (s) => {
      const cluster = s.resource(CLUSTER, "cluster", { storageEncrypted: true, kmsKeyId: KEY_ARN });
      s.resource("aws:rds/clusterInstance:ClusterInstance", "one", { clusterIdentifier: cluster.id });
    },
    "a replica in the same region follows its source": (s) => {
      const db = s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: KEY_ARN });
      s.resource(DB, "replica", { replicateSourceDb: db.id });
      s.resource(DB, "inOtherSubnets", { replicateSourceDb: db.arn, dbSubnetGroupName: "private" });
      s.resource(DB, "ofAnotherStack", { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:main" });
      s.resource(DB, "byName", { replicateSourceDb: "main" });
    },
    "a replica in another region with a key there": (s) => {
      const db = s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: KEY_ARN });
      const arn = "arn:aws:kms:eu-west-1:123456789012:key/5678abcd-12ab-34cd-56ef-1234567890ab";
      const key = s.resource(KEY, "key", {}, { ...ireland(s), outputs: { arn } });
      s.resource(DB, "replica", { replicateSourceDb: db.arn, kmsKeyId: key.arn }, ireland(s));
    },
    "a replica in another region with a key of a place that does not show": (s) => {
      s.resource(DB, "replica", {
        replicateSourceDb: "arn:aws:rds:eu-west-1:123456789012:db:main",
        kmsKeyId: "alias/app",
      });
    },
    "a replica in another region with a key of another stack there": (s) => {
      s.resource(DB, "replica", {
        replicateSourceDb: "arn:aws:rds:eu-west-1:123456789012:db:main",
        kmsKeyId: KEY_ARN,
      });
    },
    "a replica whose region only the environment knows": (s) => {
      s.resource(
        DB,
        "replica",
        { replicateSourceDb: "arn:aws:rds:eu-west-1:123456789012:db:main" },
        { provider: s.provider("other", {}) },
      );
    },
    "restores follow their source": (s) => {
      s.resource(DB, "snapshot", { snapshotIdentifier: "before-migration" });
      s.resource(DB, "time", { restoreToPointInTime: { sourceDbInstanceIdentifier: "main" } });
      s.resource(CLUSTER, "cluster", { snapshotIdentifier: "before-migration" });
    },
    "a secondary of an encrypted global cluster": (s) => {
      const global = s.resource(GLOBAL, "global", { storageEncrypted: true });
      s.resource(CLUSTER, "secondary", { globalClusterIdentifier: global.id }, ireland(s));
    },
    "a secondary of a global cluster made of an encrypted cluster": (s) => {
      const main = s.resource(CLUSTER, "main", { masterUsername: "app", storageEncrypted: true, kmsKeyId: KEY_ARN });
      const global = s.resource(GLOBAL, "global", { sourceDbClusterIdentifier: main.arn });
      s.resource(CLUSTER, "secondary", { globalClusterIdentifier: global.id }, ireland(s));
    },
    "a secondary of a global cluster that is only read, or made of a cluster of another stack": (s) => {
      const read = s.resource(GLOBAL, "read", {}, { isRead: true });
      const made = s.resource(GLOBAL, "made", {
        sourceDbClusterIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:x",
      });
      s.resource(CLUSTER, "a", { globalClusterIdentifier: read.id });
      s.resource(CLUSTER, "b", { globalClusterIdentifier: made.id });
    },
    "a secondary of a global cluster of another stack": (s) => {
      s.resource(CLUSTER, "secondary", { globalClusterIdentifier: "world" });
    },
    "Aurora Serverless v1 is always encrypted": (s) => {
      s.resource(CLUSTER, "cluster", { engineMode: "serverless", kmsKeyId: KEY_ARN });
    },
    "a database that is only read": (s) => {
      s.resource(DB, "db", {}, { isRead: true });
    },
  },
  fails: {
    "nothing says it": {
      stack: (s) => {
        s.resource(DB, "db");
        s.resource(CLUSTER, "cluster");
      },
      findings: [
        { resource: "db", path: "storageEncrypted", found: /RDS instance is not encrypted.*false by default/ },
        { resource: "cluster", path: "storageEncrypted", found: /RDS cluster is not encrypted/ },
      ],
    },
    "turned off, whatever the key": {
      stack: (s) => {
        s.resource(DB, "db", { storageEncrypted: false, kmsKeyId: KEY_ARN });
      },
      findings: [{ resource: "db", path: "storageEncrypted", found: /is not encrypted\.$/ }],
    },
    "a key alone does not turn it on": {
      stack: (s) => {
        s.resource(CLUSTER, "cluster", { kmsKeyId: KEY_ARN });
      },
      findings: [{ resource: "cluster", path: "storageEncrypted", found: /not set/ }],
    },
    "no key": {
      stack: (s) => {
        s.resource(DB, "db", { storageEncrypted: "true" });
        s.resource(CLUSTER, "serverless", { engineMode: "serverless" });
      },
      findings: [
        { resource: "db", path: "kmsKeyId", found: /^No KMS key is named/, fix: /^Set kmsKeyId: <key>\.arn/ },
        { resource: "serverless", path: "kmsKeyId", found: /^No KMS key is named/ },
      ],
    },
    "Serverless v1 that says it is not": {
      stack: (s) => {
        s.resource(CLUSTER, "cluster", { engineMode: "serverless", storageEncrypted: false, kmsKeyId: KEY_ARN });
      },
      findings: [{ resource: "cluster", path: "storageEncrypted", found: /is not encrypted/ }],
    },
    "a replica in another region without a key": {
      stack: (s) => {
        const db = s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: KEY_ARN });
        s.resource(DB, "replica", { replicateSourceDb: db.arn }, ireland(s));
      },
      findings: [
        {
          resource: "replica",
          path: "kmsKeyId",
          found: /in another region than eu-west-1, and it names no key/,
          fix: /a key in eu-west-1/,
        },
      ],
    },
    "a replica of another region's instance, by the resource's own region": {
      stack: (s) => {
        s.resource(DB, "replica", {
          region: "eu-west-1",
          replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:x",
        });
        s.resource(CLUSTER, "cluster", {
          replicationSourceIdentifier: "arn:aws-us-gov:rds:us-gov-west-1:123456789012:cluster:x",
        });
      },
      findings: [
        { resource: "replica", path: "kmsKeyId", found: /names no key/ },
        { resource: "cluster", path: "kmsKeyId", found: /names no key/ },
      ],
    },
    "a replica in another region with a key of its source's region": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        const db = s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: key.arn });
        s.resource(DB, "a", { replicateSourceDb: db.arn, kmsKeyId: key.arn }, ireland(s));
        s.resource(DB, "b", { replicateSourceDb: db.arn, kmsKeyId: KEY_ARN }, ireland(s));
      },
      findings: [
        { resource: "a", path: "kmsKeyId", found: /The key is in us-east-1, the replica in eu-west-1/ },
        { resource: "b", path: "kmsKeyId", found: /The key is in us-east-1, the replica in eu-west-1/ },
      ],
    },
    "a secondary of a global cluster that is not encrypted": {
      stack: (s) => {
        const global = s.resource(GLOBAL, "global", { globalClusterIdentifier: "world" });
        s.resource(CLUSTER, "secondary", { globalClusterIdentifier: global.id, storageEncrypted: true });
      },
      findings: [
        {
          resource: "secondary",
          path: "storageEncrypted",
          found: /global cluster "global" is not encrypted/,
          fix: /on the global cluster/,
        },
      ],
    },
    "a primary of an encrypted global cluster answers for itself": {
      stack: (s) => {
        const global = s.resource(GLOBAL, "global", { storageEncrypted: true });
        s.resource(CLUSTER, "primary", { globalClusterIdentifier: global.id, masterUsername: "app" });
      },
      findings: [{ resource: "primary", path: "storageEncrypted", found: /not set/ }],
    },
  },
  undecided: {
    "whether it is encrypted": (s) => {
      s.resource(DB, "db", { storageEncrypted: s.unknown });
    },
    "where a replica's source is": (s) => {
      s.resource(DB, "db", { replicateSourceDb: s.unknown });
    },
    "whether it is restored": (s) => {
      s.resource(DB, "db", { snapshotIdentifier: s.unknown });
    },
    "which key it is": (s) => {
      s.resource(DB, "db", { storageEncrypted: true, kmsKeyId: s.unknown });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(DB, "db", { storageEncrypted: ["yes"], kmsKeyId: {} });
        s.resource(DB, "replica", { replicateSourceDb: 3 });
      },
      findings: [{ resource: "db", path: "storageEncrypted", found: /is not encrypted/ }],
    },
    nulls: {
      stack: (s) => {
        s.resource(CLUSTER, "cluster", { storageEncrypted: null, kmsKeyId: null, globalClusterIdentifier: null });
      },
      findings: [{ resource: "cluster", path: "storageEncrypted", found: /not set/ }],
    },
  },
});
