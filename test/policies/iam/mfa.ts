import { allow, deny, type Part } from "./documents";

/** What has to work without MFA. */
export const BEFORE_MFA = [
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
];

const USER_ACTIONS = ["iam:EnableMFADevice", "iam:DeactivateMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"];

export const WITHOUT_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
export const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

export const view = (Action: unknown = ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"]): Part =>
  allow(Action, "*", { Sid: "AllowViewAccountInfo" });

export const devices = (Resource: unknown = "arn:aws:iam::*:mfa/*", more: Part = {}): Part =>
  allow(["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"], Resource, {
    Sid: "AllowManageOwnVirtualMFADevice",
    ...more,
  });

export const own = (Resource: unknown = "arn:aws:iam::*:user/${aws:username}", more: Part = {}): Part =>
  allow(USER_ACTIONS, Resource, { Sid: "AllowManageOwnUserMFA", ...more });

export const rest = (more: Part = {}): Part => ({
  Sid: "DenyAllExceptListedIfNoMFA",
  Effect: "Deny",
  NotAction: BEFORE_MFA,
  Resource: "*",
  Condition: WITHOUT_MFA,
  ...more,
});

/** The policy as AWS's example has it. */
export const complete = (): readonly Part[] => [view(), devices(), own(), rest()];

/** A statement that denies some actions without MFA. */
export const denySome = (Action: unknown): Part => deny(Action, "*", { Condition: WITHOUT_MFA });
