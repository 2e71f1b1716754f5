import { foundational } from "../../aws/controls";
import { CLASSIC_WEB_ACL, CLOUDFRONT_DISTRIBUTION, MULTITENANT_DISTRIBUTION } from "../../aws/types";
import { definePolicy, resourcesOfType, type Graph, type Value } from "../../core";

export default definePolicy({
  name: "cloudfront-web-acl",
  category: "networking",
  requirements: ["NET-08"],
  severity: "medium",
  level: "advisory",
  title: "CloudFront distributions have a web ACL",
  description: "CloudFront distributions name a web ACL of AWS WAF (WAFv2).",
  rationale:
    "A distribution is the front door of a site. A web ACL there stops what is known to be hostile at the edge, before it costs anything behind it.",
  fix: 'Set webAclId: webAcl.arn, the ARN of an aws.wafv2.WebAcl with scope: "CLOUDFRONT" in us-east-1; if another stack or Firewall Manager does it, add "waf" to providedElsewhere of baseline-settings.',
  references: [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudfront/distribution/",
  ],
  controls: foundational("CloudFront.6"),
  subjects: resourcesOfType(...CLOUDFRONT_DISTRIBUTION, ...MULTITENANT_DISTRIBUTION),
  needs: "stack",
  check(distribution, { graph, settings, report, notApplicable }) {
    if (settings.providedElsewhere.includes("waf")) {
      return notApplicable();
    }
    const id = distribution.at("webAclId");
    if (!distribution.isAnalysed) {
      return;
    }
    if (id.isAbsent) {
      report(id, { found: "webAclId is not set." });
    } else if (isClassic(graph, id)) {
      report(id, { found: "webAclId names a web ACL of AWS WAF Classic, which AWS is taking out of service." });
    }
  },
});

/** WAFv2 goes by ARN, AWS WAF Classic by an id of its own: https://www.pulumi.com/registry/packages/aws/api-docs/cloudfront/distribution/ */
function isClassic(graph: Graph, id: Value): boolean {
  return (
    graph.follow(id, CLASSIC_WEB_ACL).kind === "inside" ||
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id.string() ?? "")
  );
}
