import { securityHub } from "../../aws/controls";
import { isPublicApplication } from "../../aws/load-balancer";
import { CLASSIC_WEB_ACL_ASSOCIATION, LOAD_BALANCER, WEB_ACL_ASSOCIATION } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "lb-web-acl",
  category: "networking",
  requirements: ["NET-08"],
  severity: "high",
  level: "mandatory",
  title: "Public load balancers have a web ACL",
  description: "Internet-facing application load balancers are associated with a web ACL of AWS WAF (WAFv2).",
  rationale:
    "Scanners try known holes of known software on every public address within hours. A web ACL stops most of that before the application sees it, and is the one place to block the next hole on the day it is known.",
  fix: 'Add new aws.wafv2.WebAclAssociation("...", { resourceArn: loadBalancer.arn, webAclArn: webAcl.arn }), where an awsx.lb.ApplicationLoadBalancer gives loadBalancer.loadBalancer.arn; if another stack or Firewall Manager does it, add "waf" to providedElsewhere of baseline-settings.',
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/wafv2/webaclassociation/",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],
  controls: securityHub("ELB.16"),
  subjects: resourcesOfType(...LOAD_BALANCER),
  needs: "stack-only",
  check(balancer, { graph, settings, report, notApplicable }) {
    if (settings.providedElsewhere.includes("waf")) {
      return notApplicable();
    }
    const isAsked = balancer.isAnalysed && isPublicApplication(balancer);
    if (!isAsked || graph.referrers(balancer, WEB_ACL_ASSOCIATION, "resourceArn").length > 0) {
      return;
    }
    const classic = graph.referrers(balancer, CLASSIC_WEB_ACL_ASSOCIATION, "resourceArn");
    report(balancer, {
      found:
        classic.length > 0
          ? "It has a web ACL of AWS WAF Classic only, which AWS is taking out of service."
          : "It faces the internet and no web ACL is associated with it.",
      key: "web-acl",
    });
  },
});
