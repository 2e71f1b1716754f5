import { elements, displayPath, every, some, Undecided, whenKnown, type Resource, type Value } from "../core";
import { globMatches } from "./actions";
import { parseRange, type Range } from "./cidr";
import { isBoundedSubject, isRepositoryClaim, namesOwner } from "./oidc-subject";
import { isAnywhere } from "./ranges";

/**
 * IAM policy documents as IAM reads them: JSON text or an object, one statement or many, one string or a list, element
 * names in any case (the SDKs' data sources use lower case).
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export class PolicyDocument {
  private parsed: Value | undefined;
  private listed: readonly Statement[] | undefined;
  private denied: readonly Statement[] | undefined;
  private readonly denials = new Map<string, boolean>();

  constructor(readonly value: Value) {}

  /** Each statement on its own, so that an unknown one hides nothing about the others. Throws `Undecided` when the document is unknown, `Malformed` when it is not JSON. */
  get statements(): readonly Statement[] {
    this.parsed ??= this.value.json();
    this.listed ??= either(this.parsed, "Statement", "Statements")
      .list()
      .map((one) => new Statement(one));
    return this.listed;
  }

  /** The statements that grant, and those whose effect is unknown: reading anything of them throws `Undecided`. */
  get allowStatements(): readonly Statement[] {
    return this.statements.flatMap((one) => {
      const effect = element(one.value, "Effect");
      return effect.isUnknown ? [new Statement(effect)] : one.isAllow ? [one] : [];
    });
  }

  /**
   * Whether a Deny of this document takes the action (`s3:GetObject`) away whatever the statements beside it allow: one
   * for every resource and without a condition. Undecided when a statement that is not known yet may turn out to.
   */
  denies(action: string): boolean {
    this.denied ??= this.statements.filter((one) => one.mayDeny);
    if (this.denied.length === 0) {
      return false;
    }
    const name = action.toLowerCase();
    const known = this.denials.get(name);
    if (known !== undefined) {
      return known;
    }
    const isDenied = some(this.denied, (one) => one.namesAction(name) && one.deniesEverywhere);
    this.denials.set(name, isDenied);
    return isDenied;
  }
}

/** Documents by the resource they stand on and their path, so that all policies share one parsed document. */
const documents = new WeakMap<Resource, Map<string, PolicyDocument>>();

/** The document at a place of a resource. */
export function documentAt(resource: Resource, value: Value): PolicyDocument {
  const known = documents.get(resource) ?? new Map<string, PolicyDocument>();
  documents.set(resource, known);
  const document = known.get(value.display) ?? new PolicyDocument(value);
  known.set(value.display, document);
  return document;
}

export type Effect = "Allow" | "Deny";

/** Who a statement names. `id` is the text after the kind: an account id or ARN, a service, a federated provider. */
export interface Principal {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser" | "Everyone";
  /** Throws `Undecided` when it is not known. */
  readonly id: string;
  readonly at: Value;
}

/** One operator and key of a condition with the values it accepts. */
export interface Condition {
  /** Without `IfExists` and set operators: `StringEquals`, `ArnLike`, `Bool`, `Null`. */
  readonly operator: string;
  readonly isIfExists: boolean;
  readonly setOperator: "ForAllValues" | "ForAnyValue" | undefined;
  /** In lower case: `aws:sourcearn`. Empty when not even the key is known; `values` is unknown then. */
  readonly key: string;
  /** The key as it is written. */
  readonly name: string;
  readonly values: Value;
}

export class Statement {
  constructor(readonly value: Value) {}

  get sid(): string | undefined {
    return element(this.value, "Sid").string();
  }

  get effect(): Effect | undefined {
    const effect = element(this.value, "Effect").string()?.toLowerCase();
    return effect === "allow" ? "Allow" : effect === "deny" ? "Deny" : undefined;
  }

  /** Its name for messages and keys, which outlives a change of order when it has a Sid: `policy.Statement[AllowLogs]`. */
  get label(): string {
    const { path } = this.value;
    const last = path.at(-1);
    const list = displayPath(typeof last === "number" ? path.slice(0, -1) : path);
    const name = this.sid ?? (typeof last === "number" ? String(last) : "0");
    return list === "" ? "" : `${list}[${name}]`;
  }

  /** A stable key of a finding at a part of it: `policy.Statement[AllowLogs].Action::logs:*`. */
  key(part: string, what: string): string {
    return [this.label, `${part}::${what}`].filter(Boolean).join(".");
  }

