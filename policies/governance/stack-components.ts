import { groupOf, GROUPS } from "../../aws/service-groups";
import { definePolicy, integer, ROOT_STACK_TYPE, type Graph, type Resource } from "../../core";

export default definePolicy({
  name: "stack-components",
  category: "governance",
  requirements: ["GOV-07"],
  severity: "low",
  level: "advisory",
  title: "Large stacks are built from components",
  description: "A large stack is built from component resources, not from a long list of single ones.",
  rationale:
    "A flat list of resources shows no parts: nobody can see what belongs together, reuse a part, or change one without reading all.",
  fix: "Put what belongs together into components: class Network extends pulumi.ComponentResource, with { parent: this } for each resource in it.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/components/",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/",
  ],
  options: {
    maximumResources: integer({
      default: 30,
      minimum: 1,
      description: "How many resources may stand directly under the stack.",
    }),
  },
  subjects: { types: [ROOT_STACK_TYPE], of: (graph) => (graph.rootStack ? [graph.rootStack] : []) },
  needs: "stack-only",
  check(stack, { graph, options, report }) {
    const loose = graph.resources.filter((one) => isManaged(one) && !isInComponent(one, graph));
    if (loose.length <= options.maximumResources) {
      return;
    }
    const counts = GROUPS.map((group) => ({ group, count: loose.filter(({ type }) => groupOf(type) === group).length }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
    report(stack, {
      found: `${loose.length} resources stand directly under the stack, more than ${options.maximumResources}: ${counts.map(({ group, count }) => `${group} ${count}`).join(", ")}.`,
      fix: `Begin with ${counts[0]?.group ?? "the largest group"}: class … extends pulumi.ComponentResource, and { parent: this, aliases: [{ parent: pulumi.rootStackResource }] } for each resource that moves into it, so that none is replaced.`,
      key: "components",
    });
  },
});

/** Whether the program makes it: no provider, no reference to another stack, nothing that was only read. */
function isManaged({ hasProvider, isAnalysed, type }: Resource): boolean {
  return hasProvider && isAnalysed && !type.startsWith("pulumi:");
}

/** Whether a component stands above it; a parent that is a resource itself makes no component. */
function isInComponent(resource: Resource, graph: Graph): boolean {
  const seen = new Set<Resource>([resource]);
  for (let above = resource.parent; above && above !== graph.rootStack && !seen.has(above); above = above.parent) {
    if (!above.hasProvider) {
      return true;
    }
    seen.add(above);
  }
  return false;
}
