/** Which resources of a stack policies are asked about. */
import { allResources, resourcesOfType, view } from "../../core";
import { Graph, type ResourceFacts } from "../../core/graph";

const PROVIDER = { urn: "urn:provider", type: "pulumi:providers:aws", name: "default", props: {} };

function fact(name: string, type: string, provider: ResourceFacts["provider"] = PROVIDER): ResourceFacts {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  return { urn: `urn:${name}`, type, name, inputs: {}, outputs: {}, options, provider };
}

function component(name: string, type: string): ResourceFacts {
  return { ...fact(name, type), provider: undefined };
}

const graph = new Graph(
  [
    component("app-dev", "pulumi:pulumi:Stack"),
    component("default", "pulumi:providers:aws"),
    component("site", "my:site:Site"),
    fact("reference", "pulumi:pulumi:StackReference"),
    fact("logs", "aws:s3/bucket:Bucket"),
    fact("key", "aws:kms/key:Key"),
    fact("data", "aws:s3/bucket:Bucket"),
    fact("password", "random:index/randomPassword:RandomPassword"),
  ],
  true,
);
const names = (resources: readonly { readonly name: string }[]): string[] => resources.map(({ name }) => name);

describe("the resources of some types", () => {
  it("are those of each type in turn, and no others", () => {
    expect(names(resourcesOfType("aws:s3/bucket:Bucket").of(graph))).toEqual(["logs", "data"]);
    expect(names(resourcesOfType("aws:kms/key:Key", "aws:s3/bucket:Bucket").of(graph))).toEqual([
      "key",
      "logs",
      "data",
    ]);
    expect(names(resourcesOfType("aws:sqs/queue:Queue").of(graph))).toEqual([]);
  });

  it("name their types, by which the SDK skips the policy", () => {
    expect(resourcesOfType("a:b:C", "a:b:D").types).toEqual(["a:b:C", "a:b:D"]);
  });
});

describe("all resources", () => {
  it("are those of every provider, without components, providers and what the engine makes itself", () => {
    expect(names(allResources.of(graph))).toEqual(["logs", "key", "data", "password"]);
    expect(allResources.types).toBe("all");
  });
});

describe("a view", () => {
  it("is made once for each graph, and is about the types it is made of", () => {
    let builds = 0;
    const buckets = view(["aws:s3/bucket:Bucket"], (stack) => {
      builds++;
      return stack.ofType(["aws:s3/bucket:Bucket"]).map((resource) => ({ resource }));
    });
    const first = buckets.of(graph);
    expect(buckets.of(graph)).toBe(first);
    expect([names(first.map(({ resource }) => resource)), builds]).toEqual([["logs", "data"], 1]);
    expect(buckets.of(new Graph([], true))).toEqual([]);
    expect([buckets.types, builds]).toEqual([["aws:s3/bucket:Bucket"], 2]);
  });
});
