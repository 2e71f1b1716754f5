import * as aws from "@pulumi/aws";
import { uploads } from "./data";

const role = new aws.iam.Role("thumbnails", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  }),
});
new aws.iam.RolePolicyAttachment("thumbnails", {
  role: role.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
});
// x CMP-07: a runtime without patches; variables that whoever looks at the function reads; no traces.
const thumbnails = new aws.lambda.Function("thumbnails", {
  role: role.arn,
  runtime: "python3.8",
  handler: "thumbnails.handler",
  s3Bucket: "acme-shop-releases",
  s3Key: "thumbnails.zip",
  environment: { variables: { UPLOADS: uploads.bucket } },
});
// x CMP-07: buckets of all accounts may call it.
new aws.lambda.Permission("uploads", {
  function: thumbnails.name,
  action: "lambda:InvokeFunction",
  principal: "s3.amazonaws.com",
});
// x CMP-07: so may everybody on the internet.
export const importUrl = new aws.lambda.FunctionUrl("import", {
  functionName: thumbnails.name,
  authorizationType: "NONE",
});
