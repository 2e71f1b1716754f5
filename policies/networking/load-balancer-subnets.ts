import { NOT_PUBLIC, partsOf, subnetsOfKind, type Places } from "../../aws/placement";
import { CLASSIC_LOAD_BALANCER, LOAD_BALANCER } from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource } from "../../core";

export default definePolicy({
  name: "load-balancer-subnets",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Load balancers stand in the subnets that they are for",
  description: "Internet-facing load balancers stand in public subnets, internal ones in private subnets.",
  rationale:
    "An internet-facing load balancer in a private subnet answers nobody, until somebody opens the route of that subnet and of all that stands in it. An internal one in a public subnet is one setting away from the internet.",
  fix: "Give an internet-facing load balancer public subnets, an internal one private subnets.",
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  ],
  subjects: resourcesOfType(...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER),
  needs: "stack-only",
  check(balancer, { each, graph, report }) {
    // A Gateway Load Balancer has no scheme: traffic is sent to it by routes.
    if (!balancer.isAnalysed || balancer.at("loadBalancerType").string() === "gateway") {
      return;
    }
    const isInternal = balancer.at("internal").boolean() === true;
    const names = subnetsOfKind(graph, placesOf(balancer), isInternal ? ["public"] : NOT_PUBLIC, each).join(", ");
    if (names === "") {
      return;
    }
    report(balancer.at(balancer.at("subnets").isAbsent ? "subnetMappings" : "subnets"), {
      found: isInternal
        ? `It is internal, but stands in public subnets: ${names}.`
        : `It is internet-facing, but stands in subnets without a default route to an internet gateway: ${names}.`,
      fix: isInternal
        ? "Give it private subnets."
        : "Give it the public subnets of the VPC, or set internal: true if only the VPC uses it.",
      key: "subnets",
    });
  },
});

function placesOf(balancer: Resource): Places {
  return [balancer.at("subnets"), ...partsOf(balancer.at("subnetMappings"), "subnetId")];
}
