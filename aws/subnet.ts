import {
  elements,
  addTo,
  matchesGlobIgnoringCase,
  Undecided,
  type Graph,
  type Resource,
  type Settings,
  type Value,
} from "../core";
import { routeTablesOf, type SubnetKind } from "./route-table";
import { allTags } from "./tags";
import * as types from "./types";

/**
 * Whether a subnet is public, private or isolated by its routes. Throws `Undecided` while the rest of the stack, or what
 * its routes lead to, is not known, and when the subnet, its VPC or its route table is outside of the stack.
 */
export function kindOfSubnet(subnet: Resource): SubnetKind {
  const [first, ...others] = routeTablesOf(subnet);
  if (!first) {
    // The subnets that come with an account are public: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    return "public";
  }
  const { kind } = first;
  if (others.some((one) => one.kind !== kind)) {
    throw new Undecided(`the route table of ${subnet.name}`);
  }
  return kind;
}

/**
 * The subnets that each id of a list may lead to; an unknown id may be any of those that its list was computed from. What is
 * outside of the stack is left out; what is only read is not, and its kind is undecided.
 */
export function subnetsIn(graph: Graph, list: Value): (readonly Resource[])[] {
  return elements(list).flatMap((value) => {
    const link = graph.follow(value, types.SUBNET);
    return link.kind === "inside" ? [link.resources] : [];
  });
}

/** Whether the program says that a subnet needs no way to the internet: by a tag, as awsx.ec2.Vpc sets it, or by its name. */
export function isDeclaredIsolated(subnet: Resource, settings: Settings): boolean {
  const tags = allTags(subnet);
  const isListed = (name: string): boolean =>
    settings.isolatedSubnets.some((pattern) => matchesGlobIgnoringCase(name, pattern));
  return (
    isListed(subnet.name) ||
    tags.get("SubnetType")?.string()?.toLowerCase() === "isolated" ||
    isListed(tags.get("Name")?.string() ?? subnet.name)
  );
}

/** Whether something stands in a subnet that never calls out: databases, caches, endpoints. */
export function holdsServices(subnet: Resource): boolean {
  return holds(subnet, types.CALLS_NOBODY);
}

/** Whether something runs in a subnet that may have to call out. */
export function holdsWorkloads(subnet: Resource): boolean {
  return holds(subnet, types.RUNS_IN_SUBNETS);
}

/** Whether a resource of these types is in a subnet. Throws `Undecided` when it may as well be in another. */
function holds(subnet: Resource, wanted: readonly string[]): boolean {
  const { certain, possible } = usersOf(subnet.graph);
  const isOne = (one: Resource): boolean => wanted.includes(one.type);
  if (certain.get(subnet)?.some(isOne)) {
    return true;
  }
  if (possible.get(subnet)?.some(isOne)) {
    throw new Undecided(`what stands in ${subnet.name}`);
  }
  return false;
}

interface Users {
  readonly certain: Map<Resource, Resource[]>;
  readonly possible: Map<Resource, Resource[]>;
}

/** Who is in which subnet, by the program's data flow, once per graph. */
function usersOf(graph: Graph): Users {
  return graph.view(usersOf, () => {
    const users: Users = { certain: new Map(), possible: new Map() };
    for (const user of graph.allOfType([...types.CALLS_NOBODY, ...types.RUNS_IN_SUBNETS])) {
      for (const property of user.inputs.keys()) {
        addUser(users, user, property);
      }
    }
    return users;
  });
}

/** An unknown id may be any of the subnets that its property was computed from. */
function addUser({ certain, possible }: Users, user: Resource, property: string): void {
  const subnets = user.propertyDependencies(property).filter((one) => types.SUBNET.includes(one.type));
  const value = user.at(property);
  const text = JSON.stringify(value.raw);
  for (const subnet of subnets) {
    const id = subnet.output("id");
    const isSure = subnets.length === 1 || (!id.isUnknown && text.includes(JSON.stringify(id.raw)));
    if (isSure || value.hasUnknown) {
      addTo(isSure ? certain : possible, subnet, user);
    }
  }
}
