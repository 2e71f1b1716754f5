import { partsOf, addTo, some, Undecided, whenKnown, type Graph, type Resource } from "../core";
import { hosts, hostsOf, type HostInterface, type HostView } from "./host";
import { type Places } from "./placement";
import * as types from "./types";

/** Where a resource that launches hosts names their subnets itself; otherwise their network interfaces do. */
export function subnetsOfLauncher(launcher: Resource): Places {
  if (types.AUTOSCALING_GROUP.includes(launcher.type)) {
    return [launcher.at("vpcZoneIdentifiers")];
  }
  if (types.EKS_NODE_GROUP.includes(launcher.type)) {
    return [launcher.at("subnetIds")];
  }
  if (types.BATCH_COMPUTE_ENVIRONMENT.includes(launcher.type)) {
    return [launcher.at("computeResources", "subnets")];
  }
  if (types.INSTANCES.includes(launcher.type)) {
    return [launcher.at("subnetId")];
  }
  return partsOf(launcher.at("launchTemplateConfigs"), "overrides").flatMap((overrides) =>
    partsOf(overrides, "subnetId"),
  );
}

/** The subnets of a network interface: its own, or those of the one that exists by itself. */
export function subnetsOfInterface(graph: Graph, { subnet, existing }: HostInterface): Places {
  return [subnet, ...existingInterfaces(graph, existing).map((one) => one.at("subnetId"))];
}

function existingInterfaces(graph: Graph, id: HostInterface["existing"]): readonly Resource[] {
  return graph.resourcesAt(id, types.NETWORK_INTERFACE);
}

/** The interfaces that exist by themselves and are attached to an instance later. */
function attachedInterfaces(instance: Resource): readonly Resource[] {
  const { graph } = instance;
  const attachments = graph.referrers(instance, types.NETWORK_INTERFACE_ATTACHMENT, "instanceId");
  return [
    ...graph.referrers(instance, types.NETWORK_INTERFACE, "attachments"),
    ...attachments.flatMap((one) => existingInterfaces(graph, one.at("networkInterfaceId"))),
  ];
}

/** Hosts that one resource is or launches. */
export class Launch {
  constructor(readonly launcher: Resource) {}

  /** The places that name its subnets; none when that is left to AWS. Throws `Undecided` when a template outside may say it. */
  get subnets(): Places {
    const own = subnetsOfLauncher(this.launcher).filter((one) => !one.isAbsent);
    return own.length > 0
      ? own
      : this.interfaces.flatMap((one) => subnetsOfInterface(this.graph, one)).filter((one) => !one.isAbsent);
  }

  /** Whether they stand in the default VPC, because nothing names a subnet or an interface. */
  get isInDefaultVpc(): boolean {
    return this.subnets.length === 0 && this.interfaces.every((one) => one.existing.isAbsent);
  }

  /**
   * Whether the program makes them public by their own settings, as it does with bastions, NAT instances and other
   * appliances: they ask for a public address, have an elastic one, or pass on what is not for them.
   */
  get isMeantToBePublic(): boolean {
    const signs = [
      () => some(this.interfaces, (one) => one.publicAddress.boolean() === true),
      () => isOpened(this.launcher),
      () =>
        some(
          this.interfaces.flatMap((one) => existingInterfaces(this.graph, one.existing)),
          isOpened,
        ),
      () => some(attachedInterfaces(this.launcher), isOpened),
    ];
    return some(signs, (holds) => holds());
  }

  private get interfaces(): readonly HostInterface[] {
    const interfaces = this.hosts.flatMap((host) => host.interfaces);
    if (interfaces.length === 0) {
      throw new Undecided("the launch template, which leads outside of this stack,");
    }
    return interfaces;
  }

  private get hosts(): readonly HostView[] {
    const own = hostsOf(this.launcher);
    return [...own, ...(hostsByLauncher(this.graph).get(this.launcher) ?? [])];
  }

  private get graph(): Graph {
    return this.launcher.graph;
  }
}

/** What names an instance or an interface to give it an elastic address. */
const ELASTIC = [
  { by: types.EIP, at: "instance" },
  { by: types.EIP, at: "networkInterface" },
  { by: types.EIP_ASSOCIATION, at: "instanceId" },
  { by: types.EIP_ASSOCIATION, at: "networkInterfaceId" },
] as const;

/** Whether an instance or an interface has an elastic address, or passes on traffic: https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html */
function isOpened(resource: Resource): boolean {
  return (
    resource.at("sourceDestCheck").boolean() === false ||
    some(ELASTIC, ({ by, at }) => resource.graph.referrers(resource, by, at).length > 0)
  );
}

/** The templates and configurations that each resource launches from; an instance with its template is one host itself. */
function hostsByLauncher(graph: Graph): ReadonlyMap<Resource, readonly HostView[]> {
  graph.demandComplete();
  return graph.view(hostsByLauncher, () => {
    const found = new Map<Resource, HostView[]>();
    for (const host of hosts.of(graph).filter((one) => one.isLaunchedFrom)) {
      for (const { user } of whenKnown(() => host.uses) ?? []) {
        if (!types.INSTANCES.includes(user.type)) {
          addTo(found, user, host);
        }
      }
    }
    return found;
  });
}

/** Where a network interface comes to stand, and who launches it there. */
interface Launched {
  readonly launcher: Resource;
  readonly subnets: Places;
}

/** The hosts that get a network interface as `host` says it; those that say themselves whether they get a public address are left out. */
export function launchesWith(host: HostView, one: HostInterface): readonly Launched[] {
  const { graph, kind, resource } = host;
  if (kind === "instance" || kind === "specification") {
    return [{ launcher: resource, subnets: subnetsOfInterface(graph, one) }];
  }
  return host.uses.flatMap(({ user }) => {
    const own = subnetsOfLauncher(user);
    const isTold = !user.at("associatePublicIpAddress").isAbsent;
    return isTold ? [] : [{ launcher: user, subnets: own.some((at) => !at.isAbsent) ? own : [one.subnet] }];
  });
}
