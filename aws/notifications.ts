/** What AWS services tell about pipelines: notification rules of the developer tools, and EventBridge rules. */
import {
  Malformed,
  matchesGlob,
  some,
  Undecided,
  view,
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

/** The events of pipelines, of their stages and of their actions, see above. */
const PIPELINE_DETAIL_TYPES = ["Pipeline", "Stage", "Action"].map(
  (part) => `CodePipeline ${part} Execution State Change`,
);

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

  /** Whether the rule watches this pipeline. Throws `Undecided` while it may be any. */
  watches(pipeline: Resource): boolean {
    const watched = this.resource.at("resource");
    const link = this.graph.follow(watched, types.PIPELINE);
    if (link.kind === "outside" && this.graph.mayLeadTo(watched, pipeline)) {
      throw new Undecided(watched.display);
    }
    return link.kind === "inside" && link.resources.includes(pipeline);
  }

  tells(event: string): boolean {
    const wanted = this.resource.at("eventTypeIds").list();
    return some(wanted, (one) => one.string() === event);
  }

  get isAboutPipelines(): boolean {
    return some(this.resource.at("eventTypeIds").list(), (one) => one.string()?.startsWith("codepipeline-") === true);
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

  /** The rule's targets in the stack. Throws `Undecided` when there is none and one may turn out to be. */
  get targets(): readonly Resource[] {
    return this.graph.referrers(this.resource, types.EVENT_TARGET, "rule");
  }

  /** Whether the rule is on events of pipelines. */
  get isAboutPipelines(): boolean {
    return this.isAbout(
      new Map([
        ["source", [FAILED_EVENT.source]],
        ["detail-type", PIPELINE_DETAIL_TYPES],
      ]),
    );
  }

  /** Whether the pattern asks for at least one of these fields (`detail.eventName`), and lets pass an event that has them. */
  isAbout(fields: ReadonlyMap<string, readonly string[]>): boolean {
    const { pattern } = this;
    return (
      pattern !== undefined &&
      [...fields.keys()].some((field) => !pattern.at(...field.split(".")).isAbsent) &&
      admits(pattern, (path) => fields.get(path))
    );
  }

  /** Whether the event of a failed execution of this pipeline matches. */
  matchesFailureOf(pipeline: PipelineView): boolean {
    const { pattern } = this;
    if (!pattern) {
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

  /** The pattern; `undefined` for a rule with a schedule only, and for what is no JSON, which AWS refuses. */
  private get pattern(): Value | undefined {
    try {
      const pattern = this.resource.at("eventPattern").json();
      return pattern.isAbsent ? undefined : pattern;
    } catch (error) {
      if (error instanceof Malformed) {
        return undefined;
      }
      throw error;
    }
  }
}

export const eventRules = view(types.EVENT_RULE, (graph) =>
  graph.ofType(types.EVENT_RULE).map((resource) => new EventRuleView(graph, resource)),
);

/** The rules that a target belongs to. Throws `Undecided` while it may be any. */
export function rulesOf(target: Resource): readonly EventRuleView[] {
  const rule = target.at("rule");
  const link = target.graph.follow(rule, types.EVENT_RULE);
  if (link.kind === "outside" && rule.isUnknown) {
    throw new Undecided(rule.display);
  }
  return link.kind === "inside" ? link.resources.map((one) => new EventRuleView(target.graph, one)) : [];
}

/** Where an event target leads, when it may be an SNS topic: `outside` for ARNs of topics elsewhere. */
export function topicOf(target: Resource): Link {
  const arn = target.at("arn");
  const link = target.graph.follow(arn, types.TOPIC);
  if (link.kind !== "outside") {
    return link;
  }
  // A function or a queue of this stack is no topic, whatever its ARN will be; another stack or a component may give one.
  if (arn.isUnknown && !target.propertyDependencies("arn").some(({ type }) => type.startsWith("aws:"))) {
    throw new Undecided("the target of an event rule");
  }
  const isTopic = !arn.isUnknown && /^arn:[\w-]+:sns:/.test(arn.string() ?? "");
  return isTopic ? link : { kind: "absent" };
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
      return some(value.list(), (one) => admits(one, field, path));
    }
    const inner = [...path, key];
    if (!Array.isArray(value.raw) && !value.isUnknown && typeof value.raw === "object" && value.raw !== null) {
      return admits(value, field, inner);
    }
    const actual = field(inner.join("."));
    return actual === undefined || some(value.list(), (one) => accepts(one, actual));
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
