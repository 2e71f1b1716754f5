import { cases, type Build } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const INSTANCE = "aws:rds/instance:Instance";
const KEY = "aws:kms/key:Key";
const SECRET = "aws:secretsmanager/secret:Secret";

const prod = (stack: Build) => ({ stackName: "prod", stack });

export default cases("data-deletion-protection", {
  passes: {
    "each type by its own switch": prod((s) => {
      s.resource(BUCKET, "a");
      s.resource("aws:s3/bucketV2:BucketV2", "b", { forceDestroy: false });
      s.resource("aws:s3/directoryBucket:DirectoryBucket", "c");
      s.resource("aws:backup/vault:Vault", "d", { forceDestroy: false });
      s.resource("aws:ecr/repository:Repository", "e");
      s.resource(INSTANCE, "f", { deletionProtection: true, finalSnapshotIdentifier: "last" });
      s.resource("aws:rds/cluster:Cluster", "g", { deletionProtection: true, skipFinalSnapshot: false });
      s.resource("aws:docdb/cluster:Cluster", "h", { deletionProtection: true });
      s.resource("aws:neptune/cluster:Cluster", "i", { deletionProtection: "true" });
      s.resource("aws:dynamodb/table:Table", "j", { deletionProtectionEnabled: true });
      s.resource("aws:cognito/userPool:UserPool", "k", { deletionProtection: "ACTIVE" });
      s.resource("aws:dsql/cluster:Cluster", "l", { deletionProtectionEnabled: true });
    }),
    "windows: unset is 30 days, and what is enough": prod((s) => {
      s.resource(KEY, "unset");
      s.resource(KEY, "enough", { deletionWindowInDays: 14 });
      s.resource("aws:kms/replicaKey:ReplicaKey", "replica", { deletionWindowInDays: 30 });
      s.resource(SECRET, "secret");
      s.resource(SECRET, "short", { recoveryWindowInDays: 7 });
    }),
    "the resource option protect, whatever the switches say": prod((s) => {
      s.resource(BUCKET, "a", { forceDestroy: true }, { protect: true });
      s.resource(INSTANCE, "b", { skipFinalSnapshot: true }, { protect: true });
      s.resource(KEY, "c", { deletionWindowInDays: 7 }, { protect: true });
      s.resource("aws:efs/fileSystem:FileSystem", "d", {}, { protect: true });
      s.resource("aws:opensearch/domain:Domain", "e", {}, { protect: true });
      s.resource("aws:redshift/cluster:Cluster", "f", {}, { protect: true });
    }),
    "nothing is protected in dev": (s) => {
      s.resource(BUCKET, "a", { forceDestroy: true });
      s.resource(INSTANCE, "b", { skipFinalSnapshot: true });
      s.resource("aws:efs/fileSystem:FileSystem", "c");
    },
    "a stack of a pull request": {
      stackName: "pr-42",
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
    },
    "an environment that is ephemeral by the settings": {
      stackName: "load-eu",
      settings: { ephemeralEnvironments: ["dev", "load-*"] },
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
    },
    "a read replica holds a copy and can have no last snapshot": prod((s) => {
      const main = s.resource(INSTANCE, "main", { identifier: "main", deletionProtection: true });
      s.resource(INSTANCE, "reader", { replicateSourceDb: main.ref("identifier"), skipFinalSnapshot: true });
      s.resource(INSTANCE, "remote", { replicateSourceDb: "arn:aws:rds:eu-west-1:1:db:main", skipFinalSnapshot: true });
    }),
    "RDS Custom, of which no last snapshot can be made": prod((s) => {
      s.resource(INSTANCE, "a", { engine: "custom-oracle-ee", deletionProtection: true, skipFinalSnapshot: true });
    }),
    "types that the settings leave out": {
      options: { types: [KEY] },
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
    },
    "types of which the settings say nothing": prod((s) => {
      s.resource("aws:ebs/volume:Volume", "scratch");
      s.resource("aws:kinesis/stream:Stream", "events");
    }),
    "log groups have a policy of their own": prod((s) => {
      s.resource("aws:cloudwatch/logGroup:LogGroup", "app");
    }),
  },
  fails: {
    "each switch that lets data go": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
        s.resource("aws:s3/bucketV2:BucketV2", "b", { forceDestroy: "true" });
        s.resource("aws:backup/vault:Vault", "c", { forceDestroy: true });
        s.resource("aws:ecr/repository:Repository", "d", { forceDelete: true });
        s.resource("aws:dynamodb/table:Table", "e", { deletionProtectionEnabled: false });
        s.resource("aws:cognito/userPool:UserPool", "f", { deletionProtection: "INACTIVE" });
        s.resource("aws:ecrpublic/repository:Repository", "g", { forceDestroy: true });
        s.resource("aws:dsql/cluster:Cluster", "h", { deletionProtectionEnabled: true, forceDestroy: true });
      },
      findings: [
        {
          resource: "a",
          path: "forceDestroy",
          found: /forceDestroy is true, so it is deleted with all that is in it, in stack prod\./,
          fix: /Set forceDestroy: false, or the resource option protect: true\./,
        },
        { resource: "b", path: "forceDestroy", found: /is true/ },
        { resource: "c", path: "forceDestroy", found: /is true/ },
        { resource: "d", path: "forceDelete", found: /is true/, fix: /forceDelete: false/ },
        { resource: "e", path: "deletionProtectionEnabled", found: /is false in stack prod/ },
        { resource: "f", path: "deletionProtection", found: /is INACTIVE/, fix: /deletionProtection: "ACTIVE"/ },
        { resource: "g", path: "forceDestroy", found: /is true/ },
        { resource: "h", path: "forceDestroy", found: /is true/ },
      ],
    },
    "databases need both switches": {
      stackName: "staging",
      stack: (s) => {
        s.resource(INSTANCE, "a", { skipFinalSnapshot: true });
        s.resource("aws:rds/cluster:Cluster", "b", { deletionProtection: true, skipFinalSnapshot: true });
        s.resource("aws:docdb/cluster:Cluster", "c", { deletionProtection: false });
        s.resource("aws:neptune/cluster:Cluster", "d");
      },
      findings: [
        {
          resource: "a",
          path: "deletionProtection",
          found: /is not set in stack staging/,
          fix: /deletionProtection: true/,
        },
        {
          resource: "a",
          path: "skipFinalSnapshot",
          found: /no last snapshot is made/,
          fix: /skipFinalSnapshot: false/,
        },
        { resource: "b", path: "skipFinalSnapshot", found: /is true/ },
        { resource: "c", path: "deletionProtection", found: /is false/ },
        { resource: "d", path: "deletionProtection", found: /is not set/ },
      ],
    },
    "unset switches that must be on": {
      stackName: "prod",
      stack: (s) => {
        s.resource("aws:dynamodb/table:Table", "table");
        s.resource("aws:cognito/userPool:UserPool", "users");
      },
      findings: [
        { resource: "table", path: "deletionProtectionEnabled", found: /is not set/ },
        { resource: "users", path: "deletionProtection", found: /is not set/ },
      ],
    },
    "windows that are too short": {
      stackName: "prod",
      stack: (s) => {
        s.resource(KEY, "key", { deletionWindowInDays: 7 });
        s.resource("aws:kms/externalKey:ExternalKey", "external", { deletionWindowInDays: "13" });
        s.resource(SECRET, "secret", { recoveryWindowInDays: 0 });
      },
      findings: [
        { resource: "key", path: "deletionWindowInDays", found: /is 7, too short/, fix: /deletionWindowInDays: 14/ },
        { resource: "external", path: "deletionWindowInDays", found: /is 13, too short/ },
        { resource: "secret", path: "recoveryWindowInDays", found: /is 0, too short/, fix: /recoveryWindowInDays: 7/ },
      ],
    },
    "windows by the settings": {
      options: { keyWindowDays: 30, secretWindowDays: 21 },
      stackName: "prod",
      stack: (s) => {
        s.resource(KEY, "key", { deletionWindowInDays: 20 });
        s.resource(SECRET, "secret", { recoveryWindowInDays: 14 });
      },
      findings: [
        { resource: "key", path: "deletionWindowInDays", found: /is 20/, fix: /deletionWindowInDays: 30/ },
        { resource: "secret", path: "recoveryWindowInDays", found: /is 14/, fix: /recoveryWindowInDays: 21/ },
      ],
    },
    "what only the resource option protects": {
      stackName: "prod",
      stack: (s) => {
        s.resource("aws:efs/fileSystem:FileSystem", "files", { encrypted: true });
        s.resource("aws:opensearch/domain:Domain", "search");
        s.resource("aws:elasticsearch/domain:Domain", "old");
        s.resource("aws:redshift/cluster:Cluster", "warehouse", { skipFinalSnapshot: false });
        s.resource("aws:docdb/elasticCluster:ElasticCluster", "documents");
        s.resource("aws:opensearch/serverlessCollection:ServerlessCollection", "vectors");
        s.resource("aws:redshiftserverless/namespace:Namespace", "reports");
      },
      findings: ["files", "search", "old", "warehouse", "documents", "vectors", "reports"].map((resource) => ({
        resource,
        path: "",
        found: /Nothing keeps it from being deleted in stack prod/,
        fix: /protect: true; the type has no switch/,
        key: "protect",
      })),
    },
    "every stack that is not called ephemeral": {
      stackName: "main",
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
      findings: [{ resource: "a", path: "forceDestroy", found: /stack main/ }],
    },
    "a stack prod that its config calls dev": {
      stackName: "prod",
      config: { "app:environment": "dev" },
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
      findings: [{ resource: "a", path: "forceDestroy", found: /is true/ }],
    },
    "an environment that is protected by the settings": {
      stackName: "dev",
      settings: { protectedEnvironments: ["dev"] },
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: true });
      },
      findings: [{ resource: "a", path: "forceDestroy", found: /stack dev/ }],
    },
    "further types by the settings": {
      options: { types: ["aws:ebs/volume:Volume", "aws:lightsail/database:Database"] },
      stackName: "prod",
      stack: (s) => {
        s.resource("aws:ebs/volume:Volume", "data");
        s.resource("aws:lightsail/database:Database", "shop", { skipFinalSnapshot: true });
      },
      findings: [
        { resource: "data", path: "", found: /Nothing keeps it/ },
        { resource: "shop", path: "skipFinalSnapshot", found: /no last snapshot/ },
      ],
    },
    "one switch that is not known yet hides nothing about the other": {
      stackName: "prod",
      stack: (s) => {
        s.resource(INSTANCE, "db", { engine: "mysql", deletionProtection: s.unknown, skipFinalSnapshot: true });
      },
      findings: [{ resource: "db", path: "skipFinalSnapshot", found: /is true/ }],
    },
  },
  undecided: {
    "switches that are not known yet": prod((s) => {
      s.resource(BUCKET, "a", { forceDestroy: s.unknown });
      s.resource("aws:dynamodb/table:Table", "b", { deletionProtectionEnabled: s.unknown });
      s.resource(KEY, "c", { deletionWindowInDays: s.unknown });
    }),
    "whether it is RDS Custom": prod((s) => {
      s.resource(INSTANCE, "db", { engine: s.unknown, deletionProtection: true, skipFinalSnapshot: true });
    }),
    "whether it is a replica": prod((s) => {
      s.resource(INSTANCE, "reader", { replicateSourceDb: s.unknown, skipFinalSnapshot: true });
    }),
  },
  malformed: {
    "switches of odd types": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: [true] });
        s.resource(KEY, "b", { deletionWindowInDays: "soon" });
        s.resource("aws:cognito/userPool:UserPool", "c", { deletionProtection: { a: 1 } });
      },
      findings: [{ resource: "c", path: "deletionProtection", found: /is not set/ }],
    },
  },
});
