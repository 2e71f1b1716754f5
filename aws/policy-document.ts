import ipaddr from "ipaddr.js";
import { every, find, some, Undecided, type Value } from "../core";

/**
 * IAM policy documents as IAM reads them: JSON text or an object, one statement or many, one string or a list, element
 * names in any case of their first letter (the SDKs' data sources use lower case).
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export class PolicyDocument {
  constructor(readonly value: Value) {}

  /** Each statement on its own, so that an unknown one hides nothing about the others. Throws `Undecided` when the document is unknown, `Malformed` when it is not JSON. */
  get statements(): Statement[] {
    return element(this.value.json(), "Statement")
      .list()
      .map((one) => new Statement(one));
  }

  get allowStatements(): Statement[] {
    return this.statements.filter((one) => one.isAllow);
  }
}

export type Effect = "Allow" | "Deny";

/** Who a statement names. `id` is the text after the kind: an account id or ARN, a service, a federated provider. */
export interface Principal {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser" | "Everyone";
  readonly id: string;
  readonly at: Value;
}

/** One operator and key of a condition with the values it accepts. */
export interface Condition {
  /** Without `IfExists` and set operators: `StringEquals`, `ArnLike`, `Bool`, `Null`. */
  readonly operator: string;
  readonly isIfExists: boolean;
  readonly setOperator: "ForAllValues" | "ForAnyValue" | undefined;
  /** In lower case: `aws:sourcearn`. */
  readonly key: string;
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

  /** Whether it grants; an unknown effect is taken as one that could, and is undecided when read. */
  get isAllow(): boolean {
    return this.effect === "Allow";
  }

  /** The actions it names, with their places; empty when it has `NotAction`. */
  get actions(): Value[] {
    return either(this.value, "Action", "Actions").list();
  }

  get notActions(): Value[] {
    return either(this.value, "NotAction", "NotActions").list();
  }

  get resources(): Value[] {
    return either(this.value, "Resource", "Resources").list();
  }

  get notResources(): Value[] {
    return either(this.value, "NotResource", "NotResources").list();
  }

  get hasNotAction(): boolean {
    return either(this.value, "NotAction", "NotActions").isPresent;
  }

  get hasNotResource(): boolean {
    return either(this.value, "NotResource", "NotResources").isPresent;
  }

  get hasNotPrincipal(): boolean {
    return either(this.value, "NotPrincipal", "NotPrincipals").isPresent;
  }

  /** The principals it names; an unknown one throws `Undecided` when reached. */
  *principals(): Generator<Principal> {
    const principal = element(this.value, "Principal");
    if (principal.isPresent) {
      yield* principalsIn(principal);
    }
    // The data source's form: [{ type: "AWS", identifiers: [...] }]. Provider outputs leave an empty list otherwise.
    for (const one of element(this.value, "Principals").list()) {
      const kind = one.at("type").string() ?? "";
      for (const id of one.at("identifiers").list()) {
        yield principalOf(kind, id);
      }
    }
  }

  /** Each operator and key of its conditions. */
  get conditions(): Condition[] {
    const documented = element(this.value, "Condition")
      .entries()
      .flatMap(([operator, keys]) => keys.entries().map(([key, values]) => conditionOf(operator, key, values)));
    const declared = element(this.value, "Conditions")
      .list()
      .map((one) => conditionOf(one.at("test").string() ?? "", one.at("variable").string() ?? "", one.at("values")));
    return [...documented, ...declared];
  }

  /** The values that a condition on this key must match, over all operators that assert something positive. */
  conditionsOn(key: string): Condition[] {
    return this.conditions.filter((one) => one.key === key.toLowerCase());
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

/** Operators that assert that a value is there and matches; `Null`, negated and numeric ones do not bound a caller. */
const MATCHING_OPERATORS = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
]);

/**
 * Condition keys that name the caller or the source of a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NARROWING_KEYS = new Set([
  "aws:principalorgid",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceip",
  "aws:userid",
  "kms:calleraccount",
  "sts:externalid",
]);

/** Whether a condition narrows who may use the statement it stands in. */
export function narrows(condition: Condition): boolean {
  if (condition.isIfExists || condition.setOperator === "ForAllValues") {
    return false;
  }
  if (!MATCHING_OPERATORS.has(condition.operator.toLowerCase()) || !isNarrowingKey(condition.key)) {
    return false;
  }
  const values = condition.values.list();
  if (values.length === 0) {
    return false;
  }
  if (condition.key === "aws:sourceip") {
    return isBoundedRanges(values.map(requiredText));
  }
  const takesWildcards = /like$/i.test(condition.operator) || /^arn/i.test(condition.operator);
  return every(values, (value) => isBoundedText(requiredText(value), takesWildcards));
}

