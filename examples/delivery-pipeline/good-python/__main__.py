import pulumi
import pulumi_aws as aws

from bucket import PrivateBucket
from roles import service_role, storage_permissions

config = pulumi.Config()
suffix = config.require("environmentSuffix")
account = aws.get_caller_identity_output().account_id
region = aws.get_region_output().region


def named(name: str) -> str:
    return f"delivery-{name}-{suffix}"


# One key for everything that the pipeline stores. CodePipeline, CodeBuild, S3 and Parameter Store use it with the
# rights of the role that calls them; the services below act for themselves, so each is named.
key = aws.kms.Key(
    "pipeline",
    description="Artifacts, state, logs and alerts of the delivery pipeline",
    enable_key_rotation=True,
    policy=pulumi.Output.json_dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AccountAdministersKey",
                "Effect": "Allow",
                "Principal": {"AWS": pulumi.Output.format("arn:aws:iam::{0}:root", account)},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "LogsEncrypt",
                "Effect": "Allow",
                "Principal": {"Service": pulumi.Output.format("logs.{0}.amazonaws.com", region)},
                "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                "Resource": "*",
                "Condition": {
                    "ArnLike": {
                        "kms:EncryptionContext:aws:logs:arn": pulumi.Output.format(
                            "arn:aws:logs:{0}:{1}:log-group:/aws/codebuild/*", region, account
                        ),
                    },
                },
            },
            {
                "Sid": "NotificationsPublish",
                "Effect": "Allow",
                "Principal": {"Service": "codestar-notifications.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {
                    "StringEquals": {"kms:ViaService": pulumi.Output.format("sns.{0}.amazonaws.com", region)},
                },
            },
        ],
    }),
)
aws.kms.Alias("pipeline", name=f"alias/{named('pipeline')}", target_key_id=key.key_id)

# The account's bucket for access logs, which its foundation stack makes.
access_log_bucket = pulumi.Output.format("access-logs-{0}-{1}", account, region)
artifacts = PrivateBucket(
    "artifacts",
    bucket_name=pulumi.Output.concat(named("artifacts"), "-", account),
    key_arn=key.arn,
    access_log_bucket=access_log_bucket,
    expire_after_days=30,
)
state = PrivateBucket(
    "state",
    bucket_name=pulumi.Output.concat(named("pulumi-state"), "-", account),
    key_arn=key.arn,
    access_log_bucket=access_log_bucket,
)

token = aws.ssm.Parameter(
    "pulumi-access-token",
    name=f"/delivery/pulumi-access-token-{suffix}",
    description="Reads policy packs and environments of the organisation",
    type="SecureString",
    key_id=key.arn,
    value=config.require_secret("pulumiAccessToken"),
)

logs = aws.cloudwatch.LogGroup(
    "builds",
    name=f"/aws/codebuild/{named('builds')}",
    retention_in_days=14,
    kms_key_id=key.arn,
)

