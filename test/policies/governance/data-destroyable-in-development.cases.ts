import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const INSTANCE = "aws:rds/instance:Instance";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export default cases("data-destroyable-in-development", {
  passes: {
    "everything can be destroyed": (s) => {
      s.resource(BUCKET, "a", { forceDestroy: true });
      s.resource("aws:ecr/repository:Repository", "b", { forceDelete: true });
      s.resource(INSTANCE, "c", { skipFinalSnapshot: true });
      s.resource("aws:rds/cluster:Cluster", "d", { deletionProtection: false });
      s.resource("aws:dynamodb/table:Table", "e");
      s.resource("aws:cognito/userPool:UserPool", "f", { deletionProtection: "INACTIVE" });
      s.resource(LOG_GROUP, "g", { skipDestroy: false });
      s.resource("aws:backup/vault:Vault", "h", { forceDestroy: "true" });
      s.resource("aws:dsql/cluster:Cluster", "i");
    },
    "keys and secrets, which only take their time": (s) => {
      s.resource("aws:kms/key:Key", "key", { deletionWindowInDays: 30 });
      s.resource("aws:secretsmanager/secret:Secret", "secret");
    },
    "a last snapshot": (s) => {
      s.resource(INSTANCE, "db", { skipFinalSnapshot: false, finalSnapshotIdentifier: "last" });
    },
    "what holds no data may be protected": (s) => {
      s.resource("aws:ec2/vpc:Vpc", "main", {}, { protect: true });
    },
    "protected environments": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", {}, { protect: true });
        s.resource(INSTANCE, "b", { deletionProtection: true });
      },
    },
    "types that the settings leave out": {
      options: { types: [INSTANCE] },
      stack: (s) => {
        s.resource(BUCKET, "a");
      },
    },
  },
  fails: {
    "what must be emptied by hand first": {
      stack: (s) => {
        s.resource(BUCKET, "a");
        s.resource("aws:s3/bucketV2:BucketV2", "b", { forceDestroy: false });
        s.resource("aws:ecr/repository:Repository", "c");
        s.resource("aws:backup/vault:Vault", "d");
      },
      findings: [
        {
          resource: "a",
          path: "forceDestroy",
          found: /forceDestroy is off, so stack dev cannot be destroyed while something is in it/,
          fix: /Set forceDestroy: true in development/,
        },
        { resource: "b", path: "forceDestroy", found: /is off/ },
        { resource: "c", path: "forceDelete", found: /is off/, fix: /forceDelete: true/ },
        { resource: "d", path: "forceDestroy", found: /is off/ },
      ],
    },
    "deletion protection": {
      stackName: "pr-7",
      stack: (s) => {
        s.resource(INSTANCE, "a", { deletionProtection: true });
        s.resource("aws:dynamodb/table:Table", "b", { deletionProtectionEnabled: true });
        s.resource("aws:cognito/userPool:UserPool", "c", { deletionProtection: "ACTIVE" });
        s.resource(LOG_GROUP, "d", { deletionProtectionEnabled: true });
        s.resource(LOG_GROUP, "e", { skipDestroy: true });
      },
      findings: [
        { resource: "a", path: "deletionProtection", found: /is true, so stack pr-7 cannot/, fix: /: false/ },
        { resource: "b", path: "deletionProtectionEnabled", found: /is true/ },
        { resource: "c", path: "deletionProtection", found: /is ACTIVE/, fix: /"INACTIVE"/ },
        { resource: "d", path: "deletionProtectionEnabled", found: /is true/ },
        {
          resource: "e",
          path: "skipDestroy",
          found: /left behind when stack pr-7 is destroyed/,
          fix: /skipDestroy: false/,
        },
      ],
    },
    "the resource option protect": {
      stack: (s) => {
        s.resource("aws:kms/key:Key", "key", {}, { protect: true });
        s.resource("aws:efs/fileSystem:FileSystem", "files", {}, { protect: true });
      },
      findings: ["key", "files"].map((resource) => ({
        resource,
        path: "",
        found: /resource option protect keeps stack dev from being destroyed/,
        fix: /pulumi\.getStack\(\) === "prod"/,
        key: "protect",
      })),
    },
    "an environment that is ephemeral by the settings": {
      stackName: "load-eu",
      settings: { ephemeralEnvironments: ["load-*"] },
      stack: (s) => {
        s.resource(INSTANCE, "db", { deletionProtection: true });
      },
      findings: [{ resource: "db", path: "deletionProtection", found: /stack load-eu/ }],
    },
  },
  undecided: {
    "switches that are not known yet": (s) => {
      s.resource(BUCKET, "a", { forceDestroy: s.unknown });
      s.resource(INSTANCE, "b", { deletionProtection: s.unknown });
    },
  },
  malformed: {
    "switches of odd types": {
      stack: (s) => {
        s.resource(BUCKET, "a", { forceDestroy: { on: true } });
        s.resource(INSTANCE, "b", { deletionProtection: [true] });
      },
      findings: [{ resource: "a", path: "forceDestroy", found: /is off/ }],
    },
  },
});
