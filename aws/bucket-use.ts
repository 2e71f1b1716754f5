import { addTo, find, some, type Graph, type Resource, type Value } from "../core";
import { artifactStores } from "./artifact-store";
import type { BucketView } from "./bucket";
import { followToBuckets } from "./bucket-link";
import { isStateBucket } from "./state-backend";
import * as types from "./types";

/**
 * What the stack keeps in a bucket besides logs, in words that follow "which": a sign that it is a data bucket, whatever
 * else is delivered there. Undefined when nothing shows such a use. Throws `Undecided` when one may yet turn out.
 */
export function dataUseOf(view: BucketView): string | undefined {
  const { resource: bucket, graph } = view;
  const signs: readonly (readonly [() => boolean, string])[] = [
    [() => artifactStores(graph).pipelinesOf.has(bucket), "keeps the artifacts of a pipeline"],
    [() => isStateBucket(bucket), "keeps Pulumi's state"],
    [() => view.isWebsite, "serves a website"],
    [() => users(graph).origins.has(bucket), "CloudFront serves to the public"],
    [() => some(users(graph).objectsIn.get(bucket) ?? [], isContent), "holds objects that the program uploads"],
  ];
  return find(signs, ([sign]) => sign())?.item[1];
}

interface Users {
  /** Buckets that CloudFront fetches from. */
  readonly origins: ReadonlySet<Resource>;
  /** The keys of the program's objects, by bucket. */
  readonly objectsIn: ReadonlyMap<Resource, readonly Value[]>;
}

function users(graph: Graph): Users {
  return graph.view(dataUseOf, () => ({
    origins: new Set(graph.allOfType(types.CLOUDFRONT_DISTRIBUTION).flatMap(originsOf)),
    objectsIn: objectsByBucket(graph),
  }));
}

function originsOf(distribution: Resource): readonly Resource[] {
  const origins = distribution.at("origins");
  const domains = origins.isUnknown ? [origins] : origins.list().map((origin) => origin.at("domainName"));
  return domains.flatMap((domain) => followToBuckets(distribution.graph, domain).buckets);
}

function objectsByBucket(graph: Graph): ReadonlyMap<Resource, readonly Value[]> {
  const found = new Map<Resource, Value[]>();
  for (const object of graph.allOfType(types.S3_OBJECT)) {
    for (const bucket of followToBuckets(graph, object.at("bucket")).buckets) {
      addTo(found, bucket, object.at("key"));
    }
  }
  return found;
}

/** An empty object whose key ends in a slash is how consoles show a folder; it holds nothing. */
function isContent(key: Value): boolean {
  return key.string()?.endsWith("/") !== true;
}
