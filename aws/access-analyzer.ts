import type { Graph, Resource, Subject, Value } from "../core";
import * as types from "./types";

/**
 * The types that find what is open to principals outside; the others look for unused permissions or for access from within.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
 */
const EXTERNAL_ACCESS: ReadonlySet<string> = new Set(["ACCOUNT", "ORGANIZATION"]);

/** An IAM Access Analyzer. */
export class AccessAnalyzerView implements Subject {
  constructor(readonly resource: Resource) {}

  get type(): Value {
    return this.resource.at("type");
  }

  /** Whether it finds access from outside of the account or organisation; the provider's default does. */
  get findsExternalAccess(): boolean {
    return EXTERNAL_ACCESS.has(this.type.string() ?? "ACCOUNT");
  }
}

/** Every analyzer that the stack shows. Throws `Undecided` while only one resource is known. */
export function accessAnalyzers(graph: Graph): readonly AccessAnalyzerView[] {
  return graph.allOfType(types.ACCESS_ANALYZER).map((resource) => new AccessAnalyzerView(resource));
}
