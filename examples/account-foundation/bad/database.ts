import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { openGroup, publicSubnets } from "./network";
import { cleaner } from "./people";

const subnets = new aws.rds.SubnetGroup("shop", { subnetIds: publicSubnets });
const common = {
  engine: "postgres",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  dbSubnetGroupName: subnets.name,
  vpcSecurityGroupIds: [openGroup.id],
};

// 5.1 STO-13: not encrypted. 5.3 SEC-02: the password stands in the program.
// 12.1 GOV-06: one wrong update removes it, without a last snapshot.
export const orders = new aws.rds.Instance("orders", {
  ...common,
  username: "admin_user",
  password: "Sommer2024!",
  skipFinalSnapshot: true,
});
// 5.2 SEC-05: never rotated. 5.1 SEC-11: encrypted with AWS's key.
const secret = new aws.secretsmanager.Secret("orders-database", {});
new aws.secretsmanager.SecretVersion("orders-database", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({ host: orders.address, username: "admin_user", password: "Sommer2024!" }),
});

// 5.2 SEC-06: short, and without symbols. 5.3 SEC-04: no secret keeps it, so nobody can change it.
const generated = new random.RandomPassword("reports", { length: 10, special: false });
new aws.rds.Instance("reports", {
  ...common,
  username: "admin_user",
  password: generated.result,
  storageEncrypted: true,
  deletionProtection: true,
});

// 5.3 SEC-04, SEC-02: the password lies in the stack's configuration, where it is neither encrypted nor rotated.
new aws.rds.Cluster("stock", {
  engine: "aurora-postgresql",
  masterUsername: "admin_user",
  masterPassword: new pulumi.Config().require("stockPassword"),
  dbSubnetGroupName: subnets.name,
  storageEncrypted: true,
  deletionProtection: true,
});
// 5.2 SEC-05: a rotation that is too rare, whose function Secrets Manager may not invoke and cannot find the database.
const stockSecret = new aws.secretsmanager.Secret("stock-database", {});
const stockPassword = new random.RandomPassword("stock", { length: 32, overrideSpecial: "!#$%" });
const stockVersion = new aws.secretsmanager.SecretVersion("stock-database", {
  secretId: stockSecret.id,
  secretString: pulumi.jsonStringify({ username: "admin_user", password: stockPassword.result }),
});
new aws.secretsmanager.SecretRotation(
  "stock-database",
  { secretId: stockSecret.id, rotationLambdaArn: cleaner.arn, rotationRules: { automaticallyAfterDays: 365 } },
  { dependsOn: stockVersion },
);
// 5.2 SEC-05: nothing rotates what opens the chat.
new aws.secretsmanager.Secret("chat-webhook", {});
