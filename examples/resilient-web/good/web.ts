import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarms";
import { encryptedLogGroup } from "./logs";
import { Access, Network } from "./network";
import { serviceRole } from "./roles";
import { certificateArn, disposable, named, packages, suffix } from "./settings";
import { DataBucket, LogBucket } from "./storage";
import { userData } from "./user-data";

export const SERVER_PORT = 8080;

export interface FrontDoorArgs {
  keyArn: pulumi.Input<string>;
  network: Network;
  access: Access;
  logs: LogBucket;
  alertTopicArn: pulumi.Input<string>;
}

/** Where customers come in: a load balancer that speaks TLS, behind a firewall for web requests. */
export class FrontDoor extends pulumi.ComponentResource {
  readonly balancer: aws.lb.LoadBalancer;
  readonly targets: aws.lb.TargetGroup;

  constructor(name: string, args: FrontDoorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:web:FrontDoor", name, {}, opts);
    const parent = { parent: this };
    this.balancer = new aws.lb.LoadBalancer(
      name,
      {
        name: named(name),
        loadBalancerType: "application",
        subnets: args.network.publicSubnetIds,
        securityGroups: [args.access.balancer.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: !disposable,
        accessLogs: { bucket: args.logs.bucket.bucket, prefix: "balancer", enabled: true },
      },
      { ...parent, dependsOn: args.logs.policy },
    );
    this.targets = new aws.lb.TargetGroup(
      name,
      {
        name: named(name),
        vpcId: args.network.vpc.id,
        port: SERVER_PORT,
        protocol: "HTTP",
        targetType: "instance",
        healthCheck: { path: "/health", matcher: "200", interval: 15 },
      },
      parent,
    );
    const loadBalancerArn = this.balancer.arn;
    new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn: this.targets.arn }],
      },
      parent,
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
      },
      parent,
    );
    this.protect(name, args.keyArn);
    this.watch(name, args.alertTopicArn);
    this.registerOutputs({ balancerArn: loadBalancerArn });
  }

  private protect(name: string, keyArn: pulumi.Input<string>): void {
    const parent = { parent: this };
    const measured = (metricName: string) => ({
      metricName,
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
    });
    const groups = [
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ];
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        name: named(name),
        description: "What reaches the shop",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: groups.map((group, index) => ({
          name: group,
          priority: 10 * (index + 1),
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
          visibilityConfig: measured(group),
        })),
        visibilityConfig: measured(named(name)),
      },
      parent,
    );
    new aws.wafv2.WebAclAssociation(name, { resourceArn: this.balancer.arn, webAclArn: acl.arn }, parent);
    // The prefix of its name is AWS's.
    const logs = encryptedLogGroup(`${name}-requests`, { groupName: `aws-waf-logs-${named(name)}`, keyArn }, this);
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [logs.arn],
        redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
      },
      parent,
    );
  }

  private watch(name: string, topicArn: pulumi.Input<string>): void {
    const namespace = "AWS/ApplicationELB";
    const LoadBalancer = this.balancer.arnSuffix;
    alarm(
      `${name}-errors`,
      {
        namespace,
        dimensions: { LoadBalancer },
        metricName: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        threshold: 10,
      },
      topicArn,
      this,
    );
    alarm(
      `${name}-unhealthy`,
      {
        namespace,
        dimensions: { LoadBalancer, TargetGroup: this.targets.arnSuffix },
        metricName: "UnHealthyHostCount",
        statistic: "Maximum",
        threshold: 0,
      },
      topicArn,
      this,
    );
  }
}

export interface ServersArgs {
  keyArn: pulumi.Input<string>;
  network: Network;
  access: Access;
  targets: aws.lb.TargetGroup;
  uploads: DataBucket;
  databasePasswordArn: pulumi.Input<string>;
  alertTopicArn: pulumi.Input<string>;
}

/** Servers in private subnets of both zones, as many as the load asks for, that nobody signs in to but by Session Manager. */
export class Servers extends pulumi.ComponentResource {
  readonly group: aws.autoscaling.Group;

  constructor(name: string, args: ServersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:web:Servers", name, {}, opts);
    const parent = { parent: this };
    const uploads = args.uploads.bucket.arn;
    const role = serviceRole(
      name,
      {
        service: "ec2.amazonaws.com",
        managedPolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        statements: [
          {
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject"],
            Resource: pulumi.interpolate`${uploads}/*`,
          },
          { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${packages}/shop.tar.gz` },
          { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: args.databasePasswordArn },
          { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: args.keyArn },
        ],
      },
      this,
    );
    const profile = new aws.iam.InstanceProfile(name, { role: role.name }, parent);
    const tags = {
      Environment: suffix,
      ManagedBy: "Pulumi",
      Project: pulumi.getProject(),
      Name: named(name),
      Purpose: "WebServer",
      Backup: "NotRequired",
    };
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        name: named(name),
        description: "Servers of the shop",
        imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        instanceType: "t4g.medium",
        iamInstanceProfile: { arn: profile.arn },
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
          instanceMetadataTags: "enabled",
        },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: {
              volumeSize: 30,
              volumeType: "gp3",
              encrypted: "true",
              kmsKeyId: args.keyArn,
              deleteOnTermination: "true",
            },
          },
        ],
        monitoring: { enabled: true },
        networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [args.access.servers.id] }],
        tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
        userData: Buffer.from(userData).toString("base64"),
        updateDefaultVersion: true,
      },
      parent,
    );
    this.group = new aws.autoscaling.Group(
      name,
      {
        name: named(name),
        minSize: 2,
        maxSize: 6,
        vpcZoneIdentifiers: args.network.privateSubnetIds,
        launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
        targetGroupArns: [args.targets.arn],
        healthCheckType: "ELB",
        healthCheckGracePeriod: 120,
        instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 100 } },
        tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      },
      parent,
    );
    new aws.autoscaling.Policy(
      `${name}-load`,
      {
        autoscalingGroupName: this.group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: 50,
        },
      },
      parent,
    );
    alarm(
      `${name}-busy`,
      {
        namespace: "AWS/EC2",
        dimensions: { AutoScalingGroupName: this.group.name },
        metricName: "CPUUtilization",
        statistic: "Average",
        threshold: 85,
      },
      args.alertTopicArn,
      this,
    );
    this.registerOutputs({ groupName: this.group.name });
  }
}
