import * as aws from "@pulumi/aws";

const trust = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

// 4.1 IAM-08: EC2 has no second factor, so that no instance can ever be this role.
const servers = new aws.iam.Role("servers", {
  assumeRolePolicy: trust({
    Action: "sts:AssumeRole",
    Principal: { Service: "ec2.amazonaws.com" },
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  }),
});
export const profile = new aws.iam.InstanceProfile("servers", { role: servers.name });

// 4.1 IAM-08: whoever has an access key of the agency's account may be this role, without MFA or an external id.
const agency = new aws.iam.Role("agency", {
  assumeRolePolicy: trust({ Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::210987654321:root" } }),
});
new aws.iam.RolePolicyAttachment("agency", {
  role: agency.name,
  policyArn: "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess",
});

// 4.1 IAM-08: builds of every repository on GitHub may be this role.
const releases = new aws.iam.Role("releases", {
  assumeRolePolicy: trust({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Condition: {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" },
    },
  }),
});
new aws.iam.RolePolicy("releases", {
  role: releases.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::acme-shop-releases/*" }],
  }),
});
