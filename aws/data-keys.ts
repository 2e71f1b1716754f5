/**
 * Where resources that hold data name the KMS key that encrypts it: a reviewed table from the types of @pulumi/aws 7.48.0,
 * against which a test holds every place. https://www.pulumi.com/registry/packages/aws/api-docs/
 * S3 buckets are left out: s3 policies of their own ask data buckets for a named key.
 */
import { elements, view, type Graph, type Resource, type Subject, type Value } from "../core";

/** A place where a resource names a key. */
export interface KeyPlace {
  /** The properties that lead to it; `*` stands for each element of a list. */
  readonly path: readonly string[];
  /** What to write, where it is more than the key. */
  readonly write?: string;
  /** Which policy asks for a key here; only a key of AWS's own is judged then. */
  readonly askedBy?: string;
  /** Whether a key belongs here. `beside` is what the place is a property of. */
  readonly applies?: (beside: Value, resource: Resource) => boolean;
  /** Whether the data is left unencrypted, or with AWS's key, whatever is named here. */
  readonly isOff?: (beside: Value) => boolean;
}

export interface DataStore {
  /** For messages: `queue`. */
  readonly noun: string;
  readonly keys: readonly KeyPlace[];
}

/** Without a snapshot, whose own key stays. STO-16 asks for the encryption itself. */
const encryptedVolume = (beside: Value): boolean =>
  beside.at("encrypted").boolean() === true && beside.at("snapshotId").isAbsent;

const INSTANCE: readonly KeyPlace[] = [
  { path: ["rootBlockDevice", "kmsKeyId"], applies: encryptedVolume },
  { path: ["ebsBlockDevices", "*", "kmsKeyId"], applies: encryptedVolume },
];

const COPY: KeyPlace = { path: ["kmsKeyId"], applies: (copy) => copy.at("encrypted").boolean() === true };

const PERFORMANCE_INSIGHTS: KeyPlace = { path: ["performanceInsightsKmsKeyId"], askedBy: "STO-15" };

const SEARCH_DOMAIN: DataStore = {
  noun: "search domain",
  keys: [
    {
      path: ["encryptAtRest", "kmsKeyId"],
      write: "encryptAtRest: { enabled: true, kmsKeyId: key.arn }",
      isOff: (beside) => beside.at("enabled").boolean() !== true,
    },
  ],
};

const REPOSITORY: KeyPlace = {
  path: ["encryptionConfigurations", "kmsKey"],
  write: 'encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }]',
  isOff: (beside) => !/^KMS/.test(beside.at("encryptionType").string() ?? ""),
};

const FILE_SYSTEM: DataStore = { noun: "file system", keys: [{ path: ["kmsKeyId"] }] };

/** A replica is asked for a key of its region once its original has one. */
const ofEncrypted =
  (...original: string[]) =>
  (_: Value, resource: Resource): boolean =>
    !resource.at(...original).isAbsent;

