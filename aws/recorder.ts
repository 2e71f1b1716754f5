import { some, Undecided, view, type Graph, type Resource, type StackFacts, type Subject, type Value } from "../core";
import { isSamePlace } from "./region";
import * as types from "./types";

/** What a recorder records; AWS Config derives it from the recording group. https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingStrategy.html */
export type RecordingStrategy = "all" | "inclusion" | "exclusion";

const STRATEGIES: Readonly<Record<string, RecordingStrategy>> = {
  ALL_SUPPORTED_RESOURCE_TYPES: "all",
  INCLUSION_BY_RESOURCE_TYPES: "inclusion",
  EXCLUSION_BY_RESOURCE_TYPES: "exclusion",
};

/** A configuration recorder of AWS Config with what belongs to it. */
export class RecorderView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** The recorders that this stack creates in the same account and region, this one included, by URN. */
  createdInSamePlace(stack: StackFacts): readonly Resource[] {
    return this.graph.allOfType(types.RECORDER).filter(isCreated).filter(this.inSamePlace(stack));
  }

  /** Delivery channels name no recorder: those of its account and region are its own. */
  channels(stack: StackFacts): readonly Resource[] {
    return this.graph.allOfType(types.DELIVERY_CHANNEL).filter(this.inSamePlace(stack));
  }

  /**
   * What switches it on and off; recorders of several regions often have the same name. Throws `Undecided` when there is
   * none and one may turn out to be.
   */
  statuses(stack: StackFacts): readonly Resource[] {
    const found = this.graph.referrers(this.resource, types.RECORDER_STATUS, "name").filter(this.inSamePlace(stack));
    if (found.length === 0) {
      if (this.resource.at("name").isUnknown) {
        throw new Undecided("the recorder's name");
      }
      this.graph.demandReferrersKnown(this.resource, types.RECORDER_STATUS, "name");
    }
    return found;
  }

  get recordingGroup(): Value {
    return this.resource.at("recordingGroup");
  }

  /** What it records: everything unless the group lists or excludes types. */
  get strategy(): { readonly kind: RecordingStrategy; readonly at: Value } {
    const group = this.recordingGroup;
    const useOnly = group.at("recordingStrategies", "useOnly");
    const explicit = STRATEGIES[useOnly.string()?.toUpperCase() ?? ""];
    if (explicit !== undefined) {
      return { kind: explicit, at: useOnly };
    }
    const excluded = group.at("exclusionByResourceTypes", "resourceTypes");
    if (excluded.isPresent) {
      return { kind: "exclusion", at: excluded };
    }
    const all = group.at("allSupported");
    const isListing = all.boolean() === false || (all.isAbsent && group.at("resourceTypes").isPresent);
    return { kind: isListing ? "inclusion" : "all", at: all.isAbsent ? group.at("resourceTypes") : all };
  }

  /**
   * Whether it also records IAM's users, groups, roles and policies, which belong to no region: a list has to name them,
   * and an exclusion would. https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
   */
  get recordsGlobalTypes(): boolean {
    const { kind } = this.strategy;
    if (kind === "all") {
      return this.recordingGroup.at("includeGlobalResourceTypes").boolean() === true;
    }
    const listed = this.recordingGroup.at("resourceTypes");
    return kind === "exclusion" || some(listed.list(), (one) => one.string()?.startsWith("AWS::IAM::") === true);
  }

  private inSamePlace(stack: StackFacts): (other: Resource) => boolean {
    return (other) => other === this.resource || isSamePlace(other, this.resource, stack);
  }
}

/** The recorders that the stack itself creates. */
export const recorders = view(types.RECORDER, (graph) =>
  graph
    .ofType(types.RECORDER)
    .filter(isCreated)
    .map((resource) => new RecorderView(graph, resource)),
);

/** The recorders and delivery channels that the stack creates where another resource is. */
export function recordingAt(place: Resource, stack: StackFacts, kind: readonly string[]): readonly Resource[] {
  return place.graph
    .allOfType(kind)
    .filter(isCreated)
    .filter((one) => isSamePlace(one, place, stack));
}

/** Resources that are read (`.get`) or not targeted exist already and belong to another stack. */
export function isCreated(resource: Resource): boolean {
  return resource.isAnalysed;
}
