import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { network } from "../../harness/network";

const INSTANCE = "aws:ec2/instance:Instance";
const SPOT = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
const FLEET = "aws:ec2/fleet:Fleet";
const SERVICE = "aws:ecs/service:Service";
const TARGET = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
const EIP = "aws:ec2/eip:Eip";
const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const INTERFACE_ATTACHMENT = "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment";

const PUBLIC = { associatePublicIpAddress: true };

const template = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}): BuiltResource =>
  s.resource(TEMPLATE, "template", { networkInterfaces: [inputs] });

/** What runs code besides hosts: type, inputs for these subnets, the path of the subnets, how its finding begins. */
const SERVICES: Readonly<
  Record<
    string,
    readonly [type: string, inputs: (subnets: unknown) => Record<string, unknown>, path: string, who: RegExp]
  >
> = {
  service: [
    SERVICE,
    (subnets) => ({ networkConfiguration: { subnets } }),
    "networkConfiguration.subnets",
    /^Tasks of this service stand in public subnets: "open"\.$/,
  ],
  target: [
    "aws:cloudwatch/eventTarget:EventTarget",
    (subnets) => ({ ecsTarget: { networkConfiguration: { subnets } } }),
    "ecsTarget.networkConfiguration.subnets",
    /^Tasks of this event target stand/,
  ],
  function: [
    "aws:lambda/function:Function",
    (subnetIds) => ({ vpcConfig: { subnetIds } }),
    "vpcConfig.subnetIds",
    /^This function stands in/,
  ],
  nodes: ["aws:eks/nodeGroup:NodeGroup", (subnetIds) => ({ subnetIds }), "subnetIds", /^Nodes of this group stand in/],
  pods: ["aws:eks/fargateProfile:FargateProfile", (subnetIds) => ({ subnetIds }), "subnetIds", /^Pods of this profile/],
  jobs: [
    "aws:batch/computeEnvironment:ComputeEnvironment",
    (subnets) => ({ computeResources: { subnets } }),
    "computeResources.subnets",
    /^Jobs of this environment stand/,
  ],
};

/** All of them in this subnet. */
function everyService(s: StackBuilder, subnet: BuiltResource): void {
  for (const [name, [type, inputs]] of Object.entries(SERVICES)) {
    s.resource(type, name, inputs([subnet.id]));
  }
}

