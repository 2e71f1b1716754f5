import { foundational } from "../../aws/controls";
import { hasAssociation, isPrivateApi, makesStage } from "../../aws/rest-api";
import { CLASSIC_WEB_ACL_ASSOCIATION, REST_API_DEPLOYMENT, REST_API_STAGE, WEB_ACL_ASSOCIATION } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

const FIX =
  'Add new aws.wafv2.WebAclAssociation("...", { resourceArn: stage.arn, webAclArn: webAcl.arn }); if another stack or Firewall Manager does it, add "waf" to providedElsewhere of baseline-settings.';

const DEPLOYMENT_FIX = "Make the stage an aws.apigateway.Stage of its own instead.";

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
  fix: FIX,
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],
  controls: foundational("APIGateway.4"),
  subjects: resourcesOfType(...REST_API_STAGE, ...REST_API_DEPLOYMENT),
  needs: "stack-only",
  check(stage, { settings, report, notApplicable }) {
    if (settings.providedElsewhere.includes("waf")) {
      return notApplicable();
    }
    const isDeployment = REST_API_DEPLOYMENT.includes(stage.type);
    const isAsked = stage.isAnalysed && (!isDeployment || makesStage(stage));
    if (!isAsked || hasAssociation(stage, WEB_ACL_ASSOCIATION) || isPrivateApi(stage)) {
      return;
    }
    const found = hasAssociation(stage, CLASSIC_WEB_ACL_ASSOCIATION)
      ? "It has a web ACL of AWS WAF Classic only, which AWS is taking out of service."
      : "No web ACL is associated with this stage.";
    report(stage, {
      found: isDeployment ? `stageName makes a stage. ${found}` : found,
      ...(isDeployment && { fix: `${DEPLOYMENT_FIX} ${FIX}` }),
      key: "web-acl",
    });
  },
});
