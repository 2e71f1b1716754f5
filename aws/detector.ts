import type { Graph, Resource, StackFacts, Subject } from "../core";
import { isSamePlace } from "./region";
import * as types from "./types";

/** A GuardDuty detector: one account, one region. */
export class DetectorView implements Subject {
  constructor(readonly resource: Resource) {}

  /** Whether it looks at anything; it does unless told otherwise. */
  get isEnabled(): boolean {
    return this.resource.at("enable").boolean() !== false;
  }

  /** Whether the resource is where the detector looks. */
  covers(other: Resource, stack: StackFacts): boolean {
    return isSamePlace(this.resource, other, stack);
  }
}

/** Every detector that the stack shows. Throws `Undecided` while only one resource is known. */
export function detectors(graph: Graph): readonly DetectorView[] {
  return graph.allOfType(types.DETECTOR).map((resource) => new DetectorView(resource));
}
