import {
  elements,
  addTo,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { parseRange, type Range } from "./cidr";
import { prefixListsAt } from "./prefix-list";
import { publishedComponentOf } from "./published-package";
import { trafficOf, type Traffic } from "./ranges";
import * as types from "./types";

export type Direction = "ingress" | "egress";

/** The properties of inline rules, of the classic provider and of aws-native. */
const INLINE = {
  ingress: ["ingress", "securityGroupIngress"],
  egress: ["egress", "securityGroupEgress"],
} as const;

/** The types of resources that are one rule; those of `SECURITY_GROUP_RULE` say in `type` which way. */
const SPLIT = {
  ingress: types.SECURITY_GROUP_INGRESS_RULE,
  egress: types.SECURITY_GROUP_EGRESS_RULE,
} as const;

/** Every form of rule names its peers by some of these. */
const CIDRS = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"];
const PREFIX_LISTS = ["prefixListIds", "prefixListId", "sourcePrefixListId", "destinationPrefixListId"];
const GROUPS = [
  "securityGroups",
  "sourceSecurityGroupId",
  "referencedSecurityGroupId",
  "destinationSecurityGroupId",
  "sourceSecurityGroupName",
];

/** Addresses that a rule names: a range, or a prefix list of the stack. */
export interface AddressSource {
  /** Where the rule names it. */
  readonly at: Value;
  readonly label: string;
  readonly ranges: readonly Range[];
}

interface Sources {
  readonly known: readonly AddressSource[];
  /** What may turn out to be a source too. */
  readonly open: string | undefined;
}

/** One rule in any form: an element of `ingress` or `egress`, or a resource of its own. */
export class SecurityGroupRule {
  private read: Sources | undefined;

  constructor(
    /** The resource that the rule is written in. */
    readonly resource: Resource,
    readonly value: Value,
    readonly direction: Direction,
  ) {}

  /** Tells it from the other rules of its resource. */
  get key(): string {
    return this.value.display || this.direction;
  }

  /** How to name it in a message. */
  get label(): string {
    return this.value.display || `"${this.resource.name}"`;
  }

  /** What it lets through; undefined when AWS refuses it. */
  get traffic(): Traffic | undefined {
    const { value } = this;
    const protocol = value.at("ipProtocol");
    return trafficOf(protocol.isAbsent ? value.at("protocol") : protocol, value.at("fromPort"), value.at("toPort"));
  }

  get description(): Value {
    return this.value.at("description");
  }

  /** The address ranges that it names, as they are written. */
  get cidrs(): readonly Value[] {
    return this.named(CIDRS);
  }

  /** The ids of prefix lists that it names. */
  get prefixLists(): readonly Value[] {
    return this.named(PREFIX_LISTS);
  }

  /** The security groups that it names, without its own by `self`. */
  get groups(): readonly Value[] {
    return this.named(GROUPS);
  }

  /** Whether it names its own group by `self`. */
  get isSelf(): boolean {
    return this.value.at("self").boolean() === true;
  }

  /** The addresses that it names, as far as they are known: ranges, and prefix lists of the stack. */
  get sources(): readonly AddressSource[] {
    return this.addresses.known;
  }

  /** Throws `Undecided` when more addresses may turn out to be named. */
  demandSources(): void {
    const { open } = this.addresses;
    if (open !== undefined) {
      throw new Undecided(open);
    }
  }

  /** The component of a published package that the rule is written in. */
  get publishedComponent(): string | undefined {
    return publishedComponentOf(this.resource);
  }

  private get addresses(): Sources {
    this.read ??= this.readAddresses();
    return this.read;
  }

  private readAddresses(): Sources {
    const known: AddressSource[] = [];
    let open: string | undefined;
    for (const at of this.cidrs) {
      const text = at.isUnknown ? undefined : at.string();
      const range = parseRange(text ?? "");
      open ??= at.isUnknown ? at.display : undefined;
      if (text !== undefined && range) {
        known.push({ at, label: text, ranges: [range] });
      }
    }
    for (const at of this.prefixLists) {
      const lists = whenKnown(() => prefixListsAt(this.resource.graph, at));
      for (const { list, ranges } of lists ?? []) {
        known.push({ at, label: `the prefix list "${list.name}"`, ranges });
      }
      open ??= lists ? lists.find((one) => one.open !== undefined)?.open : at.display;
    }
    return { known, open };
  }

  private named(properties: readonly string[]): readonly Value[] {
    return properties.flatMap((property) => elements(this.value.at(property)));
  }
}

/**
 * A security group with all its rules: inline ones, single or in a list, and those that are resources of their own. Rules of a
 * group that is not in the program make a view too, together with the others that name the same id.
 */
export class SecurityGroupView implements Subject {
  constructor(
    readonly graph: Graph,
    /** The group's own resource, else the first rule of one outside. */
    readonly resource: Resource,
    /** The group's own resource; absent for one outside. */
    readonly group: Resource | undefined,
    private readonly split: readonly Resource[],
  ) {}

  /** The rules that are known, inline ones first. */
  knownRules(direction: Direction): readonly SecurityGroupRule[] {
    return [...this.inlineRules(direction), ...this.splitRules(direction)];
  }

  /**
   * All rules; of a group outside those that the program adds to it. Throws `Undecided` when one more may turn out to belong to it.
   */
  rules(direction: Direction): readonly SecurityGroupRule[] {
    const { group } = this;
    this.graph.demandComplete();
    const unknown = INLINE[direction].flatMap((property) => group?.at(property) ?? []).find((value) => value.isUnknown);
    const stray = placement(this.graph).open.find((rule) => mayBe(rule, direction));
    if (unknown || stray) {
      throw new Undecided(unknown?.display ?? `the group of the rule "${stray?.name}"`);
    }
    return this.knownRules(direction);
  }

  /**
   * Whether AWS's own rule, everything to anywhere, is left in place. The classic provider removes it; Cloud Control does so
   * only for a group with egress rules of its own.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
   */
  get keepsDefaultEgress(): boolean {
    return this.group?.type === types.NATIVE_SECURITY_GROUP && !this.group.at("securityGroupEgress").isPresent;
  }

  /** The component of a published package that the group is part of. */
  get publishedComponent(): string | undefined {
    return publishedComponentOf(this.resource);
  }

  private inlineRules(direction: Direction): SecurityGroupRule[] {
    const { group } = this;
    if (!group) {
      return [];
    }
    return INLINE[direction].flatMap((property) => {
      const value = group.at(property);
      const rules = value.isUnknown ? [] : value.list();
      return rules.map((rule) => new SecurityGroupRule(group, rule, direction));
    });
  }

  private splitRules(direction: Direction): SecurityGroupRule[] {
    return this.split
      .filter((rule) => directionOf(rule) === direction)
      .map((rule) => new SecurityGroupRule(rule, rule.inputs, direction));
  }
}

/** Which way a rule's resource goes; undefined when that is not known, or no way at all. */
function directionOf(rule: Resource): Direction | undefined {
  const text = types.SECURITY_GROUP_RULE.includes(rule.type)
    ? whenKnown(() => rule.at("type").string())
    : SPLIT.ingress.includes(rule.type)
      ? "ingress"
      : "egress";
  return text === "ingress" || text === "egress" ? text : undefined;
}

function mayBe(rule: Resource, direction: Direction): boolean {
  return rule.at("type").isUnknown || directionOf(rule) === direction;
}

interface Placement {
  readonly ofGroup: ReadonlyMap<Resource, readonly Resource[]>;
  /** Rules of groups that the program does not manage, by the group's id. */
  readonly outside: ReadonlyMap<string, readonly Resource[]>;
  /** Rules whose group is not known yet. */
  readonly open: readonly Resource[];
}

/** Puts every rule that is a resource of its own to its group, once per graph. */
function placement(graph: Graph): Placement {
  return graph.view("security group rules", () => {
    const ofGroup = new Map<Resource, Resource[]>();
    const outside = new Map<string, Resource[]>();
    const open: Resource[] = [];
    for (const rule of graph.ofType(SPLIT_TYPES).filter((one) => one.isAnalysed)) {
      const id = rule.at("securityGroupId").isAbsent ? rule.at("groupId") : rule.at("securityGroupId");
      const link = graph.follow(id, types.SECURITY_GROUP);
      const group = link.kind === "inside" && link.resources.length === 1 ? link.resources[0] : undefined;
      if (group?.isAnalysed) {
        addTo(ofGroup, group, rule);
      } else if (group || !id.isUnknown) {
        addTo(outside, group?.urn ?? id.string() ?? rule.urn, rule);
      } else {
        open.push(rule);
      }
    }
    return { ofGroup, outside, open };
  });
}

const SPLIT_TYPES = [...types.SECURITY_GROUP_RULE, ...SPLIT.ingress, ...SPLIT.egress];

/** The view of a group's own resource; undefined when the program does not manage it. */
export function securityGroupOf(group: Resource): SecurityGroupView | undefined {
  if (!group.isAnalysed) {
    return undefined;
  }
  const split = group.graph.isComplete ? (placement(group.graph).ofGroup.get(group) ?? []) : [];
  return group.graph.view(`security group ${group.urn}`, () => new SecurityGroupView(group.graph, group, group, split));
}

function viewsIn(graph: Graph): readonly SecurityGroupView[] {
  const groups = graph.ofType(types.SECURITY_GROUP).flatMap((group) => securityGroupOf(group) ?? []);
  const strays = graph.isComplete
    ? [...placement(graph).outside.values(), ...placement(graph).open.map((rule) => [rule])]
    : graph.ofType(SPLIT_TYPES).map((rule) => [rule]);
  return [
    ...groups,
    ...strays.flatMap((rules) => (rules[0] ? new SecurityGroupView(graph, rules[0], undefined, rules) : [])),
  ];
}

/** Every security group, and the rules of groups outside, for what goes one way. */
export const securityGroups: Readonly<Record<Direction, ReturnType<typeof view<SecurityGroupView>>>> = {
  ingress: view([...types.SECURITY_GROUP, ...types.SECURITY_GROUP_RULE, ...SPLIT.ingress], viewsIn),
  egress: view([...types.SECURITY_GROUP, ...types.SECURITY_GROUP_RULE, ...SPLIT.egress], viewsIn),
};
