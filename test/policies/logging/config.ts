import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";

export const RECORDER = "aws:cfg/recorder:Recorder";
export const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
export const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
export const RULE = "aws:cfg/rule:Rule";
export const PACK = "aws:cfg/conformancePack:ConformancePack";
export const COMPONENT = "audit:index:Recording";

/** A recorder under a name that may be anybody's. */
export function recorder(s: StackBuilder, inputs: object = {}, extras: ResourceExtras = {}): BuiltResource {
  return s.resource(
    RECORDER,
    "recorder",
    { name: "default", roleArn: "arn:aws:iam::123456789012:role/config", ...inputs },
    extras,
  );
}

export function channel(s: StackBuilder, extras: ResourceExtras = {}, name = "channel"): BuiltResource {
  return s.resource(CHANNEL, name, { s3BucketName: "logs" }, extras);
}

export function inFrankfurt(s: StackBuilder): ResourceExtras {
  return { provider: s.provider("frankfurt", { region: "eu-central-1" }) };
}
