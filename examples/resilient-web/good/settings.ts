import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

export const suffix = config.require("environmentSuffix");
/** Whether the stack is made for tests and has to go without a trace; otherwise nothing that holds data goes. */
export const disposable = config.getBoolean("disposable") ?? false;
export const alertEmail = config.require("alertEmail");
/** The certificate of the shop's domain, which lives longer than any stack. */
export const certificateArn = config.require("certificateArn");
/** The bucket that builds put the code of the shop and of its functions into. */
export const packages = config.require("packages");

/** An account has one recorder in a region, often since long before the shop. */
export const configRecorderName = config.require("configRecorderName");

export const account = aws.getCallerIdentityOutput().accountId;
export const region = aws.getRegionOutput().region;

export const named = (name: string): string => `shop-${name}-${suffix}`;

/** Known before the trail is, since its key and its bucket have to admit it first. */
export const trailName = named("trail");
export const trailArn = pulumi.interpolate`arn:aws:cloudtrail:${region}:${account}:trail/${trailName}`;
