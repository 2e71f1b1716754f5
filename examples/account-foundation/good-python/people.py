from typing import Optional

import pulumi
import pulumi_aws as aws

from settings import account, named


class People(pulumi.ComponentResource):
    """Groups for people, none of whom can do anything without MFA, the role that engineers work in, and who watches."""

    def __init__(self, name: str, opts: Optional[pulumi.ResourceOptions] = None):
        super().__init__("foundation:people:People", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)

        aws.iam.AccountPasswordPolicy(
            "people",
            minimum_password_length=14,
            password_reuse_prevention=24,
            max_password_age=90,
            require_lowercase_characters=True,
            require_uppercase_characters=True,
            require_numbers=True,
            require_symbols=True,
            allow_users_to_change_password=True,
            opts=parent,
        )
        aws.accessanalyzer.Analyzer("account", analyzer_name=named("analyzer"), type="ACCOUNT", opts=parent)

        mfa = aws.iam.Policy(
            "require-mfa",
            name=named("require-mfa"),
            description="Lets people manage their own MFA device, and nothing else until they have used it",
            policy=mfa_policy(),
            opts=parent,
        )
        operator = aws.iam.Role(
            "operator",
            name=named("operator"),
            description="Looks into the account's resources, for engineers who signed in with MFA",
            assume_role_policy=pulumi.Output.json_dumps({
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": "sts:AssumeRole",
                        "Principal": {"AWS": pulumi.Output.format("arn:aws:iam::{0}:root", account)},
                        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                    },
                ],
            }),
            opts=parent,
        )
        aws.iam.RolePolicyAttachment(
            "operator",
            role=operator.name,
            policy_arn="arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
            opts=parent,
        )

        engineers = aws.iam.Group("engineers", name=named("engineers"), opts=parent)
        aws.iam.GroupPolicy(
            "engineers",
            group=engineers.name,
            policy=pulumi.Output.json_dumps({
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": operator.arn}],
            }),
            opts=parent,
        )
        auditors = aws.iam.Group("auditors", name=named("auditors"), opts=parent)
        aws.iam.GroupPolicyAttachment(
            "auditors", group=auditors.name, policy_arn="arn:aws:iam::aws:policy/SecurityAudit", opts=parent
        )
        for group_name, group in {"engineers": engineers, "auditors": auditors}.items():
            aws.iam.GroupPolicyAttachment(f"{group_name}-mfa", group=group.name, policy_arn=mfa.arn, opts=parent)
        self.register_outputs({"mfaPolicyArn": mfa.arn, "operatorRoleArn": operator.arn})


def mfa_policy() -> pulumi.Output[str]:
    own_user = pulumi.Output.concat("arn:aws:iam::", account, ":user/${aws:username}")
    return pulumi.Output.json_dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AllowViewAccountInfo",
                "Effect": "Allow",
                "Action": ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
                "Resource": "*",
            },
            {
                "Sid": "AllowChangeOwnPassword",
                "Effect": "Allow",
                "Action": ["iam:ChangePassword", "iam:GetUser"],
                "Resource": own_user,
            },
            {
                "Sid": "AllowManageOwnVirtualMFADevice",
                "Effect": "Allow",
                "Action": ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
                "Resource": pulumi.Output.format("arn:aws:iam::{0}:mfa/*", account),
            },
            {
                "Sid": "AllowManageOwnUserMFA",
                "Effect": "Allow",
                "Action": [
                    "iam:DeactivateMFADevice",
                    "iam:EnableMFADevice",
                    "iam:GetMFADevice",
                    "iam:ListMFADevices",
                    "iam:ResyncMFADevice",
                ],
                "Resource": own_user,
            },
            {
                "Sid": "DenyAllExceptListedIfNoMFA",
                "Effect": "Deny",
                "NotAction": [
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
                "Resource": "*",
                "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
            },
        ],
    })
