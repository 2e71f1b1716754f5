import { foundational } from "../../aws/controls";
import { isBehindLoadBalancer } from "../../aws/behind-load-balancer";
import { NOT_PUBLIC, subnetsOfKind } from "../../aws/placement";
import { taskNetworks } from "../../aws/task-network";
import { definePolicy, whenKnown } from "../../core";

export default definePolicy({
  name: "ecs-task-public-addresses",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "ECS tasks in private subnets or behind a load balancer have no public address",
  description: "ECS services and tasks in private subnets or behind a load balancer do not ask for public addresses.",
  rationale:
    "A task that clients reach through a load balancer, or that stands in a private subnet, needs no address of its own. With one, whoever opens a port or changes a route puts its containers on the internet, past the load balancer and its firewall.",
  fix: "Set networkConfiguration.assignPublicIp: false, and let the tasks reach out through a NAT gateway or VPC endpoints.",
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],
  controls: foundational("ECS.2", "ECS.16"),
  subjects: taskNetworks,
  needs: "stack",
  check(tasks, { each, graph, report }) {
    const { assignPublicIp, label, resource, subnets } = tasks;
    if (!tasks.asksForPublicAddress) {
      return;
    }
    const off = assignPublicIp.raw === "ENABLED" ? '"DISABLED"' : "false";
    const fix = `Set ${assignPublicIp.display}: ${off}, and let the tasks reach out from private subnets through a NAT gateway or VPC endpoints.`;
    if (whenKnown(() => isBehindLoadBalancer(resource)) === true) {
      report(assignPublicIp, {
        found: `Tasks of this ${label} are behind a load balancer, but get public addresses.`,
        fix,
      });
      return;
    }
    const names = subnetsOfKind(graph, [subnets], NOT_PUBLIC, each);
    if (names.length > 0) {
      report(assignPublicIp, {
        found: `Tasks of this ${label} get public addresses in private subnets: ${names.join(", ")}.`,
        fix,
      });
    }
  },
});
