import { find, type Graph, type Resource } from "../core";
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
  const { bucket, graph } = view;
  if (!bucket) {
    return undefined;
  }
  const signs: readonly (readonly [() => boolean, string])[] = [
    [() => artifactStores(graph).pipelinesOf.has(bucket), "keeps the artifacts of a pipeline"],
    [() => isStateBucket(bucket), "keeps Pulumi's state"],
    [() => view.isWebsite, "serves a website"],
    [() => users(graph).origins.has(bucket), "CloudFront serves to the public"],
    [() => users(graph).holders.has(bucket), "holds objects that the program uploads"],
  ];
  return find(signs, ([sign]) => sign())?.item[1];
}

interface Users {
  /** Buckets that CloudFront fetches from. */
  readonly origins: ReadonlySet<Resource>;
  /** Buckets with objects of the program. */
  readonly holders: ReadonlySet<Resource>;
}

function users(graph: Graph): Users {
  return graph.view(dataUseOf, () => ({
    origins: new Set(graph.allOfType(types.CLOUDFRONT_DISTRIBUTION).flatMap(originsOf)),
    holders: new Set(graph.allOfType(types.S3_OBJECT).flatMap(holdersOf)),
  }));
}

function originsOf(distribution: Resource): readonly Resource[] {
  const origins = distribution.at("origins");
  const domains = origins.isUnknown ? [origins] : origins.list().map((origin) => origin.at("domainName"));
  return domains.flatMap((domain) => followToBuckets(distribution.graph, domain).buckets);
}

/** An empty object whose key ends in a slash is how consoles show a folder; it holds nothing. */
function holdersOf(object: Resource): readonly Resource[] {
  const key = object.at("key");
  const isFolder = !key.isUnknown && key.string()?.endsWith("/") === true;
  return isFolder ? [] : followToBuckets(object.graph, object.at("bucket")).buckets;
}
