import { bucketsWith, type BucketView } from "../../aws/bucket";
import { definePolicy, matchesGlob, some, texts, type Value } from "../../core";

export default definePolicy({
  name: "s3-bucket-website",
  category: "storage",
  requirements: ["STO-11"],
  severity: "high",
  level: "mandatory",
  title: "S3 buckets do not host websites themselves",
  description: "No S3 bucket hosts a website, unless the settings allow it or it only redirects.",
  rationale:
    "A website endpoint of S3 serves public objects only, and speaks no HTTPS. CloudFront with origin access control serves the same files from a private bucket.",
  fix: "Leave the website configuration out and put an aws.cloudfront.Distribution with an aws.cloudfront.OriginAccessControl in front of the bucket; or name the bucket in the setting allowedBuckets.",
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  ],
  options: {
    allowedBuckets: texts({
      default: [],
      description:
        "Buckets that may host a website, by their name or by their name in the Pulumi program; `*` matches any text.",
    }),
  },
  subjects: bucketsWith("website"),
  needs: "stack",
  check(bucket, { options, each, report }) {
    each(bucket.websites, (website) => {
      if (onlyRedirects(website) || isAllowed(bucket, options.allowedBuckets)) {
        return;
      }
      report(website, {
        found: "The bucket hosts a website, which has to be public and is served without HTTPS.",
        key: "website",
      });
    });
  },
});

/** Redirects serve nothing: all requests go elsewhere, or those that rules name while there is no document. */
function onlyRedirects(website: Value): boolean {
  const rules = ["redirectAllRequestsTo", "routingRules", "routingRuleDetails"];
  return (
    !["indexDocument", "errorDocument"].some((document) => website.at(document).isPresent) &&
    some(rules, (rule) => website.at(rule).isPresent)
  );
}

function isAllowed(bucket: BucketView, patterns: readonly string[]): boolean {
  if (patterns.length === 0) {
    return false;
  }
  // A split resource alone does not show what its bucket is called.
  bucket.graph.demandComplete();
  const names = [() => bucket.resource.name, () => bucket.resource.output("bucket").string() ?? ""];
  return some(names, (name) => patterns.some((pattern) => matchesGlob(name(), pattern)));
}
