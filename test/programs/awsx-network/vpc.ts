import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface VpcArgs {
  cidrBlock: string;
  availabilityZoneNames: string[];
  natGateways: "OnePerAz" | "Single";
  tags?: Record<string, string>;
  /** Tags of subnets by kind, as load balancer controllers read them. */
  subnetTags?: Partial<Record<SubnetType, Record<string, string>>>;
}

type SubnetType = "Private" | "Public" | "Isolated";

interface SubnetPlan {
  name: string;
  zone: string;
  index: number;
  cidrBlock: string;
  gateway: aws.ec2.InternetGateway;
  args: VpcArgs;
}

/** The kinds of subnets of one zone, in the order in which the component makes them. */
const KINDS: readonly SubnetType[] = ["Public", "Private", "Isolated"];

/** The /22 that begins at the given 1024 addresses of a /16. */
function blockAt(cidr: string, index: number): string {
  return `${cidr.split(".").slice(0, 2).join(".")}.${index * 4}.0/22`;
}

/**
 * What awsx.ec2.Vpc (@pulumi/awsx 3) registers: the same types, names, parents, inputs and dependencies, made here
 * because the component itself runs in a plugin.
 */
export class Vpc extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[] = [];
  readonly privateSubnetIds: pulumi.Output<string>[] = [];
  readonly isolatedSubnetIds: pulumi.Output<string>[] = [];
  readonly routeTables: aws.ec2.RouteTable[] = [];
  private readonly natGateways: aws.ec2.NatGateway[] = [];

  constructor(name: string, args: VpcArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("awsx:ec2:Vpc", name, {}, opts);
    const tags = { Name: name, ...args.tags };
    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: args.cidrBlock, enableDnsHostnames: true, enableDnsSupport: true, tags },
      { parent: this },
    );
    this.vpcId = this.vpc.id;
    const below = { parent: this.vpc, dependsOn: [this.vpc] };
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: this.vpc.id, tags }, below);
    args.availabilityZoneNames.forEach((zone, index) => {
      for (const [kind, type] of KINDS.entries()) {
        const subnet = `${name}-${type.toLowerCase()}-${index + 1}`;
        const range = index * 4 + kind;
        this.subnet(subnet, type, { name, zone, index, cidrBlock: blockAt(args.cidrBlock, range), gateway, args });
      }
    });
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
    });
  }

  private subnet(
    name: string,
    type: SubnetType,
    { zone, index, cidrBlock, gateway, args, name: vpcName }: SubnetPlan,
  ): void {
    const vpcId = this.vpc.id;
    const tags = { ...args.tags, Name: name, SubnetType: type };
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId,
        availabilityZone: zone,
        mapPublicIpOnLaunch: type === "Public",
        cidrBlock,
        assignIpv6AddressOnCreation: false,
        tags: { ...tags, ...args.subnetTags?.[type] },
      },
      { parent: this.vpc, dependsOn: [this.vpc] },
    );
    this[`${type.toLowerCase() as "public" | "private" | "isolated"}SubnetIds`].push(subnet.id);
    const below = { parent: subnet, dependsOn: [subnet] };
    const table = new aws.ec2.RouteTable(name, { vpcId, tags }, below);
    this.routeTables.push(table);
    const belowTable = { parent: table, dependsOn: [table] };
    new aws.ec2.RouteTableAssociation(name, { routeTableId: table.id, subnetId: subnet.id }, belowTable);
    if (type === "Public" && (args.natGateways === "OnePerAz" || index === 0)) {
      const numbered = `${vpcName}-${index + 1}`;
      const named = { tags: { ...args.tags, Name: numbered } };
      const address = new aws.ec2.Eip(numbered, named, below);
      this.natGateways.push(
        new aws.ec2.NatGateway(numbered, { subnetId: subnet.id, allocationId: address.allocationId, ...named }, below),
      );
    }
    const destinationCidrBlock = "0.0.0.0/0";
    if (type === "Public") {
      new aws.ec2.Route(name, { routeTableId: table.id, gatewayId: gateway.id, destinationCidrBlock }, belowTable);
    }
    if (type === "Private") {
      const natGatewayId = this.natGateways[args.natGateways === "Single" ? 0 : index]?.id;
      new aws.ec2.Route(name, { routeTableId: table.id, natGatewayId, destinationCidrBlock }, belowTable);
    }
  }
}
