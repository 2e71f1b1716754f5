/** Rules of web ACLs as programs write them. */
type Properties = Readonly<Record<string, unknown>>;

export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const RULE = "aws:wafv2/webAclRule:WebAclRule";
export const GROUP_ASSOCIATION = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation";
export const COMMON = "AWSManagedRulesCommonRuleSet";
export const BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";
export const REPUTATION = "AWSManagedRulesAmazonIpReputationList";
export const METRICS = { cloudwatchMetricsEnabled: true, metricName: "x", sampledRequestsEnabled: true };

/** A rule that applies a managed group; `more` goes into its statement. */
export function managed(name: string, priority: number, more: Properties = {}, rule: Properties = {}): Properties {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...more } },
    visibilityConfig: METRICS,
    ...rule,
  };
}

/** The three groups that are asked for, from priority 10 on. */
export const ALL_GROUPS = [managed(COMMON, 10), managed(BAD_INPUTS, 20), managed(REPUTATION, 30)];

/** The same in the API's JSON. */
export function managedJson(name: string, priority: number, more: Properties = {}, rule: Properties = {}): Properties {
  return {
    Name: name,
    Priority: priority,
    OverrideAction: { None: {} },
    Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: name, ...more } },
    VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: "x", SampledRequestsEnabled: true },
    ...rule,
  };
}

export function aclWith(rules: unknown, more: Properties = {}): Properties {
  return { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: METRICS, rules, ...more };
}
