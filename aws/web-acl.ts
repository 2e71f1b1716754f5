/** Web ACLs of AWS WAF with all their rules: listed, as JSON text, or resources of their own. */
import { every, some, view, type Graph, type Resource, type Value } from "../core";
import { parseRange, type Range } from "./cidr";
import { coversTogether } from "./ranges";
import * as types from "./types";

/** What every web ACL should have: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export const AWS_GROUPS = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesAmazonIpReputationList",
];

/** A rule of a managed group that does something else than AWS made it do. */
export interface RuleOverride {
  readonly at: Value;
  readonly rule: string;
  readonly action: "count" | "allow";
}

/**
 * A rule of a web ACL. The provider's objects, the API's JSON and the resource that adds a managed group name the same
 * things, in other cases and places.
 */
export class WebAclRule {
  constructor(
    readonly graph: Graph,
    readonly at: Value,
  ) {}

  get name(): string {
    return field(this.at, "name").string() ?? field(this.at, "ruleName").string() ?? "";
  }

  /** Rules are evaluated from the lowest number on; not a number, which is neither before nor after another, when there is none. */
  get priority(): number {
    return field(this.at, "priority").number() ?? Number.NaN;
  }

  /** Whether it applies a managed group of AWS. */
  isGroup(name: string): boolean {
    return field(this.group, "name").string() === name && field(this.group, "vendorName").string() === "AWS";
  }

  /** Where what a whole group finds is only counted; undefined when it is not. */
  get countOverride(): Value | undefined {
    const override = field(this.at, "overrideAction");
    const isCount = typeof override.raw === "string" ? override.string() === "count" : isSet(field(override, "count"));
    return isCount ? override : undefined;
  }

  /** The places that change what single rules of a group do. */
  get overridePlaces(): readonly Value[] {
    return [...field(this.group, "ruleActionOverrides").list(), ...field(this.group, "excludedRules").list()];
  }

  get scopeDown(): Value | undefined {
    const statement = field(this.group, "scopeDownStatement");
    return isSet(statement) ? statement : undefined;
  }

  /** Whether CloudWatch gets its numbers. */
  get metrics(): Value {
    return field(field(this.at, "visibilityConfig"), "cloudwatchMetricsEnabled");
  }

  /** Whether it, or a rule group of the stack that it applies, lets every request pass, so that no later rule sees one. */
  allowsEverything(): boolean {
    const groups = this.countOverride ? [] : this.ownGroups;
    const isByGroup = (group: Resource): boolean => some(listedRules(group), (rule) => rule.isAllowOfEverything);
    return this.isAllowOfEverything || (groups.length > 0 && every(groups, isByGroup));
  }

  private get isAllowOfEverything(): boolean {
    const isAllow = isSet(field(field(this.at, "action"), "allow"));
    return isAllow && matchesEverything(this.graph, field(this.at, "statement"), MAX_DEPTH);
  }

  /** The rule groups of the stack that it may apply; more than one only while it is not known which. */
  private get ownGroups(): readonly Resource[] {
    const direct = field(this.at, "ruleGroupReference");
    const group = direct.isAbsent ? field(field(this.at, "statement"), "ruleGroupReferenceStatement") : direct;
    return this.graph.resourcesAt(field(group, "arn"), types.WAF_RULE_GROUP);
  }

  private get group(): Value {
    const direct = field(this.at, "managedRuleGroup");
    return direct.isAbsent ? field(field(this.at, "statement"), "managedRuleGroupStatement") : direct;
  }
}

/** What an entry of `overridePlaces` does; undefined when the rule still blocks or asks for proof. Excluded rules count. */
export function overrideAt(at: Value): RuleOverride | undefined {
  const rule = field(at, "name").string() ?? "";
  const action = field(at, "actionToUse");
  if (action.raw === undefined || isSet(field(action, "count"))) {
    return { at, rule, action: "count" };
  }
  return isSet(field(action, "allow")) ? { at, rule, action: "allow" } : undefined;
}

/** What else adds rules to a web ACL. */
const ADDING = [types.WEB_ACL_RULE, types.WEB_ACL_RULE_GROUP_ASSOCIATION];

export class WebAclView {
  constructor(readonly resource: Resource) {}

