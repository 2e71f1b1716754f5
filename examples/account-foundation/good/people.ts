import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, named } from "./settings";

/** Groups for people, none of whom can do anything without MFA, the role that engineers work in, and who watches. */
export class People extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:people:People", name, {}, opts);
    const parent = { parent: this };

    new aws.iam.AccountPasswordPolicy(
      "people",
      {
        minimumPasswordLength: 14,
        passwordReusePrevention: 24,
        maxPasswordAge: 90,
        requireLowercaseCharacters: true,
        requireUppercaseCharacters: true,
        requireNumbers: true,
        requireSymbols: true,
        allowUsersToChangePassword: true,
      },
      parent,
    );
    new aws.accessanalyzer.Analyzer("account", { analyzerName: named("analyzer"), type: "ACCOUNT" }, parent);

    const mfa = new aws.iam.Policy(
      "require-mfa",
      {
        name: named("require-mfa"),
        description: "Lets people manage their own MFA device, and nothing else until they have used it",
        policy: mfaPolicy(),
      },
      parent,
    );
    const operator = new aws.iam.Role(
      "operator",
      {
        name: named("operator"),
        description: "Looks into the account's resources, for engineers who signed in with MFA",
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
              Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
            },
          ],
        }),
      },
      parent,
    );
    new aws.iam.RolePolicyAttachment(
      "operator",
      { role: operator.name, policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" },
      parent,
    );

    const engineers = new aws.iam.Group("engineers", { name: named("engineers") }, parent);
    new aws.iam.GroupPolicy(
      "engineers",
      {
        group: engineers.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: operator.arn }],
        }),
      },
      parent,
    );
    const auditors = new aws.iam.Group("auditors", { name: named("auditors") }, parent);
    new aws.iam.GroupPolicyAttachment(
      "auditors",
      { group: auditors.name, policyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
      parent,
    );
    for (const [groupName, group] of Object.entries({ engineers, auditors })) {
      new aws.iam.GroupPolicyAttachment(`${groupName}-mfa`, { group: group.name, policyArn: mfa.arn }, parent);
    }
    this.registerOutputs({ mfaPolicyArn: mfa.arn, operatorRoleArn: operator.arn });
  }
}

function mfaPolicy(): pulumi.Output<string> {
  const self = pulumi.interpolate`arn:aws:iam::${account}:user/\${aws:username}`;
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowViewAccountInfo",
        Effect: "Allow",
        Action: ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
        Resource: "*",
      },
      {
        Sid: "AllowChangeOwnPassword",
        Effect: "Allow",
        Action: ["iam:ChangePassword", "iam:GetUser"],
        Resource: self,
      },
      {
        Sid: "AllowManageOwnVirtualMFADevice",
        Effect: "Allow",
        Action: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
        Resource: pulumi.interpolate`arn:aws:iam::${account}:mfa/*`,
      },
      {
        Sid: "AllowManageOwnUserMFA",
        Effect: "Allow",
        Action: [
          "iam:DeactivateMFADevice",
          "iam:EnableMFADevice",
          "iam:GetMFADevice",
          "iam:ListMFADevices",
          "iam:ResyncMFADevice",
        ],
        Resource: self,
      },
      {
        Sid: "DenyAllExceptListedIfNoMFA",
        Effect: "Deny",
        NotAction: [
          "iam:CreateVirtualMFADevice",
          "iam:EnableMFADevice",
          "iam:GetUser",
          "iam:GetMFADevice",
          "iam:ListMFADevices",
          "iam:ListVirtualMFADevices",
          "iam:ResyncMFADevice",
          "iam:GetAccountPasswordPolicy",
          "iam:ChangePassword",
          "sts:GetSessionToken",
        ],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ],
  });
}