  /** Whether it grants; throws `Undecided` when the effect is not known. */
  get isAllow(): boolean {
    return this.effect === "Allow";
  }

  /** The actions it names, with their places; empty when it has `NotAction`. */
  get actions(): Value[] {
    return either(this.value, "Action", "Actions").list();
  }

  /** The element that grants or denies all actions but those in it. */
  get notAction(): Value {
    return either(this.value, "NotAction", "NotActions");
  }

  get notActions(): Value[] {
    return this.notAction.list();
  }

  get resources(): Value[] {
    return either(this.value, "Resource", "Resources").list();
  }

  /** The element that reaches all resources but those in it. */
  get notResource(): Value {
    return either(this.value, "NotResource", "NotResources");
  }

  get notResources(): Value[] {
    return this.notResource.list();
  }

  get hasNotAction(): boolean {
    return this.notAction.isPresent;
  }

  get hasNotResource(): boolean {
    return this.notResource.isPresent;
  }

  get hasNotPrincipal(): boolean {
    return either(this.value, "NotPrincipal", "NotPrincipals").isPresent;
  }

  /** Whether an action (in lower case) is among those that it is about, by Action or NotAction. */
  namesAction(action: string): boolean {
    const covers = (pattern: Value): boolean => globMatches((pattern.string() ?? "").toLowerCase(), action);
    return this.hasNotAction ? !some(this.notActions, covers) : some(this.actions, covers);
  }

  /** Whether it is a Deny, or not known yet. */
  get mayDeny(): boolean {
    return element(this.value, "Effect").isUnknown || whenKnown(() => this.effect) === "Deny";
  }

  /** A Deny for every resource that no condition softens. */
  get deniesEverywhere(): boolean {
    return (
      !this.hasConditions &&
      !this.hasNotResource &&
      some(this.resources, (one) => /^\*+$/.test(one.string() ?? "")) &&
      this.effect === "Deny"
    );
  }

  get hasConditions(): boolean {
    return either(this.value, "Condition", "Conditions").isPresent;
  }

  /** The principals it names, each with an id of its own to read, so that an unknown one hides nothing about the others. */
  *principals(): Generator<Principal> {
    const principal = element(this.value, "Principal");
    if (principal.isPresent) {
      yield* principalsIn(principal);
    }
    // The data source's form: [{ type: "AWS", identifiers: [...] }]. Provider outputs leave an empty list otherwise.
    for (const one of element(this.value, "Principals").list()) {
      const kind = one.at("type").string() ?? "";
      for (const id of elements(one.at("identifiers"))) {
        yield principalOf(kind, id);
      }
    }
  }

  /** Each operator and key of its conditions. */
  get conditions(): Condition[] {
    const documented = element(this.value, "Condition")
      .entries()
      .flatMap(([operator, keys]) =>
        keys.isUnknown
          ? [conditionOf(operator, "", keys)]
          : keys.entries().map(([key, values]) => conditionOf(operator, key, values)),
      );
    return [...documented, ...element(this.value, "Conditions").list().map(declaredCondition)];
  }

  /** The conditions on this key, whatever their operators. Undecided when there is none but some whose keys are not known. */
  conditionsOn(key: string): Condition[] {
    const wanted = key.toLowerCase();
    const found = this.conditions.filter((one) => one.key === wanted);
    return found.length > 0 ? found : this.conditions.filter((one) => conditionKey(one) === wanted);
  }

  /**
   * Whether some condition narrows who may use the statement: it must match, its key names the caller or source, and
   * each of its values is bounded (the catalogue's word "narrows").
   */
  get isNarrowed(): boolean {
    return some(this.conditions, narrows);
  }

  /** Whether it names everyone (`*` or `AWS: *`) and no condition narrows that. */
  get isPublic(): boolean {
    return some(this.principals(), isEveryone) && !this.isNarrowed;
  }
}

/** A principal that is anyone at all: `*`, or a list of accounts that has one. */
export function isEveryone(principal: Principal): boolean {
  return principal.kind === "Everyone" || (principal.kind === "AWS" && principal.id === "*");
}

/** The account of an AWS principal: `123456789012` or the one in its ARN. */
export function accountOf(principal: Principal): string | undefined {
  if (principal.kind !== "AWS") {
    return undefined;
  }
  return /^\d{12}$/.test(principal.id) ? principal.id : /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal.id)?.[1];
}

