import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { serviceRole } from "./roles";
import { named } from "./settings";
import type { DataBucket } from "./storage";
import { hardened } from "./user-data";

export interface HostsArgs {
  network: Network;
  keyArn: pulumi.Input<string>;
  uploads: DataBucket;
  purpose: string;
  instanceType: string;
}

/** Which ports of the internet a host needs: web servers for updates and APIs, name servers and time servers. */
const EGRESS = [
  { name: "https", protocol: "tcp", port: 443, description: "AWS APIs, Systems Manager and packages" },
  { name: "http", protocol: "tcp", port: 80, description: "Package mirrors" },
  { name: "dns", protocol: "udp", port: 53, description: "Name resolution" },
  { name: "ntp", protocol: "udp", port: 123, description: "Time" },
];

/** A host in each private subnet. Session Manager is the only way in: there is no key pair, and no port is open. */
export class Hosts extends pulumi.ComponentResource {
  readonly instances: aws.ec2.Instance[];

  constructor(name: string, args: HostsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("infrastructure:compute:Hosts", name, {}, opts);
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.network.vpc.id, description: `Hosts of purpose ${args.purpose}; nothing comes in` },
      parent,
    );
    for (const { name: service, protocol, port, description } of EGRESS) {
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-${service}`,
        {
          securityGroupId: group.id,
          description,
          ipProtocol: protocol,
          fromPort: port,
          toPort: port,
          cidrIpv4: "0.0.0.0/0",
        },
        parent,
      );
    }

    const role = serviceRole(
      `${name}-host`,
      {
        service: "ec2.amazonaws.com",
        managedPolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        statements: [
          {
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject"],
            Resource: pulumi.interpolate`${args.uploads.bucket.arn}/*`,
          },
          { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: args.keyArn },
        ],
      },
      this,
    );
    const profile = new aws.iam.InstanceProfile(`${name}-host`, { role: role.name }, parent);
    const ami = aws.ec2.getAmiOutput({
      owners: ["amazon"],
      mostRecent: true,
      filters: [{ name: "name", values: ["al2023-ami-2023.*-x86_64"] }],
    });

    this.instances = args.network.privateSubnetIds.map(
      (subnetId, index) =>
        new aws.ec2.Instance(
          `${name}-${index}`,
          {
            ami: ami.id,
            instanceType: args.instanceType,
            subnetId,
            vpcSecurityGroupIds: [group.id],
            iamInstanceProfile: profile.name,
            metadataOptions: {
              httpEndpoint: "enabled",
              httpTokens: "required",
              httpPutResponseHopLimit: 1,
              instanceMetadataTags: "enabled",
            },
            rootBlockDevice: { encrypted: true, kmsKeyId: args.keyArn, volumeType: "gp3", volumeSize: 30 },
            userData: hardened("dnf install -y nginx\nsystemctl enable --now nginx"),
            tags: { Name: named(`${name}-${index}`), Purpose: args.purpose, Backup: "Required" },
          },
          // A newer image is a new host, made on purpose and not by any update that comes after its release.
          { ...parent, ignoreChanges: ["ami"] },
        ),
    );
    // Amazon Linux 2023 stays on the release it started with; the patch baseline brings it what later ones fix.
    new aws.ssm.Association(
      `${name}-patches`,
      {
        name: "AWS-RunPatchBaseline",
        associationName: named(`${name}-patches`),
        scheduleExpression: "cron(0 3 ? * SUN *)",
        targets: [{ key: "InstanceIds", values: this.instances.map(({ id }) => id) }],
        parameters: { Operation: "Install" },
      },
      parent,
    );
    this.registerOutputs({ instanceIds: this.instances.map(({ id }) => id), roleName: role.name });
  }
}
