import * as types from "../../aws/types";
import { definePolicy, ROOT_STACK_TYPE, textsMap, type Graph, type Resource } from "../../core";

const options = {
  kinds: textsMap({
    default: { key: types.KMS_KEY, bucket: types.BUCKET, database: types.DATABASE, VPC: types.VPC },
    description: "What makes a component register outputs: what it holds in words, and the resource types of that.",
  }),
};

export default definePolicy({
  name: "component-outputs",
  category: "governance",
  requirements: ["GOV-05"],
  severity: "low",
  level: "advisory",
  title: "Components register outputs",
  description: "A component that holds a key, a bucket, a database or a VPC registers outputs.",
  rationale:
    "What a component does not hand out is looked up by name elsewhere, without a dependency, and breaks when the name changes.",
  fix: "Call this.registerOutputs({ bucketName: bucket.bucket }) at the end of the component's constructor.",
  references: ["https://www.pulumi.com/docs/iac/concepts/components/"],
  options,
  subjects: { types: "all", of: components },
  needs: "stack-only",
  check(component, { graph, options, report }) {
    if (component.outputs.entries().some(([, value]) => value.isUnknown || !value.isAbsent)) {
      return;
    }
    for (const [kind, list] of Object.entries(options.kinds)) {
      const held = graph.childrenOf(component.urn).find((child) => list.includes(child.type));
      if (held) {
        return report(component, {
          found: `The component holds ${kind} ${held.name} and registers no output.`,
          fix: `Call this.registerOutputs({ ... }) at the end of its constructor, with what others need of ${held.name}.`,
          key: "outputs",
        });
      }
    }
  },
});

/** Components: what has no provider of its own. */
function components(graph: Graph): Resource[] {
  return graph.resources.filter(
    (one) => !one.hasProvider && one.type !== ROOT_STACK_TYPE && !one.type.startsWith("pulumi:"),
  );
}
