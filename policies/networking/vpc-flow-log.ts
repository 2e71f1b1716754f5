import { foundational } from "../../aws/controls";
import { loggedVpcs, type Traffic } from "../../aws/flow-log";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy, oneOf } from "../../core";

export default definePolicy({
  name: "vpc-flow-log",
  category: "networking",
  requirements: ["NET-03"],
  severity: "high",
  level: "mandatory",
  title: "VPCs have flow logs",
  description: "Every VPC has a flow log of all its traffic, on itself or on each of its subnets.",
  rationale:
    "Without flow logs nobody can say afterwards which address spoke to which, what an intruder reached and what left the network. They cannot be had for the past.",
  fix: 'Add new aws.ec2.FlowLog("flow-log", { vpcId: <vpc>.id, trafficType: "ALL", logDestination: <logGroup>.arn, iamRoleArn: <role>.arn }).',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/flowlog/",
  ],
  controls: foundational("EC2.6"),
  options: {
    trafficType: oneOf<"ALL" | "REJECT">(["ALL", "REJECT"], {
      default: "ALL",
      description: "The traffic to be captured. REJECT: rejected traffic is enough.",
    }),
  },
  subjects: loggedVpcs,
  needs: "stack-only",
  check(vpc, { options, settings, report, notApplicable }) {
    if (settings.providedElsewhere.includes("flow-logs")) {
      return notApplicable();
    }
    const wanted: readonly Traffic[] = options.trafficType === "ALL" ? ["ACCEPT", "REJECT"] : ["REJECT"];
    const missed = vpc.missedByOwn(wanted);
    if (missed.length === 0) {
      return;
    }
    const { subnets } = vpc;
    const open = vpc.subnetsWithout(missed);
    if (subnets.length > 0 && open.length === 0) {
      return;
    }
    const [partial] = vpc.ownLogs;
    if (partial) {
      report(partial.at("trafficType"), {
        found: `The flow log of the VPC ${quote(vpc.resource.name)} does not capture ${kindsOf(missed)} traffic.`,
        fix: `Set trafficType: "${options.trafficType}".`,
      });
      return;
    }
    const names = open.map((subnet) => quote(subnet.name)).sort();
    report(vpc.resource, {
      found: vpc.hasSubnetLogs
        ? `The VPC has no flow log, and those of its subnets leave out ${kindsOf(missed).replace(" and ", " or ")} traffic of ${aFew(names)}.`
        : "Neither the VPC nor its subnets have a flow log.",
      key: "flow-log",
    });
  },
});

function kindsOf(traffic: readonly Traffic[]): string {
  return aFew(traffic.map((kind) => (kind === "ACCEPT" ? "accepted" : "rejected")));
}
