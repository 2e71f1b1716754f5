import type { Value } from "../core";

/** A bucket's lifecycle rule, of the bucket itself or of a lifecycle configuration. */
export class LifecycleRule {
  constructor(readonly value: Value) {}

  /** Inline rules have `enabled`, those of a lifecycle configuration have `status`. */
  get isEnabled(): boolean {
    return this.value.at("enabled").boolean() === true || this.value.at("status").string() === "Enabled";
  }

  /**
   * Whether it covers every object: no prefix, no tags, no sizes. An empty filter is one that lets everything through.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html
   */
  get coversWholeBucket(): boolean {
    const filter = this.value.at("filter");
    return [this.value, filter, filter.at("and")].every((one) => !limitsObjects(one));
  }

  /** After how many days current objects expire. A fixed `date` or `expiredObjectDeleteMarker` gives none. */
  get expirationDays(): Value {
    return firstPresent(this.value.at("expiration", "days"), this.value.at("expirations", "days"));
  }

  /** After how many days noncurrent versions are deleted. */
  get noncurrentDays(): Value {
    return firstPresent(
      this.value.at("noncurrentVersionExpiration", "noncurrentDays"),
      this.value.at("noncurrentVersionExpiration", "days"),
      this.value.at("noncurrentVersionExpirations", "days"),
    );
  }
}

function limitsObjects(part: Value): boolean {
  const sizes = [part.at("objectSizeGreaterThan"), part.at("objectSizeLessThan")];
  return (
    [part.at("prefix"), part.at("tag"), part.at("tags")].some((one) => one.isPresent) ||
    sizes.some((size) => (size.number() ?? 0) > 0)
  );
}

/** The first value that is there or not known yet; else the first of all, which is absent. */
export function firstPresent(first: Value, ...others: Value[]): Value {
  return [first, ...others].find((value) => !value.isAbsent) ?? first;
}