/** Caller and source keys, and the subject of an OIDC provider (`token.actions.githubusercontent.com:sub`). */
function isNarrowingKey(key: string): boolean {
  return NARROWING_KEYS.has(key) || /^[^:]+\.[^:]+:sub$/.test(key);
}

/** Text with something definite in it: not empty, and more than wildcards and separators. */
export function isBoundedText(text: string, takesWildcards: boolean): boolean {
  if (text === "") {
    return false;
  }
  return !takesWildcards || /[^*?:/]/.test(text.replace(/^arn:[^:]*:?/, ""));
}

/** The shortest prefix that still bounds a caller: /8 for IPv4, /32 for IPv6. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 32 } as const;

/** Whether public ranges, added up, stay smaller than the shortest accepted prefix. Unreadable ranges bound nothing. */
function isBoundedRanges(texts: readonly string[]): boolean {
  let ipv4 = 0;
  let ipv6 = 0;
  for (const text of texts) {
    const range = parseRange(text);
    if (!range) {
      return false;
    }
    if (range.kind === "ipv4") {
      ipv4 += 2 ** -range.prefix;
    } else {
      ipv6 += 2 ** -range.prefix;
    }
  }
  return ipv4 <= 2 ** -SHORTEST_PREFIX.ipv4 && ipv6 <= 2 ** -SHORTEST_PREFIX.ipv6;
}

/** A range or single address; private ranges count as prefix 32 or 128, because they reach nobody outside. */
function parseRange(text: string): { readonly kind: "ipv4" | "ipv6"; readonly prefix: number } | undefined {
  try {
    const [address, prefix] = text.includes("/") ? ipaddr.parseCIDR(text) : withFullPrefix(text);
    const isPrivate = address.range() === "private" || address.range() === "uniqueLocal";
    const full = address.kind() === "ipv4" ? 32 : 128;
    return { kind: address.kind(), prefix: isPrivate && prefix >= 7 ? full : prefix };
  } catch {
    return undefined;
  }
}

function withFullPrefix(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.parse(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function requiredText(value: Value): string {
  return value.string() ?? "";
}

function conditionOf(test: string, key: string, values: Value): Condition {
  const set = /^(ForAllValues|ForAnyValue):/i.exec(test)?.[1]?.toLowerCase();
  const bare = test.replace(/^(ForAllValues|ForAnyValue):/i, "");
  return {
    operator: bare.replace(/IfExists$/i, ""),
    isIfExists: /IfExists$/i.test(bare),
    setOperator: set === "forallvalues" ? "ForAllValues" : set === "foranyvalue" ? "ForAnyValue" : undefined,
    key: key.toLowerCase(),
    values,
  };
}

function* principalsIn(principal: Value): Generator<Principal> {
  if (typeof principal.raw === "string") {
    yield principal.raw === "*"
      ? { kind: "Everyone", id: "*", at: principal }
      : { kind: "AWS", id: principal.raw, at: principal };
    return;
  }
  for (const [kind, ids] of principal.entries()) {
    for (const id of ids.list()) {
      yield principalOf(kind, id);
    }
  }
}

function principalOf(kind: string, id: Value): Principal {
  const text = id.string() ?? "";
  switch (kind) {
    case "*":
      return { kind: "Everyone", id: "*", at: id };
    case "Service":
    case "Federated":
    case "CanonicalUser":
      return { kind, id: text, at: id };
    default:
      return { kind: "AWS", id: text, at: id };
  }
}

/** An element by its name, also with a lower-case first letter. */
function element(value: Value, name: string): Value {
  const upper = value.at(name);
  return upper.raw === undefined ? value.at(name.charAt(0).toLowerCase() + name.slice(1)) : upper;
}

function either(value: Value, name: string, plural: string): Value {
  const one = element(value, name);
  return one.raw === undefined ? element(value, plural) : one;
}

/** The first statement for which `test` holds; an unknown one counts only when no other holds (throws `Undecided`). */
export function findStatement(
  document: PolicyDocument,
  test: (statement: Statement) => boolean,
): Statement | undefined {
  return find(document.statements, test)?.item;
}

/** Throws `Undecided` when anything in the document is not known yet, for questions about what is missing. */
export function demandKnown(document: PolicyDocument): void {
  if (document.value.hasUnknown) {
    throw new Undecided(document.value.display);
  }
}
