import { secrecyOf, type SecrecyContext } from "../../aws/parameter";
import { SSM_PARAMETER } from "../../aws/types";
import { definePolicy, flag, resourcesOfType, type OptionValues, type Resource } from "../../core";

const options = {
  secureStringForAll: flag({ default: false, description: "Every parameter must be a SecureString." }),
};

type Context = SecrecyContext & { readonly options: OptionValues<typeof options> };

/** Why a parameter must be a SecureString; undefined when it need not. */
function reasonFor(parameter: Resource, context: Context): string | undefined {
  return context.options.secureStringForAll
    ? "every parameter must be a SecureString here"
    : secrecyOf(parameter, context);
}

export default definePolicy({
  name: "ssm-parameter-secure-string",
  category: "secrets",
  requirements: ["SEC-01"],
  severity: "critical",
  level: "mandatory",
  title: "SSM parameters that hold secrets are encrypted",
  description: "SSM parameters that hold secrets are of type SecureString.",
  rationale:
    "A String or StringList is shown in clear to whoever may list parameters, in the console, in logs and in Config's history.",
  fix: 'Set type: "SecureString" (and keyId for a key of your own); readers need withDecryption and kms:Decrypt. If it holds no secret, name it in plainParameterNames (baseline-settings).',
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ssm/parameter/",
  ],
  remediates:
    'Sets type to "SecureString". Of a parameter that exists Parameter Store may refuse it (HierarchyTypeMismatchException): give it a new name then. Whoever reads it needs withDecryption and kms:Decrypt.',
  options,
  subjects: resourcesOfType(...SSM_PARAMETER),
  needs: "resource",
  check(parameter, context) {
    const type = parameter.at("type");
    const text = type.string();
    if (text === undefined || text === "SecureString") {
      return;
    }
    const reason = reasonFor(parameter, context);
    if (reason !== undefined) {
      const isPlain = !parameter.at("insecureValue").isAbsent;
      context.report(type, {
        found: `The type is ${text === "StringList" ? "StringList" : "String"}, but ${reason}.`,
        ...(isPlain && {
          fix: 'Set type: "SecureString" and give the secret as value, not insecureValue, which is for text that anyone may read.',
        }),
        key: "type",
      });
    }
  },
  remediate(parameter, context) {
    const type = parameter.at("type").string();
    // A SecureString takes no insecureValue, and moving a secret between inputs is for its owner to do.
    if (type === undefined || type === "SecureString" || !parameter.at("insecureValue").isAbsent) {
      return;
    }
    // The data type of AMI ids is for parameters of type String: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
    const isImage = parameter.at("dataType").string() === "aws:ec2:image";
    if (!isImage && reasonFor(parameter, context) !== undefined) {
      context.set(["type"], "SecureString");
    }
  },
});
