import { listedRules } from "../../aws/web-acl";
import { WEB_ACL, WEB_ACL_RULE, WEB_ACL_RULE_GROUP_ASSOCIATION } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "wafv2-web-acl-metrics",
  category: "networking",
  requirements: ["NET-08"],
  severity: "medium",
  level: "mandatory",
  title: "Web ACLs send metrics",
  description: "Web ACLs and their rules send metrics to CloudWatch.",
  rationale: "Without metrics nobody sees an attack, nor that a rule blocks customers or matches nothing at all.",
  fix: "Set visibilityConfig.cloudwatchMetricsEnabled: true.",
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/wafv2/webacl/",
  ],
  subjects: resourcesOfType(...WEB_ACL, ...WEB_ACL_RULE, ...WEB_ACL_RULE_GROUP_ASSOCIATION),
  needs: "resource",
  check(resource, { report, each }) {
    if (!resource.isAnalysed) {
      return;
    }
    const own = resource.at("visibilityConfig", "cloudwatchMetricsEnabled");
    each([own], () => {
      // The provider demands it of a web ACL; a rule of its own may leave it to the web ACL.
      if (WEB_ACL.includes(resource.type) ? own.boolean() !== true : own.boolean() === false) {
        report(own, { found: `cloudwatchMetricsEnabled is ${own.string() ?? "not set"}.` });
      }
    });
    each([() => listedRules(resource)], (read) =>
      each(read(), ({ name, metrics }) => {
        if (metrics.boolean() === false) {
          report(metrics, { found: `Rule ${name} sends no metrics.` });
        }
      }),
    );
  },
});
