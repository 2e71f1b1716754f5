from typing import Any

import pulumi
import pulumi_aws as aws

Statement = dict[str, Any]


def storage_permissions(bucket_arns: list[pulumi.Output[str]], key_arn: pulumi.Output[str]) -> list[Statement]:
    """What a stage does with buckets: find, read and write objects, and use the key that encrypts them."""
    return [
        {
            "Effect": "Allow",
            "Action": ["s3:ListBucket", "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
            "Resource": bucket_arns,
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"],
            "Resource": [pulumi.Output.concat(arn, "/*") for arn in bucket_arns],
        },
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
            "Resource": key_arn,
        },
    ]


def service_role(
    name: str, service: str, role_name: str, account: pulumi.Output[str], statements: list[Statement]
) -> aws.iam.Role:
    """A role for one service of this account, with one inline policy of the given statements."""
    role = aws.iam.Role(
        name,
        name=role_name,
        assume_role_policy=pulumi.Output.json_dumps({
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": service},
                    "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                },
            ],
        }),
    )
    aws.iam.RolePolicy(
        name,
        name=role_name,
        role=role.name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
    )
    return role
