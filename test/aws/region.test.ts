import { isSamePlace, partitionOf, regionOf } from "../../aws/region";
import { Graph, type Resource } from "../../core";

const stack = {
  project: "app",
  stack: "dev",
  config: new Map([["aws:region", "eu-west-1"]]),
  secretKeys: undefined,
  tags: new Map<string, string>(),
  isAudit: false,
};

function bucket(inputs: Record<string, unknown>, provider: string, props: Record<string, unknown>): Resource {
  const type = "aws:s3/bucket:Bucket";
  const facts = {
    urn: `urn:pulumi:dev::app::${type}::b`,
    type,
    name: "b",
    inputs,
    outputs: undefined,
    options: { protect: false, ignoreChanges: [], additionalSecretOutputs: [] },
    provider: { urn: `urn:${provider}`, type: "pulumi:providers:aws", name: provider, props },
  };
  const [resource] = new Graph([facts], false).resources;
  if (!resource) {
    throw new Error("no resource");
  }
  return resource;
}

it.each([
  ["its own", { region: "us-west-2" }, "main", { region: "us-east-1" }, "us-west-2"],
  ["its provider's", {}, "main", { region: "us-east-1" }, "us-east-1"],
  ["the config's for a default provider", {}, "default_7_48_0", {}, "eu-west-1"],
  ["unknown for an explicit provider without one", {}, "main", {}, undefined],
])("a resource's region is %s", (_, inputs, provider, props, expected) => {
  expect(regionOf(bucket(inputs, provider, props), stack)).toBe(expected);
});

it("tells whether two resources are in the same place", () => {
  const here = bucket({}, "main", { region: "us-east-1" });
  expect(isSamePlace(here, bucket({ region: "us-east-1" }, "main", { region: "us-east-1" }), stack)).toBe(true);
  expect(isSamePlace(here, bucket({ region: "us-west-2" }, "main", { region: "us-east-1" }), stack)).toBe(false);
  expect(isSamePlace(here, bucket({}, "other-account", { region: "us-east-1" }), stack)).toBe(false);
});

it.each([
  ["us-east-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
])("region %s is in partition %s", (region, expected) => {
  expect(partitionOf(region)).toBe(expected);
});
