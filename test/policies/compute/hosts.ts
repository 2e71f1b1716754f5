import type { BuiltResource, StackBuilder } from "../../harness/builder";
import type { FailingCase } from "../../harness/cases";

export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const GROUP = "aws:autoscaling/group:Group";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const BATCH = "aws:batch/computeEnvironment:ComputeEnvironment";
export const FLEET = "aws:ec2/fleet:Fleet";
export const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
export const CAPACITY = "aws:ecs/capacityProvider:CapacityProvider";
export const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const ROLE = "aws:iam/role:Role";
export const DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";

export type Build = (s: StackBuilder) => void;

/** One resource, called `it`. */
export const one =
  (type: string, inputs: object, isRead = false): Build =>
  (s) => {
    s.resource(type, "it", { ...inputs }, { isRead });
  };

/** A launch template called `it`, and what uses it. */
export const withTemplate =
  (inputs: object, use: (s: StackBuilder, template: BuiltResource) => void): Build =>
  (s) => {
    use(s, s.resource(TEMPLATE, "it", { ...inputs }, { outputs: { latestVersion: 1, defaultVersion: 1 } }));
  };

export const group = (s: StackBuilder, template: BuiltResource, inputs: object = {}): BuiltResource =>
  s.resource(GROUP, "web", {
    launchTemplate: { id: template.id, version: "$Latest" },
    minSize: 1,
    maxSize: 2,
    ...inputs,
  });

export const nodeGroup = (s: StackBuilder, template: BuiltResource): BuiltResource =>
  s.resource(NODE_GROUP, "nodes", {
    clusterName: "main",
    launchTemplate: { id: template.id, version: template.ref("latestVersion") },
  });

export const batch = (s: StackBuilder, template: BuiltResource): BuiltResource =>
  s.resource(BATCH, "batch", {
    type: "MANAGED",
    computeResources: {
      type: "EC2",
      instanceRole: "ecsInstanceRole",
      launchTemplate: { launchTemplateId: template.id },
    },
  });

/** The one finding about `it`. */
export const fails = (stack: Build, path: string, found: RegExp, fix = /./): FailingCase => ({
  stack,
  findings: [{ resource: "it", path, found, fix }],
});

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
