import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const config = new pulumi.Config();
const env = config.require("env");
const network = new pulumi.StackReference(config.require("networkStack"));
const vpcId = network.requireOutput("vpcId");
const subnetIds = network.requireOutput("isolatedSubnetIds");
const clientGroupId = network.requireOutput("applicationSecurityGroupId");
const operations = network.getOutput("alarmTopicArn");

const key = new aws.kms.Key(
  "ledger",
  {
    description: "Encrypts the ledger at rest",
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: aws.getCallerIdentityOutput().accountId.apply((account) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "EnableIAMUserPermissions",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      }),
    ),
  },
  { protect: true },
);
new aws.kms.Alias("ledger", { name: `alias/ledger-${env}`, targetKeyId: key.keyId });

const password = new random.RandomPassword("master", { length: 40, overrideSpecial: "!#%*+-_=" });

const subnets = new aws.rds.SubnetGroup("ledger", { subnetIds, description: "Isolated subnets" });
const group = new aws.ec2.SecurityGroup("ledger", {
  vpcId,
  description: "PostgreSQL of the ledger",
  ingress: [
    {
      description: "The application",
      protocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      securityGroups: [clientGroupId.apply((id: string) => id)],
    },
  ],
});
const parameters = new aws.rds.ParameterGroup("ledger", {
  family: "postgres17",
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "log_min_duration_statement", value: "500" },
    { name: "password_encryption", value: "scram-sha-256", applyMethod: "pending-reboot" },
  ],
});
const monitoring = new aws.iam.Role("monitoring", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "monitoring.rds.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
});

const identifier = `ledger-${env}`;
const logGroups = ["postgresql", "upgrade"].map(
  (type) =>
    new aws.cloudwatch.LogGroup(`ledger-${type}`, {
      name: `/aws/rds/instance/${identifier}/${type}`,
      retentionInDays: 365,
      kmsKeyId: network.requireOutput("logKeyArn"),
      deletionProtectionEnabled: true,
    }),
);

const database = new aws.rds.Instance(
  "ledger",
  {
    identifier,
    engine: "postgres",
    engineVersion: "17.6",
    instanceClass: config.require("instanceClass"),
    allocatedStorage: 200,
    maxAllocatedStorage: 1000,
    storageType: "gp3",
    storageEncrypted: true,
    kmsKeyId: key.arn,
    dbName: "ledger",
    username: "ledger_admin",
    password: password.result,
    multiAz: true,
    publiclyAccessible: false,
    dbSubnetGroupName: subnets.name,
    vpcSecurityGroupIds: [group.id],
    parameterGroupName: parameters.name,
    backupRetentionPeriod: 35,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${identifier}-final`,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: key.arn,
    monitoringInterval: 60,
    monitoringRoleArn: monitoring.arn,
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    iamDatabaseAuthenticationEnabled: true,
    autoMinorVersionUpgrade: true,
  },
  { protect: true, dependsOn: logGroups },
);

const secret = new aws.secretsmanager.Secret("master", {
  namePrefix: `ledger-master-${env}-`,
  description: "Master user of the ledger",
  kmsKeyId: key.arn,
  recoveryWindowInDays: 30,
});
new aws.secretsmanager.SecretVersion("master", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({
    engine: "postgres",
    host: database.address,
    port: database.port,
    dbname: database.dbName,
    username: database.username,
    password: password.result,
  }),
});
new aws.secretsmanager.SecretRotation("master", {
  secretId: secret.id,
  rotationLambdaArn: network.requireOutput("rotationFunctionArn"),
  rotationRules: { scheduleExpression: "cron(0 3 1 * ? *)", duration: "3h" },
});

// Applications that cannot read Secrets Manager find their way here; the password is not among it.
new aws.ssm.Parameter("endpoint", {
  name: `/ledger/endpoint-${env}`,
  type: "String",
  value: database.endpoint,
});

const watched = { DBInstanceIdentifier: database.identifier };
const atMost = "GreaterThanThreshold";
for (const [name, metric] of Object.entries({
  storage: { metricName: "FreeStorageSpace", comparisonOperator: "LessThanThreshold", threshold: 20 * 1024 ** 3 },
  processor: { metricName: "CPUUtilization", comparisonOperator: atMost, threshold: 85 },
  connections: { metricName: "DatabaseConnections", comparisonOperator: atMost, threshold: 800 },
})) {
  new aws.cloudwatch.MetricAlarm(name, {
    name: `ledger-${name}-${env}`,
    namespace: "AWS/RDS",
    dimensions: watched,
    statistic: "Average",
    period: 300,
    evaluationPeriods: 3,
    alarmActions: [operations],
    ...metric,
  });
}

export const databaseEndpoint = database.endpoint;
export const secretArn = secret.arn;
export const KMSKeyArn = key.arn;
export const EnvironmentSuffix = env;
export const StackName = pulumi.getStack();
