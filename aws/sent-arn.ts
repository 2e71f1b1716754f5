import { every, Undecided, type Resource, type StackFacts } from "../core";
import { ownAccount } from "./account";
import { globMatches } from "./actions";
import { partitionOf, regionOf } from "./region";

/** How an operator compares: letter by letter, with wildcards in the whole text, or with wildcards within each part of an ARN. */
export type Comparison = "equal" | "like" | "arn";

/** What a service sends under a condition key. */
export interface Sent {
  /** Whether a value of a condition matches it; throws `Undecided` when what is not known yet decides. */
  matches(pattern: string, how: Comparison): boolean;
}

/** The parts of an ARN: `arn`, partition, service, region, account, resource. Each may not be known yet. */
type Part = () => string;

/**
 * The ARN that a service sends for one of its resources. It is compared part by part, so that what is known of it
 * decides in a preview already.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export class SentArn implements Sent {
  private constructor(private readonly parts: readonly Part[]) {}

  /**
   * The ARN of a resource. Until it is made, `rest` tells the last part as far as the program itself does
   * (`log-group:audit`), and `account` the owner.
   */
  static of(
    resource: Resource,
    service: string,
    rest: Part,
    stack: StackFacts,
    account: Part = () => ownAccount(resource),
  ): SentArn {
    const arn = resource.output("arn");
    const text = arn.isUnknown ? undefined : arn.string();
    if (text !== undefined) {
      // Older versions of the provider name the streams of a log group: `...:log-group:audit:*`.
      return new SentArn(split(text.replace(/:\*$/, "")).map((part) => () => part));
    }
    const region = (): string => known(regionOf(resource, stack), "the region of this stack");
    return new SentArn([() => "arn", () => partitionOf(region()), () => service, region, account, rest]);
  }

  /** Its owner. */
  get account(): string {
    return this.parts[ACCOUNT]?.() ?? "";
  }

  matches(pattern: string, how: Comparison): boolean {
    const text = withVariables(pattern, "*");
    const isExact = how === "equal" && text === pattern;
    const wanted = padded(split(text));
    const isMatch = every(this.parts.entries(), ([index, part]) => {
      const one = wanted[index] ?? "";
      return isExact ? one === part() : /^\*+$/.test(one) || globMatches(one, part());
    });
    return isMatch || (how === "like" && this.isLike(text));
  }

  /** Whether it matches with a star that stands for several parts: `arn:aws:logs:*:log-group:audit`. */
  private isLike(pattern: string): boolean {
    const first = pattern.indexOf("*");
    const isBeforeTheRest = first >= 0 && pattern.slice(0, first).split(":").length < this.parts.length;
    return isBeforeTheRest && globMatches(pattern, this.parts.map((part) => part()).join(":"));
  }
}

/** Where the account stands among the parts of an ARN. */
const ACCOUNT = 4;

/** The account that owns what the service works for. */
export class SentAccount implements Sent {
  constructor(private readonly arn: SentArn) {}

  matches(pattern: string): boolean {
    return globMatches(withVariables(pattern, "*"), this.arn.account);
  }
}

/** A name that the program or, in an update, the provider gives. */
export function nameOf(resource: Resource): string {
  return known(resource.output("name").string(), "the name of a resource");
}

function known(text: string | undefined, what: string): string {
  if (text === undefined) {
    throw new Undecided(what);
  }
  return text;
}

function split(arn: string): string[] {
  const [scheme = "", partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  return [scheme, partition, service, region, account, rest.join(":")];
}

/** A pattern that ends early, `arn:aws:logs:*`, covers what follows. */
function padded(parts: readonly string[]): readonly string[] {
  const last = parts.findLastIndex((part) => part !== "");
  return parts[last]?.endsWith("*") === true ? parts.map((part, index) => (index > last ? "*" : part)) : parts;
}

/** The text with what policy variables may stand for: `${aws:ResourceAccount}`. */
function withVariables(pattern: string, value: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, value);
}

/** Whether an ARN names one account, by its number or a policy variable. */
export function namesAccount(arn: string): boolean {
  return /^\d{12}$/.test(split(withVariables(arn, "0".repeat(12)))[ACCOUNT] ?? "");
}
