import {
  elements,
  addTo,
  find,
  some,
  Undecided,
  view,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { keyOf, type KeyLink } from "./key";
import { NotificationRuleView, rulesOf } from "./notifications";
import { PolicyDocument } from "./policy-document";
import { grantFor, type Grant } from "./service-grant";
import * as types from "./types";

export const CLOUDWATCH = "cloudwatch.amazonaws.com";
export const EVENTBRIDGE = "events.amazonaws.com";

/** A way in which an AWS service comes to publish to a topic. */
interface PublisherKind {
  /** For messages: `alarm`. */
  readonly noun: string;
  readonly types: readonly string[];
  readonly service: string;
  /** Whether somebody is to be told by it: alarms, notification rules, event rules, budgets. */
  readonly isAlert: boolean;
  /** The properties, or elements of lists, that may hold a topic's ARN. */
  topics(resource: Resource): readonly Value[];
  /** Whether it is switched off and publishes nothing. */
  isOff?(resource: Resource): boolean;
}

/**
 * The resources through which services publish to topics, with the service principal that does.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-event-sources.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const KINDS: readonly PublisherKind[] = [
  {
    noun: "alarm",
    types: types.ALARM,
    service: CLOUDWATCH,
    isAlert: true,
    topics: (one) =>
      ["alarmActions", "okActions", "insufficientDataActions"].flatMap((property) => elements(one.at(property))),
    isOff: (one) => one.at("actionsEnabled").boolean() === false,
  },
  {
    noun: "notification rule",
    types: types.NOTIFICATION_RULE,
    service: "codestar-notifications.amazonaws.com",
    isAlert: true,
    topics: (one) => elements(one.at("targets"), "address"),
    isOff: (one) => !new NotificationRuleView(one.graph, one).isEnabled,
  },
  {
    noun: "event rule target",
    types: types.EVENT_TARGET,
    service: EVENTBRIDGE,
    isAlert: true,
    topics: (one) => [one.at("arn")],
    isOff: (one) => some(rulesOf(one), (rule) => !rule.isEnabled),
  },
  {
    noun: "budget",
    types: types.BUDGET,
    service: "budgets.amazonaws.com",
    isAlert: true,
    topics: (one) => elements(one.at("notifications"), "subscriberSnsTopicArns"),
  },
  {
    noun: "budget action",
    types: types.BUDGET_ACTION,
    service: "budgets.amazonaws.com",
    isAlert: true,
    topics: (one) => elements(one.at("subscribers"), "address"),
  },
  {
    noun: "Config delivery channel",
    types: types.DELIVERY_CHANNEL,
    service: "config.amazonaws.com",
    isAlert: false,
    topics: (one) => [one.at("snsTopicArn")],
  },
  {
    noun: "S3 bucket notification",
    types: types.BUCKET_NOTIFICATION,
    service: "s3.amazonaws.com",
    isAlert: false,
    topics: (one) => elements(one.at("topics"), "topicArn"),
  },
  {
    noun: "cost anomaly subscription",
    types: types.COST_ANOMALY_SUBSCRIPTION,
    service: "costalerts.amazonaws.com",
    isAlert: false,
    topics: (one) => elements(one.at("subscribers"), "address"),
  },
  {
    noun: "trail",
    types: types.TRAIL,
    service: "cloudtrail.amazonaws.com",
    isAlert: false,
    topics: (one) => [one.at("snsTopicName")],
  },
];

/** A resource that makes an AWS service publish to a topic. */
export class Publisher {
  constructor(
    readonly resource: Resource,
    private readonly kind: PublisherKind,
  ) {}

  get isAlert(): boolean {
    return this.kind.isAlert;
  }

  get service(): string {
    return this.kind.service;
  }

  /** For messages: `the alarm "cpu"`. */
  get label(): string {
    return `the ${this.kind.noun} "${this.resource.name}"`;
  }

  /** Whether it publishes; throws `Undecided` while its switch is not known. */
  get isOn(): boolean {
    return this.kind.isOff?.(this.resource) !== true;
  }

  /** Whether the service publishes in its own name. A target with a role publishes as that role, whose own policies count. */
  get isInOwnName(): boolean {
    return !types.EVENT_TARGET.includes(this.resource.type) || this.resource.at("roleArn").isAbsent;
  }

  /** Whether it tells about pipelines: a notification rule for their events, or an event rule on their source. */
  get isPipelineAlert(): boolean {
    const { resource } = this;
    if (types.NOTIFICATION_RULE.includes(resource.type)) {
      return new NotificationRuleView(resource.graph, resource).isAboutPipelines;
    }
    return types.EVENT_TARGET.includes(resource.type) && some(rulesOf(resource), (rule) => rule.isAboutPipelines);
  }
}

/** An SNS topic with what publishes to it and who is told. */
export class TopicView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get key(): KeyLink {
    return keyOf(this.graph, this.resource.at("kmsMasterKeyId"));
  }

  /** What AWS services publish to it. Throws `Undecided` while the rest of the stack is not known. */
  get publishers(): readonly Publisher[] {
    return publishersIn(this.graph).get(this.resource) ?? [];
  }

  /** A service that publishes to it in its own name, so that AWS's own key cannot serve. Undecided when one may. */
  get ownPublisher(): Publisher | undefined {
    return find(this.publishers, (one) => one.isInOwnName && one.isOn)?.item;
  }

  /**
   * The policies that may be in force: those of TopicPolicy resources, which replace the inline one, each other
   * included; empty when the topic has AWS's default, which admits the owner's account by AWS:SourceOwner.
   * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
   */
  get policies(): Value[] {
    const { graph, resource } = this;
    const split = graph.referrers(resource, types.TOPIC_POLICY, "arn");
    if (split.length > 0) {
      return split.map((one) => one.at("policy"));
    }
    const inline = resource.at("policy");
    return inline.isAbsent ? [] : [inline];
  }

  /** What one of its policies says to a service that publishes. Only CloudWatch still sends AWS:SourceOwner, see above. */
  publishGrant(policy: Value, service: string): Grant {
    return grantFor(new PolicyDocument(policy), {
      service,
      action: "sns:Publish",
      resource: this.resource.output("arn"),
      keysNotSent: service === CLOUDWATCH ? [] : ["aws:sourceowner"],
    });
  }

  /** The alerts that services publish in their own name, by service principal. */
  get alertsByService(): ReadonlyMap<string, readonly Publisher[]> {
    const alerts = this.publishers.filter((one) => one.isAlert && one.isInOwnName);
    const services = new Set(alerts.map((one) => one.service));
    return new Map([...services].map((service) => [service, alerts.filter((one) => one.service === service)]));
  }

  get subscriptions(): readonly Resource[] {
    return this.graph.referrers(this.resource, types.TOPIC_SUBSCRIPTION, "topic");
  }

  /** Chat channels that show what the topic gets. */
  get chatChannels(): readonly Resource[] {
    return chatChannelsIn(this.graph).byTopic.get(this.resource) ?? [];
  }

  /** Throws `Undecided` when a further subscription or chat channel may belong to this topic, but that is not known yet. */
  demandAllReceiversKnown(): void {
    const { graph, resource } = this;
    graph.demandReferrersKnown(resource, types.TOPIC_SUBSCRIPTION, "topic");
    if (chatChannelsIn(graph).topics.some((value) => graph.mayLeadTo(value, resource))) {
      throw new Undecided("which topic a chat channel belongs to");
    }
  }
}

