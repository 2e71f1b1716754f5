import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import {
  batch,
  CONFIGURATION,
  fails,
  FLEET,
  GROUP,
  group,
  INSTANCE,
  nodeGroup,
  one,
  PROFILE,
  SPOT,
  SPOT_FLEET,
  TEMPLATE,
  withTemplate,
} from "./hosts";

const instanceOf =
  (inputs: object = {}) =>
  (s: StackBuilder, template: BuiltResource): void => {
    s.resource(INSTANCE, "web", { launchTemplate: { id: template.id, version: "$Latest" }, ...inputs });
  };

const mixed =
  (part: (template: BuiltResource) => object) =>
  (s: StackBuilder, template: BuiltResource): void => {
    s.resource(GROUP, "web", { mixedInstancesPolicy: { launchTemplate: part(template) } });
  };

export default cases("ec2-instance-profile", {
  passes: {
    "an instance with a profile": one(INSTANCE, { iamInstanceProfile: "web" }),
    "a profile of the stack": (s) => {
      const profile = s.resource(PROFILE, "profile", { role: "web" }, { outputs: { name: "profile-1" } });
      s.resource(INSTANCE, "it", { iamInstanceProfile: profile.ref("name") });
    },
    "an instance whose template has one": withTemplate(
      { iamInstanceProfile: { arn: "arn:aws:iam::1:instance-profile/a" } },
      instanceOf(),
    ),
    "an instance with its own besides a template without": withTemplate({}, instanceOf({ iamInstanceProfile: "web" })),
    "a template of another stack": one(INSTANCE, { launchTemplate: { id: "lt-0123" } }),
    "a template that is only read": (s) => {
      const template = s.resource(TEMPLATE, "central", {}, { isRead: true });
      instanceOf()(s, template);
    },
    "the template of a group has one, by name": withTemplate({ iamInstanceProfile: { name: "web" } }, group),
    "a template of an EKS managed node group": withTemplate({}, nodeGroup),
    "a template of a Batch environment": withTemplate({}, batch),
    "a template that nothing uses, of which another policy tells": one(TEMPLATE, {}),
    "a launch configuration that nothing uses": one(CONFIGURATION, {}),
    "a launch configuration with one": (s) => {
      const configuration = s.resource(CONFIGURATION, "it", { iamInstanceProfile: "web" });
      s.resource(GROUP, "web", { launchConfiguration: configuration.id });
    },
    "a spot fleet's specifications, by name and by ARN": one(SPOT_FLEET, {
      launchSpecifications: [
        { iamInstanceProfile: "web" },
        { iamInstanceProfileArn: "arn:aws:iam::1:instance-profile/a" },
      ],
    }),
    "an instance that is only read": one(INSTANCE, {}, true),
    "a group of another template": (s) => {
      s.resource(TEMPLATE, "it", { name: "mine" });
      s.resource(GROUP, "web", { launchTemplate: { name: "theirs" } });
    },
  },
  fails: {
    "an instance without a profile or template": fails(
      one(INSTANCE, { ami: "ami-1" }),
      "iamInstanceProfile",
      /The instance has no instance profile/,
      /ec2.amazonaws.com may assume/,
    ),
    "a request for a spot instance": fails(one(SPOT, {}), "iamInstanceProfile", /no instance profile/),
    "a block that names no template": fails(
      one(INSTANCE, { launchTemplate: { version: "1" } }),
      "iamInstanceProfile",
      /no/,
    ),
    "one specification of a spot fleet": fails(
      one(SPOT_FLEET, { launchSpecifications: [{ iamInstanceProfile: "web" }, { ami: "ami-1" }] }),
      "launchSpecifications[1].iamInstanceProfile",
      /no instance profile/,
    ),
    "the template of a group, ECS hosts too": fails(
      withTemplate({}, group),
      "iamInstanceProfile.name",
      /"web" launches instances from this launch template/,
      /arn: profile.arn/,
    ),
    "the template of a group, by name": fails(
      (s) => {
        const template = s.resource(TEMPLATE, "it", { name: "web-template" });
        s.resource(GROUP, "web", { launchTemplate: { name: template.ref("name") } });
      },
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the template of a mixed instances policy": fails(
      withTemplate(
        {},
        mixed((template) => ({ launchTemplateSpecification: { launchTemplateId: template.id } })),
      ),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the template of an override": fails(
      withTemplate(
        { name: "arm" },
        mixed(() => ({
          launchTemplateSpecification: { launchTemplateId: "lt-1" },
          overrides: [{ instanceType: "t3.small" }, { launchTemplateSpecification: { launchTemplateName: "arm" } }],
        })),
      ),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the template of an EC2 fleet": fails(
      withTemplate({}, (s, template) => {
        s.resource(FLEET, "web", {
          launchTemplateConfigs: [{ launchTemplateSpecification: { launchTemplateId: template.id, version: "1" } }],
        });
      }),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the template of a spot fleet": fails(
      withTemplate({}, (s, template) => {
        s.resource(SPOT_FLEET, "web", {
          launchTemplateConfigs: [{ launchTemplateSpecification: { id: template.id } }],
        });
      }),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the template of an instance without one": fails(
      withTemplate({}, instanceOf()),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "a template of nodes and of a group": fails(
      withTemplate({}, (s, template) => {
        nodeGroup(s, template);
        group(s, template);
      }),
      "iamInstanceProfile.name",
      /"web"/,
    ),
    "the launch configuration of a group": fails(
      (s) => {
        const configuration = s.resource(CONFIGURATION, "it", {});
        s.resource(GROUP, "web", { launchConfiguration: configuration.id });
      },
      "iamInstanceProfile",
      /this launch configuration/,
      /profile.name on the launch configuration/,
    ),
  },
  undecided: {
    "an unknown profile": (s) => {
      s.resource(INSTANCE, "it", { iamInstanceProfile: s.unknown });
    },
    "an unknown template": (s) => {
      s.resource(INSTANCE, "it", { launchTemplate: s.unknown });
    },
    "unknown profile blocks": (s) => {
      group(s, s.resource(TEMPLATE, "it", { iamInstanceProfile: s.unknown }));
    },
    "unknown specifications": (s) => {
      s.resource(SPOT_FLEET, "it", { launchSpecifications: s.unknown });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { launchTemplate: "web", iamInstanceProfile: [] });
        s.resource(GROUP, "web", { launchTemplate: [], mixedInstancesPolicy: 5 });
        s.resource(SPOT_FLEET, "fleet", { launchSpecifications: null, launchTemplateConfigs: "x" });
      },
      findings: [{ resource: "it", path: "iamInstanceProfile", found: /no instance profile/ }],
    },
  },
});
