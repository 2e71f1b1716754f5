import { DATA_STORE_TYPES } from "../../../aws/data-keys";
import { cases, type ExpectedFinding } from "../../harness/cases";

const KEY = "aws:kms/key:Key";
const SECRET = "aws:secretsmanager/secret:Secret";
const TOPIC = "aws:sns/topic:Topic";
const QUEUE = "aws:sqs/queue:Queue";
const VOLUME = "aws:ebs/volume:Volume";
const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const TABLE = "aws:dynamodb/table:Table";
const STREAM = "aws:kinesis/stream:Stream";
const FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const DEFAULT_KEY = "aws:ebs/defaultKmsKey:DefaultKmsKey";

/** What is asked for of resources that say nothing of keys. Those that are left out are asked by other policies, or hold what has a key already. */
const UNNAMED: Readonly<Record<string, string>> = {
  "aws:secretsmanager/secret:Secret": "kmsKeyId",
  "aws:sqs/queue:Queue": "kmsMasterKeyId",
  "aws:efs/fileSystem:FileSystem": "kmsKeyId",
  "aws:efs/replicationConfiguration:ReplicationConfiguration": "destination.kmsKeyId",
  "aws:dynamodb/table:Table": "serverSideEncryption.kmsKeyArn",
  "aws:dynamodb/tableReplica:TableReplica": "kmsKeyArn",
  "aws:elasticache/replicationGroup:ReplicationGroup": "kmsKeyId",
  "aws:elasticache/serverlessCache:ServerlessCache": "kmsKeyId",
  "aws:opensearch/domain:Domain": "encryptAtRest.kmsKeyId",
  "aws:elasticsearch/domain:Domain": "encryptAtRest.kmsKeyId",
  "aws:redshift/cluster:Cluster": "kmsKeyId",
  "aws:redshift/snapshotCopyGrant:SnapshotCopyGrant": "kmsKeyId",
  "aws:redshiftserverless/namespace:Namespace": "kmsKeyId",
  "aws:kinesis/stream:Stream": "kmsKeyId",
  "aws:kinesis/videoStream:VideoStream": "kmsKeyId",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "serverSideEncryption.keyArn",
  "aws:ecr/repository:Repository": "encryptionConfigurations.kmsKey",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "encryptionConfigurations.kmsKey",
  "aws:fsx/ontapFileSystem:OntapFileSystem": "kmsKeyId",
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "kmsKeyId",
  "aws:fsx/windowsFileSystem:WindowsFileSystem": "kmsKeyId",
  "aws:fsx/fileCache:FileCache": "kmsKeyId",
  "aws:backup/vault:Vault": "kmsKeyArn",
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "encryptionKeyArn",
  "aws:msk/cluster:Cluster": "encryptionInfo.encryptionAtRestKmsKeyArn",
};