/**
 * Whether a condition must match for the statement to apply: it has a positive operator, and a request without its key
 * does not pass. `IfExists` and `ForAllValues` match when the key is absent, `Null` and negated operators say what must
 * not be. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function mustMatch(condition: Condition): boolean {
  return (
    !condition.isIfExists &&
    condition.setOperator !== "ForAllValues" &&
    MATCHING_OPERATORS.has(condition.operator.toLowerCase())
  );
}

const MATCHING_OPERATORS = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
]);

/** An operator as a document writes it: `ForAnyValue:StringLikeIfExists`. */
export function nameOfOperator({ setOperator, operator, isIfExists }: Condition): string {
  return `${setOperator ? `${setOperator}:` : ""}${operator}${isIfExists ? "IfExists" : ""}`;
}

/**
 * What a `Bool` condition asks for; `undefined` for other operators and for values that are neither or both. With
 * `IfExists` it also matches when the key is absent.
 */
export function askedBoolean(condition: Condition): boolean | undefined {
  if (condition.operator.toLowerCase() !== "bool") {
    return undefined;
  }
  const asked = new Set(condition.values.strings().map((one) => one.toLowerCase()));
  const [only] = asked;
  return asked.size === 1 && (only === "true" || only === "false") ? only === "true" : undefined;
}

/**
 * Condition keys that name the caller or the source of a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NARROWING_KEYS = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceip",
  "aws:userid",
  "kms:calleraccount",
  "sts:externalid",
]);

/** Whether a condition narrows who may use the statement it stands in: the catalogue's word. */
export function narrows(condition: Condition): boolean {
  if (!mustMatch(condition)) {
    return false;
  }
  return isNarrowingKey(conditionKey(condition)) && isBounded(condition);
}

/** The key of a condition, in lower case. Throws `Undecided` when not even the key is known. */
export function conditionKey({ key, values }: Condition): string {
  if (key === "") {
    throw new Undecided(values.display);
  }
  return key;
}

/** Whether a condition has values and each of them is bounded, as far as its key tells what that means. */
export function isBounded(condition: Condition): boolean {
  const values = elements(condition.values);
  if (values.length === 0) {
    return false;
  }
  if (condition.key === "aws:sourceip") {
    return isBoundedRanges(values);
  }
  return every(values, (value) => isBoundedText(value.string() ?? "", condition.key));
}

/** Caller and source keys, and the subject of an OIDC provider (`token.actions.githubusercontent.com:sub`). */
function isNarrowingKey(key: string): boolean {
  return NARROWING_KEYS.has(key) || isSubjectKey(key);
}

function isSubjectKey(key: string): boolean {
  return /^[^:]+\.[^:]+:sub$/.test(key);
}

/**
 * Whether a condition value names something definite of what its key (in lower case) stands for: not empty, not only
 * wildcards, and not only the prefix that every such value has (`o-*`, `vpc-*`, `arn:aws:iam::*:role/*`). A wildcard is
 * taken as one with every operator: whoever writes it means it.
 */
export function isBoundedText(text: string, key = ""): boolean {
  const known = withoutVariables(text, key);
  switch (key) {
    case "aws:principalarn":
    case "aws:sourcearn":
      return isBoundedArn(known);
    case "aws:userid":
      // What follows the colon is the session's name, which the caller chooses.
      return isDefinite(known.split(":")[0] ?? "");
    case "aws:principalorgid":
    case "aws:principalorgpaths":
    case "aws:sourceorgid":
    case "aws:sourceorgpaths":
      return isDefinite((known.split("/")[0] ?? "").replace(/^o-?/, ""));
    case "iam:passedtoservice":
      return isBoundedService(known);
    case "aws:sourcevpc":
    case "aws:sourcevpce":
      return isDefinite(known.replace(/^v(?:pce?)?-?/, ""));
    default:
      return isSubjectKey(key)
        ? isBoundedSubject(known)
        : isRepositoryClaim(key)
          ? namesOwner(known)
          : isDefinite(known);
  }
}

/** Something besides wildcards and separators. */
function isDefinite(text: string): boolean {
  return /[^*?:/]/.test(text);
}

/** A service, and not only what the names of all have: `*.amazonaws.com`. */
function isBoundedService(text: string): boolean {
  return text.split(".").some((part) => !/^(?:amazonaws|com|cn)?$/i.test(part.replace(/[*?]/g, "")));
}

