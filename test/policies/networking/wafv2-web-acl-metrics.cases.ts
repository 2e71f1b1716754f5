import { cases } from "../../harness/cases";
import {
  aclWith,
  ALL_GROUPS,
  COMMON,
  GROUP_ASSOCIATION,
  managed,
  managedJson,
  METRICS,
  RULE,
  WEB_ACL,
} from "./web-acl-rules";

const OFF = { ...METRICS, cloudwatchMetricsEnabled: false };

export default cases("wafv2-web-acl-metrics", {
  passes: {
    "metrics everywhere": (s) => {
      const acl = s.resource(WEB_ACL, "acl", aclWith(ALL_GROUPS));
      s.resource(RULE, "rule", { webAclArn: acl.arn, visibilityConfig: METRICS });
      s.resource(RULE, "unset", { webAclArn: acl.arn });
      s.resource(GROUP_ASSOCIATION, "group", { webAclArn: acl.arn, visibilityConfig: METRICS });
      s.resource(WEB_ACL, "text", aclWith([], { visibilityConfig: [{ cloudwatchMetricsEnabled: "true" }] }));
      s.resource(WEB_ACL, "json", aclWith(undefined, { ruleJson: JSON.stringify([managedJson(COMMON, 1)]) }));
    },
    "one that is only read": (s) => {
      s.resource(WEB_ACL, "acl", aclWith([], { visibilityConfig: OFF }), { isRead: true });
    },
  },
  fails: {
    "off for the web ACL": {
      stack: (s) => {
        s.resource(WEB_ACL, "acl", aclWith(ALL_GROUPS, { visibilityConfig: OFF }));
      },
      findings: [
        {
          resource: "acl",
          path: "visibilityConfig.cloudwatchMetricsEnabled",
          found: /^cloudwatchMetricsEnabled is false\.$/,
        },
      ],
    },
    "off for a rule, in every form": {
      stack: (s) => {
        const acl = s.resource(WEB_ACL, "acl", aclWith([managed(COMMON, 10, {}, { visibilityConfig: OFF })]));
        s.resource(RULE, "rule", { webAclArn: acl.arn, visibilityConfig: OFF });
        s.resource(GROUP_ASSOCIATION, "group", { webAclArn: acl.arn, visibilityConfig: OFF });
        s.resource(
          WEB_ACL,
          "json",
          aclWith(undefined, {
            ruleJson: JSON.stringify([
              managedJson(COMMON, 1, {}, { VisibilityConfig: { CloudWatchMetricsEnabled: false } }),
            ]),
          }),
        );
      },
      findings: [
        {
          resource: "acl",
          path: "rules[0].visibilityConfig.cloudwatchMetricsEnabled",
          found: new RegExp(`^Rule ${COMMON} sends no metrics\\.$`),
        },
        { resource: "rule", path: "visibilityConfig.cloudwatchMetricsEnabled", found: /is false/ },
        { resource: "group", path: "visibilityConfig.cloudwatchMetricsEnabled", found: /is false/ },
        { resource: "json", path: "ruleJson[0].VisibilityConfig.CloudWatchMetricsEnabled", found: /sends no metrics/ },
      ],
    },
    "a rule, where the web ACL's are not known": {
      stack: (s) => {
        s.resource(
          WEB_ACL,
          "acl",
          aclWith([s.unknown, managed(COMMON, 10, {}, { visibilityConfig: OFF })], { visibilityConfig: s.unknown }),
        );
      },
      findings: [
        { resource: "acl", path: "rules[1].visibilityConfig.cloudwatchMetricsEnabled", found: /sends no metrics/ },
      ],
    },
  },
  undecided: {
    "whether they are on": (s) => {
      s.resource(WEB_ACL, "acl", aclWith(s.unknown, { visibilityConfig: { cloudwatchMetricsEnabled: s.unknown } }));
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(WEB_ACL, "acl", aclWith([null, "x"], { visibilityConfig: null }));
        s.resource(WEB_ACL, "json", aclWith(undefined, { ruleJson: "{" }));
      },
      findings: [{ resource: "acl", path: "visibilityConfig.cloudwatchMetricsEnabled", found: /is not set/ }],
    },
  },
});