/** AWS's own key of a service, where the row of that service lets it pass. */
const MANAGED: readonly (readonly [type: string, path: string, inputs: object])[] = [
  [SECRET, "kmsKeyId", { kmsKeyId: "alias/aws/secretsmanager" }],
  [TOPIC, "kmsMasterKeyId", { kmsMasterKeyId: "alias/aws/sns" }],
  [QUEUE, "kmsMasterKeyId", { kmsMasterKeyId: "alias/aws/sqs" }],
  ["aws:rds/instance:Instance", "kmsKeyId", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/rds" }],
  ["aws:rds/cluster:Cluster", "performanceInsightsKmsKeyId", { performanceInsightsKmsKeyId: "alias/aws/rds" }],
  [VOLUME, "kmsKeyId", { encrypted: true, kmsKeyId: "alias/aws/ebs" }],
  [STREAM, "kmsKeyId", { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }],
  [
    "aws:codebuild/project:Project",
    "encryptionKey",
    { encryptionKey: "arn:aws:kms:us-east-1:123456789012:alias/aws/s3" },
  ],
  [
    "aws:codepipeline/pipeline:Pipeline",
    "artifactStores[0].encryptionKey.id",
    { artifactStores: [{ encryptionKey: { id: "arn:aws:kms:us-east-1:123456789012:alias/aws/s3", type: "KMS" } }] },
  ],
];

const unnamed = (path: string, resource = "it"): ExpectedFinding => ({
  resource,
  path,
  found: /names no customer managed key/,
});

export default cases("kms-customer-managed-key", {
  passes: {
    "a key of the stack": (s) => {
      const key = s.resource(KEY, "key");
      s.resource(SECRET, "secret", { kmsKeyId: key.arn });
      s.resource(QUEUE, "queue", { kmsMasterKeyId: key.id });
      s.resource(TABLE, "table", { serverSideEncryption: { enabled: true, kmsKeyArn: key.arn } });
      s.resource(STREAM, "stream", { encryptionType: "KMS", kmsKeyId: key.id });
      s.resource("aws:ecr/repository:Repository", "images", {
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
      });
      s.resource("aws:opensearch/domain:Domain", "search", { encryptAtRest: { enabled: true, kmsKeyId: key.id } });
      s.resource(FIREHOSE, "delivery", {
        serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn },
      });
    },
    "a key outside, by ARN and by alias": (s) => {
      s.resource(SECRET, "secret", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central" });
      s.resource(QUEUE, "queue", { kmsMasterKeyId: "alias/central" });
      s.resource("aws:backup/vault:Vault", "vault", { kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/backup" });
    },
    "what other policies ask a key of": (s) => {
      s.resource(TOPIC, "topic");
      s.resource("aws:cloudwatch/logGroup:LogGroup", "group");
      s.resource("aws:rds/instance:Instance", "database", { storageEncrypted: true, performanceInsightsEnabled: true });
      s.resource("aws:rds/cluster:Cluster", "cluster");
      s.resource("aws:rds/clusterInstance:ClusterInstance", "member");
      s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", { artifactStores: [{ location: "artifacts" }] });
      s.resource("aws:codebuild/project:Project", "build");
      s.resource("aws:s3/bucket:Bucket", "data");
      s.resource("aws:cloudtrail/trail:Trail", "trail");
    },
    "AWS's own key on a topic that services publish to, which is another policy's business": (s) => {
      const topic = s.resource(TOPIC, "topic", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
    },
    "volumes without encryption, which is another policy's business": (s) => {
      s.resource(VOLUME, "volume");
      s.resource(INSTANCE, "instance", {
        rootBlockDevice: { volumeSize: 30 },
        ebsBlockDevices: [{ encrypted: false }],
      });
    },
    "volumes made from a snapshot": (s) => {
      s.resource(VOLUME, "volume", { encrypted: true, snapshotId: "snap-1" });
    },
    "volumes under the region's default key": (s) => {
      s.resource(DEFAULT_KEY, "default", { keyArn: s.resource(KEY, "key").arn });
      s.resource(VOLUME, "volume", { encrypted: true });
      s.resource(TEMPLATE, "template", { blockDeviceMappings: [{ ebs: { encrypted: "true" } }] });
    },
    "caches and file systems whose key is another one's": (s) => {
      s.resource("aws:elasticache/replicationGroup:ReplicationGroup", "secondary", { globalReplicationGroupId: "g" });
      s.resource("aws:fsx/lustreFileSystem:LustreFileSystem", "scratch", { deploymentType: "SCRATCH_2" });
      s.resource("aws:efs/replicationConfiguration:ReplicationConfiguration", "copy", {
        destination: { fileSystemId: "fs-1", region: "eu-west-1" },
      });
      s.resource("aws:redshift/cluster:Cluster", "restored", { snapshotIdentifier: "before" });
    },
    "a delivery stream without encryption that a flow log writes to: vpc-flow-log-destination reports it": (s) => {
      for (const [name, serverSideEncryption] of [["none"], ["off", { enabled: false, keyArn: "arn" }]] as const) {
        const stream = s.resource(FIREHOSE, name, { serverSideEncryption });
        s.resource("aws:ec2/flowLog:FlowLog", name, {
          vpcId: "vpc-1",
          logDestinationType: "kinesis-data-firehose",
          logDestination: stream.arn,
        });
      }
    },
    "a delivery stream that reads another stream": (s) => {
      s.resource(FIREHOSE, "delivery", { kinesisSourceConfiguration: { kinesisStreamArn: "arn", roleArn: "arn" } });
    },
    "what is only read": (s) => {
      s.resource(SECRET, "secret", {}, { isRead: true });
    },
    "a cache of one node, which takes no key": (s) => {
      s.resource("aws:elasticache/cluster:Cluster", "cache");
    },
  },
  fails: {
    ...Object.fromEntries(
      Object.entries(UNNAMED).map(([type, path]) => [
        `no key: ${type}`,
        {
          stack: (s) => void s.resource(type, "it", { destination: { region: "eu-west-1" } }),
          findings: [unnamed(path)],
        },
      ]),
    ),
    ...Object.fromEntries(
      MANAGED.map(([type, path, inputs]) => [
        `AWS's own key: ${type}`,
        {
          stack: (s) => void s.resource(type, "it", { ...inputs }),
          findings: [{ resource: "it", path, found: /is encrypted with AWS's own key alias\/aws\/\w+/ }],
        },
      ]),
    ),
    "the fix says what else to set": {
      stack: (s) => {
        s.resource(STREAM, "it");
      },
      findings: [{ ...unnamed("kmsKeyId"), fix: /Set encryptionType: "KMS", kmsKeyId: key\.id, where key is/ }],
    },
    "encrypted volumes": {
      stack: (s) => {
        s.resource(VOLUME, "volume", { encrypted: true });
        s.resource(INSTANCE, "instance", {
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: true, kmsKeyId: "alias/data" }, { encrypted: true }],
        });
        s.resource(TEMPLATE, "template", { blockDeviceMappings: [{ ebs: { encrypted: "true" } }] });
        s.resource("aws:ebs/snapshotCopy:SnapshotCopy", "snapshot", { encrypted: true });
        s.resource("aws:ebs/snapshotImport:SnapshotImport", "import", { encrypted: true });
      },
      findings: [
        unnamed("kmsKeyId", "volume"),
        unnamed("rootBlockDevice.kmsKeyId", "instance"),
        unnamed("ebsBlockDevices[1].kmsKeyId", "instance"),
        unnamed("blockDeviceMappings[0].ebs.kmsKeyId", "template"),
        unnamed("kmsKeyId", "snapshot"),
        unnamed("kmsKeyId", "import"),
      ],
    },
    "AWS's own key as the region's default": {
      stack: (s) => {
        s.resource(DEFAULT_KEY, "default", { keyArn: "arn:aws:kms:us-east-1:123456789012:alias/aws/ebs" });
        s.resource(VOLUME, "it", { encrypted: true });
      },
      findings: [unnamed("kmsKeyId")],
    },
    "a default key of another region": {
      stack: (s) => {
        s.resource(DEFAULT_KEY, "default", { keyArn: "arn", region: "eu-west-1" });
        s.resource(VOLUME, "it", { encrypted: true });
      },
      findings: [unnamed("kmsKeyId")],
    },
    "a persistent Lustre file system": {
      stack: (s) => {
        s.resource("aws:fsx/lustreFileSystem:LustreFileSystem", "it", { deploymentType: "PERSISTENT_2" });
      },
      findings: [unnamed("kmsKeyId")],
    },
    "replicas of what has a key": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        s.resource(SECRET, "secret", { kmsKeyId: key.arn, replicas: [{ region: "eu-west-1" }] });
        s.resource(TABLE, "table", {
          serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
          replicas: [{ regionName: "eu-west-1" }, { regionName: "eu-west-2", kmsKeyArn: "alias/aws/dynamodb" }],
        });
      },
      findings: [
        unnamed("replicas[0].kmsKeyId", "secret"),
        unnamed("replicas[0].kmsKeyArn", "table"),
        { resource: "table", path: "replicas[1].kmsKeyArn", found: /AWS's own key alias\/aws\/dynamodb/ },
      ],
    },
    "replicas of what has none are not told besides": {
      stack: (s) => {
        s.resource(SECRET, "it", { replicas: [{ region: "eu-west-1" }] });
      },
      findings: [unnamed("kmsKeyId")],
    },
    "a key that nothing uses": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        s.resource(STREAM, "stream", { kmsKeyId: key.id });
        s.resource(TABLE, "table", { serverSideEncryption: { enabled: false, kmsKeyArn: key.arn } });
        s.resource("aws:ecr/repository:Repository", "images", { encryptionConfigurations: [{ kmsKey: key.arn }] });
        s.resource(FIREHOSE, "delivery", { serverSideEncryption: { enabled: true, keyArn: key.arn } });
      },
      findings: [
        ["stream", "kmsKeyId"],
        ["table", "serverSideEncryption.kmsKeyArn"],
        ["images", "encryptionConfigurations.kmsKey"],
        ["delivery", "serverSideEncryption.keyArn"],
      ].map(([resource = "", path = ""]) => ({ resource, path, found: /not switched on/ })),
    },
    "AWS's own key on a topic that nobody publishes to": {
      stack: (s) => {
        s.resource(TOPIC, "topic", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource(ALARM, "cpu", { alarmActions: ["arn:aws:sns:us-east-1:123456789012:central"] });
      },
      findings: [{ resource: "topic", path: "kmsMasterKeyId", found: /alias\/aws\/sns/ }],
    },
    "one of two places, while the other is not known yet": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { rootBlockDevice: { encrypted: true }, ebsBlockDevices: s.unknown });
      },
      findings: [unnamed("rootBlockDevice.kmsKeyId")],
    },
  },
  undecided: {
    "keys that are not known yet": (s) => {
      for (const type of DATA_STORE_TYPES) {
        const unknown = s.unknown;
        s.resource(type, type.replace(/\W/g, "-"), {
          kmsKeyId: unknown,
          kmsKeyArn: unknown,
          kmsMasterKeyId: unknown,
          encryptionType: "KMS",
          serverSideEncryption: unknown,
          encryptAtRest: unknown,
          encryptionConfigurations: unknown,
          encryptionInfo: unknown,
          encryptionKeyArn: unknown,
          destination: unknown,
        });
      }
    },
    "whether a volume is encrypted is not known yet": (s) => {
      s.resource(VOLUME, "volume", { encrypted: s.unknown });
      s.resource(TEMPLATE, "template", { blockDeviceMappings: s.unknown });
    },
    "whether the key is used is not known yet": (s) => {
      s.resource(STREAM, "stream", { encryptionType: s.unknown, kmsKeyId: "alias/data" });
    },
  },
  malformed: {
    "keys and lists that are none": {
      stack: (s) => {
        s.resource(SECRET, "secret", { kmsKeyId: { arn: "a" }, replicas: "eu-west-1" });
        s.resource(QUEUE, "queue", { kmsMasterKeyId: null });
        s.resource(INSTANCE, "instance", { rootBlockDevice: 7, ebsBlockDevices: [null, "x", []] });
      },
      findings: [
        { resource: "secret", path: "replicas.kmsKeyId", found: /names no/ },
        unnamed("kmsMasterKeyId", "queue"),
      ],
    },
  },
});
