import { cases } from "../../harness/cases";
import { aclWith, ALL_GROUPS, BAD_INPUTS, COMMON, managed, managedJson, RULE, WEB_ACL } from "./web-acl-rules";

const SCOPE = { scopeDownStatement: { notStatement: { statement: { geoMatchStatement: { countryCodes: ["DE"] } } } } };

export default cases("wafv2-web-acl-scope-down", {
  passes: {
    "no scope-down statement": (s) => {
      s.resource(WEB_ACL, "acl", aclWith(ALL_GROUPS));
    },
    "of another group": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([managed("AWSManagedRulesBotControlRuleSet", 40, SCOPE)]));
    },
    "of a group that the settings leave out": {
      options: { ruleGroups: [BAD_INPUTS] },
      stack: (s) => {
        s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10, SCOPE)]));
      },
    },
  },
  fails: {
    "in every form": {
      stack: (s) => {
        const acl = s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10, SCOPE)]));
        s.resource(RULE, "rule", { webAclArn: acl.arn, ...managed(BAD_INPUTS, 20, SCOPE) });
        s.resource(
          WEB_ACL,
          "json",
          aclWith(undefined, {
            ruleJson: s.json([managedJson(COMMON, 1, { ScopeDownStatement: { GeoMatchStatement: {} } })]),
          }),
        );
      },
      findings: [
        {
          resource: "acl",
          path: "rules[0].statement.managedRuleGroupStatement.scopeDownStatement",
          found: new RegExp(`^${COMMON} sees only the requests that its scope-down statement leaves\\.$`),
        },
        {
          resource: "rule",
          path: "statement.managedRuleGroupStatement.scopeDownStatement",
          found: /^AWSManagedRulesKnownBad/,
        },
        {
          resource: "json",
          path: "ruleJson[0].Statement.ManagedRuleGroupStatement.ScopeDownStatement",
          found: /sees only/,
        },
      ],
    },
  },
  undecided: {
    "which group it is, all rules": (s) => {
      s.resource(WEB_ACL, "a", aclWith([managed(COMMON, 10, { ...SCOPE, name: s.unknown })]));
      s.resource(WEB_ACL, "b", aclWith(s.unknown));
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10, { scopeDownStatement: null }), 5]));
      s.resource(WEB_ACL, "json", aclWith(undefined, { ruleJson: "nope" }));
    },
  },
});
