/** What AWS services tell about pipelines: notification rules of the developer tools, and EventBridge rules. */
import {
  find,
  matchesGlob,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Link,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import type { PipelineView } from "./pipeline";
import * as types from "./types";

/** https://docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html#events-ref-pipeline */
export const EXECUTION_FAILED = "codepipeline-pipeline-pipeline-execution-failed";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const FAILED_EVENT = {
  source: "aws.codepipeline",
  detailType: "CodePipeline Pipeline Execution State Change",
  state: "FAILED",
} as const;

/** A rule that publishes to SNS topics, and the service that must be allowed to. */
export interface Publisher {
  readonly kind: "notification-rule" | "event-rule";
  readonly service: "codestar-notifications.amazonaws.com" | "events.amazonaws.com";
  /** The rule; for an event rule's target the target's resource stands at `address`. */
  readonly resource: Resource;
  /** The property that holds the topic's ARN. */
  readonly address: Value;
  /** Whether it tells about pipelines; unknown ones count. */
  readonly isForPipelines: boolean;
}

/** A notification rule of CodePipeline, CodeBuild and the like. */
export class NotificationRuleView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get isEnabled(): boolean {
    return this.resource.at("status").string()?.toUpperCase() !== "DISABLED";
  }

  /** The addresses of SNS topics (the default type of a target) and of chat clients. */
  get targets(): readonly { readonly kind: "topic" | "chat"; readonly address: Value }[] {
    return this.resource
      .at("targets")
      .list()
      .filter((target) => !target.at("address").isAbsent)
      .map((target) => {
        const type = target.at("type").string() ?? "SNS";
        return { kind: type === "SNS" ? ("topic" as const) : ("chat" as const), address: target.at("address") };
      });
  }

  /** Whether the rule watches this pipeline. */
  watches(pipeline: Resource): boolean {
    const link = this.graph.follow(this.resource.at("resource"), types.PIPELINE);
    return link.kind === "inside" && link.resources.includes(pipeline);
  }

  tells(event: string): boolean {
    const wanted = this.resource.at("eventTypeIds").list();
    return find(wanted, (one) => one.string() === event) !== undefined;
  }
}

export const notificationRules = view(types.NOTIFICATION_RULE, (graph) =>
  graph.ofType(types.NOTIFICATION_RULE).map((resource) => new NotificationRuleView(graph, resource)),
);

/** An EventBridge rule with its targets. */
export class EventRuleView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get isEnabled(): boolean {
    const state = this.resource.at("state").string();
    return state === undefined ? this.resource.at("isEnabled").boolean() !== false : state !== "DISABLED";
  }

  /** Events of AWS services arrive on the default bus only. */
  get isOnDefaultBus(): boolean {
    const bus = this.resource.at("eventBusName").string() ?? "default";
    return bus === "default" || bus.endsWith(":event-bus/default");
  }

  /** The rule's targets in the stack. */
  get targets(): readonly Resource[] {
    return targetsByRule(this.graph).get(this.resource) ?? [];
  }

  /** The pattern as JSON; throws `Malformed`. Absent for a rule with a schedule only. */
  get pattern(): Value {
    return this.resource.at("eventPattern").json();
  }

  /** Whether the event of a failed execution of this pipeline matches. */
  matchesFailureOf(pipeline: PipelineView): boolean {
    const pattern = this.pattern;
    if (pattern.isAbsent) {
      return false;
    }
    return admits(pattern, (path) => {
      switch (path) {
        case "source":
          return [FAILED_EVENT.source];
        case "detail-type":
          return [FAILED_EVENT.detailType];
        case "detail.state":
          return [FAILED_EVENT.state];
        case "detail.pipeline":
          return namesOf(pipeline);
        case "resources":
          return arnsOf(pipeline);
        default:
          return undefined;
      }
    });
  }
}

export const eventRules = view(types.EVENT_RULE, (graph) =>
  graph.ofType(types.EVENT_RULE).map((resource) => new EventRuleView(graph, resource)),
);

/** Where an event target leads, when it may be an SNS topic: `outside` for ARNs of topics elsewhere. */
export function topicOf(target: Resource): Link {
  const arn = target.at("arn");
  const link = target.graph.follow(arn, types.TOPIC);
  if (link.kind !== "outside") {
    return link;
  }
  if (arn.isUnknown && target.propertyDependencies("arn").every(({ type }) => types.STACK_REFERENCE.includes(type))) {
    throw new Undecided("the target of an event rule");
  }
  // A function or a queue of this stack is no topic, whatever its ARN will be.
  const isTopic = !arn.isUnknown && /^arn:[\w-]+:sns:/.test(arn.string() ?? "");
  return isTopic ? link : { kind: "absent" };
}

