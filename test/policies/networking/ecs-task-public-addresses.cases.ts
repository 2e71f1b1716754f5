import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { network } from "../../harness/network";

const SERVICE = "aws:ecs/service:Service";
const TASK_SET = "aws:ecs/taskSet:TaskSet";
const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const PIPE = "aws:pipes/pipe:Pipe";

const BALANCERS = { loadBalancers: [{ targetGroupArn: "arn:x", containerName: "web", containerPort: 80 }] };

/** Everything that starts tasks, in these subnets and with such an address. */
function everyKind(s: StackBuilder, subnets: unknown, assignPublicIp: boolean): void {
  const networkConfiguration = { subnets, assignPublicIp };
  s.resource(SERVICE, "service", { networkConfiguration });
  s.resource(TASK_SET, "set", { networkConfiguration });
  s.resource(EVENT_TARGET, "target", { ecsTarget: { networkConfiguration } });
  s.resource(SCHEDULE, "schedule", { target: { ecsParameters: { networkConfiguration } } });
  const awsVpcConfiguration = { subnets, assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED" };
  s.resource(PIPE, "pipe", {
    targetParameters: { ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration } } },
  });
}

export default cases("ecs-task-public-addresses", {
  passes: {
    "no public addresses": (s) => {
      const { closed, isolated } = network(s);
      everyKind(s, [closed.id, isolated.id], false);
      s.resource(SERVICE, "web", { ...BALANCERS, networkConfiguration: { subnets: [closed.id] } });
      s.resource(SERVICE, "on-hosts", BALANCERS);
    },
    "public addresses in public subnets, without a load balancer": (s) => {
      everyKind(s, [network(s).open.id], true);
    },
    "subnets of another stack": (s) => {
      everyKind(s, ["subnet-1"], true);
    },
    "a service that is only read": (s) => {
      s.resource(
        SERVICE,
        "service",
        { ...BALANCERS, networkConfiguration: { assignPublicIp: true } },
        { isRead: true },
      );
    },
  },
  fails: {
    "private subnets": {
      stack: (s) => {
        everyKind(s, [network(s).closed.id], true);
      },
      findings: [
        {
          resource: "service",
          path: "networkConfiguration.assignPublicIp",
          found: /^Tasks of this service get public addresses in private subnets: "closed"\.$/,
          fix: /^Set networkConfiguration\.assignPublicIp: false, and/,
        },
        { resource: "set", path: "networkConfiguration.assignPublicIp", found: /this task set get/ },
        { resource: "target", path: "ecsTarget.networkConfiguration.assignPublicIp", found: /this event target get/ },
        {
          resource: "schedule",
          path: "target.ecsParameters.networkConfiguration.assignPublicIp",
          found: /this schedule get/,
        },
        {
          resource: "pipe",
          path: "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration.assignPublicIp",
          found: /this pipe get/,
          fix: /assignPublicIp: "DISABLED"/,
        },
      ],
    },
    "isolated subnets": {
      stack: (s) => {
        const { isolated } = network(s);
        s.resource(SERVICE, "service", { networkConfiguration: { subnets: [isolated.id], assignPublicIp: "true" } });
      },
      findings: [{ resource: "service", path: "networkConfiguration.assignPublicIp", found: /: "isolated"\.$/ }],
    },
    "behind a load balancer, wherever it stands": {
      stack: (s) => {
        const { open } = network(s);
        const at = (subnets: unknown): unknown => ({
          ...BALANCERS,
          networkConfiguration: { subnets, assignPublicIp: true },
        });
        s.resource(SERVICE, "public", at([open.id]) as Record<string, unknown>);
        s.resource(TASK_SET, "outside", at(["subnet-1"]) as Record<string, unknown>);
      },
      findings: [
        {
          resource: "public",
          path: "networkConfiguration.assignPublicIp",
          found: /^Tasks of this service are behind a load balancer, but get public addresses\.$/,
          fix: /^Set networkConfiguration\.assignPublicIp: false/,
        },
        { resource: "outside", path: "networkConfiguration.assignPublicIp", found: /this task set are behind/ },
      ],
    },
    "private subnets, when it is not known yet whether there is a load balancer": {
      stack: (s) => {
        const { closed } = network(s);
        s.resource(SERVICE, "service", {
          loadBalancers: s.unknown,
          networkConfiguration: { subnets: [closed.id], assignPublicIp: true },
        });
      },
      findings: [{ resource: "service", path: "networkConfiguration.assignPublicIp", found: /in private subnets/ }],
    },
  },
  undecided: {
    "whether they get an address, where they stand, whether there is a load balancer": (s) => {
      const { closed, open } = network(s);
      s.resource(SERVICE, "a", { networkConfiguration: { subnets: [closed.id], assignPublicIp: s.unknown } });
      s.resource(SERVICE, "b", { networkConfiguration: { subnets: s.unknown, assignPublicIp: true } });
      s.resource(SERVICE, "c", {
        loadBalancers: s.unknown,
        networkConfiguration: { subnets: [open.id], assignPublicIp: true },
      });
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(SERVICE, "a", { networkConfiguration: "x" });
      s.resource(SERVICE, "b", { loadBalancers: [], networkConfiguration: { assignPublicIp: ["yes"], subnets: 3 } });
      s.resource(EVENT_TARGET, "c", { ecsTarget: null });
      s.resource(PIPE, "d", { targetParameters: [] });
    },
  },
});
