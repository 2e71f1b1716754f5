# A delivery pipeline as it is often written in a hurry. The number in a comment is the error of the pipeline catalogue
# that the line makes; `npm run demo` shows what the policy pack says about each.
import json

import pulumi
import pulumi_aws as aws

# 28: no aws:region in the stack's configuration: whoever runs the CLI decides.
# 1: nothing carries tags. 2: there is no bucket for Pulumi's state.

# 6: any other account can have taken this name. 7, 8, 9, 10: neither versions, encryption, expiry nor a public access
# block. 11: no environment in the name, so that a second stack collides.
artifacts = aws.s3.Bucket("artifacts", bucket="pipeline-artifacts", force_destroy=True)

# 12: a secret as plain String. 13: typed into the program.
token = aws.ssm.Parameter(
    "pulumi-token",
    name="/codebuild/pulumi-token",
    type="String",
    value="placeholder-token",
)

# 3: kept for ever. 26: the environment is a literal, and not this stack's.
logs = aws.cloudwatch.LogGroup("builds", name="/aws/codebuild/build-dev")


def trust(service: str) -> str:
    return json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}],
    })


# 14: all actions of four services. 15: on everything.
role = aws.iam.Role("pipeline", assume_role_policy=trust("codepipeline.amazonaws.com"))
aws.iam.RolePolicy(
    "pipeline",
    role=role.id,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["s3:*", "codebuild:*", "codecommit:*", "iam:PassRole"],
            "Resource": "*",
        }],
    }),
)
build_role = aws.iam.Role("build", assume_role_policy=trust("codebuild.amazonaws.com"))
aws.iam.RolePolicy(
    "build",
    role=build_role.id,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": ["logs:*", "s3:*", "ssm:*"], "Resource": "*"}],
    }),
)

project = aws.codebuild.Project(
    "build",
    service_role=build_role.arn,
    artifacts=aws.codebuild.ProjectArtifactsArgs(type="CODEPIPELINE"),
    environment=aws.codebuild.ProjectEnvironmentArgs(
        type="LINUX_CONTAINER",
        compute_type="BUILD_GENERAL1_SMALL",
        # 18: an image that AWS no longer patches.
        image="aws/codebuild/standard:4.0",
        # 19: the token stands in the project's settings, readable by everybody who may describe it.
        environment_variables=[
            aws.codebuild.ProjectEnvironmentEnvironmentVariableArgs(name="PULUMI_ACCESS_TOKEN", value=token.value),
        ],
    ),
    source=aws.codebuild.ProjectSourceArgs(
        type="CODEPIPELINE",
        # 16: nothing installs Pulumi or logs in. 17: no preview before the update.
        buildspec="""version: 0.2
phases:
  build:
    commands:
      - pulumi up --yes
""",
    ),
    # 20: no logs in CloudWatch.
)

# 21: not encrypted. 4: nobody is subscribed.
alerts = aws.sns.Topic("alerts", name="pipeline-alerts")
aws.cloudwatch.MetricAlarm(
    "failed-builds",
    namespace="AWS/CodeBuild",
    metric_name="FailedBuilds",
    dimensions={"ProjectName": project.name},
    statistic="Sum",
    period=300,
    evaluation_periods=1,
    comparison_operator="GreaterThanThreshold",
    threshold=0,
    alarm_actions=[alerts.arn],
)

# 5: no rule tells anybody when the pipeline fails. 22: no encryption key for the artifacts.
aws.codepipeline.Pipeline(
    "delivery",
    name="delivery-pipeline",
    role_arn=role.arn,
    artifact_stores=[aws.codepipeline.PipelineArtifactStoreArgs(location=artifacts.bucket, type="S3")],
    stages=[
        aws.codepipeline.PipelineStageArgs(
            name="Source",
            actions=[
                aws.codepipeline.PipelineStageActionArgs(
                    name="Source",
                    category="Source",
                    owner="ThirdParty",
                    provider="GitHub",
                    version="1",
                    output_artifacts=["source"],
                    configuration={
                        # 23: placeholders. 24: a token in the program.
                        "Owner": "your-org",
                        "Repo": "my-repo",
                        "Branch": "main",
                        "OAuthToken": "hardcoded-token",
                    },
                ),
            ],
        ),
        # 25: no stage that deploys.
        aws.codepipeline.PipelineStageArgs(
            name="Build",
            actions=[
                aws.codepipeline.PipelineStageActionArgs(
                    name="Build",
                    category="Build",
                    owner="AWS",
                    provider="CodeBuild",
                    version="1",
                    input_artifacts=["source"],
                    configuration={"ProjectName": project.name},
                ),
            ],
        ),
    ],
)

# 27: of all that operators need, only the topic and the log group are exported.
pulumi.export("topic", alerts.arn)
pulumi.export("logGroup", logs.name)
