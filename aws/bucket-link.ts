import { type Graph, type Resource, type Value } from "../core";
import * as types from "./types";

/** Where a property that names a bucket leads. */
export interface BucketLink {
  /** The buckets of this stack; several when an unknown value depends on several. */
  readonly buckets: readonly Resource[];
  /** Nothing here shows where it leads, and it may yet turn out to be any bucket. */
  readonly isOpen: boolean;
}

/** How far a name may be handed on: `versioning.bucket` of a resource whose own `bucket` is `logs.id`. */
const MAX_HOPS = 4;

/**
 * Follows a bucket name, ARN, ARN with prefix, domain name or `s3://` URL to the buckets of the stack, also through
 * resources that only hand the name on. Throws `Undecided` while only one resource is known.
 */
export function followToBuckets(graph: Graph, value: Value, hops = MAX_HOPS): BucketLink {
  if (value.isAbsent) {
    return { buckets: [], isOpen: false };
  }
  graph.demandComplete();
  if (!value.isUnknown) {
    const named = graph.bearing(bucketNameIn(value.string() ?? ""), types.BUCKET);
    if (named.length > 0) {
      return { buckets: named, isOpen: false };
    }
  }
  const link = graph.follow(value, types.BUCKET);
  const buckets = link.kind === "inside" ? link.resources : handedOn(graph, value, hops);
  return { buckets, isOpen: buckets.length === 0 && value.isUnknown };
}

function handedOn(graph: Graph, value: Value, hops: number): Resource[] {
  const property = value.path[0];
  const owner = graph.byUrn(value.owner.urn);
  if (hops === 0 || !owner || typeof property !== "string") {
    return [];
  }
  const sources = owner.propertyDependencies(property).filter((source) => source.type.startsWith("aws:s3/"));
  return sources.flatMap((source) => followToBuckets(graph, source.at("bucket"), hops - 1).buckets);
}

/**
 * The bucket's name in the forms by which AWS resources and Pulumi's backend name it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-bucket-intro.html
 */
export function bucketNameIn(text: string): string {
  const form = /^arn:[^:]*:s3:::([^/]+)/.exec(text) ?? /^s3:\/\/([^/?]+)/.exec(text);
  return form?.[1] ?? text.replace(/\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/, "");
}
