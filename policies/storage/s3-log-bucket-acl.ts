import { foundational } from "../../aws/controls";
import type { AclGrant } from "../../aws/bucket-acl";
import { bucketsWith } from "../../aws/bucket";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-log-bucket-acl",
  category: "storage",
  requirements: ["STO-10"],
  severity: "low",
  level: "advisory",
  title: "Log buckets admit log services by policy, not by ACL",
  description: "A log bucket's ACL lets nobody write but CloudFront's standard logging, which knows no other way.",
  rationale:
    "The log delivery group of an ACL stands for the access logs of every bucket of every account; an ACL has no condition that could name the source. ACLs are off by default and AWS advises against them.",
  fix: 'Leave the ACL out, and let logging.s3.amazonaws.com write in the bucket\'s policy: { Effect: "Allow", Principal: { Service: "logging.s3.amazonaws.com" }, Action: "s3:PutObject", Resource: pulumi.interpolate`${logs.arn}/*`, Condition: { StringEquals: { "aws:SourceAccount": accountId } } }.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  ],
  controls: foundational("S3.12"),
  subjects: bucketsWith("acl"),
  needs: "stack-only",
  check(bucket, { settings, each, report }) {
    if (!bucket.isLogBucket(settings)) {
      return;
    }
    each(bucket.acls(), (acl) => {
      const parts = [
        () => {
          if (acl.isLogDelivery) {
            report(acl.canned, {
              found: '"log-delivery-write" lets S3 write access logs of every account that names this bucket.',
            });
          }
        },
        () =>
          each(acl.grants, (grant) => {
            const found = faultOf(grant);
            if (found !== undefined) {
              report(grant.at, { found });
            }
          }),
      ];
      each(parts, (part) => part());
    });
  },
});

/** Grants to everyone are STO-11's. */
function faultOf(grant: AclGrant): string | undefined {
  if (!grant.mayWrite || grant.publicGroup !== undefined || grant.isCloudFront || grant.isOwner) {
    return undefined;
  }
  return grant.isLogDeliveryGroup
    ? "The grant lets S3 write access logs of every account that names this bucket."
    : "The grant lets somebody write who is neither the bucket's owner nor a log service.";
}
