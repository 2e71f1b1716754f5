import { bucketOf } from "../../aws/bucket";
import { followToBuckets } from "../../aws/bucket-link";
import { keyOf } from "../../aws/key";
import { regionOf } from "../../aws/region";
import { TRAIL } from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource, type StackFacts } from "../../core";

export default definePolicy({
  name: "cloudtrail-key-region",
  category: "secrets",
  requirements: ["SEC-09"],
  severity: "high",
  level: "mandatory",
  title: "Key and bucket of a trail stand in the same region",
  description: "The KMS key of a trail is in the region of the bucket that the trail writes to.",
  rationale: "S3 encrypts with keys of its own region only, so CloudTrail refuses a trail whose key is in another one.",
  fix: "Make the aws.kms.Key (or an aws.kms.ReplicaKey of a multi-Region key) in the region of the bucket and name it in kmsKeyId.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/botocore/latest/reference/services/cloudtrail/client/exceptions/KmsKeyNotFoundException.html",
  ],
  subjects: resourcesOfType(...TRAIL),
  needs: "stack-only",
  check(trail, { each, report, stack }) {
    const regions = keyRegions(trail, stack);
    each(followToBuckets(trail.graph, trail.at("s3BucketName")).buckets, (bucket) => {
      const region = bucketOf(bucket) && regionOf(bucket, stack);
      if (region !== undefined && regions.length > 0 && !regions.includes(region)) {
        report(trail.at("kmsKeyId"), {
          found: `The key is in ${regions.join(", ")}, the trail's bucket "${bucket.name}" in ${region}.`,
        });
      }
    });
  },
});

/** Where the trail's key may be: as its resource says, else its ARN. Empty when neither does. */
function keyRegions(trail: Resource, stack: StackFacts): readonly string[] {
  const value = trail.at("kmsKeyId");
  const link = keyOf(trail.graph, value);
  const regions =
    link.kind === "inside"
      ? link.keys.map(({ resource }) => regionOf(resource, stack))
      : [value.isUnknown ? undefined : /^arn:[^:]*:kms:([^:]+):/.exec(value.string() ?? "")?.[1]];
  return regions.flatMap((region) => region ?? []);
}
