import { every, some, type Value } from "../core";
import { actionsMatching } from "./actions";
import { deliveryServiceOf, type DeliveryService } from "./log-services";
import { isEveryone, narrows, type Principal, type Statement } from "./policy-document";

/** Someone besides the log services whom a statement lets write. */
export interface Writer {
  readonly at: Value;
  readonly id: string;
  readonly label: string;
  /** One action by which it can, for the message. */
  readonly action: string;
}

/**
 * Whom an Allow statement of a log bucket lets write besides the services that deliver logs. A bucket that everyone may
 * write to without a condition that narrows is public, which is another rule's (STO-11).
 */
export function* foreignWriters(statement: Statement): Generator<Writer> {
  const action = writingActionOf(statement);
  if (action === undefined || statement.hasNotPrincipal) {
    return;
  }
  for (const principal of statement.principals()) {
    const isJudged = !principal.at.isUnknown && !(isEveryone(principal) && !statement.isNarrowed);
    if (isJudged && !deliveryServiceOf(principal)) {
      yield { at: principal.at, id: principal.id, label: labelOf(principal), action };
    }
  }
}

function labelOf(principal: Principal): string {
  return isEveryone(principal) ? "Everyone whom the condition admits" : `"${principal.id}"`;
}

/** An action of the statement that changes objects or the bucket, as the statement writes it. */
function writingActionOf(statement: Statement): string | undefined {
  if (statement.hasNotAction) {
    return "NotAction";
  }
  let found: string | undefined;
  some(statement.actions, (action) => {
    const pattern = action.string() ?? "";
    found = isWriting(pattern) ? pattern : undefined;
    return found !== undefined;
  });
  return found;
}

function isWriting(pattern: string): boolean {
  return bucketActions(pattern).some(({ level }) => level !== "List" && level !== "Read");
}

/** In a bucket's policy a star stands for S3's actions. */
function bucketActions(pattern: string) {
  return actionsMatching(/^\*+$/.test(pattern) ? "s3:*" : pattern).filter(({ service }) => service === "s3");
}

/** An action that a statement lets log services do though none of them needs it. */
export interface Excess {
  readonly at: Value;
  readonly action: string;
  readonly service: string;
  readonly needs: readonly string[];
}

/** What an Allow statement lets log services do beyond what they need; one whose principals are not all known is left alone. */
export function* excessOf(statement: Statement): Generator<Excess> {
  const services = deliverersOf(statement);
  const [first] = services;
  if (!first || [...statement.principals()].some((one) => one.at.isUnknown)) {
    return;
  }
  const needs = [...new Set(services.flatMap((one) => one.needs))];
  const needed = new Set(needs.map((one) => one.toLowerCase()));
  if (statement.hasNotAction) {
    yield { at: statement.notAction, action: "everything but NotAction", service: first.name, needs };
  }
  for (const at of statement.actions.filter((one) => !one.isUnknown)) {
    const action = at.string() ?? "";
    if (action !== "" && !needed.has(action.toLowerCase())) {
      yield { at, action, service: first.name, needs };
    }
  }
}

/** The service that an Allow statement lets write whatever the source; undefined when a condition or a path names it. */
export function lacksSource(statement: Statement): DeliveryService | undefined {
  const bound = deliverersOf(statement).filter((one) => one.source !== "none");
  if (writingActionOf(statement) === undefined || hasSourceCondition(statement)) {
    return undefined;
  }
  return bound.find((one) => one.source === "condition") ?? (namesAccountInPath(statement) ? undefined : bound[0]);
}

function hasSourceCondition(statement: Statement): boolean {
  return some(statement.conditions, (one) => (one.key === "" || SOURCE_KEYS.has(one.key)) && narrows(one));
}

/** Whether all objects it is about are those below `AWSLogs/` of some account. */
function namesAccountInPath(statement: Statement): boolean {
  return (
    !statement.hasNotResource &&
    every(statement.resources, (one) => {
      const resource = one.string() ?? "";
      return /^arn:[^:]*:s3:::[^/*?]+$/.test(resource) || /\/AWSLogs\/\d{12}(?!\d)/.test(resource);
    })
  );
}

/**
 * Keys by which a service says for whom it acts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const SOURCE_KEYS = new Set(["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]);

function deliverersOf(statement: Statement): DeliveryService[] {
  return [...statement.principals()].flatMap((one) => (one.at.isUnknown ? [] : (deliveryServiceOf(one) ?? [])));
}
