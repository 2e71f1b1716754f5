import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ON = { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: KEY };

const one =
  (inputs: Record<string, unknown>, type = DB) =>
  (s: StackBuilder): void => {
    s.resource(type, "db", { engine: "postgres", instanceClass: "db.m7g.large", ...inputs });
  };

const member =
  (cluster: Record<string, unknown>, inputs: Record<string, unknown> = {}) =>
  (s: StackBuilder): void => {
    const made = s.resource(CLUSTER, "cluster", { engine: "aurora-postgresql", ...cluster });
    s.resource(MEMBER, "db", {
      engine: "aurora-postgresql",
      instanceClass: "db.r7g.large",
      clusterIdentifier: made.id,
      ...inputs,
    });
  };

const off = [
  { resource: "db", path: "performanceInsightsEnabled", found: /CloudWatch Database Insights\) is not turned on/ },
];
const keyless = [
  { resource: "db", path: "performanceInsightsKmsKeyId", found: /names no KMS key/, fix: /cannot be changed/ },
];

export default cases("rds-performance-insights", {
  passes: {
    "on with a key": one(ON),
    "a mode of Database Insights with a key": one({
      databaseInsightsMode: "advanced",
      performanceInsightsKmsKeyId: KEY,
    }),
    "a key of the stack": (s) => {
      const key = s.resource("aws:kms/key:Key", "key");
      s.resource(DB, "db", { engine: "mysql", performanceInsightsEnabled: true, performanceInsightsKmsKeyId: key.arn });
    },
    "a member of a cluster": member({}, ON),
    "a cluster that turns it on for its members": member(ON),
    "a cluster that has the key": member(ON, { performanceInsightsEnabled: true }),
    "a Multi-AZ cluster": one({ dbClusterInstanceClass: "db.m6gd.large", ...ON }, CLUSTER),
    "an Aurora cluster itself, whose members have it": (s) => {
      s.resource(CLUSTER, "cluster", { engine: "aurora-mysql" });
    },
    "small classes of MySQL and MariaDB": (s) => {
      s.resource(DB, "a", { engine: "mysql", instanceClass: "db.t3.micro" });
      s.resource(DB, "b", { engine: "MariaDB", instanceClass: "db.t4g.small" });
      s.resource(DB, "c", { engine: "mysql", instanceClass: "db.t2.small" });
    },
    "burstable classes of Aurora MySQL": (s) => {
      s.resource(MEMBER, "a", { engine: "aurora-mysql", instanceClass: "db.t3.medium" });
      s.resource(MEMBER, "b", { engine: "aurora", instanceClass: "db.t2.small" });
      s.resource(MEMBER, "c", { engine: "aurora-mysql", instanceClass: "db.t4g.micro" });
    },
    "Db2 and RDS Custom": (s) => {
      s.resource(DB, "a", { engine: "db2-se", instanceClass: "db.m6i.large" });
      s.resource(DB, "b", { engine: "custom-sqlserver-ee", instanceClass: "db.m6i.large" });
    },
    "an engine that only the snapshot knows": (s) => {
      s.resource(DB, "db", { snapshotIdentifier: "x", instanceClass: "db.m7g.large" });
    },
    "a database that is only read": (s) => {
      s.resource(DB, "db", { engine: "postgres" }, { isRead: true });
    },
  },
  fails: {
    "not turned on": { stack: one({}), findings: off },
    off: {
      stack: one({ performanceInsightsEnabled: false, performanceInsightsKmsKeyId: KEY }),
      findings: [{ resource: "db", path: "performanceInsightsEnabled", found: /is off/ }],
    },
    "the standard mode, which does not turn it on": {
      stack: (s) => {
        s.resource(DB, "db", { engine: "postgres", databaseInsightsMode: "standard" });
        const cluster = s.resource(CLUSTER, "cluster", { engine: "aurora-mysql", databaseInsightsMode: "standard" });
        s.resource(MEMBER, "member", { engine: "aurora-mysql", clusterIdentifier: cluster.id });
      },
      findings: [...off, { ...off[0]!, resource: "member" }],
    },
    "off, whatever the mode": {
      stack: one({ performanceInsightsEnabled: false, databaseInsightsMode: "standard" }),
      findings: [{ resource: "db", path: "performanceInsightsEnabled", found: /is off/ }],
    },
    "no key": { stack: one({ performanceInsightsEnabled: true }), findings: keyless },
    "a small class of PostgreSQL, which supports it": {
      stack: one({ instanceClass: "db.t4g.micro" }),
      findings: off,
    },
    "a medium class of MySQL": { stack: one({ engine: "mysql", instanceClass: "db.t3.medium" }), findings: off },
    "a member whose cluster does not turn it on": { stack: member({}), findings: off },
    "a member that turns it off": {
      stack: member({}, { performanceInsightsEnabled: false }),
      findings: [{ resource: "db", path: "performanceInsightsEnabled", found: /is off/ }],
    },
    "a cluster that turns it on without a key": {
      stack: member({ databaseInsightsMode: "advanced" }),
      findings: keyless,
    },
    "a Multi-AZ cluster": {
      stack: one({ dbClusterInstanceClass: "db.m6gd.large" }, CLUSTER),
      findings: off,
    },
    "a replica has its source's engine": {
      stack: (s) => {
        const db = s.resource(DB, "source", { engine: "postgres", instanceClass: "db.t3.micro", ...ON });
        s.resource(DB, "db", { replicateSourceDb: db.id, instanceClass: "db.t3.micro" });
      },
      findings: off,
    },
  },
  undecided: {
    "whether it is on": one({ performanceInsightsEnabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    "the engine": one({ engine: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    "the class": one({ engine: "mysql", instanceClass: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
  },
  malformed: {
    "odd types": {
      stack: one({ instanceClass: ["x", "y"], performanceInsightsEnabled: "yes" }),
      findings: [{ resource: "db", path: "performanceInsightsEnabled", found: /is off/ }],
    },
    "an engine that is a list": one({ engine: ["postgres", "mysql"] }),
  },
});
