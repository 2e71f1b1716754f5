import { cases } from "../../harness/cases";
import { CONFIGURATION, fails, GROUP, group, INSTANCE, nodeGroup, one, TEMPLATE, withTemplate } from "./hosts";

export default cases("ec2-unused-launch-template-profile", {
  passes: {
    "a template with a profile": one(TEMPLATE, { iamInstanceProfile: { name: "web" } }),
    "a launch configuration with a profile": one(CONFIGURATION, { iamInstanceProfile: "web" }),
    "a template that a group uses": withTemplate({}, group),
    "a template of nodes": withTemplate({}, nodeGroup),
    "a launch configuration that a group uses": (s) => {
      s.resource(GROUP, "web", { launchConfiguration: s.resource(CONFIGURATION, "it", {}).id });
    },
    "an instance, of which another policy tells": one(INSTANCE, {}),
    "a template that is only read": one(TEMPLATE, {}, true),
  },
  fails: {
    "a template that nothing uses": fails(
      one(TEMPLATE, {}),
      "iamInstanceProfile.name",
      /Nothing in the stack uses this launch template/,
    ),
    "a launch configuration that nothing uses": fails(
      one(CONFIGURATION, {}),
      "iamInstanceProfile",
      /launch configuration/,
    ),
    "a group of another template": fails(
      (s) => {
        s.resource(TEMPLATE, "it", { name: "mine" });
        s.resource(GROUP, "web", { launchTemplate: { name: "theirs" } });
      },
      "iamInstanceProfile.name",
      /Nothing/,
    ),
  },
  undecided: {
    "a group of a template that is not known yet": (s) => {
      s.resource(TEMPLATE, "it", {});
      s.resource(GROUP, "web", { launchTemplate: { id: s.unknown } });
    },
    "a group of which nothing is known yet": (s) => {
      s.resource(TEMPLATE, "it", {});
      s.resource(GROUP, "web", { mixedInstancesPolicy: s.unknown });
    },
    "overrides that are not known yet": (s) => {
      s.resource(TEMPLATE, "it", {});
      s.resource(GROUP, "web", { mixedInstancesPolicy: { launchTemplate: { overrides: s.unknown } } });
    },
  },
  malformed: {
    "wrong types": fails(
      one(TEMPLATE, { iamInstanceProfile: "web" }),
      "iamInstanceProfile.name",
      /no instance profile/,
    ),
  },
});
