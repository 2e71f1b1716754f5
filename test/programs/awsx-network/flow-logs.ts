import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  environment: string;
  logKeyArn: pulumi.Input<string>;
}

/** What enters and leaves a VPC, kept in a log group. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:network:FlowLogs", name, {}, opts);
    const parent = { parent: this };
    const { accountId } = aws.getCallerIdentityOutput({}, parent);
    const group = new aws.cloudwatch.LogGroup(
      name,
      {
        name: `/vpc/${name}-${args.environment}`,
        retentionInDays: 365,
        kmsKeyId: args.logKeyArn,
        deletionProtectionEnabled: true,
      },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-delivery`,
      {
        assumeRolePolicy: aws.iam.getPolicyDocumentOutput(
          {
            statements: [
              {
                actions: ["sts:AssumeRole"],
                principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
                conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
              },
            ],
          },
          parent,
        ).json,
      },
      parent,
    );
    const delivery = new aws.iam.RolePolicy(
      `${name}-delivery`,
      {
        role: role.name,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
              Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
            },
          ],
        },
      },
      parent,
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 60,
      },
      { ...parent, dependsOn: [delivery] },
    );
    this.registerOutputs({ logGroupName: group.name });
  }
}
