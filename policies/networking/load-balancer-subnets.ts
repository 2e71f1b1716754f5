import { NOT_PUBLIC, subnetsOfKind, type Places } from "../../aws/placement";
import { CLASSIC_LOAD_BALANCER, LOAD_BALANCER } from "../../aws/types";
import { partsOf, definePolicy, resourcesOfType, type Resource } from "../../core";

export default definePolicy({
  name: "load-balancer-subnets",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Internet-facing load balancers stand in public subnets",
  description: "Internet-facing load balancers stand in public subnets.",
  rationale:
    "An internet-facing load balancer in a private subnet answers nobody, until somebody opens the route of that subnet and of all that stands in it.",
  fix: "Give it the public subnets of the VPC, or set internal: true if only the VPC uses it.",
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  ],
  subjects: resourcesOfType(...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER),
  needs: "stack-only",
  check(balancer, { each, graph, report }) {
    // A Gateway Load Balancer has no scheme: traffic is sent to it by routes.
    if (
      !balancer.isAnalysed ||
      balancer.at("loadBalancerType").string() === "gateway" ||
      balancer.at("internal").boolean() === true
    ) {
      return;
    }
    const names = subnetsOfKind(graph, placesOf(balancer), NOT_PUBLIC, each);
    if (names.length > 0) {
      report(balancer.at(balancer.at("subnets").isAbsent ? "subnetMappings" : "subnets"), {
        found: `It is internet-facing, but stands in subnets without a default route to an internet gateway: ${names.join(", ")}.`,
        key: "subnets",
      });
    }
  },
});

function placesOf(balancer: Resource): Places {
  return [balancer.at("subnets"), ...partsOf(balancer.at("subnetMappings"), "subnetId")];
}
