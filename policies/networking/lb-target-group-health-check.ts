import { noHealthCheck } from "../../aws/listener-security";
import { balancersBefore, isPublicApplication } from "../../aws/load-balancer";
import { TARGET_GROUP } from "../../aws/types";
import { definePolicy, resourcesOfType, some } from "../../core";

export default definePolicy({
  name: "lb-target-group-health-check",
  category: "networking",
  requirements: ["NET-09"],
  severity: "medium",
  level: "mandatory",
  title: "Targets of public load balancers are asked for their health",
  description: "HTTP target groups of internet-facing application load balancers have a health check with a path.",
  rationale:
    "A load balancer sends requests to whatever passes its check. One that only shows that some page is there keeps servers in service whose application is broken.",
  fix: 'Set healthCheck: { path: "/health", matcher: "200" }, with a path that answers 200 only while the application works.',
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/lb/targetgroup/",
  ],
  subjects: resourcesOfType(...TARGET_GROUP),
  needs: "stack-only",
  check(targetGroup, { report }) {
    const weakness = targetGroup.isAnalysed ? noHealthCheck(targetGroup) : undefined;
    if (weakness && some(balancersBefore(targetGroup), isPublicApplication)) {
      report(weakness.at, weakness);
    }
  },
});
