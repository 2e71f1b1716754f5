/** Every service of row SEC-11 is asked for a customer managed key, by one policy, which says that it speaks for the row. */
import { policies } from "../../../policies";
import { evaluate } from "../../harness/evaluate";

const GENERAL = "kms-customer-managed-key";

const asking = new Set(policies.flatMap(({ facts }) => (facts.requirements.includes("SEC-11") ? facts.name : [])));

const RDS = "aws:rds/instance:Instance";
const TOPIC = "aws:sns/topic:Topic";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const BUCKET = "aws:s3/bucket:Bucket";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const PROJECT = "aws:codebuild/project:Project";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/data";

/** A bucket with this default encryption, a pipeline with this key, a database with these settings. */
const encrypted = (by: object): object => ({
  serverSideEncryptionConfiguration: {
    rule: { applyServerSideEncryptionByDefault: by, bucketKeyEnabled: true },
  },
});
const store = (encryptionKey?: object): object => ({ artifactStores: [{ location: "artifacts", encryptionKey }] });
const database = (more: object): object => ({
  engine: "postgres",
  instanceClass: "db.r6g.large",
  storageEncrypted: true,
  kmsKeyId: KEY,
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: KEY,
  ...more,
});
const insights = (key?: string): object => database({ performanceInsightsKmsKeyId: key });

const UNNAMED: Readonly<Record<string, readonly [type: string, inputs: object, policy: string]>> = {
  "Secrets Manager": ["aws:secretsmanager/secret:Secret", {}, GENERAL],
  SNS: [TOPIC, {}, "sns-topic-encryption"],
  SQS: ["aws:sqs/queue:Queue", {}, GENERAL],
  "log groups": [GROUP, {}, "cloudwatch-log-group-encryption"],
  "S3 data buckets": [BUCKET, encrypted({ sseAlgorithm: "aws:kms" }), "s3-data-bucket-kms-key"],
  "RDS storage": [RDS, database({ kmsKeyId: undefined }), "rds-storage-encryption"],
  "Performance Insights": [RDS, insights(), "rds-performance-insights"],
  EBS: ["aws:ebs/volume:Volume", { encrypted: true }, GENERAL],
  "CodePipeline artifacts": [PIPELINE, store(), "codepipeline-artifact-encryption-key"],
  "CodeBuild output": [PROJECT, {}, "codebuild-encryption-key"],
  EFS: ["aws:efs/fileSystem:FileSystem", { encrypted: true }, GENERAL],
  DynamoDB: ["aws:dynamodb/table:Table", {}, GENERAL],
  ElastiCache: ["aws:elasticache/replicationGroup:ReplicationGroup", { atRestEncryptionEnabled: true }, GENERAL],
  OpenSearch: ["aws:opensearch/domain:Domain", { encryptAtRest: { enabled: true } }, GENERAL],
  Redshift: ["aws:redshift/cluster:Cluster", { encrypted: true }, GENERAL],
  Kinesis: ["aws:kinesis/stream:Stream", {}, GENERAL],
  ECR: ["aws:ecr/repository:Repository", {}, GENERAL],
  FSx: ["aws:fsx/windowsFileSystem:WindowsFileSystem", {}, GENERAL],
  Backup: ["aws:backup/vault:Vault", {}, GENERAL],
  MSK: ["aws:msk/cluster:Cluster", {}, GENERAL],
};

const MANAGED: Readonly<Record<string, readonly [type: string, inputs: object, policy: string]>> = {
  SNS: [TOPIC, { kmsMasterKeyId: "alias/aws/sns" }, GENERAL],
  "S3 data buckets": [
    BUCKET,
    encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" }),
    "s3-data-bucket-kms-key",
  ],
  "RDS storage": [RDS, database({ kmsKeyId: "alias/aws/rds" }), GENERAL],
  "Performance Insights": [RDS, insights("alias/aws/rds"), GENERAL],
  "CodePipeline artifacts": [
    PIPELINE,
    store({ id: "arn:aws:kms:us-east-1:123456789012:alias/aws/s3", type: "KMS" }),
    GENERAL,
  ],
  "CodeBuild output": [PROJECT, { encryptionKey: "alias/aws/s3" }, GENERAL],
};

async function told(type: string, inputs: object): Promise<string[]> {
  const findings = await evaluate(
    { stack: (s) => void s.resource(type, "data", { ...inputs }) },
    GENERAL,
    "update",
    "in-process",
  );
  return findings.filter(({ policy }) => asking.has(policy)).map(({ policy, message }) => `${policy} ${message}`);
}

it.each(Object.entries(UNNAMED))("%s without a key", async (_, [type, inputs, policy]) => {
  expect(await told(type, inputs)).toEqual([expect.stringMatching(new RegExp(`^${policy} [^]*SEC-11`))]);
});

it.each(Object.entries(MANAGED))("%s with AWS's own key", async (_, [type, inputs, policy]) => {
  expect(await told(type, inputs)).toEqual([expect.stringMatching(new RegExp(`^${policy} [^]*SEC-11`))]);
});
