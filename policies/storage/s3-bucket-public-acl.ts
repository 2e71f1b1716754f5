import { foundational, securityHub } from "../../aws/controls";
import { BucketAcl } from "../../aws/bucket-acl";
import { BUCKET, BUCKET_ACL } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const PUBLIC_ACLS: ReadonlyMap<string, string> = new Map([
  ["public-read", "lets everyone list the bucket"],
  ["public-read-write", "lets everyone list, write and delete objects"],
  ["authenticated-read", "lets every AWS account list the bucket"],
]);

export default definePolicy({
  name: "s3-bucket-public-acl",
  category: "storage",
  requirements: ["STO-11"],
  severity: "high",
  level: "mandatory",
  title: "No public ACLs on S3 buckets",
  description: "No bucket ACL grants anything to everyone or to every AWS account.",
  rationale:
    "A public ACL opens the bucket to the whole internet, or to anyone with an AWS account, which is the same. A public access block hides it only as long as nobody takes that off.",
  fix: 'Leave the ACL out or set acl: "private"; give single principals access by an aws.s3.BucketPolicy, websites by CloudFront with origin access control.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  ],
  controls: [...foundational("S3.2", "S3.3"), ...securityHub("CloudTrail.6")],
  subjects: resourcesOfType(...BUCKET, ...BUCKET_ACL),
  needs: "resource",
  check(resource, { each, report }) {
    const acl = new BucketAcl(resource);
    const parts = [
      () => {
        const canned = acl.canned.string();
        const effect = PUBLIC_ACLS.get(canned ?? "");
        if (canned !== undefined && effect !== undefined) {
          report(acl.canned, { found: `"${canned}" ${effect}.` });
        }
      },
      () =>
        each(acl.grants, (grant) => {
          const group = grant.publicGroup;
          if (group !== undefined) {
            report(grant.at, {
              found: `The grant gives ${grant.permissions.join(", ") || "access"} to ${group}.`,
              fix: "Take the grant out; give single principals access by an aws.s3.BucketPolicy.",
            });
          }
        }),
    ];
    each(parts, (part) => part());
  },
});
