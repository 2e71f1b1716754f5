import { foundational, securityHub } from "../../aws/controls";
import { bucketPolicies, publicOf } from "../../aws/bucket-policies";
import type { Statement } from "../../aws/policy-document";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-bucket-public-policy",
  category: "storage",
  requirements: ["STO-11"],
  severity: "high",
  level: "mandatory",
  title: "No public policies on S3 buckets and access points",
  description: "No bucket or access point policy lets everyone in without a condition that narrows who that is.",
  rationale:
    "A policy for everyone opens the data to the whole internet. A public access block refuses it only as long as nobody takes that off.",
  fix: 'Name principals: Principal: { AWS: role.arn }; for CloudFront { Service: "cloudfront.amazonaws.com" } with Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } }; for an organisation "*" with Condition: { StringEquals: { "aws:PrincipalOrgID": "o-..." } }.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
  ],
  controls: [...foundational("S3.2", "S3.3"), ...securityHub("CloudTrail.6")],
  subjects: bucketPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.document.allowStatements, (statement) => {
      const who = publicOf(statement);
      if (who !== undefined && !policy.isReachedFromVpcOnly) {
        report(statement.value, {
          found: `${nameOf(statement)} lets ${who} use ${actionsOf(statement)}${conditionsOf(statement)}.`,
          key: statement.key("Principal", "*"),
        });
      }
    });
  },
});

function nameOf(statement: Statement): string {
  const { sid } = statement;
  return sid === undefined ? "The statement" : `"${sid}"`;
}

function actionsOf(statement: Statement): string {
  const actions = statement.hasNotAction
    ? []
    : statement.actions.flatMap((one) => (one.isUnknown ? [] : (one.string() ?? [])));
  const [first, ...others] = actions;
  if (first === undefined) {
    return "the bucket";
  }
  return others.length > 0 ? `${first} and ${others.length} more` : first;
}

/** Somebody who wrote a condition took it for one that narrows. */
function conditionsOf(statement: Statement): string {
  const keys = [...new Set(statement.conditions.map((one) => one.key))].slice(0, 3);
  return keys.length > 0 ? `; its condition (${keys.join(", ")}) narrows nobody` : "";
}
