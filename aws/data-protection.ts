/**
 * What holds data, and the switches of the provider by which a resource of the type keeps its data when it is deleted
 * from the program or the stack is destroyed. Reviewed against the inputs of @pulumi/aws 7.48.0
 * (https://www.pulumi.com/registry/packages/aws/api-docs/); a test holds types and inputs against that package.
 */
import type { Resource, Value } from "../core";
import { LOG_GROUP } from "./types";

/** How an input keeps data. */
export type Keeper =
  /** By being true: the service refuses to delete. */
  | "on"
  /** By being ACTIVE. */
  | "active"
  /** By not being true: otherwise the provider empties the resource first, or makes no last snapshot. */
  | "off"
  /** By a number of days in which a deletion can be taken back; unset is 30. */
  | "key window"
  | "secret window";

export interface Switch {
  readonly input: string;
  readonly keeper: Keeper;
  /** Whether by keeping data it makes the destruction of a stack fail, or leaves something behind. */
  readonly holdsUp: boolean;
}

const FORCE_DESTROY: readonly Switch[] = [{ input: "forceDestroy", keeper: "off", holdsUp: true }];
const FORCE_DELETE: readonly Switch[] = [{ input: "forceDelete", keeper: "off", holdsUp: true }];
const FINAL_SNAPSHOT: readonly Switch[] = [{ input: "skipFinalSnapshot", keeper: "off", holdsUp: false }];
const DELETION_PROTECTION: readonly Switch[] = [{ input: "deletionProtection", keeper: "on", holdsUp: true }];
const DELETION_PROTECTION_ENABLED: readonly Switch[] = [
  { input: "deletionProtectionEnabled", keeper: "on", holdsUp: true },
];
const ACTIVE: readonly Switch[] = [{ input: "deletionProtection", keeper: "active", holdsUp: true }];
const KEY_WINDOW: readonly Switch[] = [{ input: "deletionWindowInDays", keeper: "key window", holdsUp: false }];
const SECRET_WINDOW: readonly Switch[] = [{ input: "recoveryWindowInDays", keeper: "secret window", holdsUp: false }];
const DATABASE: readonly Switch[] = [...DELETION_PROTECTION, ...FINAL_SNAPSHOT];
/** Nothing but the resource option `protect`. */
const NONE: readonly Switch[] = [];

/** The types that everybody's data is in. */
const USUAL: Readonly<Record<string, readonly Switch[]>> = {
  "aws:s3/bucket:Bucket": FORCE_DESTROY,
  "aws:s3/bucketV2:BucketV2": FORCE_DESTROY,
  "aws:s3/directoryBucket:DirectoryBucket": FORCE_DESTROY,
  "aws:backup/vault:Vault": FORCE_DESTROY,
  "aws:ecr/repository:Repository": FORCE_DELETE,
  "aws:ecrpublic/repository:Repository": FORCE_DESTROY,
  "aws:rds/instance:Instance": DATABASE,
  "aws:rds/cluster:Cluster": DATABASE,
  "aws:docdb/cluster:Cluster": DATABASE,
  "aws:neptune/cluster:Cluster": DATABASE,
  // Here forceDestroy only overrules the protection; the cluster is deleted without it too.
  "aws:dsql/cluster:Cluster": [
    ...DELETION_PROTECTION_ENABLED,
    { input: "forceDestroy", keeper: "off", holdsUp: false },
  ],
  "aws:dynamodb/table:Table": DELETION_PROTECTION_ENABLED,
  "aws:kms/key:Key": KEY_WINDOW,
  "aws:kms/replicaKey:ReplicaKey": KEY_WINDOW,
  "aws:kms/externalKey:ExternalKey": KEY_WINDOW,
  "aws:kms/replicaExternalKey:ReplicaExternalKey": KEY_WINDOW,
  "aws:secretsmanager/secret:Secret": SECRET_WINDOW,
  "aws:cognito/userPool:UserPool": ACTIVE,
  "aws:efs/fileSystem:FileSystem": NONE,
  "aws:opensearch/domain:Domain": NONE,
  "aws:elasticsearch/domain:Domain": NONE,
  "aws:redshift/cluster:Cluster": NONE,
  "aws:docdb/elasticCluster:ElasticCluster": NONE,
  "aws:opensearch/serverlessCollection:ServerlessCollection": NONE,
  "aws:redshiftserverless/namespace:Namespace": NONE,
};

