import { foundational } from "../../aws/controls";
import { bucketsWith, PUBLIC_ACCESS_SETTINGS, type BucketView } from "../../aws/bucket";
import { BUCKET_PUBLIC_ACCESS_BLOCK } from "../../aws/types";
import { definePolicy, some, type StackFacts } from "../../core";

export default definePolicy({
  name: "s3-bucket-public-access-block",
  category: "storage",
  requirements: ["STO-04"],
  severity: "high",
  level: "mandatory",
  title: "S3 buckets block public access",
  description: "Every S3 bucket has a public access block with all four settings true.",
  rationale:
    "One ACL or policy that is too wide makes a bucket public. The block overrules it, whoever writes it and whenever; each of the four settings covers a way that the other three leave open.",
  fix: "Add an aws.s3.BucketPublicAccessBlock with bucket: <bucket>.id and blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets: true.",
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketpublicaccessblock/",
  ],
  controls: foundational("S3.8"),
  remediates:
    "Sets the settings of an existing BucketPublicAccessBlock that are not true; it never creates a block. Changes it in place; what is public through that bucket is not any more.",
  subjects: bucketsWith("publicAccessBlock"),
  needs: "stack",
  check(bucket, { report, each, stack }) {
    const isClosed = (setting: string): boolean => isBlockedByAccount(bucket, setting, stack);
    each(bucket.publicAccessBlocks, (own) =>
      each(PUBLIC_ACCESS_SETTINGS, (setting) => {
        if (own.at(setting).boolean() !== true && !isClosed(setting)) {
          // The provider fills a setting that the program leaves out with false, so both look alike here.
          report(own.at(setting), { found: `${setting} is not true.`, fix: `Set ${setting}: true.` });
        }
      }),
    );
    if (bucket.publicAccessBlocks.length > 0) {
      return;
    }
    const open = PUBLIC_ACCESS_SETTINGS.filter((setting) => !isClosed(setting));
    if (open.length > 0) {
      const partly = open.length < PUBLIC_ACCESS_SETTINGS.length;
      report(bucket.resource, {
        found: partly
          ? `The bucket has no public access block of its own, and the account's leaves ${open.join(", ")} open.`
          : "The bucket has no public access block.",
        key: "public-access-block",
      });
    }
  },
  remediate(resource, context) {
    if (!BUCKET_PUBLIC_ACCESS_BLOCK.includes(resource.type)) {
      return;
    }
    for (const setting of PUBLIC_ACCESS_SETTINGS) {
      const value = resource.at(setting);
      if (!value.isUnknown && value.boolean() !== true) {
        context.set([setting], true);
      }
    }
  },
});

/** S3 applies the stricter of what the bucket and the account say. */
function isBlockedByAccount(bucket: BucketView, setting: string, stack: StackFacts): boolean {
  return some(bucket.accountPublicAccessBlocks(stack), (block) => block.at(setting).boolean() === true);
}
