import { Undecided, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { sourcesOf } from "./database";
import * as types from "./types";

const SUBNET_GROUP = [
  ...types.DB_SUBNET_GROUP,
  ...types.DOCDB_SUBNET_GROUP,
  ...types.NEPTUNE_SUBNET_GROUP,
  ...types.REDSHIFT_SUBNET_GROUP,
  ...types.ELASTICACHE_SUBNET_GROUP,
  ...types.MEMORYDB_SUBNET_GROUP,
  ...types.DAX_SUBNET_GROUP,
];
const LOAD_BALANCERS = [...types.LOAD_BALANCER, ...types.CLASSIC_LOAD_BALANCER];

/** How resources say in which subnets or zones they stand. */
interface Kind {
  readonly label: string;
  readonly types: readonly string[];
  /** The lists of subnets, each with where an element names its subnet. */
  readonly subnets: readonly { readonly list: string; readonly id?: string }[];
  /** The list of zones' names, which default subnets stand for. */
  readonly zones?: string;
}

const KINDS: readonly Kind[] = [
  { label: "subnet group", types: SUBNET_GROUP, subnets: [{ list: "subnetIds" }] },
  {
    label: "load balancer",
    types: LOAD_BALANCERS,
    subnets: [{ list: "subnets" }, { list: "subnetMappings", id: "subnetId" }],
    zones: "availabilityZones",
  },
  {
    label: "Auto Scaling group",
    types: types.AUTOSCALING_GROUP,
    subnets: [{ list: "vpcZoneIdentifiers" }],
    zones: "availabilityZones",
  },
];

/**
 * Where a subnet is. Names of zones mean something in one account, ids in all, and which name has which id cannot be seen
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html), so a name and an id say nothing of each other.
 */
interface Zone {
  readonly name: string | undefined;
  readonly id: string | undefined;
}

/** What a thing stands in when that is one availability zone only. */
export interface OnlyZone {
  /** Its name or id; undefined when it is one because there is one subnet. */
  readonly zone: string | undefined;
  /** The property that says where the thing stands; undefined when other resources do. */
  readonly property: string | undefined;
}

/** A thing that stands in several availability zones or in one: a VPC, a load balancer, a subnet group, an Auto Scaling group. */
export class ZonedView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    /** What it is, as a sentence names it. */
    readonly label: string,
    /** Undefined when its subnets lie in one zone; throws `Undecided` when that is not known. */
    private readonly findOnlyZone: (resource: Resource) => OnlyZone | undefined,
  ) {}

  /** The one zone that all of it is in; undefined when there are more, or when the program names none. Throws `Undecided`. */
  get onlyZone(): OnlyZone | undefined {
    return this.findOnlyZone(this.resource);
  }
}

/** Whatever should stand in more than one availability zone. */
export const zonedResources = view([...types.VPC, ...KINDS.flatMap((kind) => kind.types)], (graph) => [
  ...viewsOf(graph, types.VPC, "VPC", onlyZoneOfVpc),
  ...KINDS.flatMap((kind) => viewsOf(graph, kind.types, kind.label, (one) => onlyZoneOfLists(one, kind))),
]);

function viewsOf(
  graph: Graph,
  wanted: readonly string[],
  label: string,
  find: (resource: Resource) => OnlyZone | undefined,
): ZonedView[] {
  const resources = graph.ofType(wanted).filter((one) => one.isAnalysed);
  return resources.map((one) => new ZonedView(graph, one, label, find));
}

function onlyZoneOfVpc(vpc: Resource): OnlyZone | undefined {
  const { graph } = vpc;
  const subnets = graph.referrers(vpc, types.SUBNET, "vpcId");
  const only = subnets.length === 1 ? { zone: undefined } : commonZone(subnets.map(zoneOfSubnet));
  if (!only) {
    return undefined;
  }
  graph.demandReferrersKnown(vpc, types.SUBNET, "vpcId");
  return { ...only, property: undefined };
}

function onlyZoneOfLists(resource: Resource, kind: Kind): OnlyZone | undefined {
  const subnets = kind.subnets.flatMap(({ list, id }) =>
    resource
      .at(list)
      .list()
      .map((item) => (id === undefined ? item : item.at(id))),
  );
  const zones = kind.zones === undefined ? [] : resource.at(kind.zones).list();
  const [first, ...rest] = withoutRepetitions([...subnets, ...zones].filter((value) => !value.isAbsent));
  if (!first) {
    return undefined;
  }
  const property = String(first.path[0]);
  if (rest.length === 0) {
    return { zone: zones.includes(first) ? first.string() : undefined, property };
  }
  const only = commonZone([...zonesOfSubnets(resource.graph, subnets), ...zones.map(zoneByName)]);
  return only && { ...only, property };
}

/** Elements that are not known may be any, each another. */
function withoutRepetitions(values: readonly Value[]): readonly Value[] {
  const texts = new Set<unknown>();
  return values.filter((value) => {
    const isNew = value.isUnknown || !texts.has(value.raw);
    texts.add(value.raw);
    return isNew;
  });
}

/** The zones of the subnets that these ids lead to. Ids that are not known yet lead to whatever their list was computed from. */
function zonesOfSubnets(graph: Graph, ids: readonly Value[]): readonly Zone[] {
  const unknown = ids.filter((id) => id.isUnknown);
  const sources = new Set(unknown.flatMap((id) => sourcesOf(graph, id)));
  if (unknown.length > sources.size || [...sources].some(({ type }) => !types.SUBNET.includes(type))) {
    throw new Undecided("a subnet");
  }
  return ids.flatMap((id) => {
    const link = graph.follow(id, types.SUBNET);
    return link.kind === "inside" ? link.resources.map(zoneOfSubnet) : NOWHERE_KNOWN;
  });
}

const NOWHERE_KNOWN: Zone = { name: undefined, id: undefined };

/** Where AWS put it when the program leaves that open. */
function zoneOfSubnet(subnet: Resource): Zone {
  return { name: knownText(subnet.output("availabilityZone")), id: knownText(subnet.output("availabilityZoneId")) };
}

function zoneByName(value: Value): Zone {
  return { name: knownText(value), id: undefined };
}

function knownText(value: Value): string | undefined {
  return value.isUnknown ? undefined : value.string();
}

/** The zone that all of these are; undefined when two differ. Throws `Undecided` when neither is certain. */
function commonZone(zones: readonly Zone[]): { readonly zone: string } | undefined {
  const names = new Set(zones.map(({ name }) => name));
  const ids = new Set(zones.map(({ id }) => id));
  for (const texts of [names, ids]) {
    const [only, ...more] = texts;
    if (only !== undefined && more.length === 0) {
      return { zone: only };
    }
  }
  if ([names, ids].some((texts) => texts.size - Number(texts.has(undefined)) > 1)) {
    return undefined;
  }
  throw new Undecided("an availability zone");
}
