import { bucketOf } from "../../aws/bucket";
import { followToBuckets } from "../../aws/bucket-link";
import { keys, TRAIL_USE } from "../../aws/key";
import {
  CLOUDTRAIL,
  refusalByDefault,
  refusalOf,
  TRAIL_ACTIONS,
  trailService,
  type NeededAction,
} from "../../aws/key-service";
import { definePolicy, some, whenKnown, type Resource } from "../../core";

export default definePolicy({
  name: "kms-key-trail-grant",
  category: "secrets",
  requirements: ["SEC-09"],
  severity: "high",
  level: "mandatory",
  title: "Keys of trails let CloudTrail use them",
  description:
    "The KMS key of a trail lets CloudTrail use kms:GenerateDataKey*, and kms:Decrypt when the trail's bucket uses a bucket key.",
  rationale:
    "CloudTrail uses the key in its own name, so the statement for the account's root user does not help: the trail is refused, or delivers nothing and nobody is told.",
  fix: "Let cloudtrail.amazonaws.com use the key in its policy.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
  ],
  subjects: keys,
  needs: "stack-only",
  check(key, { each, report, stack }) {
    const { policies } = key;
    each(key.users(TRAIL_USE), (trail) => {
      const service = trailService(trail, stack);
      const needed = neededBy(trail);
      const outcome = `so the trail "${trail.name}" cannot deliver its logs`;
      const finding = { fix: fixFor(needed), key: `use:${CLOUDTRAIL}` };
      if (policies.length === 0) {
        const { at, found } = refusalByDefault(key, service, needed);
        report(at, { ...finding, found: `${found}, ${outcome}.` });
      }
      each(policies, (policy) => {
        const refusal = refusalOf(key, policy, service, needed);
        if (refusal) {
          report(refusal.at, { ...finding, fix: refusal.fix ?? finding.fix, found: `${refusal.found}, ${outcome}.` });
        }
      });
    });
  },
});

/** Whether the bucket has a bucket key may not be known yet; what is needed without one is asked for all the same. */
function neededBy(trail: Resource): readonly NeededAction[] {
  const { encrypt, decrypt } = TRAIL_ACTIONS;
  return whenKnown(() => writesUnderBucketKey(trail)) === true ? [encrypt, decrypt] : [encrypt];
}

function writesUnderBucketKey(trail: Resource): boolean {
  const { buckets } = followToBuckets(trail.graph, trail.at("s3BucketName"));
  return some(buckets, (bucket) => {
    const encryption = bucketOf(bucket)?.defaultEncryption;
    // S3 has no bucket keys for aws:kms:dsse.
    return encryption?.bucketKeyEnabled.boolean() === true && encryption.algorithm.string() === "aws:kms";
  });
}

function fixFor(needed: readonly NeededAction[]): string {
  const actions = needed.map(({ written }) => `"${written}"`).join(", ");
  const condition = `Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:<region>:<account id>:trail/<name>" } }`;
  const use = `{ Sid: "CloudTrailEncrypt", Effect: "Allow", Principal: { Service: "${CLOUDTRAIL}" }, Action: [${actions}], Resource: "*", ${condition} }`;
  const describe = `{ Sid: "CloudTrailDescribe", Effect: "Allow", Principal: { Service: "${CLOUDTRAIL}" }, Action: "kms:DescribeKey", Resource: "*", ${condition} }`;
  return `Have these statements in the key's policy, beside the one for the account: ${use} and ${describe}.`;
}
