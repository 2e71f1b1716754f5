import * as pulumi from "@pulumi/pulumi";
import { Alerts } from "./alerts";
import { AuditTrail, Posture } from "./audit";
import { Database } from "./database";
import { FoundationKey } from "./key";
import { PrivateNetwork } from "./network";
import { People } from "./people";
import { suffix } from "./settings";
import { DataBucket, LogBucket } from "./storage";

new People("people");
const { key } = new FoundationKey("account");
const keyArn = key.arn;

const logs = new LogBucket("logs");
const documents = new DataBucket("documents", { keyArn, logs });

const alerts = new Alerts("alerts", { keyArn });
const alertTopicArn = alerts.topic.arn;
const { trail } = new AuditTrail("account", { keyArn, logs, alertTopicArn });
const { detector } = new Posture("posture", { logs });

const network = new PrivateNetwork("private", { keyArn });
const orders = new Database("orders", { keyArn, network, alertTopicArn });

export const KMSKeyArn = key.arn;
export const EnvironmentSuffix = suffix;
export const StackName = pulumi.getStack();
export const cloudTrailArn = trail.arn;
export const guardDutyDetectorId = detector.id;
export const logBucketName = logs.bucket.bucket;
export const documentBucketName = documents.bucket.bucket;
export const alertTopic = alertTopicArn;
export const vpcId = network.vpc.id;
export const databaseAddress = orders.instance.address;
export const databaseSecretArn = orders.secret.arn;
