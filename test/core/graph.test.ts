import { Graph, type Resource, type ResourceFacts } from "../../core/graph";
import { Undecided } from "../../core/undecided";

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

/** A graph of a whole stack, and its resources by name. */
function stackOf(...facts: readonly ResourceFacts[]): { graph: Graph; at: (name: string) => Resource } {
  const graph = new Graph(facts, true);
  return {
    graph,
    at: (name) => {
      const resource = graph.byUrn(`urn:${name}`);
      if (!resource) {
        throw new Error(`the test has no resource "${name}"`);
      }
      return resource;
    },
  };
}

function user(name: string, target: unknown, rest: Partial<ResourceFacts> = {}): ResourceFacts {
  return fact(name, { type: "t:User", inputs: { target }, ...rest });
}

const names = (resources: readonly Resource[]): string[] => resources.map(({ name }) => name);

describe("what refers to a resource", () => {
  const USERS = ["t:User"];

  it("is found by id, name, ARN and data flow, and nothing else is", () => {
    const { graph, at } = stackOf(
      fact("a", { inputs: { name: "a-name" }, outputs: { id: "a-id", arn: "arn:aws:x:::a" } }),
      fact("b", { outputs: { id: "b-id" } }),
      user("by-id", "a-id"),
      user("by-name", "a-name"),
      user("by-arn", "arn:aws:x:::a"),
      user("by-flow", UNKNOWN, { propertyDependencies: { target: ["urn:a"] } }),
      user("of-b", "b-id"),
      user("of-number", 7),
      user("of-none", undefined),
      fact("other", { type: "t:Other", inputs: { target: "a-id" } }),
    );
    expect(names(graph.referrers(at("a"), USERS, "target"))).toEqual(["by-id", "by-name", "by-arn", "by-flow"]);
    expect(names(graph.referrers(at("b"), USERS, "target"))).toEqual(["of-b"]);
    expect(graph.referrers(at("b"), ["t:Other"], "target")).toEqual([]);
    expect(graph.referrers(at("a"), USERS, "elsewhere")).toEqual([]);
  });

  it("is undecided while an unknown link may be the one, and only then", () => {
    const { graph, at } = stackOf(
      fact("a", { outputs: { id: "a-id" } }),
      fact("b", { type: "t:Else", outputs: { id: "b-id" } }),
      user("open", UNKNOWN),
      fact("of-b", { type: "t:Tied", inputs: { target: UNKNOWN }, propertyDependencies: { target: ["urn:b"] } }),
    );
    expect(() => graph.referrers(at("a"), USERS, "target")).toThrow(Undecided);
    expect(() => graph.demandReferrersKnown(at("a"), USERS, "target")).toThrow(/^target is not known yet$/);
    expect(graph.referrers(at("a"), ["t:Tied"], "target")).toEqual([]);
    expect(graph.referrers(at("b"), [], "target")).toEqual([]);
  });

  it("is not hidden by an unknown link when there is one for certain", () => {
    const { graph, at } = stackOf(fact("a", { outputs: { id: "a-id" } }), user("sure", "a-id"), user("open", UNKNOWN));
    expect(names(graph.referrers(at("a"), USERS, "target"))).toEqual(["sure"]);
    expect(() => graph.demandReferrersKnown(at("a"), USERS, "target")).toThrow(Undecided);
  });

  it("is undecided for a literal while the target's own name is not known", () => {
    const { graph, at } = stackOf(
      fact("named-later", { inputs: { name: UNKNOWN } }),
      fact("named", { inputs: { name: "known" } }),
      user("literal", "anything"),
    );
    expect(() => graph.referrers(at("named-later"), USERS, "target")).toThrow(Undecided);
    expect(graph.referrers(at("named"), USERS, "target")).toEqual([]);
  });

  it.each([
    ["ends with its name after a slash", "arn:aws:x:::thing/made", true],
    ["ends with its name after a colon", "arn:aws:x:::made", true],
    ["ends with a longer name", "arn:aws:x:::thing/unmade", false],
    ["is no ARN", "made-elsewhere", false],
  ])("is undecided for a text that %s while the target's ARN is not known", (_, text, isOpen) => {
    const { graph, at } = stackOf(fact("a", { inputs: { name: "made" }, outputs: { arn: UNKNOWN } }), user("u", text));
    expect(graph.mayLeadTo(at("u").at("target"), at("a"))).toBe(isOpen);
  });

  it("may have any ARN while none of its names is known", () => {
    const { graph, at } = stackOf(fact("a", { outputs: { arn: UNKNOWN, name: UNKNOWN } }), user("u", "arn:aws:x:::b"));
    expect(graph.mayLeadTo(at("u").at("target"), at("a"))).toBe(true);
  });

  it("may be named by the output of what refers to it, or of the component that it stands in", () => {
    const { graph, at } = stackOf(
      fact("outer", { type: "pkg:Outer" }),
      fact("component", { type: "pkg:Component", parent: "urn:outer" }),
      fact("a", { parent: "urn:component" }),
      fact("apart", {}),
      fact("version", { type: "t:Version", inputs: { of: "a" }, propertyDependencies: { of: ["urn:a"] } }),
      user("by-version", UNKNOWN, { propertyDependencies: { target: ["urn:version"] } }),
      user("by-component", UNKNOWN, { propertyDependencies: { target: ["urn:outer"] } }),
    );
    const leads = (from: string, to: string): boolean => graph.mayLeadTo(at(from).at("target"), at(to));
    expect([leads("by-version", "a"), leads("by-component", "a")]).toEqual([true, true]);
    expect([leads("by-version", "apart"), leads("by-component", "apart")]).toEqual([false, false]);
  });

  it("may not be what the link surely leads to already", () => {
    const { graph, at } = stackOf(
      fact("a", { outputs: { id: "a-id" } }),
      fact("b", { inputs: { name: UNKNOWN } }),
      user("u", "a-id"),
      user("nothing", undefined),
    );
    expect(graph.mayLeadTo(at("u").at("target"), at("b"))).toBe(false);
    expect(graph.mayLeadTo(at("nothing").at("target"), at("b"))).toBe(false);
  });
});