/** Every rule of these two kinds that publishes to a topic, inside or outside. Throws `Undecided` unless the whole stack is known. */
export function rulePublishers(graph: Graph): readonly Publisher[] {
  graph.demandComplete();
  return graph.view(rulePublishers, () => [
    ...notificationRules.of(graph).flatMap((rule): Publisher[] => {
      const targets = (whenKnown(() => rule.targets) ?? []).filter(({ kind }) => kind === "topic");
      return targets.map(({ address }) => ({
        kind: "notification-rule",
        service: "codestar-notifications.amazonaws.com",
        resource: rule.resource,
        address,
        isForPipelines: isAboutPipelines(rule),
      }));
    }),
    ...eventRules.of(graph).flatMap((rule): Publisher[] =>
      rule.targets
        .filter((target) => whenKnown(() => topicOf(target).kind !== "absent") ?? true)
        .map((target) => ({
          kind: "event-rule",
          service: "events.amazonaws.com",
          resource: rule.resource,
          address: target.at("arn"),
          isForPipelines: mentionsPipelines(rule),
        })),
    ),
  ]);
}

function isAboutPipelines({ resource }: NotificationRuleView): boolean {
  const events = whenKnown(() => resource.at("eventTypeIds").knownStrings()) ?? [];
  return events.length === 0 || events.some((event) => event.startsWith("codepipeline-"));
}

function mentionsPipelines(rule: EventRuleView): boolean {
  const sources = whenKnown(() => rule.pattern.at("source").strings());
  return sources?.includes(FAILED_EVENT.source) ?? true;
}

function targetsByRule(graph: Graph): ReadonlyMap<Resource, readonly Resource[]> {
  graph.demandComplete();
  return graph.view(targetsByRule, () => {
    const index = new Map<Resource, Resource[]>();
    for (const target of graph.ofType(types.EVENT_TARGET)) {
      const link = graph.follow(target.at("rule"), types.EVENT_RULE);
      for (const rule of link.kind === "inside" ? link.resources : []) {
        index.set(rule, [...(index.get(rule) ?? []), target]);
      }
    }
    return index;
  });
}

function namesOf(pipeline: PipelineView): readonly string[] {
  const name = pipeline.name;
  if (name === undefined) {
    throw new Undecided("the pipeline's name");
  }
  return [name];
}

function arnsOf(pipeline: PipelineView): readonly string[] {
  const arn = pipeline.resource.output("arn").string();
  if (arn === undefined) {
    throw new Undecided("the pipeline's ARN");
  }
  return [arn];
}

/** What a field of the event holds; `undefined` when that cannot be told, which then admits whatever a pattern asks for. */
type Field = (path: string) => readonly string[] | undefined;

/** Patterns are a few levels deep; hostile ones are not followed. */
const MAX_DEPTH = 12;

/**
 * Whether an event pattern lets an event pass
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).
 */
function admits(pattern: Value, field: Field, path: readonly string[] = []): boolean {
  if (path.length > MAX_DEPTH) {
    return true;
  }
  return pattern.entries().every(([key, value]) => {
    if (key === "$or") {
      return find(value.list(), (one) => admits(one, field, path)) !== undefined;
    }
    const inner = [...path, key];
    if (!Array.isArray(value.raw) && !value.isUnknown && typeof value.raw === "object" && value.raw !== null) {
      return admits(value, field, inner);
    }
    const actual = field(inner.join("."));
    return actual === undefined || find(value.list(), (one) => accepts(one, actual)) !== undefined;
  });
}

/** Whether one alternative of a field's pattern accepts one of the field's values. */
function accepts(alternative: Value, actual: readonly string[]): boolean {
  const { raw } = alternative;
  if (typeof raw !== "object" || raw === null) {
    const text = alternative.string();
    return text !== undefined && actual.includes(text);
  }
  return alternative.entries().every(([operator, operand]) => actual.some((text) => compares(operator, operand, text)));
}

function compares(operator: string, operand: Value, text: string): boolean {
  const nested = operand.at("equals-ignore-case").string();
  const wanted = nested ?? operand.string() ?? "";
  const [own, other] = nested === undefined ? [text, wanted] : [text.toLowerCase(), wanted.toLowerCase()];
  switch (operator) {
    case "prefix":
      return own.startsWith(other);
    case "suffix":
      return own.endsWith(other);
    case "equals-ignore-case":
      return text.toLowerCase() === wanted.toLowerCase();
    case "wildcard":
      return operand.list().some((one) => matchesGlob(text, one.string() ?? ""));
    case "exists":
      return operand.boolean() !== false;
    case "anything-but":
      return !isExcluded(operand, text);
    default:
      return false;
  }
}

function isExcluded(operand: Value, text: string): boolean {
  if (typeof operand.raw === "object" && operand.raw !== null && !Array.isArray(operand.raw)) {
    return operand.entries().some(([operator, inner]) => inner.list().some((one) => compares(operator, one, text)));
  }
  return operand.list().some((one) => one.string() === text);
}
