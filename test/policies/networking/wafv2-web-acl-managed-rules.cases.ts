import { cases } from "../../harness/cases";
import {
  aclWith,
  ALL_GROUPS,
  BAD_INPUTS,
  COMMON,
  GROUP_ASSOCIATION,
  managed,
  managedJson,
  REPUTATION,
  RULE,
  WEB_ACL,
} from "./web-acl-rules";

const OTHERS = [managed(BAD_INPUTS, 20), managed(REPUTATION, 30)];
const IP_SET = "aws:wafv2/ipSet:IpSet";
const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";

/** A rule that allows what a statement matches, before the managed groups unless told otherwise. */
function allow(statement: unknown, priority = 1): Readonly<Record<string, unknown>> {
  return { name: "allow", priority, action: { allow: {} }, statement };
}

const onPath = { fieldToMatch: { uriPath: {} }, textTransformations: [{ priority: 0, type: "NONE" }] };
const startsWith = (searchString: string): unknown => ({
  byteMatchStatement: { searchString, positionalConstraint: "STARTS_WITH", ...onPath },
});
const EVERYTHING = startsWith("/");
const BYPASS = {
  resource: "acl",
  path: "rules[0]",
  found: /^Rule allow \(priority 1\) allows everything, so the managed groups after it see nothing\.$/,
  key: "allows-everything:allow",
};

