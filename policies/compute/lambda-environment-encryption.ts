import { awsManagedAlias } from "../../aws/key";
import { lambdaFunctions } from "../../aws/lambda";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "lambda-environment-encryption",
  category: "compute",
  requirements: ["CMP-07"],
  severity: "medium",
  level: "advisory",
  title: "Environment variables of Lambda functions are encrypted with a KMS key",
  description: "A Lambda function that has environment variables encrypts them with a customer managed KMS key.",
  rationale:
    "Lambda encrypts variables with AWS's own key, and whoever may look at the function sees them in plain text. With a key of one's own, reading them takes the right to use the key as well, and each use is on record.",
  fix: "Set kmsKeyArn: key.arn, where key is an aws.kms.Key, and let the function's role use kms:Decrypt with it.",
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    "https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/lambda.html",
  ],
  subjects: lambdaFunctions,
  needs: "resource",
  check({ resource, variables }, { report }) {
    const key = resource.at("kmsKeyArn");
    const alias = awsManagedAlias(key.string() ?? "");
    if (variables.length === 0 || (!key.isAbsent && alias === undefined)) {
      return;
    }
    const how =
      alias === undefined ? "no KMS key of its own: kmsKeyArn is not set" : `only AWS's own key ${quote(alias)}`;
    report(key, { found: `The function has environment variables (${aFew(variables, 3)}), and ${how}.` });
  },
});
