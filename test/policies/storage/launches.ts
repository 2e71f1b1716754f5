export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const VOLUME = "aws:ebs/volume:Volume";
export const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** A launch template's mapping of a root device. */
export const mapping = (ebs: unknown, deviceName: unknown = "/dev/xvda"): Readonly<Record<string, unknown>> => ({
  blockDeviceMappings: [{ deviceName, ebs }],
});
