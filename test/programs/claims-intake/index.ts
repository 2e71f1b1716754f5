import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./bucket";

/** The organisation's network, trail, log bucket and keys are other stacks'; this one only uses them. */
const config = new pulumi.Config();
const environment = config.require("environment");
const foundation = new pulumi.StackReference(config.require("foundation"));
const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

const network = aws.ec2.Vpc.get("shared", config.require("vpcId"));
const trail = aws.cloudtrail.Trail.get("organization", config.require("trailArn"));
const accessLogs = aws.s3.Bucket.get("access-logs", config.require("accessLogBucket"));
const dataKey = aws.kms.Key.get("claims-data", config.require("dataKeyId"));
const onDuty = foundation.requireOutput("alarmTopicArn");
const subnetIds = config.requireObject<string[]>("privateSubnetIds");

const documents = new PrivateBucket("claim-documents", {
  name: `acme-claim-documents-${environment}`,
  keyArn: dataKey.arn,
  logBucket: accessLogs.bucket,
});
new PrivateBucket("claim-exports", {
  name: `acme-claim-exports-${environment}`,
  keyArn: foundation.requireOutput("exportKeyArn"),
  logBucket: foundation.requireOutput("logBucketName"),
});

const rejected = new aws.sqs.Queue("rejected-claims", {
  kmsMasterKeyId: config.require("dataKeyId"),
  messageRetentionSeconds: 14 * 24 * 3600,
});
const received = new aws.sns.Topic("received-claims", { kmsMasterKeyId: dataKey.arn });

const group = new aws.ec2.SecurityGroup("intake", {
  vpcId: network.id,
  description: "Functions that take claims in",
  egress: [
    {
      description: "AWS APIs, through the endpoints of the shared network",
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [network.cidrBlock],
    },
  ],
});
const functionName = `claims-intake-${environment}`;
const logs = new aws.cloudwatch.LogGroup("intake", {
  name: `/aws/lambda/${functionName}`,
  retentionInDays: 90,
  kmsKeyId: foundation.requireOutput("logKeyArn"),
  deletionProtectionEnabled: true,
});
const role = new aws.iam.Role("intake", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
const access = new aws.iam.RolePolicy("intake", {
  role: role.id,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      { actions: ["s3:PutObject"], resources: [pulumi.interpolate`${documents.bucket.arn}/incoming/*`] },
      { actions: ["sqs:SendMessage"], resources: [rejected.arn] },
      { actions: ["sns:Publish"], resources: [received.arn] },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [dataKey.arn] },
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`arn:aws:logs:${region}:${accountId}:log-group:${logs.name}:*`],
      },
    ],
  }).json,
});
const inNetwork = new aws.iam.RolePolicyAttachment("intake-network", {
  role: role.name,
  policyArn: aws.iam.ManagedPolicy.AWSLambdaVPCAccessExecutionRole,
});
const intake = new aws.lambda.Function(
  "intake",
  {
    name: functionName,
    runtime: "nodejs22.x",
    handler: "index.handler",
    architectures: ["arm64"],
    role: role.arn,
    s3Bucket: foundation.requireOutput("codeBucketName"),
    s3Key: `claims-intake/${config.require("release")}.zip`,
    kmsKeyArn: dataKey.arn,
    environment: { variables: { DOCUMENTS_BUCKET: documents.bucket.bucket, RECEIVED_TOPIC_ARN: received.arn } },
    deadLetterConfig: { targetArn: rejected.arn },
    vpcConfig: { subnetIds, securityGroupIds: [group.id] },
    tracingConfig: { mode: "Active" },
  },
  { dependsOn: [logs, access, inNetwork] },
);

const databaseGroup = new aws.ec2.SecurityGroup("claims-database", {
  vpcId: network.id,
  description: "The database of claims",
  ingress: [{ description: "Intake", protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [group.id] }],
});
const privateSubnets = aws.ec2.getSubnetsOutput({
  filters: [
    { name: "vpc-id", values: [config.require("vpcId")] },
    { name: "tag:Tier", values: ["isolated"] },
  ],
});
const cluster = new aws.rds.Cluster(
  "claims",
  {
    clusterIdentifier: `claims-${environment}`,
    engine: aws.rds.EngineType.AuroraPostgresql,
    engineVersion: "17.5",
    databaseName: "claims",
    masterUsername: "claims_owner",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: dataKey.keyId,
    storageEncrypted: true,
    kmsKeyId: dataKey.arn,
    dbSubnetGroupName: new aws.rds.SubnetGroup("claims", { subnetIds: privateSubnets.ids }).name,
    vpcSecurityGroupIds: [databaseGroup.id],
    backupRetentionPeriod: 35,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    finalSnapshotIdentifier: `claims-${environment}-final`,
    enabledCloudwatchLogsExports: ["postgresql"],
    iamDatabaseAuthenticationEnabled: true,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: dataKey.arn,
    serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 16 },
  },
  { protect: true },
);
for (const member of ["writer", "reader"]) {
  new aws.rds.ClusterInstance(`claims-${member}`, {
    identifier: `claims-${member}-${environment}`,
    clusterIdentifier: cluster.id,
    engine: aws.rds.EngineType.AuroraPostgresql,
    engineVersion: cluster.engineVersion,
    instanceClass: "db.serverless",
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: dataKey.arn,
  });
}

/** The trail writes to a log group of the foundation; who touches the documents is watched from here. */
new aws.cloudwatch.LogMetricFilter("foreign-reads", {
  name: `claims-foreign-reads-${environment}`,
  logGroupName: foundation.requireOutput("trailLogGroupName"),
  pattern: pulumi.interpolate`{ ($.eventSource = "s3.amazonaws.com") && ($.requestParameters.bucketName = "${documents.bucket.bucket}") && ($.userIdentity.accountId != "${accountId}") }`,
  metricTransformation: {
    name: `ClaimsForeignReads-${environment}`,
    namespace: "Claims",
    value: "1",
    defaultValue: "0",
  },
});
const atMost = {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  period: 300,
  alarmActions: [onDuty],
};
const ofCluster = { namespace: "AWS/RDS", dimensions: { DBClusterIdentifier: cluster.clusterIdentifier } };
const alarms: Record<string, Partial<aws.cloudwatch.MetricAlarmArgs> & { threshold: number }> = {
  "foreign-reads": {
    namespace: "Claims",
    metricName: `ClaimsForeignReads-${environment}`,
    statistic: "Sum",
    threshold: 0,
  },
  "intake-errors": {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: intake.name },
    statistic: "Sum",
    threshold: 0,
  },
  "database-cpu": { ...ofCluster, metricName: "CPUUtilization", statistic: "Average", threshold: 85 },
  "database-connections": { ...ofCluster, metricName: "DatabaseConnections", statistic: "Maximum", threshold: 900 },
  "database-storage": { ...ofCluster, metricName: "VolumeBytesUsed", statistic: "Maximum", threshold: 5e12 },
};
for (const [name, alarm] of Object.entries(alarms)) {
  new aws.cloudwatch.MetricAlarm(name, { ...atMost, ...alarm, name: `claims-${name}-${environment}` });
}

export const documentsBucket = documents.bucket.bucket;
export const databaseEndpoint = cluster.endpoint;
export const auditedBy = trail.name;
