import { foundational } from "../../aws/controls";
import { functionPolicies } from "../../aws/lambda";
import { definePolicy } from "../../core";

const FINDINGS = {
  everyone: { found: "Everyone may call the function, and no condition narrows who that is." },
  "every bucket": {
    found: "Buckets of all accounts may call the function, as nothing says whose they are.",
    fix: "Set sourceAccount to the bucket's account, and sourceArn: bucket.arn.",
  },
} as const;

export default definePolicy({
  name: "lambda-public-permission",
  category: "compute",
  requirements: ["CMP-07"],
  severity: "high",
  level: "advisory",
  title: "Permissions on Lambda functions name who calls",
  description:
    "A permission or policy on a Lambda function does not let everyone call it, nor the buckets of every account.",
  rationale:
    "Whoever has an AWS account of any kind may call a function that is open to everyone, with input of their own. An open permission for S3 lets every bucket in the world send it events.",
  fix: 'Name the caller: principal: "<service>.amazonaws.com" with sourceArn or sourceAccount, an account, or "*" with principalOrgId: "o-…".',
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/permission/",
  ],
  controls: foundational("Lambda.1"),
  subjects: functionPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.grants, (grant) => {
      const caller = grant.publicCaller;
      // The permission that a public function URL needs is told with the URL.
      if (!caller || grant.belongsToPublicUrl) {
        return;
      }
      report(caller.at, { ...FINDINGS[caller.kind], key: grant.statement.key("Principal", caller.kind) });
    });
  },
});