const DATA_STORES: Readonly<Record<string, DataStore>> = {
  "aws:secretsmanager/secret:Secret": {
    noun: "secret",
    keys: [{ path: ["kmsKeyId"] }, { path: ["replicas", "*", "kmsKeyId"], applies: ofEncrypted("kmsKeyId") }],
  },
  "aws:sns/topic:Topic": { noun: "topic", keys: [{ path: ["kmsMasterKeyId"], askedBy: "LOG-08" }] },
  "aws:sqs/queue:Queue": { noun: "queue", keys: [{ path: ["kmsMasterKeyId"] }] },
  "aws:cloudwatch/logGroup:LogGroup": { noun: "log group", keys: [{ path: ["kmsKeyId"], askedBy: "LOG-11" }] },
  "aws:rds/instance:Instance": {
    noun: "database instance",
    keys: [{ path: ["kmsKeyId"], askedBy: "STO-13" }, PERFORMANCE_INSIGHTS],
  },
  "aws:rds/cluster:Cluster": {
    noun: "database cluster",
    keys: [{ path: ["kmsKeyId"], askedBy: "STO-13" }, PERFORMANCE_INSIGHTS],
  },
  "aws:rds/clusterInstance:ClusterInstance": { noun: "database instance", keys: [PERFORMANCE_INSIGHTS] },
  "aws:ebs/volume:Volume": { noun: "volume", keys: [{ path: ["kmsKeyId"], applies: encryptedVolume }] },
  "aws:ebs/snapshotCopy:SnapshotCopy": { noun: "snapshot", keys: [COPY] },
  "aws:ebs/snapshotImport:SnapshotImport": { noun: "snapshot", keys: [COPY] },
  "aws:ec2/amiCopy:AmiCopy": { noun: "machine image", keys: [COPY] },
  "aws:ec2/instance:Instance": { noun: "instance's volume", keys: INSTANCE },
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": { noun: "instance's volume", keys: INSTANCE },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    noun: "template's volume",
    keys: [{ path: ["blockDeviceMappings", "*", "ebs", "kmsKeyId"], applies: encryptedVolume }],
  },
  "aws:codepipeline/pipeline:Pipeline": {
    noun: "artifact store",
    keys: [{ path: ["artifactStores", "*", "encryptionKey", "id"], askedBy: "PIP-06" }],
  },
  "aws:codebuild/project:Project": { noun: "build output", keys: [{ path: ["encryptionKey"], askedBy: "PIP-06" }] },
  "aws:efs/fileSystem:FileSystem": {
    noun: "file system",
    keys: [{ path: ["kmsKeyId"], write: "encrypted: true, kmsKeyId: key.arn" }],
  },
  "aws:efs/replicationConfiguration:ReplicationConfiguration": {
    noun: "file system's copy",
    keys: [{ path: ["destination", "kmsKeyId"], applies: (copy) => copy.at("fileSystemId").isAbsent }],
  },
  "aws:dynamodb/table:Table": {
    noun: "table",
    keys: [
      {
        path: ["serverSideEncryption", "kmsKeyArn"],
        write: "serverSideEncryption: { enabled: true, kmsKeyArn: key.arn }",
        isOff: (beside) => beside.at("enabled").boolean() !== true,
      },
      { path: ["replicas", "*", "kmsKeyArn"], applies: ofEncrypted("serverSideEncryption", "kmsKeyArn") },
    ],
  },
  "aws:dynamodb/tableReplica:TableReplica": { noun: "table's replica", keys: [{ path: ["kmsKeyArn"] }] },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    noun: "cache",
    keys: [
      {
        path: ["kmsKeyId"],
        write: "atRestEncryptionEnabled: true, kmsKeyId: key.arn",
        applies: (group) => group.at("globalReplicationGroupId").isAbsent,
      },
    ],
  },
  "aws:elasticache/serverlessCache:ServerlessCache": { noun: "cache", keys: [{ path: ["kmsKeyId"] }] },
  "aws:opensearch/domain:Domain": SEARCH_DOMAIN,
  "aws:elasticsearch/domain:Domain": SEARCH_DOMAIN,
  "aws:redshift/cluster:Cluster": {
    noun: "warehouse",
    keys: [
      {
        path: ["kmsKeyId"],
        write: "encrypted: true, kmsKeyId: key.arn",
        applies: (cluster) => cluster.at("snapshotIdentifier").isAbsent && cluster.at("snapshotArn").isAbsent,
        isOff: (cluster) => cluster.at("encrypted").boolean() === false,
      },
    ],
  },
  "aws:redshift/snapshotCopyGrant:SnapshotCopyGrant": { noun: "warehouse's snapshots", keys: [{ path: ["kmsKeyId"] }] },
  "aws:redshiftserverless/namespace:Namespace": { noun: "warehouse", keys: [{ path: ["kmsKeyId"] }] },
  "aws:kinesis/stream:Stream": {
    noun: "stream",
    keys: [
      {
        path: ["kmsKeyId"],
        write: 'encryptionType: "KMS", kmsKeyId: key.id',
        isOff: (stream) => stream.at("encryptionType").string() !== "KMS",
      },
    ],
  },
  "aws:kinesis/videoStream:VideoStream": { noun: "video stream", keys: [{ path: ["kmsKeyId"] }] },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    noun: "delivery stream",
    keys: [
      {
        path: ["serverSideEncryption", "keyArn"],
        write: 'serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn }',
        // What comes from another stream is encrypted there.
        applies: (_, stream) =>
          stream.at("kinesisSourceConfiguration").isAbsent && stream.at("mskSourceConfiguration").isAbsent,
        isOff: (beside) =>
          beside.at("enabled").boolean() !== true || beside.at("keyType").string() !== "CUSTOMER_MANAGED_CMK",
      },
    ],
  },
  "aws:ecr/repository:Repository": { noun: "repository", keys: [REPOSITORY] },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": { noun: "repository", keys: [REPOSITORY] },
  "aws:fsx/lustreFileSystem:LustreFileSystem": {
    noun: "file system",
    // Scratch file systems take no key.
    keys: [{ path: ["kmsKeyId"], applies: (one) => /^PERSISTENT/.test(one.at("deploymentType").string() ?? "") }],
  },
  "aws:fsx/ontapFileSystem:OntapFileSystem": FILE_SYSTEM,
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": FILE_SYSTEM,
  "aws:fsx/windowsFileSystem:WindowsFileSystem": FILE_SYSTEM,
  "aws:fsx/fileCache:FileCache": { noun: "file cache", keys: [{ path: ["kmsKeyId"] }] },
  "aws:backup/vault:Vault": { noun: "backup vault", keys: [{ path: ["kmsKeyArn"] }] },
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": {
    noun: "backup vault",
    keys: [{ path: ["encryptionKeyArn"] }],
  },
  "aws:msk/cluster:Cluster": {
    noun: "Kafka cluster",
    keys: [{ path: ["encryptionInfo", "encryptionAtRestKmsKeyArn"] }],
  },
};

