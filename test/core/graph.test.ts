import { Graph, type ResourceFacts } from "../../core/graph";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function fact(name: string, rest: Partial<ResourceFacts>): ResourceFacts {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  return { urn: `urn:${name}`, type: "t:Thing", name, inputs: {}, outputs: {}, options, ...rest };
}

/** The names of what the second element of `parts` leads to, where the first one belongs to the thing "a". */
function namesOf(second: unknown): string[] | string {
  const user = fact("user", {
    type: "t:User",
    inputs: { parts: [{ target: "a-name" }, { target: second }] },
    propertyDependencies: { parts: ["urn:a"] },
  });
  const a = fact("a", { outputs: { name: "a-name", arn: "arn:aws:x:::a", dnsName: "a.example.org" } });
  const b = fact("b", { outputs: { name: "b-name" } });
  const graph = new Graph([user, a, b], true);
  const value = graph.byUrn("urn:user")?.at("parts", 1, "target");
  const link = value ? graph.follow(value, ["t:Thing"]) : undefined;
  return link?.kind === "inside" ? link.resources.map(({ name }) => name) : (link?.kind ?? "");
}

describe("a part of a property", () => {
  it.each([
    ["leads to what bears its text", "b-name", ["b"]],
    ["leads to a dependency by any of its outputs", "a.example.org", ["a"]],
    ["leads to a dependency by its ARN with something behind it", "arn:aws:x:::a:*", ["a"]],
    ["leads to what the whole depends on while it is not known", UNKNOWN, ["a"]],
    ["does not lead to what another part depends on", "elsewhere", "outside"],
    ["leads nowhere when nothing stands there", undefined, "absent"],
  ])("%s", (_, text, expected) => {
    expect(namesOf(text)).toEqual(expected);
  });
});
