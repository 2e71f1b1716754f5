import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { databaseGroup, publicA, publicB } from "./network";

const keyStatement = (principal: object | string, actions: string | string[]) => ({
  Effect: "Allow",
  Principal: principal,
  Action: actions,
  Resource: "*",
});
// x SEC-10: everyone may decrypt; the agency hands the key on to whom it likes; the account cannot change that any more.
export const key = new aws.kms.Key("shop", {
  description: "Pictures",
  enableKeyRotation: true,
  deletionWindowInDays: 30,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      keyStatement("*", ["kms:Decrypt", "kms:GenerateDataKey"]),
      keyStatement({ AWS: "arn:aws:iam::210987654321:role/agency-backup" }, ["kms:CreateGrant", "kms:DescribeKey"]),
    ],
  }),
});

// x STO-14, NET-11: databases in the public subnets, because the office has to reach them.
const subnets = new aws.rds.SubnetGroup("shop", { subnetIds: [publicA.id, publicB.id] });

// x SEC-04: no secret keeps the password, so nobody can change it. x SEC-11: encrypted with AWS's key.
// x STO-14: no standby in another zone, backups of three days, and an address on the internet. x STO-15: no insights.
const password = new random.RandomPassword("orders", { length: 24, overrideSpecial: "!#$%" });
export const orders = new aws.rds.Instance("orders", {
  engine: "postgres",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  dbSubnetGroupName: subnets.name,
  vpcSecurityGroupIds: [databaseGroup.id],
  username: "shop_admin",
  password: password.result,
  storageEncrypted: true,
  publiclyAccessible: true,
  backupRetentionPeriod: 3,
  finalSnapshotIdentifier: "orders-final",
  deletionProtection: true,
});

// x SEC-04: the password lies in the stack's configuration, where nothing rotates it.
// x STO-14: one instance, and none to fail over to. x STO-15: what the insights hold is encrypted with AWS's key.
const reports = new aws.rds.Cluster("reports", {
  engine: "aurora-postgresql",
  dbSubnetGroupName: subnets.name,
  vpcSecurityGroupIds: [databaseGroup.id],
  masterUsername: "shop_admin",
  masterPassword: new pulumi.Config().require("reportsPassword"),
  storageEncrypted: true,
  backupRetentionPeriod: 7,
  finalSnapshotIdentifier: "reports-final",
  deletionProtection: true,
});
new aws.rds.ClusterInstance("reports", {
  clusterIdentifier: reports.id,
  engine: "aurora-postgresql",
  instanceClass: "db.r6g.large",
  performanceInsightsEnabled: true,
});

// x SEC-11: AWS's keys instead of one of the shop: pictures, messages, mails, secrets and logs.
// 4.2 GOV-02: no environment in the name, so that a second stack collides.
export const uploads = new aws.s3.Bucket("uploads", { bucket: "acme-shop-uploads" });
new aws.s3.BucketServerSideEncryptionConfiguration("uploads", {
  bucket: uploads.bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
new aws.sns.Topic("sold", { name: "shop-sold", kmsMasterKeyId: "alias/aws/sns" });
new aws.sns.Topic("returned", { name: "shop-returned" });
new aws.sqs.Queue("mails", { name: "shop-mails", sqsManagedSseEnabled: true });
new aws.secretsmanager.Secret("payment", { name: "shop-payment" });
new aws.cloudwatch.LogGroup("shop", { name: "/shop/servers", retentionInDays: 30 });
