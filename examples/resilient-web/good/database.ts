import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarms";
import { encryptedLogGroup } from "./logs";
import { disposable, named } from "./settings";

export const DATABASE_PORT = 5432;

export interface DatabaseArgs {
  keyArn: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  securityGroupId: pulumi.Input<string>;
  alertTopicArn: pulumi.Input<string>;
}

/** A PostgreSQL database with a standby in the other zone, whose password Secrets Manager makes, keeps and changes. */
export class Database extends pulumi.ComponentResource {
  readonly instance: aws.rds.Instance;
  readonly passwordArn: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:database:Database", name, {}, opts);
    const parent = { parent: this };
    const { keyArn } = args;
    const subnetGroup = new aws.rds.SubnetGroup(
      name,
      { name: named(name), description: "Isolated subnets in two zones", subnetIds: args.subnetIds },
      parent,
    );
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
        dbName: "shop",
        username: "shop_admin",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: keyArn,
        port: DATABASE_PORT,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [args.securityGroupId],
        publiclyAccessible: false,
        multiAz: !disposable,
        backupRetentionPeriod: 14,
        copyTagsToSnapshot: true,
        deletionProtection: !disposable,
        skipFinalSnapshot: disposable,
        finalSnapshotIdentifier: `${identifier}-final`,
        autoMinorVersionUpgrade: true,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keyArn,
        enabledCloudwatchLogsExports: ["postgresql"],
      },
      { ...parent, dependsOn: logs },
    );
    this.passwordArn = this.instance.masterUserSecrets.apply(([secret]) => secret.secretArn);

    const watched = {
      namespace: "AWS/RDS",
      dimensions: { DBInstanceIdentifier: this.instance.identifier },
      statistic: "Average",
    } as const;
    const watch = (what: string, metricName: string, threshold: number, tooLow = false): void =>
      alarm(`${name}-${what}`, { ...watched, metricName, threshold, tooLow }, args.alertTopicArn, this);
    watch("busy", "CPUUtilization", 80);
    watch("full", "FreeStorageSpace", 5 * 1024 ** 3, true);
    watch("crowded", "DatabaseConnections", 200);
    this.registerOutputs({ address: this.instance.address, passwordArn: this.passwordArn });
  }
}
