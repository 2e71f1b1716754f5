import { securityHub } from "../../aws/controls";
import { webAcls } from "../../aws/web-acl";
import { WEB_ACL_LOGGING } from "../../aws/types";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "wafv2-web-acl-logging",
  category: "networking",
  requirements: ["NET-08"],
  severity: "low",
  level: "advisory",
  title: "Web ACLs log requests",
  description: "Web ACLs have a logging configuration.",
  rationale: "Metrics say that something was blocked; only logs say what, and whether it was an attack or a customer.",
  fix: 'Add new aws.wafv2.WebAclLoggingConfiguration("...", { resourceArn: webAcl.arn, logDestinationConfigs: [logGroup.arn] }); the name of the log group, bucket or delivery stream begins with aws-waf-logs-.',
  references: [
    "https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/wafv2/webaclloggingconfiguration/",
  ],
  controls: securityHub("WAF.11"),
  subjects: webAcls,
  needs: "stack-only",
  check({ resource }, { graph, report }) {
    if (graph.referrers(resource, WEB_ACL_LOGGING, "resourceArn").length === 0) {
      report(resource, { found: "No logging configuration leads to this web ACL.", key: "logging" });
    }
  },
});