/** More types with data, which are asked about by the settings. */
const FURTHER: Readonly<Record<string, readonly Switch[]>> = {
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": FORCE_DESTROY,
  "aws:s3tables/tableBucket:TableBucket": FORCE_DESTROY,
  "aws:s3tables/table:Table": NONE,
  "aws:lightsail/bucket:Bucket": FORCE_DELETE,
  "aws:lightsail/database:Database": FINAL_SNAPSHOT,
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": NONE,
  "aws:glacier/vault:Vault": NONE,
  "aws:codecommit/repository:Repository": NONE,
  "aws:keyspaces/keyspace:Keyspace": NONE,
  "aws:keyspaces/table:Table": NONE,
  "aws:timestreamwrite/database:Database": NONE,
  "aws:timestreamwrite/table:Table": NONE,
  "aws:timestreaminfluxdb/dbCluster:DbCluster": NONE,
  "aws:timestreaminfluxdb/dbInstance:DbInstance": NONE,
  "aws:elasticache/cluster:Cluster": NONE,
  "aws:elasticache/replicationGroup:ReplicationGroup": NONE,
  "aws:elasticache/serverlessCache:ServerlessCache": NONE,
  "aws:memorydb/cluster:Cluster": NONE,
  "aws:ebs/volume:Volume": NONE,
  "aws:fsx/lustreFileSystem:LustreFileSystem": NONE,
  "aws:fsx/ontapFileSystem:OntapFileSystem": NONE,
  "aws:fsx/ontapVolume:OntapVolume": NONE,
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": NONE,
  "aws:fsx/openZfsVolume:OpenZfsVolume": NONE,
  "aws:fsx/windowsFileSystem:WindowsFileSystem": NONE,
  "aws:kinesis/stream:Stream": NONE,
  "aws:msk/cluster:Cluster": NONE,
  "aws:msk/serverlessCluster:ServerlessCluster": NONE,
  "aws:route53/zone:Zone": FORCE_DESTROY,
  "aws:athena/database:Database": FORCE_DESTROY,
};

/** All types that hold data, and those that are asked about unless the settings say otherwise. */
export const DATA_TYPES: readonly string[] = [...Object.keys(USUAL), ...Object.keys(FURTHER)];
export const USUAL_DATA_TYPES: readonly string[] = Object.keys(USUAL);

/** Log groups, which are asked for less: either switch will do (v7 `deletionProtectionEnabled`; `skipDestroy` leaves the group behind). */
export const LOG_GROUP_SWITCHES: readonly Switch[] = [
  ...DELETION_PROTECTION_ENABLED,
  { input: "skipDestroy", keeper: "on", holdsUp: true },
];

/** The switches of a resource; none when only the resource option `protect` keeps it. */
export function switchesOf(resource: Resource): readonly Switch[] {
  return LOG_GROUP.includes(resource.type)
    ? LOG_GROUP_SWITCHES
    : (USUAL[resource.type] ?? FURTHER[resource.type] ?? NONE);
}

/**
 * Whether a database instance copies another one, which holds the data. No last snapshot is made of it, so it must have
 * skipFinalSnapshot (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html).
 */
export function isReadReplica(resource: Resource): boolean {
  return resource.type === "aws:rds/instance:Instance" && !resource.at("replicateSourceDb").isAbsent;
}

/** Days in which a deletion can be taken back that are enough. */
export interface Windows {
  readonly key: number;
  readonly secret: number;
}

/** Whether the switch keeps the data. Throws `Undecided` when it is not known yet. */
export function keepsData(resource: Resource, { input, keeper }: Switch, windows: Windows): boolean {
  const value = resource.at(input);
  switch (keeper) {
    case "on":
      return value.boolean() === true;
    case "active":
      return value.string()?.toUpperCase() === "ACTIVE";
    case "off":
      return value.boolean() !== true || (input === "skipFinalSnapshot" && isCustom(resource));
    case "key window":
      return isAtLeast(value, windows.key);
    case "secret window":
      return isAtLeast(value, windows.secret);
  }
}

/**
 * Whether it is RDS Custom, of which no last snapshot can be made
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html).
 */
function isCustom(resource: Resource): boolean {
  return resource.at("engine").string()?.startsWith("custom-") ?? false;
}

/** Whether a number of days is enough; unset is 30, the longest, and so is what is no number. */
function isAtLeast(value: Value, days: number): boolean {
  return (value.number() ?? 30) >= days;
}

/** The value by which a switch keeps data, or lets go of it, as a program writes it. */
export function valueOf({ keeper }: Switch, wanted: "keep" | "let go", windows: Windows): string {
  switch (keeper) {
    case "on":
      return wanted === "keep" ? "true" : "false";
    case "active":
      return wanted === "keep" ? '"ACTIVE"' : '"INACTIVE"';
    case "off":
      return wanted === "keep" ? "false" : "true";
    case "key window":
      return wanted === "keep" ? String(windows.key) : "7";
    case "secret window":
      return wanted === "keep" ? String(windows.secret) : "0";
  }
}
