import { hasDefaultProvider, isAwsResource, isGlobal, ownRegion, regionKeyOf } from "../../aws/region";
import { addTo, definePolicy, resourcesOfType, ROOT_STACK_TYPE, type Resource, type StackFacts } from "../../core";

export default definePolicy({
  name: "region-configured",
  category: "governance",
  requirements: ["GOV-04"],
  severity: "low",
  level: "advisory",
  title: "The region comes from configuration",
  description:
    "The AWS region is set in the stack's config or on the provider, not by the environment of whoever runs the CLI.",
  rationale:
    "AWS_REGION of a laptop or a build decides otherwise: the next run of the same stack replaces everything in another region.",
  fix: "Set the region of the stack: pulumi config set aws:region us-east-1.",
  references: [
    "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    "https://www.pulumi.com/docs/iac/concepts/config/",
  ],
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(root, { graph, stack, report, each }) {
    // A state audit shows no configuration, so nothing says where the region came from.
    if (stack.isAudit) {
      return;
    }
    const open = new Map<string, Resource[]>();
    each(graph.resources.filter(isAwsResource), (resource) => {
      if (!isGlobal(resource.type) && ownRegion(resource) === undefined && !isConfigured(resource, stack)) {
        addTo(open, sourceOf(resource), resource);
      }
    });
    for (const [source, resources] of open) {
      const [first] = resources;
      const key = first && hasDefaultProvider(first) ? regionKeyOf(first) : undefined;
      const others = resources.length > 1 ? ` and ${resources.length - 1} more` : "";
      report(root, {
        found: `${key ? `${key} is not in the config of this stack` : `Provider ${source} has no region`}, so the environment of the run decides where ${first?.name ?? ""}${others} go.`,
        fix: key
          ? `Set it: pulumi config set ${key} us-east-1.`
          : `Give it one: new aws.Provider("${source}", { region: new pulumi.Config("aws").require("region") }).`,
        key: `region:${source}`,
      });
    }
  },
});

/** A default provider has its region from the stack's config alone; another one from its own settings. */
function isConfigured(resource: Resource, stack: StackFacts): boolean {
  const key = regionKeyOf(resource);
  if (hasDefaultProvider(resource) && key !== undefined) {
    return Boolean(stack.config.get(key));
  }
  return resource.provider.settings.at("region").isPresent;
}

/** One name for all default providers of a kind: theirs has the version in it. */
function sourceOf(resource: Resource): string {
  return hasDefaultProvider(resource) ? (regionKeyOf(resource) ?? "default") : resource.provider.name;
}
