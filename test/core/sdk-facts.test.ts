/** What is taken from the SDK's arguments: in a preview of one resource, and of the whole stack. */
import type * as sdk from "@pulumi/policy";
import { factsOfArgs, factsOfStackResource } from "../../core/sdk-facts";
import { argsOf, OPTS } from "../harness/sdk-args";

const PARENT = "urn:pulumi:dev::app::my:site:Site::site";

const opts = { ...OPTS, protect: true, ignoreChanges: ["tags"] };

/** Properties as the SDK hands them over: behind a proxy that throws where a value is unknown. */
function behindProxy(target: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(target, {
    get(_, key) {
      if (key === "__isSpecialProxy") {
        return true;
      }
      if (key === "__getSpecialProxyTarget") {
        return target;
      }
      throw new Error("unknown during a preview");
    },
  });
}

const resource = (name: string, rest: Partial<sdk.PolicyResource> = {}): sdk.PolicyResource => ({
  urn: `urn:pulumi:dev::app::aws:s3/bucket:Bucket::${name}`,
  type: "aws:s3/bucket:Bucket",
  name,
  props: behindProxy({ arn: `arn:aws:s3:::${name}` }),
  opts,
  dependencies: [],
  propertyDependencies: {},
  isType: () => false,
  asType: () => undefined,
  ...rest,
});

const provider = {
  urn: "urn:p",
  type: "pulumi:providers:aws",
  name: "east",
  props: behindProxy({ region: "us-east-1" }),
};
const readProvider = { ...provider, props: { region: "us-east-1" } };

function argsFor(rest: Partial<sdk.ResourceValidationArgs>): sdk.ResourceValidationArgs {
  const { urn, type, name } = resource("logs");
  return argsOf({ urn, type, name, opts, props: behindProxy({ bucket: "logs" }), ...rest });
}

describe("a resource that is about to be created", () => {
  it("has what the program set, and no outputs yet", () => {
    expect(factsOfArgs(argsFor({ provider, opts: { ...opts, parent: PARENT } }))).toEqual({
      urn: "urn:pulumi:dev::app::aws:s3/bucket:Bucket::logs",
      type: "aws:s3/bucket:Bucket",
      name: "logs",
      inputs: { bucket: "logs" },
      outputs: undefined,
      options: { ...opts, parent: PARENT },
      provider: readProvider,
      parent: PARENT,
    });
  });

  it("has no provider and no parent where the engine names none", () => {
    const { provider: none, parent } = factsOfArgs(argsFor({}));
    expect([none, parent]).toEqual([undefined, undefined]);
  });
});

describe("a resource of the whole stack", () => {
  it("has its outputs and what it depends on, by URN; what the program set is remembered elsewhere", () => {
    const key = resource("key");
    const log = resource("log");
    const facts = factsOfStackResource(
      resource("data", {
        provider,
        dependencies: [key, log],
        propertyDependencies: { kmsKey: [key], logging: [log, key], acl: [] },
      }),
    );
    expect(facts).toEqual({
      urn: "urn:pulumi:dev::app::aws:s3/bucket:Bucket::data",
      type: "aws:s3/bucket:Bucket",
      name: "data",
      inputs: undefined,
      outputs: { arn: "arn:aws:s3:::data" },
      options: opts,
      provider: readProvider,
      parent: undefined,
      dependencies: [key.urn, log.urn],
      propertyDependencies: { kmsKey: [key.urn], logging: [log.urn, key.urn], acl: [] },
    });
  });

  it.each<[string, Partial<sdk.PolicyResource>, string | undefined]>([
    ["the resource that is its parent", { parent: resource("parent") }, resource("parent").urn],
    [
      "the parent that its options name, where the stack does not show it",
      { opts: { ...opts, parent: PARENT } },
      PARENT,
    ],
    ["none at the root", {}, undefined],
  ])("has as parent %s", (_, rest, expected) => {
    expect(factsOfStackResource(resource("data", rest)).parent).toBe(expected);
  });

  it("has no provider where the engine shows none", () => {
    expect(factsOfStackResource(resource("data")).provider).toBeUndefined();
  });
});
