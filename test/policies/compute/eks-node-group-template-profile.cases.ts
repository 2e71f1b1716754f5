import { cases } from "../../harness/cases";
import { batch, fails, group, INSTANCE, nodeGroup, one, TEMPLATE, withTemplate } from "./hosts";

export default cases("eks-node-group-template-profile", {
  passes: {
    "a template of nodes without a profile": withTemplate({ metadataOptions: { httpTokens: "required" } }, nodeGroup),
    "a template of a group, with one": withTemplate({ iamInstanceProfile: { name: "web" } }, group),
    "a template of a Batch environment, with one": withTemplate({ iamInstanceProfile: { name: "web" } }, batch),
    "a template that nothing uses, with one": one(TEMPLATE, { iamInstanceProfile: { name: "web" } }),
    "an instance with one": one(INSTANCE, { iamInstanceProfile: "web" }),
  },
  fails: {
    "by name": fails(
      withTemplate({ iamInstanceProfile: { name: "web" } }, nodeGroup),
      "iamInstanceProfile.name",
      /EKS managed node group names an instance profile/,
      /Remove iamInstanceProfile/,
    ),
    "by ARN": fails(
      withTemplate({ iamInstanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/web" } }, nodeGroup),
      "iamInstanceProfile.arn",
      /names an instance profile/,
    ),
  },
  undecided: {
    "an unknown profile": (s) => {
      nodeGroup(
        s,
        s.resource(TEMPLATE, "it", { iamInstanceProfile: { name: s.unknown } }, { outputs: { latestVersion: 1 } }),
      );
    },
  },
  malformed: {
    "wrong types": withTemplate({ iamInstanceProfile: 5 }, nodeGroup),
  },
});
