import { isAutoName, quoteName } from "../../aws/naming";
import { recorders } from "../../aws/recorder";
import { definePolicy, texts } from "../../core";

/** What the console and the CLI call a recorder. https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html */
const AWS_DEFAULT = "default";

export default definePolicy({
  name: "config-recorder-name",
  category: "logging",
  requirements: ["LOG-12"],
  severity: "high",
  level: "advisory",
  title: "The configuration recorder's name is configurable",
  description:
    'The name of an AWS Config recorder comes from the stack\'s config, is "default", or is one that the organisation allows.',
  rationale:
    "An account that has a recorder accepts changes to it under its own name only; under any other name it is a second recorder, which the API refuses. An account's existing recorder differs in name, so the name must be a setting.",
  fix: 'Set name: config.require("configRecorderName") and, per stack, pulumi config set configRecorderName <name of the existing recorder, or "default">.',
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/recorder/",
  ],
  options: {
    allowedNames: texts({
      default: ["config-recorder-prod"],
      description: 'Names that a recorder may have besides "default" and the values of the stack\'s config.',
    }),
  },
  subjects: recorders,
  needs: "resource",
  check({ resource }, { options, stack, environment, report }) {
    const value = resource.at("name");
    const name = value.string() ?? AWS_DEFAULT;
    if (name === AWS_DEFAULT || options.allowedNames.includes(name) || isInConfig(name, stack.config.values())) {
      return;
    }
    if (isAutoName(name, resource.name)) {
      return report(value, {
        found: `The name ${quoteName(name)} is generated, so it never equals that of a recorder that the account has.`,
      });
    }
    // A state audit shows no config, so where a name came from cannot be told.
    if (environment["PULUMI_CONFIG"] !== undefined) {
      report(value, {
        found: `The name ${quoteName(name)} is neither a value of the stack's config nor an allowed one.`,
      });
    }
  },
});

/** Whether a name is a value of the config, itself or inside a structured one. */
function isInConfig(name: string, values: Iterable<string>): boolean {
  const quoted = JSON.stringify(name);
  return [...values].some((value) => value === name || (/^\s*[[{]/.test(value) && value.includes(quoted)));
}