/** The topics that the stack itself makes; one that it only reads belongs to another stack. */
export const topics = view(types.TOPIC, (graph) =>
  graph
    .ofType(types.TOPIC)
    .filter((topic) => topic.isAnalysed)
    .map((topic) => new TopicView(graph, topic)),
);

function publishersIn(graph: Graph): ReadonlyMap<Resource, readonly Publisher[]> {
  graph.demandComplete();
  return graph.view("publishers of topics", () => {
    const index = new Map<Resource, Publisher[]>();
    for (const kind of KINDS) {
      for (const resource of graph.ofType(kind.types)) {
        const publisher = new Publisher(resource, kind);
        topicsIn(graph, kind.topics(resource)).forEach((topic) => addTo(index, topic, publisher));
      }
    }
    return index;
  });
}

interface ChatChannels {
  readonly byTopic: ReadonlyMap<Resource, readonly Resource[]>;
  /** What the channels say about their topics. */
  readonly topics: readonly Value[];
}

function chatChannelsIn(graph: Graph): ChatChannels {
  graph.demandComplete();
  return graph.view("chat channels of topics", () => {
    const byTopic = new Map<Resource, Resource[]>();
    const topics: Value[] = [];
    for (const channel of graph.ofType(types.CHATBOT)) {
      const values = elements(channel.at("snsTopicArns"));
      topicsIn(graph, values).forEach((topic) => addTo(byTopic, topic, channel));
      topics.push(...values);
    }
    return { byTopic, topics };
  });
}

function topicsIn(graph: Graph, values: readonly Value[]): ReadonlySet<Resource> {
  return new Set(values.flatMap((one) => graph.resourcesAt(one, types.TOPIC)));
}