export default cases("wafv2-web-acl-managed-rules", {
  passes: {
    "the three groups": (s) => {
      s.resource(WEB_ACL, "acl", aclWith(ALL_GROUPS));
    },
    "as JSON": (s) => {
      s.resource(
        WEB_ACL,
        "acl",
        aclWith(undefined, {
          ruleJson: JSON.stringify([
            managedJson(COMMON, 1),
            managedJson(BAD_INPUTS, 2, { RuleActionOverrides: [] }),
            managedJson(REPUTATION, 3),
          ]),
        }),
      );
    },
    "added by resources of their own": (s) => {
      const acl = s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10)]));
      s.resource(RULE, "rule", { webAclArn: acl.arn, ...managed(BAD_INPUTS, 20) });
      s.resource(GROUP_ASSOCIATION, "group", {
        webAclArn: acl.arn,
        ruleName: "reputation",
        priority: 30,
        overrideAction: "none",
        managedRuleGroup: { vendorName: "AWS", name: REPUTATION },
      });
    },
    "rules from elsewhere, whose changes are ignored": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([]), { ignoreChanges: ["rules"] });
    },
    "overrides that still ask for proof or block, settings of the group": (s) => {
      s.resource(
        WEB_ACL,
        "acl",
        aclWith([
          managed(COMMON, 10, {
            version: "Version_1.9",
            ruleActionOverrides: [
              { name: "SizeRestrictions_BODY", actionToUse: { captcha: {} } },
              { name: "NoUserAgent_HEADER", actionToUse: { block: {} } },
            ],
          }),
          ...OTHERS,
        ]),
      );
    },
    "rules that the settings accept": {
      options: { countedRules: ["SizeRestrictions_BODY"] },
      stack: (s) => {
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([
            managed(COMMON, 10, {
              ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
            }),
            ...OTHERS,
          ]),
        );
      },
    },
    "fewer groups by the settings": {
      options: { ruleGroups: [COMMON] },
      stack: (s) => {
        s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10)]));
      },
    },
    "another group that only counts": (s) => {
      s.resource(
        WEB_ACL,
        "acl",
        aclWith([
          ...ALL_GROUPS,
          managed("AWSManagedRulesBotControlRuleSet", 40, {}, { overrideAction: { count: {} } }),
          { name: "limit", priority: 1, action: { count: {} }, statement: { rateBasedStatement: { limit: 100 } } },
        ]),
      );
    },
    "rules that allow something, or everything afterwards, or that block everything": (s) => {
      const offices = s.resource(IP_SET, "offices", { addresses: ["203.0.113.0/24"], ipAddressVersion: "IPV4" });
      const half = s.resource(IP_SET, "half", { addresses: ["0.0.0.0/1"], ipAddressVersion: "IPV4" });
      const health = startsWith("/health");
      const rules = [
        allow({ ipSetReferenceStatement: { arn: offices.arn } }),
        allow({ ipSetReferenceStatement: { arn: half.arn } }),
        allow({ ipSetReferenceStatement: { arn: "arn:aws:wafv2:us-east-1:111122223333:regional/ipset/x/1" } }),
        allow(health),
        allow({ andStatement: { statements: [EVERYTHING, health] } }),
        allow({ andStatement: { statements: [] } }),
        allow({ orStatement: { statements: [health, health] } }),
        allow({ geoMatchStatement: { countryCodes: ["DE"] } }),
        allow({ byteMatchStatement: { searchString: "/", positionalConstraint: "EXACTLY", ...onPath } }),
        allow({ byteMatchStatement: { searchString: "/", positionalConstraint: "ENDS_WITH", ...onPath } }),
        allow({
          byteMatchStatement: {
            searchString: "/",
            positionalConstraint: "CONTAINS",
            fieldToMatch: { singleHeader: { name: "referer" } },
          },
        }),
        allow({ regexMatchStatement: { regexString: "^/api/.*", ...onPath } }),
        allow({ regexMatchStatement: { regexString: "^/$", ...onPath } }),
        allow({ regexMatchStatement: { regexString: "x.*", ...onPath } }),
        allow({ regexMatchStatement: { regexString: ".*", fieldToMatch: { singleHeader: { name: "x-key" } } } }),
        allow({ sizeConstraintStatement: { comparisonOperator: "GT", size: 8192, fieldToMatch: { body: {} } } }),
        allow({ sizeConstraintStatement: { comparisonOperator: "GT", size: 0, fieldToMatch: { body: {} } } }),
        allow({ sizeConstraintStatement: { comparisonOperator: "GT", size: 100, ...onPath } }),
        allow({ sizeConstraintStatement: { comparisonOperator: "GE", size: 1, fieldToMatch: { body: {} } } }),
        allow({ sizeConstraintStatement: { comparisonOperator: "LE", size: 0, ...onPath } }),
        { ...allow(EVERYTHING), action: { block: {} } },
        allow(EVERYTHING, 99),
        allow(EVERYTHING, 30),
      ];
      s.resource(WEB_ACL, "acl", aclWith([...rules, ...ALL_GROUPS]));
    },
    "one of two sets of addresses is everybody, but which is not known": (s) => {
      const all = s.resource(IP_SET, "all", { addresses: ["0.0.0.0/1", "128.0.0.0/1"] });
      const offices = s.resource(IP_SET, "offices", { addresses: ["203.0.113.0/24"] });
      const block = { ...allow({ ipSetReferenceStatement: { arn: all.arn } }), action: { block: {} } };
      s.resource(
        WEB_ACL,
        "acl",
        aclWith([allow({ ipSetReferenceStatement: { arn: offices.arn } }), block, ...ALL_GROUPS]),
      );
    },
    "a rule group of the stack that allows everything, but only counts": (s) => {
      const group = s.resource(RULE_GROUP, "own", { rules: [allow(EVERYTHING)] });
      const narrow = s.resource(RULE_GROUP, "narrow", { rules: [allow(startsWith("/health"))] });
      const outside = "arn:aws:wafv2:us-east-1:111122223333:regional/rulegroup/x/1";
      const apply = (arn: unknown, action: string): unknown => ({
        name: "own",
        priority: 1,
        overrideAction: { [action]: {} },
        statement: { ruleGroupReferenceStatement: { arn } },
      });
      s.resource(
        WEB_ACL,
        "acl",
        aclWith([apply(group.arn, "count"), apply(narrow.arn, "none"), apply(outside, "none"), ...ALL_GROUPS]),
      );
    },
    "one that is only read": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([]), { isRead: true });
    },
  },
  fails: {
    "no rules, some, another vendor's": {
      stack: (s) => {
        s.resource(WEB_ACL, "none", aclWith(undefined));
        s.resource(WEB_ACL, "some", aclWith([managed(COMMON, 10)]));
        s.resource(WEB_ACL, "other", aclWith([managed(COMMON, 10, { vendorName: "Fortinet" }), ...OTHERS]));
        s.resource(WEB_ACL, "json", aclWith(undefined, { ruleJson: JSON.stringify([managedJson(COMMON, 1)]) }));
      },
      findings: [
        {
          resource: "none",
          path: "rules",
          found: new RegExp(`^It lacks ${COMMON}, ${BAD_INPUTS}, ${REPUTATION}\\.$`),
          fix: /managedRuleGroupStatement/,
          key: "missing",
        },
        {
          resource: "some",
          path: "rules",
          found: new RegExp(`^It lacks ${BAD_INPUTS}, ${REPUTATION}\\.$`),
          fix: new RegExp(`such as { name: "${BAD_INPUTS}".* vendorName: "AWS", name: "${BAD_INPUTS}" }`),
        },
        { resource: "other", path: "rules", found: new RegExp(`^It lacks ${COMMON}\\.$`) },
        { resource: "json", path: "rules", found: new RegExp(`^It lacks ${BAD_INPUTS}, ${REPUTATION}\\.$`) },
      ],
    },
    "another property's changes are ignored": {
      stack: (s) => {
        s.resource(WEB_ACL, "acl", aclWith([]), { ignoreChanges: ["tags"] });
      },
      findings: [{ resource: "acl", path: "rules", found: /lacks/ }],
    },
    "a group that only counts, in every form": {
      stack: (s) => {
        const count = { overrideAction: { count: {} } };
        const acl = s.resource(
          WEB_ACL,
          "acl",
          aclWith([managed(COMMON, 10, { excludedRules: [{ name: "GenericLFI_BODY" }] }, count)]),
        );
        s.resource(RULE, "rule", { webAclArn: acl.arn, ...managed(BAD_INPUTS, 20), ...count });
        s.resource(GROUP_ASSOCIATION, "group", {
          webAclArn: acl.arn,
          ruleName: "reputation",
          priority: 30,
          overrideAction: "count",
          managedRuleGroup: { vendorName: "AWS", name: REPUTATION },
        });
        s.resource(
          WEB_ACL,
          "json",
          aclWith(undefined, {
            ruleJson: JSON.stringify([
              managedJson(COMMON, 1, {}, { OverrideAction: { Count: {} } }),
              managedJson(BAD_INPUTS, 2),
              managedJson(REPUTATION, 3),
            ]),
          }),
        );
        s.resource(
          WEB_ACL,
          "lists",
          aclWith([managed(COMMON, 10, {}, { overrideAction: [{ count: [{}] }] }), ...OTHERS]),
        );
      },
      findings: [
        {
          resource: "acl",
          path: "rules[0].overrideAction",
          found: new RegExp(`^${COMMON} is overridden to count as a whole`),
          fix: /none: \{\}/,
        },
        { resource: "rule", path: "overrideAction", found: new RegExp(`^${BAD_INPUTS} is overridden to count`) },
        { resource: "group", path: "overrideAction", found: new RegExp(`^${REPUTATION} is overridden to count`) },
        { resource: "json", path: "ruleJson[0].OverrideAction", found: /overridden to count as a whole/ },
        { resource: "lists", path: "rules[0].overrideAction", found: /overridden to count as a whole/ },
      ],
    },
    "rule by rule": {
      options: { countedRules: ["SizeRestrictions_BODY"] },
      stack: (s) => {
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([
            managed(COMMON, 10, {
              ruleActionOverrides: [
                { name: "GenericLFI_BODY", actionToUse: { count: {} } },
                { name: "SizeRestrictions_BODY", actionToUse: { allow: {} } },
                { name: "NoUserAgent_HEADER", actionToUse: { block: {} } },
              ],
              excludedRules: [{ name: "EC2MetaDataSSRF_BODY" }],
            }),
            managed(BAD_INPUTS, 20, { ruleActionOverrides: { name: "Log4JRCE_BODY", actionToUse: { count: {} } } }),
            managed(REPUTATION, 30),
          ]),
        );
        s.resource(
          WEB_ACL,
          "json",
          aclWith(undefined, {
            ruleJson: JSON.stringify([
              managedJson(COMMON, 1, { ExcludedRules: [{ Name: "GenericRFI_BODY" }] }),
              managedJson(BAD_INPUTS, 2, {
                RuleActionOverrides: [{ Name: "Log4JRCE_BODY", ActionToUse: { Count: {} } }],
              }),
              managedJson(REPUTATION, 3),
            ]),
          }),
        );
      },
      findings: [
        {
          resource: "acl",
          path: "rules[0].statement.managedRuleGroupStatement.ruleActionOverrides[0]",
          found: new RegExp(`^Rule GenericLFI_BODY of ${COMMON} is overridden to count, so it blocks nothing\\.$`),
          fix: /add "GenericLFI_BODY" to countedRules/,
          key: `override:${COMMON}:GenericLFI_BODY`,
        },
        {
          resource: "acl",
          path: "rules[0].statement.managedRuleGroupStatement.ruleActionOverrides[1]",
          found: /SizeRestrictions_BODY of .* is overridden to allow/,
        },
        {
          resource: "acl",
          path: "rules[0].statement.managedRuleGroupStatement.excludedRules[0]",
          found: /EC2MetaDataSSRF_BODY of .* is overridden to count/,
        },
        {
          resource: "acl",
          path: "rules[1].statement.managedRuleGroupStatement.ruleActionOverrides",
          found: /Log4JRCE_BODY of .* is overridden to count/,
        },
        {
          resource: "json",
          path: "ruleJson[0].Statement.ManagedRuleGroupStatement.ExcludedRules[0]",
          found: /GenericRFI_BODY/,
        },
        {
          resource: "json",
          path: "ruleJson[1].Statement.ManagedRuleGroupStatement.RuleActionOverrides[0]",
          found: /Log4JRCE_BODY/,
        },
      ],
    },
    "a rule before the groups that allows everything": {
      stack: (s) => {
        const all = s.resource(IP_SET, "all", { addresses: ["128.0.0.0/1", "0.0.0.0/1"], ipAddressVersion: "IPV4" });
        const six = s.resource(IP_SET, "six", { addresses: ["::/1", "8000::/1"], ipAddressVersion: "IPV6" });
        const statements: Readonly<Record<string, unknown>> = {
          path: EVERYTHING,
          contains: { byteMatchStatement: { searchString: "/", positionalConstraint: "CONTAINS", ...onPath } },
          base64: startsWith("Lw=="),
          regex: { regexMatchStatement: { regexString: ".*", ...onPath } },
          regex2: { regexMatchStatement: { regexString: "^/.*$", ...onPath } },
          regex3: { regexMatchStatement: { regexString: "^/", ...onPath } },
          regex4: { regexMatchStatement: { regexString: ".+", ...onPath } },
          size: { sizeConstraintStatement: { comparisonOperator: "GE", size: 0, fieldToMatch: { body: {} } } },
          size2: { sizeConstraintStatement: { comparisonOperator: "GT", size: 0, ...onPath } },
          addresses: { ipSetReferenceStatement: { arn: all.arn } },
          addresses6: { ipSetReferenceStatement: { arn: six.arn } },
          or: { orStatement: { statements: [startsWith("/health"), EVERYTHING] } },
          and: { andStatement: { statements: [EVERYTHING, { ipSetReferenceStatement: { arn: all.arn } }] } },
          nested: { andStatement: { statements: [{ orStatement: { statements: [EVERYTHING] } }] } },
        };
        Object.entries(statements).forEach(([name, statement]) => {
          s.resource(WEB_ACL, name, aclWith([allow(statement), ...ALL_GROUPS]));
        });
      },
      findings: [
        "path",
        "contains",
        "base64",
        "regex",
        "regex2",
        "regex3",
        "regex4",
        "size",
        "size2",
        "addresses",
        "addresses6",
        "or",
        "and",
        "nested",
      ].map((resource) => ({ ...BYPASS, resource })),
    },
    "a rule between the groups, one in a rule group of the stack, one of its own": {
      stack: (s) => {
        s.resource(WEB_ACL, "between", aclWith([...ALL_GROUPS, allow(EVERYTHING, 29)]));
        const group = s.resource(RULE_GROUP, "own", { rules: [allow(startsWith("/health")), allow(EVERYTHING)] });
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([
            {
              name: "allow",
              priority: 1,
              overrideAction: { none: {} },
              statement: { ruleGroupReferenceStatement: { arn: group.arn } },
            },
            ...ALL_GROUPS,
          ]),
        );
        const split = s.resource(WEB_ACL, "split", aclWith(ALL_GROUPS));
        s.resource(RULE, "first", { webAclArn: split.arn, ...allow(EVERYTHING, 1) });
        const added = s.resource(WEB_ACL, "added", aclWith(ALL_GROUPS));
        s.resource(GROUP_ASSOCIATION, "second", {
          webAclArn: added.arn,
          ruleName: "allow",
          priority: 1,
          overrideAction: "none",
          ruleGroupReference: { arn: group.arn },
        });
      },
      findings: [
        { resource: "between", path: "rules[3]", found: /^Rule allow \(priority 29\)/ },
        BYPASS,
        { ...BYPASS, resource: "first", path: "" },
        { ...BYPASS, resource: "second", path: "" },
      ],
    },
    "an override, where another rule is not known": {
      stack: (s) => {
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([s.unknown, managed(COMMON, 10, {}, { overrideAction: { count: {} } }), { statement: s.unknown }]),
        );
      },
      findings: [{ resource: "acl", path: "rules[1].overrideAction", found: /as a whole/ }],
    },
  },
  undecided: {
    "rules, a group's name, the override, a statement, an address": (s) => {
      s.resource(WEB_ACL, "a", aclWith(s.unknown));
      s.resource(WEB_ACL, "b", aclWith([managed(COMMON, 10), managed(BAD_INPUTS, 20, { name: s.unknown })]));
      s.resource(WEB_ACL, "c", aclWith([managed(COMMON, 10, {}, { overrideAction: s.unknown }), ...OTHERS]));
      s.resource(WEB_ACL, "d", aclWith([allow(s.unknown), ...ALL_GROUPS]));
      s.resource(WEB_ACL, "e", aclWith(undefined, { ruleJson: s.unknown }));
      const set = s.resource(IP_SET, "set", { addresses: s.unknown });
      s.resource(WEB_ACL, "f", aclWith([allow({ ipSetReferenceStatement: { arn: set.arn } }), ...ALL_GROUPS]));
    },
    "whether a rule of its own is added": (s) => {
      const acl = s.resource(WEB_ACL, "acl", aclWith([]));
      s.resource(RULE, "first", { webAclArn: acl.arn, ...managed(BAD_INPUTS, 20) });
      s.resource(GROUP_ASSOCIATION, "second", { webAclArn: acl.arn, managedRuleGroup: { name: COMMON } });
      s.resource(RULE, "rule", { webAclArn: s.unknown, ...managed(COMMON, 10) });
    },
    "whether a group is added": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([]));
      s.resource(GROUP_ASSOCIATION, "group", { webAclArn: s.unknown, managedRuleGroup: { name: COMMON } });
    },
  },
  malformed: {
    "broken JSON": (s) => {
      s.resource(WEB_ACL, "acl", aclWith(undefined, { ruleJson: "[{" }));
    },
    "odd types": {
      stack: (s) => {
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([null, 7, "x", { statement: [] }, { statement: "x", action: 1, priority: {} }]),
        );
        s.resource(WEB_ACL, "json", aclWith(undefined, { ruleJson: "7" }));
      },
      findings: [
        { resource: "acl", path: "rules", found: /lacks/ },
        { resource: "json", path: "rules", found: /lacks/ },
      ],
    },
    "rules without a priority": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([{ ...allow(EVERYTHING), priority: null }, ...ALL_GROUPS]));
    },
    "statements as deep as no statement is": (s) => {
      const depth = 5000;
      const deep = `${'{"orStatement":{"statements":['.repeat(depth)}${JSON.stringify(EVERYTHING)}${"]}}".repeat(depth)}`;
      const rules = [allow("deep"), ...ALL_GROUPS];
      s.resource(WEB_ACL, "acl", aclWith(undefined, { ruleJson: JSON.stringify(rules).replace('"deep"', deep) }));
    },
  },
});
