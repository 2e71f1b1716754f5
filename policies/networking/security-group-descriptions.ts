import { listed } from "../../aws/exposure";
import { publishedComponentOf } from "../../aws/published-package";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, whenKnown, type Value } from "../../core";

/** The default group comes with a description; its rules are asked to be none (vpc-default-security-group). */
const GROUPS: readonly string[] = types.SECURITY_GROUP.filter((type) => !types.DEFAULT_SECURITY_GROUP.includes(type));
const RULES = [...types.SECURITY_GROUP_RULE, ...types.SECURITY_GROUP_INGRESS_RULE, ...types.SECURITY_GROUP_EGRESS_RULE];

export default definePolicy({
  name: "security-group-descriptions",
  category: "networking",
  requirements: ["NET-10"],
  severity: "low",
  level: "advisory",
  title: "Security groups and their rules are described",
  description: "Every security group and each of its rules has a description of its own.",
  rationale:
    "A rule that does not say what it is for is never removed, because nobody knows who would miss it. The list of open ports only grows.",
  fix: "Set description to what the rule is for.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/",
  ],
  subjects: resourcesOfType(...GROUPS, ...RULES),
  needs: "resource",
  check(resource, { each, report }) {
    if (publishedComponentOf(resource)) {
      return;
    }
    const isGroup = GROUPS.includes(resource.type);
    each([resource.at(resource.type === types.NATIVE_SECURITY_GROUP ? "groupDescription" : "description")], (value) => {
      const problem = problemOf(value);
      if (problem) {
        report(value, {
          found: `The security group${isGroup ? "" : "'s rule"} ${problem}.`,
          ...(isGroup && {
            fix: `Set ${value.display} to what the group is for. An existing group is replaced: AWS cannot change its description.`,
          }),
        });
      }
    });
    each(INLINE_RULES, (property) => {
      const rules = resource.at(property).list();
      const bare = rules.filter((rule) => whenKnown(() => problemOf(rule.at("description"))));
      if (bare.length > 0) {
        report(resource.at(property), {
          found: `Rules without a description of their own: ${listed(bare.map((rule) => rule.display))}.`,
          fix: 'Say in each rule what it is for: description: "HTTPS from the load balancer".',
        });
      }
    });
  },
});

const INLINE_RULES = ["ingress", "egress", "securityGroupIngress", "securityGroupEgress"];

/** What providers write when the program says nothing: https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/ */
const WRITTEN_BY_PROVIDERS = /^managed by (?:pulumi|terraform)\.?$/i;

/** What is wrong with a description, in words that follow what it describes. */
function problemOf(description: Value): string | undefined {
  const text = description.string()?.trim() ?? "";
  if (text === "") {
    return "has no description";
  }
  return WRITTEN_BY_PROVIDERS.test(text) ? `has only the description that its provider writes, "${text}"` : undefined;
}
