// Two databases: the password of one is a secret entry of the stack's config, that of the other a plain one.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

function database(name: string, password: pulumi.Input<string>): void {
  new aws.rds.Instance(name, { instanceClass: "db.t4g.micro", engine: "postgres", username: "shop", password });
}

database("encrypted", config.requireSecret("ordersPassword"));
database("plain", config.require("stockPassword"));
