import { securityHub } from "../../aws/controls";
import { lambdaFunctions } from "../../aws/lambda";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "lambda-tracing",
  category: "compute",
  requirements: ["CMP-07"],
  severity: "low",
  level: "advisory",
  title: "Lambda functions are traced",
  description: "A Lambda function has active tracing with AWS X-Ray, apart from functions at the edge of CloudFront.",
  rationale:
    "A trace shows which call was slow or failed, and which services a request really reached, also one that it should not have reached. Without it each function's logs tell their own part.",
  fix: 'Set tracingConfig: { mode: "Active" }, and attach aws.iam.ManagedPolicy.AWSXRayDaemonWriteAccess to the function\'s role.',
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html",
  ],
  controls: securityHub("Lambda.7"),
  subjects: lambdaFunctions,
  needs: "stack",
  check(lambda, { report }) {
    const mode = lambda.tracingMode.string();
    if (mode === "Active" || lambda.isAtEdge) {
      return;
    }
    report(lambda.tracingMode, {
      found:
        mode === undefined
          ? "Tracing is not configured for this function."
          : `The tracing mode is ${quote(mode)}: only requests that a caller already traces are passed on.`,
    });
  },
});
