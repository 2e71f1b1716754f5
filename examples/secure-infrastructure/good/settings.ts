import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** What the names of this stack end with; the stack's own name when the settings leave it open. */
export const suffix = config.get("environmentSuffix") ?? pulumi.getStack();
/** Whether the stack is made for tests and has to go without a trace; otherwise nothing that holds data goes. */
export const disposable = config.getBoolean("disposable") ?? false;
/** An account has one recorder, which may have been there before: `pulumi config set configRecorderName default`. */
export const configRecorderName = config.require("configRecorderName");
export const alertEmail = config.require("alertEmail");

export const account = aws.getCallerIdentityOutput().accountId;
export const region = aws.getRegionOutput().region;

export const named = (name: string): string => `shop-${name}-${suffix}`;

/** Known before the trail is, since its key and its bucket have to admit it first. */
export const trailName = named("trail");
export const trailArn = pulumi.interpolate`arn:aws:cloudtrail:${region}:${account}:trail/${trailName}`;