build_role = service_role("build", "codebuild.amazonaws.com", named("build"), account, [
    *storage_permissions([artifacts.bucket.arn, state.bucket.arn], key.arn),
    {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": pulumi.Output.concat(logs.arn, ":*"),
    },
    {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": token.arn},
    # What may be deployed is up to this role; the deployed program names it in aws:assumeRoles.
    {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Resource": pulumi.Output.format("arn:aws:iam::{0}:role/{1}", account, config.require("deploymentRole")),
    },
])


def pulumi_project(name: str, command: str) -> aws.codebuild.Project:
    """A project that runs one command of Pulumi on the checked-out program, in its own log stream.

    The program's stack is made once, by hand, with the key above as its secrets provider (awskms://alias/...), so that
    no passphrase is needed.
    """
    return aws.codebuild.Project(
        name,
        name=named(name),
        description=f"Runs {command}",
        service_role=build_role.arn,
        encryption_key=key.arn,
        artifacts=aws.codebuild.ProjectArtifactsArgs(type="CODEPIPELINE"),
        environment=aws.codebuild.ProjectEnvironmentArgs(
            type="LINUX_CONTAINER",
            compute_type="BUILD_GENERAL1_SMALL",
            image="aws/codebuild/standard:7.0",
            environment_variables=[
                aws.codebuild.ProjectEnvironmentEnvironmentVariableArgs(
                    name="PULUMI_ACCESS_TOKEN", type="PARAMETER_STORE", value=token.name
                ),
                aws.codebuild.ProjectEnvironmentEnvironmentVariableArgs(
                    name="PULUMI_BACKEND_URL", value=pulumi.Output.concat("s3://", state.bucket.bucket)
                ),
                aws.codebuild.ProjectEnvironmentEnvironmentVariableArgs(name="STACK", value=suffix),
            ],
        ),
        source=aws.codebuild.ProjectSourceArgs(
            type="CODEPIPELINE",
            buildspec=f"""version: 0.2
phases:
  install:
    runtime-versions:
      nodejs: 22
    commands:
      - curl -fsSL https://get.pulumi.com | sh
      - export PATH=$PATH:$HOME/.pulumi/bin
      - npm ci
  pre_build:
    commands:
      - pulumi login "$PULUMI_BACKEND_URL"
      - pulumi stack select "$STACK"
  build:
    commands:
      - {command}
""",
        ),
        logs_config=aws.codebuild.ProjectLogsConfigArgs(
            cloudwatch_logs=aws.codebuild.ProjectLogsConfigCloudwatchLogsArgs(
                status="ENABLED", group_name=logs.name, stream_name=name
            ),
        ),
    )


preview_project = pulumi_project("preview", "pulumi preview --diff")
deploy_project = pulumi_project("deploy", "pulumi up --yes")

# It stays pending until somebody allows it, once, in the console.
connection = aws.codeconnections.Connection("source", name=named("source"), provider_type="GitHub")

pipeline_role = service_role("pipeline", "codepipeline.amazonaws.com", named("pipeline"), account, [
    *storage_permissions([artifacts.bucket.arn], key.arn),
    {
        "Effect": "Allow",
        "Action": ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
        "Resource": [preview_project.arn, deploy_project.arn],
    },
    # The source action writes its archive with an ACL for the bucket's owner.
    {"Effect": "Allow", "Action": "s3:PutObjectAcl", "Resource": pulumi.Output.concat(artifacts.bucket.arn, "/*")},
    {
        "Effect": "Allow",
        "Action": ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
        "Resource": connection.arn,
    },
])


def build(name: str, project: aws.codebuild.Project) -> aws.codepipeline.PipelineStageActionArgs:
    return aws.codepipeline.PipelineStageActionArgs(
        name=name,
        category="Build",
        owner="AWS",
        provider="CodeBuild",
        version="1",
        input_artifacts=["source"],
        configuration={"ProjectName": project.name},
    )


pipeline = aws.codepipeline.Pipeline(
    "delivery",
    name=named("pipeline"),
    role_arn=pipeline_role.arn,
    artifact_stores=[
        aws.codepipeline.PipelineArtifactStoreArgs(
            location=artifacts.bucket.bucket,
            type="S3",
            encryption_key=aws.codepipeline.PipelineArtifactStoreEncryptionKeyArgs(id=key.arn, type="KMS"),
        ),
    ],
    stages=[
        aws.codepipeline.PipelineStageArgs(
            name="Source",
            actions=[
                aws.codepipeline.PipelineStageActionArgs(
                    name="Source",
                    category="Source",
                    owner="AWS",
                    provider="CodeStarSourceConnection",
                    version="1",
                    output_artifacts=["source"],
                    configuration={
                        "ConnectionArn": connection.arn,
                        "FullRepositoryId": config.require("repository"),
                        "BranchName": config.require("branch"),
                    },
                ),
            ],
        ),
        aws.codepipeline.PipelineStageArgs(name="Build", actions=[build("Preview", preview_project)]),
        aws.codepipeline.PipelineStageArgs(name="Deploy", actions=[build("Up", deploy_project)]),
    ],
)

alerts = aws.sns.Topic("alerts", name=named("alerts"), kms_master_key_id=key.arn)
alerts_policy = aws.sns.TopicPolicy(
    "alerts",
    arn=alerts.arn,
    policy=pulumi.Output.json_dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "NotificationsPublish",
                "Effect": "Allow",
                "Principal": {"Service": "codestar-notifications.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": alerts.arn,
                "Condition": {"StringEquals": {"aws:SourceAccount": account}},
            },
        ],
    }),
)
aws.sns.TopicSubscription("alerts", topic=alerts.arn, protocol="email", endpoint=config.require("alertEmail"))
aws.codestarnotifications.NotificationRule(
    "failures",
    name=named("failures"),
    resource=pipeline.arn,
    detail_type="FULL",
    event_type_ids=["codepipeline-pipeline-pipeline-execution-failed"],
    targets=[aws.codestarnotifications.NotificationRuleTargetArgs(address=alerts.arn)],
    opts=pulumi.ResourceOptions(depends_on=[alerts_policy]),
)

pulumi.export("pipeline_name", pipeline.name)
pulumi.export("pipeline_arn", pipeline.arn)
pulumi.export("artifact_bucket_name", artifacts.bucket.bucket)
pulumi.export("state_bucket_name", state.bucket.bucket)
pulumi.export("codebuild_project_name", deploy_project.name)
pulumi.export("sns_topic_arn", alerts.arn)
pulumi.export("log_group_name", logs.name)
pulumi.export("KMSKeyArn", key.arn)
pulumi.export("EnvironmentSuffix", suffix)
pulumi.export("StackName", pulumi.get_stack())
