import {
  every,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Link,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { ownAccount } from "./account";
import { followToBuckets, type BucketLink } from "./bucket-link";
import { keyOf, type KeyLink } from "./key";
import { withoutStreams } from "./log-group";
import * as types from "./types";

/** The two kinds of management events: those that read and those that change something. */
type Activity = "reads" | "writes";

/** What part of the management events a selector admits, basic or advanced. */
export interface ManagementSelection {
  /** Whether it admits every event of this kind, apart from those of excluded sources. */
  records(activity: Activity): boolean;
  /** The list of event sources that it leaves out; undefined when it leaves out none. */
  readonly exclusion: Value | undefined;
}

/** What a trail without selectors records. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
const DEFAULT_SELECTION: ManagementSelection = { records: () => true, exclusion: undefined };

/** A basic selector, `eventSelectors`. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export class BasicSelector implements ManagementSelection {
  constructor(readonly value: Value) {}

  get includesManagementEvents(): boolean {
    return this.value.at("includeManagementEvents").boolean() !== false;
  }

  records(activity: Activity): boolean {
    const type = this.value.at("readWriteType").string() ?? "All";
    return (
      this.includesManagementEvents && (type === "All" || type === (activity === "reads" ? "ReadOnly" : "WriteOnly"))
    );
  }

  get exclusion(): Value | undefined {
    const sources = this.value.at("excludeManagementEventSources");
    return this.includesManagementEvents && sources.isPresent ? sources : undefined;
  }

  get dataResources(): Value[] {
    return this.value.at("dataResources").list();
  }
}

/** The operators of an advanced selector's condition, as the provider spells them. */
const OPERATORS = ["equals", "startsWiths", "endsWiths", "notEquals", "notStartsWiths", "notEndsWiths"] as const;

/** Operators that leave events out. */
const NEGATED = ["notEquals", "notStartsWiths", "notEndsWiths"] as const;

/** An advanced selector. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export class AdvancedSelector implements ManagementSelection {
  constructor(readonly value: Value) {}

  /** The conditions, all of which an event must meet. */
  get conditions(): Value[] {
    return this.value.at("fieldSelectors").list();
  }

  /** The conditions on one field. */
  conditionsOn(field: string): Value[] {
    return this.conditions.filter((condition) => condition.at("field").string() === field);
  }

  /** Whether a condition demands that the field is this text. */
  demands(field: string, text: string): boolean {
    return some(this.conditionsOn(field), (condition) => condition.at("equals").strings().includes(text));
  }

  /** Every value of every condition. */
  get values(): Value[] {
    return this.conditions.flatMap((condition) => OPERATORS.flatMap((operator) => condition.at(operator).list()));
  }

  records(activity: Activity): boolean {
    return (
      this.demands("eventCategory", "Management") &&
      every(this.conditions, (condition) => admitsAll(condition, activity))
    );
  }

  get exclusion(): Value | undefined {
    if (!this.demands("eventCategory", "Management")) {
      return undefined;
    }
    return this.conditionsOn("eventSource")
      .flatMap((condition) => NEGATED.map((operator) => condition.at(operator)))
      .find((list) => list.isPresent);
  }
}

/** Whether a condition lets all management events of this kind through, apart from those of excluded sources. */
function admitsAll(condition: Value, activity: Activity): boolean {
  switch (condition.at("field").string()) {
    case "eventCategory":
      return true;
    case "readOnly":
      return condition
        .at("equals")
        .strings()
        .includes(activity === "reads" ? "true" : "false");
    case "eventSource":
      return ["equals", "startsWiths", "endsWiths"].every((operator) => !condition.at(operator).isPresent);
    default:
      return false;
  }
}

/** A trail: what it records, of which regions and accounts, and where to. */
export class TrailView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get isMultiRegion(): boolean {
    return this.resource.at("isMultiRegionTrail").boolean() === true;
  }

  /** Whether it records all accounts of the organisation. */
  get isOrganizationTrail(): boolean {
    return this.resource.at("isOrganizationTrail").boolean() === true;
  }

  /** Whether it records the events of services without regions, such as IAM; it does unless told otherwise. */
  get hasGlobalEvents(): boolean {
    return this.resource.at("includeGlobalServiceEvents").boolean() !== false;
  }

  /** Whether it records at all; it does unless told otherwise. */
  get isLogging(): boolean {
    return this.resource.at("enableLogging").boolean() !== false;
  }

  get basicSelectors(): BasicSelector[] {
    return this.resource
      .at("eventSelectors")
      .list()
      .map((value) => new BasicSelector(value));
  }

  get advancedSelectors(): AdvancedSelector[] {
    return this.resource
      .at("advancedEventSelectors")
      .list()
      .map((value) => new AdvancedSelector(value));
  }

  /** Whether every management event is recorded, apart from those of excluded sources: an event need meet one selector. */
  get recordsManagementEvents(): boolean {
    return every(["reads", "writes"] as const, (activity) => this.records(activity));
  }

  /** Whether it records all management events of this kind, apart from those of excluded sources. */
  records(activity: Activity): boolean {
    return some(this.selections, (one) => one.records(activity));
  }

  /** As `recordsManagementEvents`, without any excluded source. */
  get recordsEverySource(): boolean {
    return every(["reads", "writes"] as const, (activity) =>
      some(this.selections, (one) => one.records(activity) && one.exclusion === undefined),
    );
  }

  /** What says which management events it records. */
  get selections(): ManagementSelection[] {
    const selectors = [...this.basicSelectors, ...this.advancedSelectors];
    return selectors.length > 0 ? selectors : [DEFAULT_SELECTION];
  }

  /** The bucket that it writes to. Throws `Undecided` while only one resource is known. */
  get bucket(): BucketLink {
    return followToBuckets(this.graph, this.resource.at("s3BucketName"));
  }

  /** The key that its log files are encrypted with. */
  get key(): KeyLink {
    return keyOf(this.graph, this.resource.at("kmsKeyId"));
  }

  /** The log group that it also writes to. Throws `Undecided` while only one resource is known. */
  get logGroup(): Link {
    const group = this.resource.at("cloudWatchLogsGroupArn");
    return this.graph.follow(group.isUnknown ? group : withoutStreams(group), types.LOG_GROUP);
  }

  /** Whether the other trail belongs to the same account, as far as providers and ARNs tell. */
  isOfSameAccount(other: TrailView): boolean {
    if (this.resource.provider.urn === other.resource.provider.urn) {
      return true;
    }
    const [own, others] = [this, other].map(({ resource }) => whenKnown(() => ownAccount(resource)));
    if (own === undefined || others === undefined) {
      throw new Undecided("the account of a trail");
    }
    return own === others;
  }
}

/** The trails that the stack itself makes. */
export const trails = view(types.TRAIL, (graph) => trailsIn(graph).filter(({ resource }) => resource.isAnalysed));

/** Every trail that the stack shows, those included that it only reads. Throws `Undecided` while only one resource is known. */
export function allTrails(graph: Graph): readonly TrailView[] {
  graph.demandComplete();
  return trailsIn(graph);
}

function trailsIn(graph: Graph): readonly TrailView[] {
  return graph.view(TrailView, () => graph.ofType(types.TRAIL).map((resource) => new TrailView(graph, resource)));
}