/** Every type of the table. */
export const DATA_STORE_TYPES: readonly string[] = Object.keys(DATA_STORES);

/** A place of a resource at which a key may be named. */
export interface KeySlot {
  readonly at: Value;
  readonly beside: Value;
  readonly place: KeyPlace;
}

/** A resource that holds data, with the keys that encrypt it. */
export class DataStoreView implements Subject {
  constructor(
    readonly resource: Resource,
    readonly store: DataStore,
  ) {}

  /** The places that it has for keys; those of a list that is not known yet are one unknown. */
  get slots(): readonly KeySlot[] {
    return this.store.keys.flatMap((place) => {
      const last = place.path.at(-1) ?? "";
      return placesIn(this.resource.inputs, place.path.slice(0, -1)).map((beside) => ({
        at: beside.at(last),
        beside,
        place,
      }));
    });
  }
}

function placesIn(value: Value, path: readonly string[]): readonly Value[] {
  const [key, ...rest] = path;
  if (key === undefined) {
    return [value];
  }
  if (key === "*") {
    return elements(value).flatMap((one) => placesIn(one, rest));
  }
  return placesIn(value.at(key), rest);
}

/** Every resource of the table that the stack itself makes. */
export const dataStores = view(DATA_STORE_TYPES, readDataStores);

function readDataStores(graph: Graph): DataStoreView[] {
  return graph.ofType(DATA_STORE_TYPES).flatMap((resource) => {
    const store = resource.isAnalysed ? DATA_STORES[resource.type] : undefined;
    return store ? [new DataStoreView(resource, store)] : [];
  });
}

/** Where a type names keys. */
export function placesOf(type: string): readonly (readonly string[])[] {
  return (DATA_STORES[type]?.keys ?? []).map(({ path }) => path);
}
