import * as pulumi from "@pulumi/pulumi";
import { Alerts } from "./alerts";
import { AuditTrail, Posture } from "./audit";
import { Hosts } from "./hosts";
import { InfrastructureKey } from "./key";
import { Network } from "./network";
import { suffix } from "./settings";
import { DataBucket, LogBucket } from "./storage";
import { accessAndConfiguration, ofTrail } from "./log-delivery";

const { key } = new InfrastructureKey("shop");
const keyArn = key.arn;

const logs = new LogBucket("logs", { delivery: accessAndConfiguration });
const trailLogs = new LogBucket("trail-logs", { delivery: ofTrail });
const uploads = new DataBucket("uploads", { keyArn, logs });

const alerts = new Alerts("alerts", { keyArn });
const { trail } = new AuditTrail("audit", { keyArn, logs: trailLogs, watchedBucketArns: [uploads.bucket.arn] });
const { detector } = new Posture("posture", { logs });

const network = new Network("shop", { keyArn });
const web = new Hosts("web", { network, keyArn, uploads, purpose: "WebServer", instanceType: "t3.small" });

export const KMSKeyArn = keyArn;
export const EnvironmentSuffix = suffix;
export const StackName = pulumi.getStack();
export const cloudTrailArn = trail.arn;
export const guardDutyDetectorId = detector.id;
export const alertTopicArn = alerts.topic.arn;
export const logBucketName = logs.bucket.bucket;
export const trailBucketName = trailLogs.bucket.bucket;
export const vpcId = network.vpc.id;
export const instanceIds = web.instances.map(({ id }) => id);
