import { deprecationsOf, mayBeDeprecated, providerVersion } from "../../aws/deprecation";
import { canonicalType } from "../../aws/schema";
import { definePolicy, type Resource } from "../../core";

export default definePolicy({
  name: "resource-deprecated",
  category: "governance",
  requirements: ["GOV-10"],
  severity: "low",
  level: "advisory",
  title: "No deprecated types and inputs",
  description: "No resource type and no input is deprecated in the version of the AWS provider that the program uses.",
  rationale:
    "What is deprecated is gone with the next major version of the provider, and until then it gets the fewest fixes.",
  fix: "Use what the provider names instead.",
  references: [
    "https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/",
  ],
  subjects: {
    types: { has: mayBeDeprecated, label: "a resource with something deprecated" },
    of: (graph) => graph.resources.filter(({ type, isAnalysed }) => isAnalysed && mayBeDeprecated(type)),
  },
  needs: "resource",
  check(resource, { report }) {
    const version = providerVersion(resource);
    if (version === undefined) {
      return;
    }
    for (const { input, text } of deprecationsOf(resource, version)) {
      const what = input ? `The input ${input.display}` : `The type ${resource.type}`;
      report(input ?? resource, {
        found: `${what} is deprecated in version ${version} of the AWS provider: "${text.replace(/\.$/, "")}".`,
        fix: input
          ? `Replace ${input.display} as the provider says, and check the preview for replacements.`
          : fixOf(resource),
        key: input ? `input:${input.display}` : "type",
      });
    }
  },
});

/** The provider knows the former names of a type that it renamed, so a resource stays what it is. */
function fixOf({ type }: Resource): string {
  const current = canonicalType(type);
  const [, path = "", name = ""] = current.split(":");
  return current === type
    ? "Use what the provider names instead."
    : `Write aws.${path.split("/")[0] ?? ""}.${name} instead. The provider takes it for the same resource (an alias), so nothing is replaced; check that with pulumi preview.`;
}
