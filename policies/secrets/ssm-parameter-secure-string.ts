import { parameterName, secrecyOf } from "../../aws/parameter";
import { SSM_PARAMETER } from "../../aws/types";
import {
  definePolicy,
  flag,
  matchesGlob,
  resourcesOfType,
  texts,
  type OptionValues,
  type Resource,
  type StackFacts,
} from "../../core";

const options = {
  secretNames: texts({
    default: [],
    description: "Names of parameters that hold secrets though no word of them says so; `*` matches any text.",
  }),
  plainNames: texts({
    default: [],
    description: "Names of parameters that hold no secret though a word of them says so; `*` matches any text.",
  }),
  secureStringForAll: flag({ default: false, description: "Every parameter must be a SecureString." }),
};

/** Why a parameter must be a SecureString; undefined when it need not. */
function reasonFor(parameter: Resource, settings: OptionValues<typeof options>, stack: StackFacts): string | undefined {
  if (settings.secureStringForAll) {
    return "every parameter must be a SecureString here";
  }
  const name = parameterName(parameter);
  if (settings.secretNames.some((pattern) => matchesGlob(name, pattern))) {
    return "its name is one of secretNames";
  }
  return settings.plainNames.some((pattern) => matchesGlob(name, pattern))
    ? undefined
    : secrecyOf(parameter, stack.config);
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
  fix: 'Set type: "SecureString" (and keyId for a key of your own); readers need withDecryption and kms:Decrypt. If it holds no secret, name it in plainNames.',
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ssm/parameter/",
  ],
  options,
  subjects: resourcesOfType(...SSM_PARAMETER),
  needs: "resource",
  check(parameter, { options: settings, stack, report }) {
    const type = parameter.at("type");
    const text = type.string();
    if (text === undefined || text === "SecureString") {
      return;
    }
    const reason = reasonFor(parameter, settings, stack);
    if (reason !== undefined) {
      const isPlain = !parameter.at("insecureValue").isAbsent;
      report(type, {
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
    if (reasonFor(parameter, context.options, context.stack) !== undefined) {
      context.set(["type"], "SecureString");
    }
  },
});
