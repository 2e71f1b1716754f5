import { foundational } from "../../aws/controls";
import { isPlainSecret, variableLists } from "../../aws/build-secrets";
import { credentialsIn } from "../../aws/texts";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, type Value } from "../../core";

const FIX =
  'put the value into Secrets Manager and set type: "SECRETS_MANAGER" with value: secret.name, or into a SecureString parameter and set type: "PARAMETER_STORE" with value: parameter.name. In a buildspec use env.secrets-manager or env.parameter-store instead of env.variables.';

export default definePolicy({
  name: "codebuild-plaintext-secrets",
  category: "pipeline",
  // SEC-02 and SEC-03 leave the variables of builds to this policy, so that one mistake is one finding.
  requirements: ["PIP-04", "SEC-02", "SEC-03"],
  severity: "critical",
  level: "mandatory",
  title: "Secrets reach builds from a store",
  description:
    "A build's variable that is named like a secret comes from Parameter Store or Secrets Manager, not as PLAINTEXT.",
  rationale:
    "A PLAINTEXT variable is shown in the console, in the API's answers and in the build's log to everybody who may read the project.",
  fix: `${FIX.charAt(0).toUpperCase()}${FIX.slice(1)}`,
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
  ],
  controls: foundational("CodeBuild.2"),
  subjects: resourcesOfType(...types.CODEBUILD_PROJECT, ...types.PIPELINE),
  needs: "resource",
  check(resource, { report, each }) {
    each(variableLists(resource), (read) => {
      each(read(), (variable) => {
        if (!isPlainSecret(variable)) {
          return;
        }
        const name = variable.name.slice(0, 60);
        const credential = credentialNameOf(variable.value, name);
        report(variable.value, {
          found:
            credential === undefined
              ? `The variable ${name} is named like a secret and is PLAINTEXT, the default type.`
              : `The variable ${name} holds ${credential} and is PLAINTEXT, the default type.`,
          ...(credential !== undefined && {
            fix: `Revoke it, for it is in the state and in AWS's own records by now; ${FIX}`,
          }),
        });
      });
    });
  },
});

/** What credential stands there, if its format is known. */
function credentialNameOf(value: Value, name: string): string | undefined {
  const text = value.isUnknown ? undefined : value.string();
  return text === undefined ? undefined : credentialsIn(text, name)[0]?.format.name;
}
