import { foundational } from "../../aws/controls";
import { balancerType, isApplication, listenersOf, speaksTls } from "../../aws/load-balancer";
import { LOAD_BALANCER, LOG_DELIVERY_SOURCE } from "../../aws/types";
import { definePolicy, resourcesOfType, some, type Resource } from "../../core";

export default definePolicy({
  name: "lb-access-logs",
  category: "networking",
  requirements: ["NET-09"],
  severity: "low",
  level: "advisory",
  title: "Load balancers write access logs",
  description: "Application load balancers, and network load balancers with a TLS listener, write access logs.",
  rationale: "Without them nobody can say afterwards who asked for what, from where, and what the answer was.",
  fix: "Set accessLogs: { bucket: logs.bucket, enabled: true }; the bucket's policy must let the load balancer write.",
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html",
  ],
  controls: foundational("ELB.5"),
  subjects: resourcesOfType(...LOAD_BALANCER),
  needs: "stack-only",
  check(balancer, { graph, report }) {
    const enabled = balancer.at("accessLogs", "enabled");
    if (!balancer.isAnalysed || enabled.boolean() === true || !hasAccessLogs(balancer)) {
      return;
    }
    // Since 2025 CloudWatch delivers them too: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
    const deliveries = graph.referrers(balancer, LOG_DELIVERY_SOURCE, "resourceArn");
    if (some(deliveries, (one) => /(^|_)ACCESS_LOGS$/.test(one.at("logType").string() ?? ""))) {
      return;
    }
    report(enabled, {
      found: balancer.at("accessLogs").isAbsent
        ? "accessLogs is not set."
        : `accessLogs names a bucket, but enabled is ${enabled.string() ?? "not set"}, and off unless it is true.`,
    });
  },
});

/** Network load balancers log what their TLS listeners are asked, gateway load balancers log nothing. */
function hasAccessLogs(balancer: Resource): boolean {
  return isApplication(balancer) || (balancerType(balancer) === "network" && some(listenersOf(balancer), speaksTls));
}
