import { foundational } from "../../aws/controls";
import { isPublicApplication } from "../../aws/load-balancer";
import { LOAD_BALANCER } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "lb-invalid-headers",
  category: "networking",
  requirements: ["NET-09"],
  severity: "medium",
  level: "mandatory",
  title: "Public load balancers drop invalid headers",
  description: "Internet-facing application load balancers drop HTTP headers whose names are not valid.",
  rationale:
    "Servers that read malformed headers in another way than the load balancer can be made to take one request for two (request smuggling).",
  fix: "Set dropInvalidHeaderFields: true.",
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/alb-http-drop-invalid-header-enabled.html",
  ],
  controls: foundational("ELB.4"),
  subjects: resourcesOfType(...LOAD_BALANCER),
  needs: "resource",
  check(balancer, { report }) {
    const drops = balancer.at("dropInvalidHeaderFields");
    if (balancer.isAnalysed && isPublicApplication(balancer) && drops.boolean() !== true) {
      report(drops, { found: `dropInvalidHeaderFields is ${drops.string() ?? "not set"}, so they reach the targets.` });
    }
  },
});
