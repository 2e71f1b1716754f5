import { foundational } from "../../aws/controls";
import { bucketsWith, type BucketView } from "../../aws/bucket";
import { transportDenial } from "../../aws/secure-transport";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-bucket-secure-transport",
  category: "storage",
  requirements: ["STO-12"],
  severity: "medium",
  level: "advisory",
  title: "S3 bucket policies deny requests without TLS",
  description: "The policy of every S3 bucket denies all requests for which aws:SecureTransport is false.",
  rationale:
    "S3 answers plain HTTP too. Who listens on the way reads the data and the signed URL; nothing but the bucket's policy forbids it.",
  fix: 'Have this statement in the bucket\'s policy: { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`], Condition: { Bool: { "aws:SecureTransport": "false" } } }.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
  ],
  controls: foundational("S3.5"),
  subjects: bucketsWith("policy"),
  needs: "stack-only",
  check(bucket, { each, report }) {
    const policies = [...bucket.policies()];
    if (policies.length === 0 && !servesPlainHttp(bucket)) {
      report(bucket.resource, {
        found: "The bucket has no policy, so it answers plain HTTP.",
        key: "secure-transport",
      });
    }
    each(policies, (policy) => {
      const denial = transportDenial(policy);
      if (denial.kind === "denied" || servesPlainHttp(bucket)) {
        return;
      }
      if (denial.kind === "allowed") {
        return report(policy.value, {
          found: "The policy does not deny requests without TLS.",
          key: "secure-transport",
        });
      }
      report(denial.statement.value, {
        found: `The statement denies requests without TLS, but ${denial.lacks}.`,
        key: "secure-transport",
      });
    });
  },
});

/** A website endpoint has no HTTPS: where one is allowed (STO-11), it must answer. */
function servesPlainHttp(bucket: BucketView): boolean {
  return bucket.bucket !== undefined && bucket.isWebsite;
}