  /** Ways to its rules, each of which may be unknown on its own: those that it lists, and those of resources that add some. */
  get sources(): readonly (() => readonly WebAclRule[])[] {
    return [() => listedRules(this.resource), ...ADDING.map((kind) => () => this.addedBy(kind))];
  }

  /** All rules. Throws `Undecided` when there may be more. */
  allRules(): readonly WebAclRule[] {
    ADDING.forEach((kind) => this.resource.graph.demandReferrersKnown(this.resource, kind, "webAclArn"));
    return this.sources.flatMap((read) => read());
  }

  private addedBy(kind: readonly string[]): readonly WebAclRule[] {
    const { graph } = this.resource;
    return graph.referrers(this.resource, kind, "webAclArn").map((one) => new WebAclRule(graph, one.inputs));
  }
}

/** The web ACLs of the stack. */
export const webAcls = view([...types.WEB_ACL], (graph) =>
  graph
    .ofType(types.WEB_ACL)
    .filter((one) => one.isAnalysed)
    .map((one) => new WebAclView(one)),
);

/** The rules that a web ACL or a rule group lists. */
export function listedRules(resource: Resource): readonly WebAclRule[] {
  const json = resource.at("ruleJson");
  const listed = json.isAbsent ? [] : json.json().list();
  return [...resource.at("rules").list(), ...listed].map((rule) => new WebAclRule(resource.graph, rule));
}

const EVERY_PATH = /^\^?\/?(\.[*+]\$?)?$/;
const EVERY_ADDRESS = ["0.0.0.0/0", "::/0"];

/** Deeper than WAF lets statements be nested; what is deeper is no longer looked at. */
const MAX_DEPTH = 16;

/** Whether a statement matches every request of IPv4 or of IPv6, as far as it can be told from what it says. */
function matchesEverything(graph: Graph, statement: Value, depth: number): boolean {
  const matches = (one: Value): boolean => depth > 0 && matchesEverything(graph, one, depth - 1);
  const all = field(field(statement, "andStatement"), "statements").list();
  return some(
    [
      () => some(field(field(statement, "orStatement"), "statements").list(), matches),
      () => all.length > 0 && every(all, matches),
      () => isAnyPath(field(statement, "byteMatchStatement")),
      () => isAnyText(field(statement, "regexMatchStatement")),
      () => isAnySize(field(statement, "sizeConstraintStatement")),
      () => isAnyAddress(graph, field(statement, "ipSetReferenceStatement")),
    ],
    (test) => test(),
  );
}

/** Every path begins with a slash; the API's JSON has the text in base64. */
function isAnyPath(match: Value): boolean {
  const text = field(match, "searchString").string();
  const constraint = field(match, "positionalConstraint").string();
  const isEvery = (text === "/" || text === "Lw==") && (constraint === "STARTS_WITH" || constraint === "CONTAINS");
  return isEvery && isOnPath(match);
}

function isAnyText(match: Value): boolean {
  const text = field(match, "regexString").string();
  return text !== undefined && EVERY_PATH.test(text) && isOnPath(match);
}

function isAnySize(match: Value): boolean {
  const size = field(match, "size").number();
  const operator = field(match, "comparisonOperator").string();
  return (operator === "GE" && size === 0) || (operator === "GT" && size === 0 && isOnPath(match));
}

function isOnPath(match: Value): boolean {
  return isSet(field(field(match, "fieldToMatch"), "uriPath"));
}

function isAnyAddress(graph: Graph, match: Value): boolean {
  const sets = graph.resourcesAt(field(match, "arn"), types.WAF_IP_SET);
  const isWhole = (set: Resource): boolean => {
    const ranges = rangesOf(set.at("addresses").strings());
    return rangesOf(EVERY_ADDRESS).some((whole) => coversTogether(ranges, whole));
  };
  return sets.length > 0 && every(sets, isWhole);
}

function rangesOf(texts: readonly string[]): readonly Range[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

/** A property in any case: the provider reads `ruleJson` so. A list of one stands for what is in it. */
function field(value: Value, name: string): Value {
  const [object = value] = value.list();
  const key = object.keys().find((one) => one.toLowerCase() === name.toLowerCase());
  return object.at(key ?? name);
}

/** Whether a switch is there: `count: {}` has nothing in it and still counts. */
function isSet({ raw }: Value): boolean {
  return raw !== undefined && raw !== null && !(Array.isArray(raw) && raw.length === 0);
}
