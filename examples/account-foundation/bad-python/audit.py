import json

import pulumi
import pulumi_aws as aws

from keys import audit_key, shared_key
from storage import logs, site


def trust(service: str) -> str:
    return json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}],
    })


# 8.1 LOG-15: the key keeps CloudWatch out, and so does the topic's policy: nobody is told.
alerts = aws.sns.Topic("alerts", kms_master_key_id=audit_key.arn)
aws.sns.TopicPolicy(
    "alerts",
    arn=alerts.arn,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "budgets.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": "*",
            },
        ],
    }),
)
aws.sns.TopicSubscription("alerts", topic=alerts.arn, protocol="email", endpoint="security@acme-platform.io")
# 8.1 LOG-08, SEC-11: not encrypted.
chat = aws.sns.Topic("chat")

events = aws.cloudwatch.LogGroup(
    "events", name="/aws/cloudtrail/account", retention_in_days=90, kms_key_id=audit_key.arn
)
to_logs = aws.iam.Role("trail", assume_role_policy=trust("cloudtrail.amazonaws.com"))
aws.iam.RolePolicy(
    "trail",
    role=to_logs.name,
    policy=pulumi.Output.json_dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": pulumi.Output.concat(events.arn, ":*"),
            },
        ],
    }),
)
# 7.1 LOG-02: one region. 7.2 LOG-03: turned off, and nobody can tell whether its files were changed.
trail = aws.cloudtrail.Trail(
    "account",
    s3_bucket_name=logs.bucket,
    enable_logging=False,
    kms_key_id=audit_key.arn,
    cloud_watch_logs_group_arn=pulumi.Output.concat(events.arn, ":*"),
    cloud_watch_logs_role_arn=to_logs.arn,
)
# 7.1 LOG-02: without IAM, which is a global service. 7.3 LOG-04: not encrypted.
# 7.4 LOG-05: between the files of a website. 8.2 LOG-10: nobody watches what it records.
aws.cloudtrail.Trail(
    "regions",
    s3_bucket_name=site.bucket,
    is_multi_region_trail=True,
    include_global_service_events=False,
    enable_log_file_validation=True,
)
# 7.1 LOG-02: the same events once more, at a price. 7.4 LOG-05: into a bucket of its own.
copies = aws.s3.Bucket("trail-copies")
aws.cloudtrail.Trail(
    "copy",
    s3_bucket_name=copies.bucket,
    is_multi_region_trail=True,
    enable_log_file_validation=True,
    kms_key_id=shared_key.arn,
)


def metric(name: str, pattern: str) -> None:
    aws.cloudwatch.LogMetricFilter(
        name,
        log_group_name=events.name,
        pattern=pattern,
        metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
            namespace="Security", name=name, value="1"
        ),
    )


# 8.2 LOG-10: 14 of the 15 events that matter are not looked for.
metric("root-use", '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }')
# 8.2 LOG-10: counted, but no alarm looks at the count.
metric("trail-stopped", "{ $.eventName = StopLogging }")
# 8.2 LOG-10: an alarm that tells nobody, and only after ninety times.
aws.cloudwatch.MetricAlarm(
    "root-use",
    namespace="Security",
    metric_name="root-use",
    statistic="Sum",
    period=300,
    evaluation_periods=1,
    comparison_operator="GreaterThanThreshold",
    threshold=90,
)
aws.cloudwatch.MetricAlarm(
    "logs-refused",
    namespace="AWS/Logs",
    metric_name="DeliveryErrors",
    dimensions={"LogGroupName": events.name},
    statistic="Sum",
    period=300,
    evaluation_periods=1,
    comparison_operator="GreaterThanThreshold",
    threshold=0,
    alarm_actions=[alerts.arn, chat.arn],
)

recording = aws.iam.Role("recording", assume_role_policy=trust("config.amazonaws.com"))
aws.iam.RolePolicyAttachment(
    "recording", role=recording.name, policy_arn="arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"
)
# 9.1, 9.2 LOG-14: recorder, channel, status and rule are made in any order, because nothing says which comes first.
# 9.2 GOV-09: the recorder by its name.
aws.cfg.Recorder("account", name="account-recorder", role_arn=recording.arn)
aws.cfg.DeliveryChannel("account", s3_bucket_name=logs.bucket)
aws.cfg.RecorderStatus("account", name="account-recorder", is_enabled=True)
aws.cfg.Rule(
    "root-mfa",
    source=aws.cfg.RuleSourceArgs(owner="AWS", source_identifier="ROOT_ACCOUNT_MFA_ENABLED"),
)
