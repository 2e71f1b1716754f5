import { functionUrls, isPublicUrl } from "../../aws/lambda";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "lambda-function-url-auth",
  category: "compute",
  requirements: ["CMP-07"],
  severity: "high",
  level: "advisory",
  title: "Lambda function URLs ask who calls",
  description: 'A Lambda function URL has the authorization type "AWS_IAM".',
  rationale:
    "A function URL without authorization is open to the whole internet: whoever finds it runs the function, with its rights and at your cost. No web ACL can stand in front of it.",
  fix: 'Set authorizationType: "AWS_IAM"; for a public site put CloudFront in front, with an aws.cloudfront.OriginAccessControl of the type "lambda".',
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
  ],
  subjects: functionUrls,
  needs: "resource",
  check(url, { report }) {
    if (isPublicUrl(url)) {
      report(url.at("authorizationType"), {
        found: 'Everyone on the internet may call the function: the authorization type is "NONE".',
      });
    }
  },
});
