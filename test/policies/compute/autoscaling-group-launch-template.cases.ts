import { cases } from "../../harness/cases";

const GROUP = "aws:autoscaling/group:Group";
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const SIZE = { minSize: 2, maxSize: 4 };

const FOUND = {
  resource: "web",
  path: "launchConfiguration",
  found: /^The group starts its instances from a launch configuration\.$/,
};

export default cases("autoscaling-group-launch-template", {
  passes: {
    "a launch template": (s) => {
      const template = s.resource("aws:ec2/launchTemplate:LaunchTemplate", "web", { imageId: "ami-1" });
      s.resource(GROUP, "web", { ...SIZE, launchTemplate: { id: template.id, version: "$Latest" } });
    },
    "a mixed instances policy": (s) => {
      s.resource(GROUP, "web", {
        ...SIZE,
        mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" } } },
      });
    },
    "an empty launch configuration, as a condition leaves it": (s) => {
      s.resource(GROUP, "web", { ...SIZE, launchConfiguration: "", launchTemplate: { id: "lt-1" } });
    },
    "a group that was looked up": (s) => {
      s.resource(GROUP, "web", { ...SIZE, launchConfiguration: "old" }, { isRead: true });
    },
  },
  fails: {
    "a launch configuration of the stack": {
      stack: (s) => {
        const configuration = s.resource(CONFIGURATION, "web", { imageId: "ami-1", instanceType: "t3.micro" });
        s.resource(GROUP, "web", { ...SIZE, launchConfiguration: configuration.id });
      },
      findings: [{ ...FOUND, fix: /Set launchTemplate: \{ id: template\.id/ }],
    },
    "a launch configuration by name": {
      stack: (s) => void s.resource(GROUP, "web", { ...SIZE, launchConfiguration: "web-2019" }),
      findings: [FOUND],
    },
  },
  undecided: {
    "a name that is not known": (s) => void s.resource(GROUP, "web", { ...SIZE, launchConfiguration: s.unknown }),
    "a name that comes from something else": (s) => {
      const template = s.resource("aws:ec2/launchTemplate:LaunchTemplate", "web", { imageId: "ami-1" });
      s.resource(GROUP, "web", { ...SIZE, launchConfiguration: template.id });
    },
  },
  malformed: {
    "null and nothing": (s) => void s.resource(GROUP, "web", { launchConfiguration: null }),
    "an object": {
      stack: (s) => void s.resource(GROUP, "web", { launchConfiguration: { name: "x" } }),
      findings: [FOUND],
    },
  },
});
