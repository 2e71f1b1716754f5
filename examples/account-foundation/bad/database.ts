import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { openGroup, publicSubnets } from "./network";

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
// 5.2 SEC-05: never rotated. SEC-06: typed in here as well. 8.1, 5.2 SEC-11: by AWS's key.
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
