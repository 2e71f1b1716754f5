import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const DOCDB = "aws:docdb/cluster:Cluster";
const NEPTUNE = "aws:neptune/cluster:Cluster";
const REDSHIFT = "aws:redshift/cluster:Cluster";

const one =
  (type: string, inputs: Record<string, unknown> = {}) =>
  (s: StackBuilder): void => {
    s.resource(type, "db", inputs);
  };

export default cases("database-backup-retention", {
  passes: {
    "a week": (s) => {
      s.resource(DB, "db", { backupRetentionPeriod: 7 });
      s.resource(CLUSTER, "cluster", { backupRetentionPeriod: 7 });
      s.resource(DOCDB, "docs", { backupRetentionPeriod: 7 });
      s.resource(NEPTUNE, "graph", { backupRetentionPeriod: 7 });
      s.resource(REDSHIFT, "warehouse", { automatedSnapshotRetentionPeriod: 7 });
    },
    "a month, as text": one(DB, { backupRetentionPeriod: "35" }),
    "less where the organisation allows it": {
      stack: one(DB, { backupRetentionPeriod: 3 }),
      options: { minimumDays: 3 },
    },
    "Aurora's day where the organisation allows it": { stack: one(CLUSTER), options: { minimumDays: 1 } },
    "a read replica, whose source is backed up": one(DB, { replicateSourceDb: "main" }),
    "a read replica without backups": one(DB, { replicateSourceDb: "main", backupRetentionPeriod: 0 }),
    "a secondary of a global cluster": one(CLUSTER, { globalClusterIdentifier: "world" }),
    "a restore, which keeps its source's retention": (s) => {
      s.resource(DB, "db", { snapshotIdentifier: "before-migration" });
      s.resource(CLUSTER, "cluster", { restoreToPointInTime: { sourceClusterIdentifier: "main" } });
    },
    "a database that is only read": (s) => {
      s.resource(DB, "db", {}, { isRead: true });
    },
  },
  fails: {
    "an instance that does not say it has none": {
      stack: one(DB),
      findings: [
        {
          resource: "db",
          path: "backupRetentionPeriod",
          found: /none are made, because backupRetentionPeriod is not set/,
          fix: /backupRetentionPeriod: 7 or more/,
        },
      ],
    },
    "clusters that do not say it have a day": {
      stack: (s) => {
        s.resource(CLUSTER, "a");
        s.resource(DOCDB, "b");
        s.resource(NEPTUNE, "c");
        s.resource(REDSHIFT, "d");
      },
      findings: [
        { resource: "a", path: "backupRetentionPeriod", found: /kept for 1 day\(s\)/ },
        { resource: "b", path: "backupRetentionPeriod", found: /kept for 1 day/ },
        { resource: "c", path: "backupRetentionPeriod", found: /kept for 1 day/ },
        { resource: "d", path: "automatedSnapshotRetentionPeriod", found: /kept for 1 day/ },
      ],
    },
    "turned off": {
      stack: one(DB, { backupRetentionPeriod: 0 }),
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /none are made; at least 7 days/ }],
    },
    "too short": {
      stack: one(DB, { backupRetentionPeriod: 6 }),
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /kept for 6 day/ }],
    },
    "shorter than the organisation wants": {
      stack: one(CLUSTER, { backupRetentionPeriod: 7 }),
      options: { minimumDays: 14 },
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /at least 14 days/ }],
    },
    "a restore that turns it off": {
      stack: one(DB, { snapshotIdentifier: "x", backupRetentionPeriod: 0 }),
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /none are made/ }],
    },
    "what the provider computes does not count": {
      stack: (s) => {
        s.resource(DB, "db", {}, { outputs: { backupRetentionPeriod: 7 } });
      },
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /not set/ }],
    },
  },
  undecided: {
    "how long": one(DB, { backupRetentionPeriod: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
  },
  malformed: {
    "no number": {
      stack: one(DB, { backupRetentionPeriod: "a week" }),
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /no number of days/ }],
    },
    "a list": {
      stack: one(DB, { backupRetentionPeriod: [7, 8] }),
      findings: [{ resource: "db", path: "backupRetentionPeriod", found: /no number of days/ }],
    },
  },
});
