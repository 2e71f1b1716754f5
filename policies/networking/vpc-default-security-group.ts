import { foundational } from "../../aws/controls";
import { sourcesOf } from "../../aws/database";
import { listed } from "../../aws/exposure";
import { isSamePlace } from "../../aws/region";
import { securityGroupOf } from "../../aws/security-group";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource, type StackFacts } from "../../core";

export default definePolicy({
  name: "vpc-default-security-group",
  category: "networking",
  requirements: ["NET-10"],
  severity: "low",
  level: "advisory",
  title: "Default security groups let nothing through",
  description: "The default security group of every VPC is adopted by the program and has no rules.",
  rationale:
    "What names no security group gets the default one, and AWS's rules in it let everything out and everybody in the group in. Without rules a forgotten group is noticed at once instead of never.",
  fix: 'Add new aws.ec2.DefaultSecurityGroup("unused", { vpcId: <vpc>.id }) without ingress and egress: it removes the rules that AWS put there.',
  references: [
    "https://docs.aws.amazon.com/config/latest/developerguide/vpc-default-security-group-closed.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultsecuritygroup/",
  ],
  controls: foundational("EC2.2"),
  subjects: resourcesOfType(...types.VPC, ...types.DEFAULT_VPC, ...types.DEFAULT_SECURITY_GROUP),
  needs: "stack",
  check(resource, { report, stack }) {
    if (!types.DEFAULT_SECURITY_GROUP.includes(resource.type)) {
      if (resource.isAnalysed && !isDefaultGroupAdopted(resource, stack)) {
        report(resource, {
          found: "No DefaultSecurityGroup adopts the VPC's default security group, so AWS's rules stay in it.",
          key: "default-security-group",
        });
      }
      return;
    }
    const group = securityGroupOf(resource);
    const rules = group ? [...group.knownRules("ingress"), ...group.knownRules("egress")] : [];
    if (rules.length > 0) {
      report(resource, {
        found: `The default security group has rules: ${listed(rules.map((rule) => rule.label))}.`,
        fix: "Move the rules to an aws.ec2.SecurityGroup of their own and name it in what needs them.",
        key: "rules",
      });
    }
  },
});

/** Throws `Undecided` while one more group may turn out to be the VPC's. */
function isDefaultGroupAdopted(vpc: Resource, stack: StackFacts): boolean {
  const { graph } = vpc;
  const groups = graph.allOfType(types.DEFAULT_SECURITY_GROUP);
  return (
    groups.some((group) => isGroupOfDefaultVpc(group, vpc, stack) || comesFromComponentOf(group, vpc)) ||
    graph.referrers(vpc, types.DEFAULT_SECURITY_GROUP, "vpcId").length > 0
  );
}

/** Without a VPC it is the group of the default one. */
function isGroupOfDefaultVpc(group: Resource, vpc: Resource, stack: StackFacts): boolean {
  return types.DEFAULT_VPC.includes(vpc.type) && group.at("vpcId").isAbsent && isSamePlace(group, vpc, stack);
}

/** Components hand on the ids of what they make (`network.vpcId`). */
function comesFromComponentOf(group: Resource, vpc: Resource): boolean {
  const vpcId = group.at("vpcId");
  return vpcId.isUnknown && sourcesOf(group.graph, vpcId).includes(vpc);
}
