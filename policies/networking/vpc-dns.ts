import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource, type Value } from "../../core";

export default definePolicy({
  name: "vpc-dns",
  category: "networking",
  requirements: ["NET-05"],
  severity: "medium",
  level: "mandatory",
  title: "VPCs resolve names",
  description: "Every VPC has DNS support and DNS host names enabled.",
  rationale:
    "Private names of interface endpoints, private hosted zones and the addresses of EKS and RDS only resolve in a VPC with both attributes. Without them traffic to AWS leaves for public addresses, or fails.",
  fix: "Set enableDnsSupport: true and enableDnsHostnames: true.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpc/",
  ],
  remediates: "Sets enableDnsSupport and enableDnsHostnames to true. Changes a VPC in place.",
  subjects: resourcesOfType(...types.VPC_OR_DEFAULT, ...types.NATIVE_VPC),
  needs: "resource",
  check(vpc, { each, report }) {
    each(attributesOf(vpc), (attribute) => {
      if (isOff(attribute)) {
        const { value, means } = attribute;
        report(value, {
          found: `${value.display} is ${value.isAbsent ? "not set, which AWS reads as false" : "not true"}, so ${means}.`,
          fix: `Set ${value.display}: true.`,
        });
      }
    });
  },
  remediate(vpc, { set }) {
    for (const attribute of attributesOf(vpc)) {
      if (!attribute.value.isUnknown && isOff(attribute)) {
        set([attribute.value.display], true);
      }
    }
  },
});

interface Attribute {
  readonly value: Value;
  /** What AWS takes when the program does not say it. */
  readonly unset: boolean;
  /** What it means that it is off. */
  readonly means: string;
}

function attributesOf(vpc: Resource): readonly Attribute[] {
  return [
    { value: vpc.at("enableDnsSupport"), unset: true, means: "nothing in the VPC can ask Amazon's resolver" },
    {
      value: vpc.at("enableDnsHostnames"),
      // The VPC that comes with an account has both: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
      unset: types.DEFAULT_VPC.includes(vpc.type),
      means: "instances get no DNS names and interface endpoints no private ones",
    },
  ];
}

function isOff({ value, unset }: Attribute): boolean {
  return value.isAbsent ? !unset : value.boolean() !== true;
}
