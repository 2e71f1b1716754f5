import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { encryptedLogGroup } from "./logs";
import { PrivateNetwork } from "./network";
import { serviceRole } from "./roles";
import { account, disposable, functionPackages, named, region } from "./settings";

const PORT = 5432;

export interface DatabaseArgs {
  keyArn: pulumi.Input<string>;
  network: PrivateNetwork;
  /** Where alarms go. */
  alertTopicArn: pulumi.Input<string>;
}

/** A PostgreSQL database in private subnets, whose password nobody typed and a function changes every month. */
export class Database extends pulumi.ComponentResource {
  readonly instance: aws.rds.Instance;
  readonly secret: aws.secretsmanager.Secret;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:database:Database", name, {}, opts);
    const parent = { parent: this };
    const { keyArn, network } = args;
    const [databaseGroup, rotationGroup] = this.securityGroups(name, network);

    const subnetGroup = new aws.rds.SubnetGroup(name, { subnetIds: network.subnetIds }, parent);
    // What RDS does not accept in a password is left out.
    const password = new random.RandomPassword(name, { length: 32, overrideSpecial: "!#$%&*()-_=+[]{}<>:?" }, parent);
    const identifier = named(name);
    const logs = encryptedLogGroup(
      `${name}-database`,
      { groupName: `/aws/rds/instance/${identifier}/postgresql`, keyArn },
      this,
    );
    this.instance = new aws.rds.Instance(
      name,
      {
        identifier,
        engine: "postgres",
        engineVersion: "17.6",
        instanceClass: "db.t4g.medium",
        allocatedStorage: 50,
        storageType: "gp3",
        storageEncrypted: true,
        kmsKeyId: keyArn,
        dbName: "orders",
        username: "orders_admin",
        password: password.result,
        port: PORT,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [databaseGroup.id],
        publiclyAccessible: false,
        multiAz: !disposable,
        backupRetentionPeriod: 14,
        copyTagsToSnapshot: true,
        deletionProtection: !disposable,
        skipFinalSnapshot: disposable,
        ...(!disposable && { finalSnapshotIdentifier: `${identifier}-final` }),
        autoMinorVersionUpgrade: true,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keyArn,
        enabledCloudwatchLogsExports: ["postgresql"],
      },
      // From the first rotation on, the password is the function's to know.
      { ...parent, dependsOn: logs, ignoreChanges: ["password"] },
    );

