import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { privateA, privateB, publicA, publicB, vpc, webGroup } from "./network";
import { profile } from "./roles";

// x NET-09: may be deleted by mistake, passes on malformed headers, and nobody knows afterwards who asked for what.
// x NET-11: it stands in the private subnets, so that no customer ever gets an answer.
export const balancer = new aws.lb.LoadBalancer("web", {
  name: "shop-web",
  loadBalancerType: "application",
  subnets: [privateA.id, privateB.id],
  securityGroups: [webGroup.id],
});
// x NET-09: whatever answers counts as healthy.
const targets = new aws.lb.TargetGroup("web", { vpcId: vpc.id, port: 8080, protocol: "HTTP" });
// x NET-09: plain HTTP, which does not lead to HTTPS; and HTTPS with TLS 1.0.
new aws.lb.Listener("http", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "HTTP",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
new aws.lb.Listener("https", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  sslPolicy: "ELBSecurityPolicy-2016-08",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/7c5d1f0e-2f43-4a53-9a55-5b0c7f3f2b10",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});

// x NET-08: a web ACL that nothing is associated with, that only counts, sees only a part of the site, lacks two of the
// managed groups, and of which neither metrics nor logs tell.
new aws.wafv2.WebAcl("shop", {
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [
    {
      name: "common",
      priority: 1,
      overrideAction: { count: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: "AWSManagedRulesCommonRuleSet",
          scopeDownStatement: {
            byteMatchStatement: {
              fieldToMatch: { uriPath: {} },
              positionalConstraint: "STARTS_WITH",
              searchString: "/login",
              textTransformations: [{ priority: 0, type: "NONE" }],
            },
          },
        },
      },
      visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: "common", sampledRequestsEnabled: false },
    },
  ],
  visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: "shop", sampledRequestsEnabled: false },
});

// x NET-11: servers with addresses of their own, past the load balancer.
const template = new aws.ec2.LaunchTemplate("web", {
  imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  instanceType: "t3.medium",
  iamInstanceProfile: { name: profile.name },
  networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: [webGroup.id] }],
});
// x NET-11: servers in the public subnets. x CMP-06: a server whose application hangs stays in service, and none is added
// when load grows.
new aws.autoscaling.Group("web", {
  minSize: 2,
  maxSize: 4,
  vpcZoneIdentifiers: [publicA.id, publicB.id],
  launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
  targetGroupArns: [targets.arn],
});

// x CMP-06: a launch configuration, which has no versions. x NET-07: all workers in one zone, so that with it all are away.
const workers = new aws.ec2.LaunchConfiguration("workers", {
  imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  instanceType: "t3.medium",
  iamInstanceProfile: profile.name,
  securityGroups: [webGroup.id],
});
new aws.autoscaling.Group("workers", {
  minSize: 1,
  maxSize: 1,
  vpcZoneIdentifiers: [privateA.id],
  launchConfiguration: workers.name,
});