/**
 * An account, or a resource in ARNs that have none, such as a bucket's. Every account has roles and topics of any name,
 * so a name without an account bounds nobody.
 */
function isBoundedArn(text: string): boolean {
  const [, , , , account, ...resource] = text.split(":");
  if (account === undefined) {
    return /\d{12}/.test(text) || (text !== "" && !/[*?]/.test(text));
  }
  return account === "" ? isDefinite(resource.join(":").replace(/^[a-z-]+[/:](?=[*?])/, "")) : isDefinite(account);
}

/**
 * Policy variables say as much as what they stand for: those of the resource are bounded, those of the caller match any
 * caller, and `${*}` is a star as a character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function withoutVariables(text: string, key: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, variable: string) => {
    const name = variable.split(",")[0]?.trim().toLowerCase() ?? "";
    if (name === key) {
      return "*";
    }
    return /^(?:aws:resource|[*?$]$)/.test(name) || !NARROWING_KEYS.has(key) ? "variable" : "*";
  });
}

/** A public range may not be shorter than this, nor may several add up to one that is. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 32 } as const;

/** Whether public ranges, alone and together, stay above the shortest prefix. Unreadable ranges bound nothing. */
function isBoundedRanges(values: readonly Value[]): boolean {
  const ranges: Range[] = [];
  for (const value of values.filter((one) => !one.isUnknown)) {
    const range = parseRange(value.string() ?? "");
    if (!range) {
      return false;
    }
    ranges.push(range);
  }
  const isOpen = isAnywhere(ranges, SHORTEST_PREFIX);
  const unknown = values.find((one) => one.isUnknown);
  if (!isOpen && unknown) {
    throw new Undecided(unknown.display);
  }
  return !isOpen;
}

/** An entry of a data source: `{ test, variable, values }`. */
function declaredCondition(one: Value): Condition {
  const unknown = [one, one.at("test"), one.at("variable")].find((part) => part.isUnknown);
  return unknown
    ? conditionOf(whenKnown(() => one.at("test").string()) ?? "StringEquals", "", unknown)
    : conditionOf(one.at("test").string() ?? "", one.at("variable").string() ?? "", one.at("values"));
}

function conditionOf(test: string, key: string, values: Value): Condition {
  const set = /^(ForAllValues|ForAnyValue):/i.exec(test)?.[1]?.toLowerCase();
  const bare = test.replace(/^(ForAllValues|ForAnyValue):/i, "");
  return {
    operator: bare.replace(/IfExists$/i, ""),
    isIfExists: /IfExists$/i.test(bare),
    setOperator: set === "forallvalues" ? "ForAllValues" : set === "foranyvalue" ? "ForAnyValue" : undefined,
    key: key.toLowerCase(),
    name: key,
    values,
  };
}

function* principalsIn(principal: Value): Generator<Principal> {
  if (typeof principal.raw === "string") {
    yield principalOf(kindOfText(principal.raw), principal);
    return;
  }
  for (const [kind, ids] of principal.entries()) {
    for (const id of elements(ids)) {
      yield principalOf(kind, id);
    }
  }
}

/** A principal given as text alone, as aws.lambda.Permission takes it: anyone, a service, an account or an ARN. */
function kindOfText(text: string): string {
  return text === "*" ? "*" : /^[^:]+\.amazonaws\.com(?:\.[a-z]+)?$/.test(text) ? "Service" : "AWS";
}

function principalOf(kind: string, at: Value): Principal {
  return {
    kind: PRINCIPAL_KINDS[kind] ?? "AWS",
    get id() {
      return kind === "*" ? "*" : (at.string() ?? "");
    },
    at,
  };
}

const PRINCIPAL_KINDS: Readonly<Record<string, Principal["kind"]>> = {
  "*": "Everyone",
  Service: "Service",
  Federated: "Federated",
  CanonicalUser: "CanonicalUser",
};

/** An element by its name in any case. */
function element(value: Value, name: string): Value {
  const exact = value.at(name);
  if (exact.raw !== undefined || value.isUnknown) {
    return exact;
  }
  const lower = value.at(name.charAt(0).toLowerCase() + name.slice(1));
  if (lower.raw !== undefined) {
    return lower;
  }
  const other = value.keys().find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? exact : value.at(other);
}

function either(value: Value, name: string, plural: string): Value {
  const one = element(value, name);
  return one.raw === undefined ? element(value, plural) : one;
}
