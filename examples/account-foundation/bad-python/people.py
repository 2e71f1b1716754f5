import json
from typing import Any

import pulumi
import pulumi_aws as aws

from keys import shared_key


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def trust(service: str) -> str:
    return document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}})


# 3.2 IAM-06: Bool does not match a request without MFA, so access keys are let through; s3:* is open without it anyway;
# nobody may set up a device, for which two statements are missing.
mfa = aws.iam.Policy(
    "mfa",
    policy=document(
        {
            "Sid": "AllowViewAccountInfo",
            "Effect": "Allow",
            "Action": ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
            "Resource": "*",
        },
        {
            "Sid": "DenyAllExceptListedIfNoMFA",
            "Effect": "Deny",
            "NotAction": ["iam:EnableMFADevice", "sts:GetSessionToken", "s3:*"],
            "Resource": "*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
        },
    ),
)
engineers = aws.iam.Group("engineers")
aws.iam.GroupPolicyAttachment("engineers", group=engineers.name, policy_arn=mfa.arn)

# 3.2 IAM-07: no MFA asked of those who may do most; 3.2 IAM-06: nor is it here, where a missing key counts as true.
# 3.3 IAM-03: administrators, by AWS's policy and by one of their own.
admins = aws.iam.Group("admins")
aws.iam.GroupPolicyAttachment(
    "admins", group=admins.name, policy_arn="arn:aws:iam::aws:policy/AdministratorAccess"
)
aws.iam.GroupPolicy(
    "admins",
    group=admins.name,
    policy=document({
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
    }),
)

# 3.3 IAM-02: objects and listings of all buckets. IAM-09: whoever is this role can pass any other to a service, and
# change what roles may do.
deployer = aws.iam.Role("deployer", assume_role_policy=trust("codebuild.amazonaws.com"))
aws.iam.RolePolicy(
    "deployer",
    role=deployer.name,
    policy=document(
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["s3:ListBucketVersions", "s3:GetBucketPolicy"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["iam:PassRole", "iam:PutRolePolicy"], "Resource": "*"},
        {"Effect": "Allow", "NotAction": "s3:DeleteObject", "Resource": "arn:aws:s3:::acme-releases/*"},
    ),
)
# 6.1 LOG-11: not encrypted.
builds = aws.cloudwatch.LogGroup("deployer", retention_in_days=30)
# 3.3 PIP-10: a build that is root on its host, and builds no image.
aws.codebuild.Project(
    "deployer",
    service_role=deployer.arn,
    artifacts=aws.codebuild.ProjectArtifactsArgs(type="NO_ARTIFACTS"),
    environment=aws.codebuild.ProjectEnvironmentArgs(
        type="LINUX_CONTAINER",
        compute_type="BUILD_GENERAL1_SMALL",
        image="aws/codebuild/amazonlinux-x86_64-standard:5.0",
        privileged_mode=True,
    ),
    logs_config=aws.codebuild.ProjectLogsConfigArgs(
        cloudwatch_logs=aws.codebuild.ProjectLogsConfigCloudwatchLogsArgs(group_name=builds.name),
    ),
    source=aws.codebuild.ProjectSourceArgs(
        type="NO_SOURCE",
        buildspec="version: 0.2\nphases:\n  build:\n    commands:\n      - aws s3 sync s3://acme-releases .\n",
    ),
)

# 3.3 IAM-03, IAM-04: all of S3, and the logs of everybody, to remove old files. IAM-09: any role may be passed to Lambda.
janitor = aws.iam.Role("janitor", assume_role_policy=trust("lambda.amazonaws.com"))
aws.iam.RolePolicyAttachment(
    "janitor", role=janitor.name, policy_arn="arn:aws:iam::aws:policy/AmazonS3FullAccess"
)
aws.iam.RolePolicy(
    "janitor",
    role=janitor.name,
    policy=document(
        {"Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:PutLogEvents"], "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": "*",
            "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}},
        },
    ),
)
# 3.3 CMP-07, checked with the rows about computing: a runtime without patches, and no tracing.
cleaner = aws.lambda_.Function(
    "janitor",
    role=janitor.arn,
    runtime="python3.8",
    handler="index.handler",
    s3_bucket="acme-releases",
    s3_key="janitor.zip",
)
aws.cloudwatch.LogGroup(
    "janitor",
    name=pulumi.Output.concat("/aws/lambda/", cleaner.name),
    retention_in_days=30,
    kms_key_id=shared_key.arn,
)
