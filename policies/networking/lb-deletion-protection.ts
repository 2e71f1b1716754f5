import { foundational } from "../../aws/controls";
import { isPublicApplication } from "../../aws/load-balancer";
import { isProtected } from "../../aws/naming";
import { LOAD_BALANCER } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "lb-deletion-protection",
  category: "networking",
  requirements: ["NET-09"],
  severity: "medium",
  level: "mandatory",
  title: "Public load balancers outlive mistakes",
  description:
    "In protected environments internet-facing application load balancers have deletion protection, or the resource option protect.",
  rationale:
    "A load balancer that is replaced by mistake takes its address with it: names, allow lists and clients point to nothing until they are changed too.",
  fix: "Set enableDeletionProtection: true, or the resource option protect: true.",
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],
  controls: foundational("ELB.6"),
  subjects: resourcesOfType(...LOAD_BALANCER),
  needs: "resource",
  check(balancer, { settings, stack, environment, report, notApplicable }) {
    if (!isProtected(stack, settings, environment)) {
      return notApplicable();
    }
    const protection = balancer.at("enableDeletionProtection");
    const isKept = balancer.options.protect || !balancer.isAnalysed;
    if (!isKept && isPublicApplication(balancer) && protection.boolean() !== true) {
      report(protection, {
        found: `enableDeletionProtection is ${protection.string() ?? "not set"} in stack ${stack.stack}.`,
      });
    }
  },
});
