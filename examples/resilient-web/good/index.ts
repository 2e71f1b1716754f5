import * as pulumi from "@pulumi/pulumi";
import { Alerts } from "./alerts";
import { Audit } from "./audit";
import { Database, DATABASE_PORT } from "./database";
import { ShopKey } from "./key";
import { Access, Network } from "./network";
import { suffix } from "./settings";
import { DataBucket, LogBucket } from "./storage";
import { Thumbnails } from "./thumbnails";
import { FrontDoor, SERVER_PORT, Servers } from "./web";

const { key } = new ShopKey("shop");
const keyArn = key.arn;
const alerts = new Alerts("alerts", { keyArn });
const alertTopicArn = alerts.topic.arn;
const logs = new LogBucket("logs");
const { trail, detector } = new Audit("audit", { keyArn, logs });

const network = new Network("shop", { keyArn });
const access = new Access("access", { vpc: network.vpc, serverPort: SERVER_PORT, databasePort: DATABASE_PORT });
const uploads = new DataBucket("uploads", { keyArn, logs });
const orders = new Database("orders", {
  keyArn,
  subnetIds: network.isolatedSubnetIds,
  securityGroupId: access.database.id,
  alertTopicArn,
});
const front = new FrontDoor("front", { keyArn, network, access, logs, alertTopicArn });
new Servers("servers", {
  keyArn,
  network,
  access,
  targets: front.targets,
  uploads,
  databasePasswordArn: orders.passwordArn,
  alertTopicArn,
});
new Thumbnails("thumbnails", { keyArn, uploads, alertTopicArn });

export const KMSKeyArn = key.arn;
export const EnvironmentSuffix = suffix;
export const StackName = pulumi.getStack();
export const cloudTrailArn = trail.arn;
export const guardDutyDetectorId = detector.id;
export const address = front.balancer.dnsName;
export const vpcId = network.vpc.id;
export const uploadBucketName = uploads.bucket.bucket;
export const databaseAddress = orders.instance.address;
export const databasePasswordArn = orders.passwordArn;
export const alertTopic = alertTopicArn;
