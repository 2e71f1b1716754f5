import { every, some, view, whenKnown, type Graph, type Link, type Resource, type Subject, type Value } from "../core";
import { ownAccount } from "./account";
import { followToBuckets, type BucketLink } from "./bucket-link";
import { withoutStreams } from "./log-group";
import { hasSameProvider } from "./region";
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
export const VALUE_OPERATORS = [
  "equals",
  "startsWiths",
  "endsWiths",
  "notEquals",
  "notStartsWiths",
  "notEndsWiths",
] as const;

export type ValueOperator = (typeof VALUE_OPERATORS)[number];

/** Operators that leave events out. */
const NEGATED = ["notEquals", "notStartsWiths", "notEndsWiths"] as const;

/** An advanced selector. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export class AdvancedSelector implements ManagementSelection {
  constructor(readonly value: Value) {}

  /** The conditions, all of which an event must meet. */
  get conditions(): Value[] {
    return this.value.at("fieldSelectors").list();
  }

  /** The conditions that are known to be on a field. */
  conditionsOn(field: string): Value[] {
    return this.conditions.filter((condition) => whenKnown(() => condition.at("field").string()) === field);
  }

  /** Whether a condition says which category of events it admits, without which CloudTrail takes no selector. */
  get namesCategory(): boolean {
    return some(
      this.conditions,
      (condition) => condition.at("field").string() === "eventCategory" && condition.at("equals").isPresent,
    );
  }

  /** Whether a condition demands that the field is this text. */
  demands(field: string, text: string): boolean {
    return some(
      this.conditions,
      (condition) =>
        condition.at("field").string() === field &&
        some(condition.at("equals").list(), (value) => value.string() === text),
    );
  }

  /** The list of values of each operator of each condition. */
  get valueLists(): Value[] {
    return this.conditions.flatMap((condition) => VALUE_OPERATORS.map((operator) => condition.at(operator)));
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

const ACTIVITIES: readonly Activity[] = ["reads", "writes"];

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
    return every(ACTIVITIES, (activity) => this.records(activity));
  }

  /** Whether it records what is done to the account at all, not only data events. */
  get recordsSomeManagementEvents(): boolean {
    return some(ACTIVITIES, (activity) => this.records(activity));
  }

  /** Whether it records all management events of this kind, apart from those of excluded sources. */
  records(activity: Activity): boolean {
    return some(this.selections, (one) => one.records(activity));
  }

  /** As `recordsManagementEvents`, without any excluded source. */
  get recordsEverySource(): boolean {
    return every(ACTIVITIES, (activity) =>
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

  /** The log group that it also writes to, without the `:*` that trails name its streams by. */
  get logGroupArn(): Value {
    return withoutStreams(this.resource.at("cloudWatchLogsGroupArn"));
  }

  /** The log group; one that is only read belongs to another stack. Throws `Undecided` while only one resource is known. */
  get logGroup(): Link {
    const link = this.graph.follow(this.logGroupArn, types.LOG_GROUP);
    return link.kind === "inside" && !link.resources.some((group) => group.isAnalysed) ? { kind: "outside" } : link;
  }

  /** Whether the other trail belongs to the same account, by providers and ARNs. Throws `Undecided` when they do not tell. */
  isOfSameAccount(other: TrailView): boolean {
    if (hasSameProvider(this.resource, other.resource)) {
      return true;
    }
    return ownAccount(this.resource) === ownAccount(other.resource);
  }
}

/** The trails that the stack itself makes, in the order of their URNs. */
export const trails = view(types.TRAIL, (graph) => trailsIn(graph).filter(({ resource }) => resource.isAnalysed));

/** Every trail that the stack shows, those included that it only reads. Throws `Undecided` while only one resource is known. */
export function allTrails(graph: Graph): readonly TrailView[] {
  graph.demandComplete();
  return trailsIn(graph);
}

function trailsIn(graph: Graph): readonly TrailView[] {
  return graph.view(TrailView, () => graph.ofType(types.TRAIL).map((resource) => new TrailView(graph, resource)));
}
