import { isBehindLoadBalancer } from "../../aws/behind-load-balancer";
import { subnetsOfKind } from "../../aws/placement";
import { workloads } from "../../aws/workload";
import { definePolicy, whenKnown } from "../../core";

export default definePolicy({
  name: "workload-private-subnets",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Workloads stand in private subnets",
  description:
    "Hosts, tasks, functions and nodes stand in private subnets; only hosts that are made public on purpose and stand behind no load balancer may stand in public ones.",
  rationale:
    "In a public subnet only a security group stands between the internet and the workload. In a private one no packet finds its way, whatever else is misconfigured.",
  fix: "Name subnets whose route tables have no default route to an internet gateway, and let the workload reach out through a NAT gateway or VPC endpoints.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  ],
  subjects: workloads,
  needs: "stack-only",
  check(workload, { each, graph, report }) {
    const { at, launch, resource, stands } = workload;
    const isBehind = whenKnown(() => isBehindLoadBalancer(resource)) === true;
    if (!isBehind && launch?.isMeantToBePublic) {
      return;
    }
    const though = isBehind ? ", though clients reach it through a load balancer" : "";
    if (launch?.isInDefaultVpc) {
      report(at, {
        found: `${stands} in the default VPC, whose subnets are public, because no subnet is named${though}.`,
        fix: fixOf(at.display, launch !== undefined && !isBehind),
        key: "default-vpc",
      });
      return;
    }
    const names = subnetsOfKind(graph, workload.subnets, ["public"], each);
    if (names.length > 0) {
      report(at, {
        found: `${stands} in public subnets${though}: ${names.join(", ")}.`,
        fix: fixOf(at.display, launch !== undefined && !isBehind),
        key: "public-subnets",
      });
    }
  },
});

function fixOf(place: string, mayBePublic: boolean): string {
  const meant =
    " A bastion, NAT instance or the like that is meant to be public says so: associatePublicIpAddress: true, or an aws.ec2.Eip.";
  return `Name private subnets in ${place}; a NAT gateway or VPC endpoints let it reach out.${mayBePublic ? meant : ""}`;
}
