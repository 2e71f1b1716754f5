import { view, type Graph, type Resource, type Subject, type Value, Undecided } from "../core";
import * as types from "./types";

/** The split resources of a bucket and the property that names the bucket. */
const PARTS = {
  versioning: types.BUCKET_VERSIONING,
  encryption: types.BUCKET_ENCRYPTION,
  publicAccessBlock: types.BUCKET_PUBLIC_ACCESS_BLOCK,
  lifecycle: types.BUCKET_LIFECYCLE,
  logging: types.BUCKET_LOGGING,
  policy: types.BUCKET_POLICY,
  acl: types.BUCKET_ACL,
} as const;

type Part = keyof typeof PARTS;

/**
 * A bucket as S3 sees it: what is set inline and what its split resources set. A split resource of a bucket that the
 * stack does not show makes a view too, so that what it sets explicitly is judged; what it leaves open is undecided.
 */
export class BucketView implements Subject {
  constructor(
    readonly graph: Graph,
    /** The bucket, else the split resource that names one outside. */
    readonly resource: Resource,
    /** The bucket's own resource; absent for one outside. */
    readonly bucket: Resource | undefined,
  ) {}

  /** Whether versioning is on, and where that is said: `Enabled`, `Suspended`, `Disabled`; absent when nothing says it. */
  get versioningStatus(): Value | undefined {
    const inline =
      this.bucket && firstPresent(this.bucket.at("versioning", "enabled"), this.bucket.at("versionings", "enabled"));
    return (
      inline ??
      this.parts("versioning")
        .map((part) => part.at("versioningConfiguration", "status"))
        .find((value) => !value.isAbsent)
    );
  }

  /** The split resources of one kind that belong to this bucket. Undecided while the rest of the stack is not known. */
  parts(kind: Part): readonly Resource[] {
    const { bucket, resource, graph } = this;
    if (!bucket) {
      if (PARTS[kind].includes(resource.type)) {
        return [resource];
      }
      throw new Undecided("a bucket outside of this stack");
    }
    return graph.referrers(bucket, PARTS[kind], "bucket");
  }
}

function firstPresent(...values: Value[]): Value | undefined {
  return values.find((value) => !value.isAbsent);
}

/** Every general purpose bucket of the stack, and what the stack sets on buckets outside. */
export const buckets = view([...types.BUCKET, ...Object.values(PARTS).flat()], (graph) => {
  const own = graph.ofType(types.BUCKET).map((bucket) => new BucketView(graph, bucket, bucket));
  const outside = graph.ofType(Object.values(PARTS).flat()).filter((part) => {
    return !graph.isComplete || graph.follow(part.at("bucket"), types.BUCKET).kind !== "inside";
  });
  return [...own, ...outside.map((part) => new BucketView(graph, part, undefined))];
});
