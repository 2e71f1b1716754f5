import { foundational } from "../../aws/controls";
import { awsResources } from "../../aws/aws-resources";
import { findCredentialTexts, inputTexts } from "../../aws/texts";
import { definePolicy, flag, type Resource } from "../../core";

/** How the secret gets there at run time instead, by the type that holds it. */
const FIXES: Readonly<Record<string, string>> = {
  "aws:codebuild/project:Project":
    'keep it in Secrets Manager or a SecureString, and give the build its name: env.secrets-manager or env.parameter-store in the buildspec, or a variable of type "SECRETS_MANAGER" or "PARAMETER_STORE".',
  "aws:ecs/taskDefinition:TaskDefinition":
    "keep it in Secrets Manager and give it to the container by secrets: [{ name, valueFrom: secret.arn }].",
  "aws:batch/jobDefinition:JobDefinition":
    "keep it in Secrets Manager and give it to the container by secrets: [{ name, valueFrom: secret.arn }].",
  "aws:apprunner/service:Service":
    "keep it in Secrets Manager and give it to the service by runtimeEnvironmentSecrets.",
  "aws:lambda/function:Function":
    "keep it in Secrets Manager, give the function the secret's ARN, and read the secret at run time.",
  "aws:ec2/instance:Instance": "keep it in Secrets Manager and fetch it in the user data by the instance's role.",
  "aws:ec2/launchTemplate:LaunchTemplate":
    "keep it in Secrets Manager and fetch it in the user data by the instance's role.",
  "aws:ec2/launchConfiguration:LaunchConfiguration":
    "keep it in Secrets Manager and fetch it in the user data by the instance's role.",
  "aws:sfn/stateMachine:StateMachine":
    "keep it in Secrets Manager and let the state that needs it call secretsmanager:getSecretValue, or use an EventBridge connection.",
};

const FIX = "keep it in Secrets Manager and refer to it there by its ARN.";

function fixFor(resource: Resource): string {
  return `Revoke it, for it is in the state and in AWS's own records by now; ${FIXES[resource.type] ?? FIX}`;
}

export default definePolicy({
  name: "credential-in-plain-text",
  category: "secrets",
  requirements: ["SEC-03"],
  severity: "critical",
  level: "mandatory",
  title: "No credential stands in plain text",
  description:
    "No credential stands in user data, buildspecs, container definitions, environment variables, tags, descriptions or other text of a resource.",
  rationale:
    "Such text is stored and shown in clear: in the console, in describe calls that read-only roles may make, in logs and in AWS Config's history.",
  fix: `Revoke it, and ${FIX}`,
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  ],
  controls: foundational("CodeBuild.2", "CodeBuild.1", "ECS.8"),
  options: {
    allowExampleKeys: flag({
      default: false,
      description: "Accept the example keys of AWS's documentation (they end in EXAMPLE).",
    }),
  },
  subjects: awsResources,
  needs: "resource",
  check(resource, { options, report }) {
    for (const { place, formats } of findCredentialTexts(inputTexts(resource), options.allowExampleKeys)) {
      report(place, {
        found: `It holds ${formats.map((format) => format.name).join(" and ")}.`,
        fix: fixFor(resource),
        key: `${place.display}:${formats.map((format) => format.id).join("+")}`,
      });
    }
  },
});
