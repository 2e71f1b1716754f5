import { foundational } from "../../aws/controls";
import { noHealthCheck } from "../../aws/listener-security";
import { balancersBefore, isApplication, isInternalOrNetwork, isPublicApplication } from "../../aws/load-balancer";
import { isProtected } from "../../aws/naming";
import { LOAD_BALANCER, TARGET_GROUP } from "../../aws/types";
import { definePolicy, resourcesOfType, some, type CheckContext, type Resource } from "../../core";

export default definePolicy({
  name: "lb-internal-settings",
  category: "networking",
  requirements: ["NET-09"],
  severity: "low",
  level: "advisory",
  title: "Internal and network load balancers are set up like public ones",
  description:
    "Internal application load balancers drop invalid headers, HTTP target groups have a health check with a path, and in protected environments internal and network load balancers have deletion protection.",
  rationale:
    "What stands behind the front door serves the same requests: malformed headers, broken servers and deletions by mistake do the same harm there.",
  fix: "Set dropInvalidHeaderFields: true, enableDeletionProtection: true, and a healthCheck with a path.",
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  ],
  controls: foundational("ELB.4", "ELB.6"),
  subjects: resourcesOfType(...LOAD_BALANCER, ...TARGET_GROUP),
  needs: "stack",
  check(resource, context) {
    if (!resource.isAnalysed) {
      return;
    }
    if (TARGET_GROUP.includes(resource.type)) {
      return checkTargetGroup(resource, context);
    }
    if (isInternalOrNetwork(resource)) {
      context.each([checkHeaders, checkProtection], (check) => check(resource, context));
    }
  },
});

function checkTargetGroup(targetGroup: Resource, { report }: CheckContext): void {
  const weakness = noHealthCheck(targetGroup);
  if (weakness && !some(balancersBefore(targetGroup), isPublicApplication)) {
    report(weakness.at, weakness);
  }
}

function checkHeaders(balancer: Resource, { report }: CheckContext): void {
  const drops = balancer.at("dropInvalidHeaderFields");
  if (isApplication(balancer) && drops.boolean() !== true) {
    report(drops, {
      found: `dropInvalidHeaderFields is ${drops.string() ?? "not set"}, so invalid headers reach the targets.`,
      fix: "Set dropInvalidHeaderFields: true.",
    });
  }
}

function checkProtection(balancer: Resource, { settings, stack, environment, report }: CheckContext): void {
  const protection = balancer.at("enableDeletionProtection");
  const isKept = balancer.options.protect || !isProtected(stack, settings, environment);
  if (!isKept && protection.boolean() !== true) {
    report(protection, {
      found: `enableDeletionProtection is ${protection.string() ?? "not set"} in stack ${stack.stack}.`,
      fix: "Set enableDeletionProtection: true, or the resource option protect: true.",
    });
  }
}
