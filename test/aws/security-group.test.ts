import { relevantRules, sumOf } from "../../aws/exposure";
import { securityGroupOf, securityGroups, type SecurityGroupView } from "../../aws/security-group";
import { Graph, Undecided, type ResourceFacts } from "../../core";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  more: Partial<ResourceFacts> = {},
): ResourceFacts {
  return {
    urn: `urn:pulumi:dev::app::${type}::${name}`,
    type,
    name,
    inputs,
    outputs: { ...inputs, id: `sg-${name}` },
    options: { protect: false, ignoreChanges: [], additionalSecretOutputs: [] },
    ...more,
  };
}

function viewOf(...facts: ResourceFacts[]): SecurityGroupView {
  const [first] = new Graph(facts, true).ofType([GROUP]);
  const found = first && securityGroupOf(first);
  if (!found) {
    throw new Error("no group");
  }
  return found;
}

const ruleOf = (id: unknown, type: unknown = "ingress"): Record<string, unknown> => ({
  type,
  securityGroupId: id,
  protocol: "tcp",
  fromPort: 80,
  toPort: 80,
  prefixListIds: ["pl-0a"],
  description: "Web",
});

describe("a security group", () => {
  it("has all its rules, inline and of their own, each way", () => {
    const web = viewOf(
      resource(GROUP, "web", {
        ingress: [{ self: true }, { securityGroups: ["sg-0b"] }],
        egress: { cidrBlocks: ["x"] },
      }),
      resource(RULE, "a", ruleOf("sg-web")),
      resource(RULE, "b", ruleOf("sg-web")),
      resource(RULE, "out", ruleOf("sg-web", "egress")),
      resource(RULE, "other", ruleOf("sg-other")),
    );
    expect(web.rules("ingress").map(({ label }) => label)).toEqual(["ingress[0]", "ingress[1]", '"a"', '"b"']);
    expect(web.rules("egress").map(({ label }) => label)).toEqual(["egress", '"out"']);
    const [self, peer, split] = web.rules("ingress");
    expect([self?.isSelf, peer?.isSelf]).toEqual([true, false]);
    expect(peer?.groups.map((one) => one.raw)).toEqual(["sg-0b"]);
    expect(split?.prefixLists.map((one) => one.raw)).toEqual(["pl-0a"]);
    expect(split?.cidrs).toEqual([]);
    expect(split?.description.string()).toBe("Web");
  });

  it("does not know all its rules while one is not known, but knows the others", () => {
    const cases = [
      [resource(GROUP, "web", { ingress: UNKNOWN })],
      [resource(GROUP, "web", {}), resource(RULE, "a", ruleOf(UNKNOWN))],
      [resource(GROUP, "web", {}), resource(RULE, "a", ruleOf(UNKNOWN, UNKNOWN))],
    ];
    for (const facts of cases) {
      expect(() => viewOf(...facts).rules("ingress")).toThrow(Undecided);
      expect(viewOf(...facts).knownRules("ingress")).toEqual([]);
    }
    expect(viewOf(resource(GROUP, "web", {}), resource(RULE, "a", ruleOf(UNKNOWN, "egress"))).rules("ingress")).toEqual(
      [],
    );
    expect(viewOf(resource(GROUP, "web", { egress: UNKNOWN })).rules("ingress")).toEqual([]);
  });

  it("does not know all its rules before the whole stack is known; outside those that are added count", () => {
    const [alone] = securityGroups.ingress.of(new Graph([resource(GROUP, "web", {})], false));
    expect(() => alone?.rules("ingress")).toThrow(Undecided);
    const [outside] = securityGroups.ingress.of(new Graph([resource(RULE, "a", ruleOf("sg-0a"))], true));
    expect(outside?.group).toBeUndefined();
    expect(outside?.knownRules("ingress")).toHaveLength(1);
    expect(outside?.rules("ingress")).toHaveLength(1);
  });

  it("says which published component it is part of", () => {
    const chain = (types: string): Partial<ResourceFacts> => ({ urn: `urn:pulumi:dev::app::${types}${GROUP}::web` });
    const component = (types: string): string | undefined =>
      viewOf(resource(GROUP, "web", {}, chain(types))).publishedComponent;
    expect(component("acme:index:Platform$eks:index:Cluster$aws:eks/cluster:Cluster$")).toBe("eks:index:Cluster");
    expect(component("awsx:ecs:FargateService$awsx:lb:ApplicationLoadBalancer$")).toBe(
      "awsx:lb:ApplicationLoadBalancer",
    );
    for (const name of [
      "aws-apigateway",
      "aws-iam",
      "aws-miniflux",
      "aws-quickstart-aurora-postgres",
      "metabase",
      "nuage",
    ]) {
      expect(component(`${name}:index:Thing$`)).toBe(`${name}:index:Thing`);
    }
    for (const name of ["redshift", "vpc"].map((one) => `aws-quickstart-${one}`).concat("lbrlabs-eks")) {
      expect(component(`${name}:index:Thing$`)).toBe(`${name}:index:Thing`);
    }
    for (const name of ["aws-static-website", "aws-s3-replicated-bucket"]) {
      expect(component(`${name}:index:Thing$`)).toBe(`${name}:index:Thing`);
    }
    expect(component("acme:index:Platform$")).toBeUndefined();
    expect(component("")).toBeUndefined();
  });

  it("is judged with ten thousand rules, each for ports of its own", () => {
    const ingress = Array.from({ length: 10_000 }, (_, index) => ({
      protocol: "tcp",
      fromPort: 22 + index,
      toPort: 65535,
      cidrBlocks: [`203.${index % 250}.${Math.floor(index / 250)}.0/24`],
    }));
    const rules = relevantRules(viewOf(resource(GROUP, "web", { ingress })).knownRules("ingress"), (traffic) => [
      { ...traffic, last: traffic.first },
    ]);
    const sum = sumOf(rules);
    expect(sum?.rules).toHaveLength(10_000);
  });
});