export default cases("workload-private-subnets", {
  passes: {
    "workloads in private and isolated subnets": (s) => {
      const { closed, isolated } = network(s);
      everyService(s, closed);
      s.resource(INSTANCE, "host", { subnetId: isolated.id });
      const one = template(s);
      s.resource(GROUP, "group", { launchTemplate: { id: one.id }, vpcZoneIdentifiers: [closed.id, isolated.id] });
      s.resource(SPOT_FLEET, "fleet", { launchSpecifications: [{ subnetId: closed.id }] });
    },
    "what stands in no VPC": (s) => {
      s.resource("aws:lambda/function:Function", "function");
      s.resource(SERVICE, "on-hosts", { launchType: "EC2" });
      s.resource("aws:cloudwatch/eventTarget:EventTarget", "target", { arn: "arn:x" });
    },
    "subnets of another stack": (s) => {
      s.resource(INSTANCE, "host", { subnetId: "subnet-1" });
      s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { subnetIds: ["subnet-1"] });
    },
    "the cluster of EKS, which has interfaces in public subnets too": (s) => {
      s.resource("aws:eks/cluster:Cluster", "cluster", { vpcConfig: { subnetIds: [network(s).open.id] } });
    },
    bastions: (s) => {
      const { open } = network(s);
      s.resource(INSTANCE, "bastion", { subnetId: open.id, ...PUBLIC });
      s.resource(SPOT, "spot", { subnetId: open.id, associatePublicIpAddress: "true" });
      const one = template(s, PUBLIC);
      s.resource(GROUP, "group", { launchTemplate: { id: one.id }, vpcZoneIdentifiers: [open.id] });
      const configuration = s.resource("aws:ec2/launchConfiguration:LaunchConfiguration", "configuration", PUBLIC);
      s.resource(GROUP, "old", { launchConfiguration: configuration.id, vpcZoneIdentifiers: [open.id] });
    },
    "an instance that its template makes public": (s) => {
      s.resource(INSTANCE, "bastion", { subnetId: network(s).open.id, launchTemplate: { id: template(s, PUBLIC).id } });
    },
    "hosts with elastic addresses": (s) => {
      const { open } = network(s);
      const [a, b] = ["a", "b"].map((name) => s.resource(INSTANCE, name, { subnetId: open.id }));
      s.resource(EIP, "eip-a", { instance: a?.id });
      s.resource(EIP_ASSOCIATION, "eip-b", { instanceId: b?.id, allocationId: "eipalloc-1" });
      const [c, d] = ["c", "d"].map((name) => {
        const one = s.resource(INTERFACE, `interface-${name}`, { subnetId: open.id });
        s.resource(INSTANCE, name, { primaryNetworkInterface: { networkInterfaceId: one.id } });
        return one;
      });
      s.resource(EIP, "eip-c", { networkInterface: c?.id });
      s.resource(EIP_ASSOCIATION, "eip-d", { networkInterfaceId: d?.id, allocationId: "eipalloc-1" });
    },
    "NAT instances": (s) => {
      const { open } = network(s);
      s.resource(INSTANCE, "a", { subnetId: open.id, sourceDestCheck: false });
      const one = s.resource(INTERFACE, "interface", { subnetId: open.id, sourceDestCheck: false });
      s.resource(INSTANCE, "b", { networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: one.id }] });
    },
    "hosts with a second interface that is open, attached by either side": (s) => {
      const { open } = network(s);
      const [a, b] = ["a", "b"].map((name) => s.resource(INSTANCE, name, { subnetId: open.id }));
      const forA = s.resource(INTERFACE, "for-a", { subnetId: open.id });
      s.resource(INTERFACE_ATTACHMENT, "attach", { instanceId: a?.id, networkInterfaceId: forA.id, deviceIndex: 1 });
      s.resource(EIP, "eip", { networkInterface: forA.id });
      s.resource(INTERFACE, "for-b", {
        subnetId: open.id,
        sourceDestCheck: false,
        attachments: [{ instance: b?.id, deviceIndex: 1 }],
      });
    },
    "a template of another stack, which may make its hosts public or name their subnets": (s) => {
      const { open } = network(s);
      s.resource(GROUP, "group", { launchTemplate: { id: "lt-1" }, vpcZoneIdentifiers: [open.id] });
      s.resource(INSTANCE, "host", { launchTemplate: { id: "lt-1" } });
      s.resource(INSTANCE, "open-host", { launchTemplate: { id: "lt-1" }, subnetId: open.id });
    },
    "workloads that are only read": (s) => {
      const { open } = network(s);
      for (const [name, [type, inputs]] of Object.entries(SERVICES)) {
        s.resource(type, name, inputs([open.id]), { isRead: true });
      }
      s.resource(INSTANCE, "host", { subnetId: open.id }, { isRead: true });
    },
    "a template that names the subnet, or an interface of another stack": (s) => {
      s.resource(INSTANCE, "a", { launchTemplate: { id: template(s, { subnetId: network(s).closed.id }).id } });
      s.resource(INSTANCE, "b", { primaryNetworkInterface: { networkInterfaceId: "eni-1" } });
    },
  },
  fails: {
    "services, functions, nodes and jobs in a public subnet": {
      stack: (s) => {
        everyService(s, network(s).open);
      },
      findings: Object.entries(SERVICES).map(([resource, [, , path, found]]) => ({
        resource,
        path,
        found,
        key: "public-subnets",
        fix: /^Name private subnets in [\w.]+; a NAT gateway or VPC endpoints let it reach out\.$/,
      })),
    },
    "hosts in a public subnet that say nothing of addresses, or want none": {
      stack: (s) => {
        const { open } = network(s);
        s.resource(INSTANCE, "a", { subnetId: open.id });
        s.resource(INSTANCE, "b", { subnetId: open.id, associatePublicIpAddress: false, sourceDestCheck: true });
        s.resource(SPOT, "c", { subnetId: open.id });
        const one = s.resource(INTERFACE, "interface", { subnetId: open.id });
        s.resource(INSTANCE, "d", { primaryNetworkInterface: { networkInterfaceId: one.id } });
        const bastion = s.resource(INSTANCE, "bastion", { subnetId: open.id });
        s.resource(EIP, "eip", { instance: bastion.id });
      },
      findings: [
        {
          resource: "a",
          path: "subnetId",
          found: /^This instance stands in public subnets: "open"\.$/,
          fix: /^Name private subnets in subnetId; .* A bastion, NAT instance or the like that is meant to be public says so/,
        },
        { resource: "b", path: "subnetId", found: /public subnets/ },
        { resource: "c", path: "subnetId", found: /^This spot instance stands/ },
        { resource: "d", path: "subnetId", found: /public subnets/ },
      ],
    },
    "a host whose second interface is not open, beside one that is": {
      stack: (s) => {
        const { open } = network(s);
        const host = s.resource(INSTANCE, "host", { subnetId: open.id });
        const inner = s.resource(INTERFACE, "inner", { subnetId: open.id });
        s.resource(INTERFACE_ATTACHMENT, "attach", { instanceId: host.id, networkInterfaceId: inner.id });
        s.resource(INTERFACE, "other", { subnetId: open.id, sourceDestCheck: false });
      },
      findings: [{ resource: "host", path: "subnetId", found: /^This instance stands in public subnets/ }],
    },
    "an instance that does not want the public address of its template": {
      stack: (s) => {
        s.resource(INSTANCE, "host", {
          subnetId: network(s).open.id,
          launchTemplate: { id: template(s, PUBLIC).id },
          associatePublicIpAddress: false,
        });
      },
      findings: [{ resource: "host", path: "subnetId", found: /^This instance stands in public subnets/ }],
    },
    "groups and fleets in a public subnet": {
      stack: (s) => {
        const { open } = network(s);
        const one = template(s);
        s.resource(GROUP, "group", { launchTemplate: { id: one.id }, vpcZoneIdentifiers: [open.id] });
        s.resource(SPOT_FLEET, "spot", { launchSpecifications: [{ subnetId: open.id }] });
        s.resource(FLEET, "fleet", {
          launchTemplateConfigs: [
            { launchTemplateSpecification: { launchTemplateId: one.id }, overrides: [{ subnetId: open.id }] },
          ],
        });
        const named = s.resource(TEMPLATE, "named", { networkInterfaces: [{ subnetId: open.id }] });
        s.resource(FLEET, "by-template", {
          launchTemplateConfigs: [{ launchTemplateSpecification: { launchTemplateId: named.id } }],
        });
      },
      findings: [
        { resource: "group", path: "vpcZoneIdentifiers", found: /^Hosts of this Auto Scaling group stand in public/ },
        { resource: "spot", path: "launchSpecifications", found: /^Hosts of this spot fleet stand in public/ },
        { resource: "fleet", path: "launchTemplateConfigs", found: /^Hosts of this fleet stand in public/ },
        { resource: "by-template", path: "launchTemplateConfigs", found: /^Hosts of this fleet stand in public/ },
      ],
    },
    "behind a load balancer, though meant to be public": {
      stack: (s) => {
        const { open } = network(s);
        const host = s.resource(INSTANCE, "host", { subnetId: open.id, ...PUBLIC });
        s.resource(TARGET, "target", { targetGroupArn: "arn:x", targetId: host.id });
        s.resource(GROUP, "group", {
          launchTemplate: { id: "lt-1" },
          vpcZoneIdentifiers: [open.id],
          targetGroupArns: ["arn:x"],
        });
        s.resource(SERVICE, "service", {
          networkConfiguration: { subnets: [open.id] },
          loadBalancers: [{ targetGroupArn: "arn:x" }],
        });
      },
      findings: [
        {
          resource: "host",
          path: "subnetId",
          found: /^This instance stands in public subnets, though clients reach it through a load balancer: "open"\.$/,
          fix: /let it reach out\.$/,
        },
        { resource: "group", path: "vpcZoneIdentifiers", found: /though clients reach it through a load balancer/ },
        { resource: "service", path: "networkConfiguration.subnets", found: /though clients reach it/ },
      ],
    },
    "the default VPC": {
      stack: (s) => {
        s.resource(INSTANCE, "host", { ami: "ami-1" });
        s.resource(GROUP, "group", { launchTemplate: { id: template(s).id }, availabilityZones: ["us-east-1a"] });
        s.resource(GROUP, "balanced", {
          launchTemplate: { id: s.resource(TEMPLATE, "other").id },
          targetGroupArns: ["arn:x"],
        });
      },
      findings: [
        {
          resource: "host",
          path: "subnetId",
          key: "default-vpc",
          found: /^This instance stands in the default VPC, whose subnets are public, because no subnet is named\.$/,
          fix: /^Name private subnets in subnetId; .* says so/,
        },
        {
          resource: "group",
          path: "vpcZoneIdentifiers",
          found: /^Hosts of this Auto Scaling group stand in the default/,
        },
        {
          resource: "balanced",
          path: "vpcZoneIdentifiers",
          found: /because no subnet is named, though clients reach it through a load balancer\.$/,
          fix: /let it reach out\.$/,
        },
      ],
    },
    "the subnets that come with an account": {
      stack: (s) => {
        const subnet = s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet", { availabilityZone: "us-east-1a" });
        everyService(s, subnet);
      },
      findings: Object.entries(SERVICES).map(([resource, [, , path]]) => ({
        resource,
        path,
        found: /in public subnets: "subnet"/,
      })),
    },
  },
  undecided: {
    "where it stands": (s) => {
      network(s);
      s.resource(INSTANCE, "a", { subnetId: s.unknown });
      s.resource(SERVICE, "b", { networkConfiguration: s.unknown });
      s.resource(GROUP, "c", { vpcZoneIdentifiers: s.unknown, launchTemplate: { id: template(s).id } });
    },
    "whether it is meant to be public": (s) => {
      const { open } = network(s);
      s.resource(INSTANCE, "a", { subnetId: open.id, associatePublicIpAddress: s.unknown });
      s.resource(INSTANCE, "b", { subnetId: open.id, sourceDestCheck: s.unknown });
      s.resource(GROUP, "c", { vpcZoneIdentifiers: [open.id], launchTemplate: { id: s.unknown } });
    },
    "which host an elastic address is for": (s) => {
      s.resource(INSTANCE, "host", { subnetId: network(s).open.id });
      s.resource(EIP, "eip", { instance: s.unknown });
    },
    "one of two subnets": (s) => {
      const { open, closed } = network(s);
      s.resource("aws:lambda/function:Function", "function", { vpcConfig: { subnetIds: s.unknown } });
      s.resource(SERVICE, "service", { networkConfiguration: { subnets: [open.id, closed.id] } });
    },
  },
  malformed: {
    "odd types": (s) => {
      network(s);
      s.resource("aws:lambda/function:Function", "function", { vpcConfig: [3] });
      s.resource(SERVICE, "service", { networkConfiguration: { subnets: [3, null, {}] } });
      s.resource(GROUP, "group", { vpcZoneIdentifiers: "x", launchTemplate: 3, mixedInstancesPolicy: [] });
      s.resource(SPOT_FLEET, "spot", { launchSpecifications: [] });
      s.resource(FLEET, "fleet", { launchTemplateConfigs: null });
    },
  },
});
