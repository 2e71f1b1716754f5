import { CLASSIC_WEB_ACL_ASSOCIATION, REST_API, REST_API_STAGE, WEB_ACL_ASSOCIATION } from "../../aws/types";
import { definePolicy, resourcesOfType, some, type Resource } from "../../core";

export default definePolicy({
  name: "apigateway-stage-web-acl",
  category: "networking",
  requirements: ["NET-08"],
  severity: "medium",
  level: "advisory",
  title: "Stages of REST APIs have a web ACL",
  description: "Stages of API Gateway REST APIs that are not private are associated with a web ACL of AWS WAF (WAFv2).",
  rationale:
    "An API is reached by scanners as soon as it has a name. A web ACL stops what is known to be hostile before the integration runs and is paid for.",
  fix: 'Add new aws.wafv2.WebAclAssociation("...", { resourceArn: stage.arn, webAclArn: webAcl.arn }); if another stack or Firewall Manager does it, add "waf" to providedElsewhere of baseline-settings.',
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],
  controls: [
    {
      framework: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      id: "APIGateway.4",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4",
    },
  ],
  subjects: resourcesOfType(...REST_API_STAGE),
  needs: "stack-only",
  check(stage, { graph, settings, report, notApplicable }) {
    if (settings.providedElsewhere.includes("waf")) {
      return notApplicable();
    }
    if (
      !stage.isAnalysed ||
      graph.referrers(stage, WEB_ACL_ASSOCIATION, "resourceArn").length > 0 ||
      isPrivate(stage)
    ) {
      return;
    }
    const classic = graph.referrers(stage, CLASSIC_WEB_ACL_ASSOCIATION, "resourceArn");
    report(stage, {
      found:
        classic.length > 0
          ? "It has a web ACL of AWS WAF Classic only, which AWS is taking out of service."
          : "No web ACL is associated with this stage.",
      key: "web-acl",
    });
  },
});

/** Whether only VPC endpoints reach its API. */
function isPrivate(stage: Resource): boolean {
  const link = stage.graph.follow(stage.at("restApi"), REST_API);
  const apis = link.kind === "inside" ? link.resources : [];
  return some(apis, (api) =>
    some(api.at("endpointConfiguration", "types").list(), (type) => type.string() === "PRIVATE"),
  );
}