describe("the resources that a property leads to", () => {
  it("are those of the stack, of the types asked for", () => {
    const { graph, at } = stackOf(fact("a", { outputs: { id: "x" } }), user("u", "x"), user("v", "elsewhere"));
    expect(names(graph.resourcesAt(at("u").at("target"), ["t:Thing"]))).toEqual(["a"]);
    expect(graph.resourcesAt(at("u").at("target"), ["t:Other"])).toEqual([]);
    expect(graph.resourcesAt(at("v").at("target"), ["t:Thing"])).toEqual([]);
    expect(names(graph.bearing("x"))).toEqual(["a"]);
    expect(graph.bearing("x", ["t:Other"])).toEqual([]);
    expect(graph.bearing("")).toEqual([]);
  });

  it("are undecided while one resource is known only", () => {
    const graph = new Graph([user("u", "x")], false);
    const [only] = graph.resources;
    expect(() => only && graph.resourcesAt(only.at("target"), ["t:Thing"])).toThrow(Undecided);
    expect(() => only && graph.referrers(only, ["t:Thing"], "target")).toThrow(Undecided);
    expect(only && graph.resourcesAt(only.at("nothing"), ["t:Thing"])).toEqual([]);
  });
});

describe("what stands in a component", () => {
  const { graph, at } = stackOf(
    fact("root", { type: "pulumi:pulumi:Stack" }),
    fact("component", { type: "pkg:Component", parent: "urn:root" }),
    fact("inner", { type: "pkg:Inner", parent: "urn:component" }),
    fact("leaf", { parent: "urn:inner", provider: { urn: "urn:p", type: "t:p", name: "p", props: {} } }),
    fact("beside", { parent: "urn:leaf" }),
    fact("waits", { dependencies: ["urn:component"] }),
    fact("later", { propertyDependencies: { x: ["urn:waits"] } }),
  );

  it("is all below it, and nothing for a provider's resource or the stack", () => {
    expect(names(graph.descendantsOfComponent(at("component"))).sort()).toEqual(["beside", "inner", "leaf"]);
    expect(graph.descendantsOfComponent(at("leaf"))).toEqual([]);
    expect(graph.descendantsOfComponent(at("root"))).toEqual([]);
    expect(names(graph.childrenOf("urn:component"))).toEqual(["inner"]);
    expect(graph.childrenOf("urn:later")).toEqual([]);
  });

  it("is waited for by what waits for the component, directly or not", () => {
    expect(at("waits").isCreatedAfter(at("leaf"))).toBe(true);
    expect(at("later").isCreatedAfter(at("leaf"))).toBe(true);
    expect(at("later").isCreatedAfter(at("root"))).toBe(false);
    expect(at("leaf").isCreatedAfter(at("later"))).toBe(false);
    expect(at("later").isCreatedAfter(at("later"))).toBe(false);
  });

  it("knows its parents", () => {
    expect(at("leaf").parent?.name).toBe("inner");
    expect(at("root").parent).toBeUndefined();
    expect(at("root").parentUrn).toBeUndefined();
    expect([at("leaf").hasProvider, at("inner").hasProvider]).toEqual([true, false]);
    expect(at("inner").provider).toMatchObject({ urn: "", type: "", name: "" });
    expect(at("leaf").provider).toMatchObject({ urn: "urn:p", type: "t:p", name: "p" });
  });
});

describe("a resource", () => {
  it("has the types of its parents in its URN", () => {
    const graph = new Graph(
      [fact("x", { urn: "urn:pulumi:dev::app::pkg:A$pkg:B$t:Thing::x" }), fact("odd", { urn: "odd" })],
      true,
    );
    expect(graph.resources.map(({ parentTypes }) => parentTypes)).toEqual([["pkg:A", "pkg:B"], []]);
  });

  it.each([
    ["*", true],
    ["tags", true],
    ['["tags"]', true],
    ["tags.Name", true],
    ["tags[0]", true],
    ["tagsAll", false],
    ["other.tags", false],
  ])("ignores changes of its tags by %s: %s", (path, expected) => {
    const options = { protect: false, ignoreChanges: ["elsewhere", path], additionalSecretOutputs: [] };
    const [resource] = new Graph([fact("x", { options })], true).resources;
    expect(resource?.ignoresChangesOf("tags")).toBe(expected);
  });

  it("ignores no changes when it lists none", () => {
    const [resource] = new Graph([fact("x", {})], true).resources;
    expect(resource?.ignoresChangesOf("tags")).toBe(false);
  });

  it("gives an output, else the input of that name", () => {
    const [resource] = new Graph([fact("x", { inputs: { a: "in", b: "in" }, outputs: { b: "out" } })], true).resources;
    expect([resource?.output("a").string(), resource?.output("b").string()]).toEqual(["in", "out"]);
  });
});
