import type { Graph, Resource, Value } from "../core";
import { followToBuckets } from "./bucket-link";
import { firstPresent } from "./lifecycle";
import * as types from "./types";

/** The buckets of the stack in which its pipelines keep artifacts. */
export interface ArtifactStores {
  /** Each bucket with the pipelines that use it. */
  readonly pipelinesOf: ReadonlyMap<Resource, readonly Resource[]>;
  /** A location of which nothing is known yet; it may be any bucket. */
  readonly open: Value | undefined;
}

/** All pipelines' artifact stores, of one region or several. Throws `Undecided` while only one resource is known. */
export function artifactStores(graph: Graph): ArtifactStores {
  return graph.view(artifactStores, () => collect(graph));
}

function collect(graph: Graph): ArtifactStores {
  const pipelinesOf = new Map<Resource, Resource[]>();
  let open: Value | undefined;
  for (const pipeline of graph.allOfType(types.PIPELINE)) {
    for (const location of locationsOf(pipeline)) {
      const link = followToBuckets(graph, location);
      open ??= link.isOpen ? location : undefined;
      for (const bucket of link.buckets) {
        const known = pipelinesOf.get(bucket) ?? [];
        pipelinesOf.set(bucket, known.includes(pipeline) ? known : [...known, pipeline]);
      }
    }
  }
  return { pipelinesOf, open };
}

/** Where a pipeline's artifact stores are named. */
export function locationsOf(pipeline: Resource): Value[] {
  const stores = firstPresent(pipeline.at("artifactStores"), pipeline.at("artifactStore"));
  return stores.isUnknown ? [stores] : stores.list().map((store) => store.at("location"));
}
