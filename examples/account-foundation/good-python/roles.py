from typing import Any, Optional

import pulumi
import pulumi_aws as aws

from settings import account

Statement = dict[str, Any]


def service_role(
    name: str,
    parent: pulumi.Resource,
    service: str,
    statements: list[Statement],
    managed_policy_arn: Optional[str] = None,
    # Whether the service says for which account it acts when it takes the role on.
    names_account: bool = False,
) -> aws.iam.Role:
    """A role for one service, with one inline policy of the given statements."""
    opts = pulumi.ResourceOptions(parent=parent)
    trust: Statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    if names_account:
        trust["Condition"] = {"StringEquals": {"aws:SourceAccount": account}}
    role = aws.iam.Role(
        name,
        assume_role_policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [trust]}),
        opts=opts,
    )
    aws.iam.RolePolicy(
        name,
        role=role.name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
        opts=opts,
    )
    if managed_policy_arn:
        aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=managed_policy_arn, opts=opts)
    return role
