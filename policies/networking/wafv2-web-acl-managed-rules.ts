import { foundational } from "../../aws/controls";
import { AWS_GROUPS, overrideAt, webAcls, type WebAclRule, type WebAclView } from "../../aws/web-acl";
import { definePolicy, some, texts, type CheckContext } from "../../core";

const options = {
  ruleGroups: texts({
    default: AWS_GROUPS,
    description: "The managed rule groups of AWS that every web ACL has.",
  }),
  countedRules: texts({
    default: [],
    description:
      "Rules of these groups that may be overridden to count, by name; such as SizeRestrictions_BODY for uploads.",
  }),
};

export default definePolicy({
  name: "wafv2-web-acl-managed-rules",
  category: "networking",
  requirements: ["NET-08"],
  severity: "high",
  level: "mandatory",
  title: "Web ACLs block with AWS's managed rules",
  description:
    "Web ACLs have AWS's managed rule groups, none of them overridden to count, and no rule before them that allows everything.",
  rationale:
    "A web ACL without rules, with rules that only count, or behind a rule that lets everything pass, protects nothing and looks as if it did.",
  fix: "Add each missing group to rules as a managedRuleGroupStatement with overrideAction: { none: {} }.",
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html",
  ],
  controls: foundational("WAF.10"),
  options,
  subjects: webAcls,
  needs: "stack",
  check(acl, context) {
    context.each(acl.sources, (read) => context.each(read(), (rule) => reportOverrides(rule, context)));
    context.each([reportMissing, reportBypass], (check) => check(acl, context));
  },
});

type Context = CheckContext<typeof options>;

function reportOverrides(rule: WebAclRule, { options: { ruleGroups, countedRules }, report, each }: Context): void {
  const group = ruleGroups.find((name) => rule.isGroup(name));
  if (group === undefined) {
    return;
  }
  const whole = rule.countOverride;
  if (whole) {
    return report(whole, {
      found: `${group} is overridden to count as a whole, so it blocks nothing.`,
      fix: "Set overrideAction: { none: {} }.",
    });
  }
  each(rule.overridePlaces, (place) => {
    const override = overrideAt(place);
    const isAccepted = override?.action === "count" && countedRules.includes(override.rule);
    if (override && !isAccepted) {
      report(override.at, {
        found: `Rule ${override.rule} of ${group} is overridden to ${override.action}, so it blocks nothing.`,
        fix: `Remove the override; if the rule hits right requests, narrow it by a rule of your own on its label, or add "${override.rule}" to countedRules.`,
        key: `override:${group}:${override.rule}`,
      });
    }
  });
}

function reportMissing(acl: WebAclView, { options: { ruleGroups }, report }: Context): void {
  // Whoever ignores changes of the rules has them from elsewhere.
  if (acl.resource.ignoresChangesOf("rules")) {
    return;
  }
  const rules = acl.allRules();
  const missing = ruleGroups.filter((name) => !some(rules, (rule) => rule.isGroup(name)));
  const [first, ...others] = missing;
  if (first === undefined) {
    return;
  }
  const json = acl.resource.at("ruleJson");
  report(json.isPresent ? json : acl.resource.at("rules"), {
    found: `It lacks ${missing.join(", ")}.`,
    fix: `Add ${ruleFor(first)} to ${json.isPresent ? "ruleJson, as JSON" : "rules"}${others.length > 0 ? `, and the same for ${others.join(", ")}` : ""}; each rule has a priority of its own.`,
    key: "missing",
  });
}

function ruleFor(group: string): string {
  return `{ name: "${group}", priority: 10, overrideAction: { none: {} }, statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "${group}" } }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "${group}", sampledRequestsEnabled: true } }`;
}

function reportBypass(acl: WebAclView, { options: { ruleGroups }, report, each }: Context): void {
  const rules = acl.allRules();
  each(rules, (rule) => {
    const bypassed = (one: WebAclRule): boolean =>
      one.priority > rule.priority && ruleGroups.some((name) => one.isGroup(name));
    if (rule.allowsEverything() && some(rules, bypassed)) {
      report(rule.at, {
        found: `Rule ${rule.name} (priority ${rule.priority}) allows everything, so the managed groups after it see nothing.`,
        fix: "Narrow its statement, or give it a priority after the managed groups.",
        key: `allows-everything:${rule.name}`,
      });
    }
  });
}
