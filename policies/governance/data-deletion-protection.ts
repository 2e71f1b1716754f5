import { foundational } from "../../aws/controls";
import {
  DATA_TYPES,
  isReadReplica,
  keepsData,
  switchesOf,
  USUAL_DATA_TYPES,
  valueOf,
  type Switch,
} from "../../aws/data-protection";
import { isProtected } from "../../aws/naming";
import { definePolicy, integer, resourcesOfType, texts, type Resource } from "../../core";

export default definePolicy({
  name: "data-deletion-protection",
  category: "governance",
  requirements: ["GOV-06"],
  severity: "medium",
  level: "mandatory",
  title: "Data outlives mistakes outside development",
  description:
    "Outside of development, what holds data is protected from deletion, by its own switches or by the resource option protect.",
  rationale:
    "A rename, a removed line or pulumi destroy deletes data as readily as anything else, and a deleted bucket or database does not come back. The resource option retainOnDelete keeps data too, but it is not shown to policy packs: exempt the resources that have it.",
  fix: "Set the resource option protect: true, or the switch of the service.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/",
  ],
  controls: foundational("RDS.7", "RDS.8", "DocumentDB.5", "DynamoDB.6", "Neptune.4", "Cognito.6"),
  options: {
    types: texts({
      default: USUAL_DATA_TYPES,
      choices: DATA_TYPES,
      description: "The resource types that hold data worth keeping.",
    }),
    keyWindowDays: integer({
      default: 14,
      minimum: 7,
      maximum: 30,
      description: "Days in which the deletion of a KMS key can be taken back, at least.",
    }),
    secretWindowDays: integer({
      default: 7,
      minimum: 7,
      maximum: 30,
      description: "Days in which the deletion of a secret can be taken back, at least.",
    }),
  },
  subjects: resourcesOfType(...DATA_TYPES),
  needs: "resource",
  check(resource, { options, settings, stack, environment, report, each }) {
    const isAsked = options.types.includes(resource.type) && !isReadReplica(resource);
    if (resource.options.protect || !isAsked || !isProtected(stack, settings, environment)) {
      return;
    }
    const windows = { key: options.keyWindowDays, secret: options.secretWindowDays };
    const switches = switchesOf(resource);
    if (switches.length === 0) {
      return report(resource, {
        found: `Nothing keeps it from being deleted in stack ${stack.stack}.`,
        fix: "Set the resource option protect: true; the type has no switch of its own.",
        key: "protect",
      });
    }
    each(switches, (one) => {
      if (!keepsData(resource, one, windows)) {
        report(resource.at(one.input), {
          found: `${foundOf(resource, one)} in stack ${stack.stack}.`,
          fix: `Set ${one.input}: ${valueOf(one, "keep", windows)}, or the resource option protect: true.`,
        });
      }
    });
  },
});

function foundOf(resource: Resource, { input, keeper }: Switch): string {
  const value = resource.at(input).string();
  switch (keeper) {
    case "on":
    case "active":
      return value === undefined ? `${input} is not set` : `${input} is ${value}`;
    case "off":
      return `${input} is true, so ${LOSSES[input] ?? "the data is deleted with the resource"},`;
    default:
      return `${input} is ${value ?? "not set"}, too short to take back a deletion`;
  }
}

/** What happens at a deletion. */
const LOSSES: Readonly<Record<string, string>> = {
  skipFinalSnapshot: "no last snapshot is made",
  forceDestroy: "it is deleted with all that is in it",
  forceDelete: "it is deleted with all that is in it",
};