    this.secret = new aws.secretsmanager.Secret(
      name,
      {
        name: named(`${name}-database`),
        description: "Administrator of the database",
        kmsKeyId: keyArn,
        recoveryWindowInDays: disposable ? 0 : 30,
      },
      parent,
    );
    new aws.secretsmanager.SecretVersion(
      name,
      {
        secretId: this.secret.id,
        secretString: pulumi.jsonStringify({
          engine: "postgres",
          host: this.instance.address,
          port: PORT,
          username: this.instance.username,
          password: password.result,
          dbInstanceIdentifier: this.instance.identifier,
        }),
      },
      { ...parent, ignoreChanges: ["secretString"] },
    );
    const rotation = this.rotate(name, args, rotationGroup);
    this.watch(name, rotation, args.alertTopicArn);
    this.registerOutputs({ address: this.instance.address, secretArn: this.secret.arn });
  }

  /** Only the function that changes the password reaches the database, until an application's group is let in. */
  private securityGroups(name: string, network: PrivateNetwork): [aws.ec2.SecurityGroup, aws.ec2.SecurityGroup] {
    const parent = { parent: this };
    const vpcId = network.vpc.id;
    const database = new aws.ec2.SecurityGroup(
      `${name}-database`,
      { vpcId, description: "The database; it opens no connections" },
      parent,
    );
    const rotation = new aws.ec2.SecurityGroup(
      `${name}-rotation`,
      { vpcId, description: "The function that changes the database's password" },
      parent,
    );
    const rule = { ipProtocol: "tcp", fromPort: PORT, toPort: PORT, description: "PostgreSQL, to change the password" };
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-rotation`,
      { ...rule, securityGroupId: database.id, referencedSecurityGroupId: rotation.id },
      parent,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-database`,
      { ...rule, securityGroupId: rotation.id, referencedSecurityGroupId: database.id },
      parent,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-secrets`,
      {
        securityGroupId: rotation.id,
        referencedSecurityGroupId: network.endpointGroup.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "HTTPS to Secrets Manager",
      },
      parent,
    );
    return [database, rotation];
  }

  /** The function is AWS's own for PostgreSQL and a single user, from the account's bucket of packages. */
  private rotate(name: string, args: DatabaseArgs, group: aws.ec2.SecurityGroup): aws.lambda.Function {
    const parent = { parent: this };
    const functionName = named(`${name}-rotation`);
    const logs = encryptedLogGroup(
      `${name}-rotation`,
      { groupName: `/aws/lambda/${functionName}`, keyArn: args.keyArn },
      this,
    );
    const role = serviceRole(
      `${name}-rotation`,
      {
        service: "lambda.amazonaws.com",
        managedPolicyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
        statements: [
          {
            Effect: "Allow",
            Action: [
              "secretsmanager:DescribeSecret",
              "secretsmanager:GetSecretValue",
              "secretsmanager:PutSecretValue",
              "secretsmanager:UpdateSecretVersionStage",
            ],
            Resource: this.secret.arn,
          },
          { Effect: "Allow", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
          { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: args.keyArn },
          { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
        ],
      },
      this,
    );
    const rotation = new aws.lambda.Function(
      `${name}-rotation`,
      {
        name: functionName,
        description: "Changes the password of the database",
        role: role.arn,
        runtime: "python3.13",
        handler: "lambda_function.lambda_handler",
        s3Bucket: functionPackages,
        s3Key: "SecretsManagerRDSPostgreSQLRotationSingleUser.zip",
        timeout: 60,
        environment: {
          variables: { SECRETS_MANAGER_ENDPOINT: pulumi.interpolate`https://secretsmanager.${region}.amazonaws.com` },
        },
        kmsKeyArn: args.keyArn,
        vpcConfig: { subnetIds: args.network.subnetIds, securityGroupIds: [group.id] },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      },
      parent,
    );
    const permission = new aws.lambda.Permission(
      `${name}-rotation`,
      {
        function: rotation.name,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: this.secret.arn,
        sourceAccount: account,
      },
      parent,
    );
    new aws.secretsmanager.SecretRotation(
      `${name}-monthly`,
      {
        secretId: this.secret.id,
        rotationLambdaArn: rotation.arn,
        rotationRules: { automaticallyAfterDays: 30 },
      },
      { ...parent, dependsOn: permission },
    );
    return rotation;
  }

  private watch(name: string, rotation: aws.lambda.Function, topicArn: pulumi.Input<string>): void {
    const common = {
      statistic: "Average",
      period: 300,
      evaluationPeriods: 3,
      alarmActions: [topicArn],
    };
    const database = {
      ...common,
      namespace: "AWS/RDS",
      dimensions: { DBInstanceIdentifier: this.instance.identifier },
    };
    const parent = { parent: this };
    new aws.cloudwatch.MetricAlarm(
      `${name}-busy`,
      { ...database, metricName: "CPUUtilization", comparisonOperator: "GreaterThanThreshold", threshold: 80 },
      parent,
    );
    new aws.cloudwatch.MetricAlarm(
      `${name}-full`,
      {
        ...database,
        metricName: "FreeStorageSpace",
        comparisonOperator: "LessThanThreshold",
        threshold: 5 * 1024 ** 3,
      },
      parent,
    );
    new aws.cloudwatch.MetricAlarm(
      `${name}-crowded`,
      { ...database, metricName: "DatabaseConnections", comparisonOperator: "GreaterThanThreshold", threshold: 200 },
      parent,
    );
    new aws.cloudwatch.MetricAlarm(
      `${name}-not-rotated`,
      {
        ...common,
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: rotation.name },
        statistic: "Sum",
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
      },
      parent,
    );
  }
}
