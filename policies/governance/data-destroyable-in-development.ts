import { DATA_TYPES, keepsData, switchesOf, USUAL_DATA_TYPES, valueOf, type Switch } from "../../aws/data-protection";
import { LOG_GROUP } from "../../aws/types";
import { definePolicy, isProtected, resourcesOfType, texts, type Resource } from "../../core";

/** Waiting for a key or a secret to go does not hold up the destruction of a stack. */
const NO_WINDOWS = { key: 0, secret: 0 };

export default definePolicy({
  name: "data-destroyable-in-development",
  category: "governance",
  requirements: ["GOV-06"],
  severity: "low",
  level: "advisory",
  title: "Development stacks can be destroyed",
  description: "In development, nothing that holds data keeps its stack from being destroyed.",
  rationale:
    "Stacks for tests are made to be destroyed. One that cannot be is left over, costs money and blocks its names for the next run.",
  fix: 'Make the protection depend on the stack: protect: pulumi.getStack() === "prod".',
  references: [
    "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
  ],
  options: {
    types: texts({
      default: [...USUAL_DATA_TYPES, ...LOG_GROUP],
      choices: [...DATA_TYPES, ...LOG_GROUP],
      description: "The resource types that hold data.",
    }),
  },
  subjects: resourcesOfType(...DATA_TYPES, ...LOG_GROUP),
  needs: "resource",
  check(resource, { options, settings, stack, environment, report, each }) {
    if (!options.types.includes(resource.type) || isProtected(stack, settings, environment)) {
      return;
    }
    if (resource.options.protect) {
      report(resource, {
        found: `The resource option protect keeps stack ${stack.stack} from being destroyed.`,
        fix: 'Write protect: pulumi.getStack() === "prod", or a flag of the stack\'s config.',
        key: "protect",
      });
    }
    each(switchesOf(resource), (one) => {
      if (one.holdsUp && keepsData(resource, one, NO_WINDOWS)) {
        report(resource.at(one.input), {
          found: foundOf(resource, one, stack.stack),
          fix: `Set ${one.input}: ${valueOf(one, "let go", NO_WINDOWS)} in development, by a flag of the stack's config.`,
        });
      }
    });
  },
});

function foundOf(resource: Resource, { input, keeper }: Switch, stack: string): string {
  // The provider writes its default, false, so that nobody can tell what the program wrote.
  if (keeper === "off") {
    return `${input} is off, so stack ${stack} cannot be destroyed while something is in it.`;
  }
  return input === "skipDestroy"
    ? `skipDestroy is true, so the log group is left behind when stack ${stack} is destroyed, and keeps its name.`
    : `${input} is ${resource.at(input).string() ?? ""}, so stack ${stack} cannot be destroyed.`;
}
