from typing import Optional

import pulumi
import pulumi_aws as aws

from logs import encrypted_log_group
from roles import service_role
from security_events import SECURITY_EVENTS
from settings import config_recorder_name, named, trail_name
from storage import LogBucket


class AuditTrail(pulumi.ComponentResource):
    """Who did what, in all regions, kept in the log bucket; and an alarm on each event that is rare in a quiet account."""

    trail: aws.cloudtrail.Trail

    def __init__(
        self,
        name: str,
        key_arn: pulumi.Input[str],
        logs: LogBucket,
        # Where alarms on what the trail records go.
        alert_topic_arn: pulumi.Input[str],
        opts: Optional[pulumi.ResourceOptions] = None,
    ):
        super().__init__("foundation:audit:AuditTrail", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        events = encrypted_log_group(
            "account-events",
            self,
            group_name=f"/aws/cloudtrail/{trail_name}",
            key_arn=key_arn,
            retention_in_days=365,
        )
        stream = pulumi.Output.concat(events.arn, ":*")
        role = service_role(
            "account-events",
            self,
            service="cloudtrail.amazonaws.com",
            statements=[
                {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": stream},
            ],
        )
        self.trail = aws.cloudtrail.Trail(
            name,
            name=trail_name,
            s3_bucket_name=logs.bucket.bucket,
            s3_key_prefix="trail",
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            kms_key_id=key_arn,
            cloud_watch_logs_group_arn=stream,
            cloud_watch_logs_role_arn=role.arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[logs.policy]),
        )

        for event, pattern in SECURITY_EVENTS.items():
            aws.cloudwatch.LogMetricFilter(
                event,
                name=named(event),
                log_group_name=events.name,
                pattern=pattern,
                metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
                    namespace="Foundation/Security", name=event, value="1"
                ),
                opts=parent,
            )
            aws.cloudwatch.MetricAlarm(
                event,
                name=named(event),
                alarm_description=f"{event} was seen in the account's trail",
                namespace="Foundation/Security",
                metric_name=event,
                statistic="Sum",
                period=300,
                evaluation_periods=1,
                comparison_operator="GreaterThanOrEqualToThreshold",
                threshold=1,
                treat_missing_data="notBreaching",
                alarm_actions=[alert_topic_arn],
                opts=parent,
            )
        self.register_outputs({"trailArn": self.trail.arn})


# Rules of AWS Config that judge what is recorded, by AWS's names.
CONFIG_RULES = {
    "root-mfa": "ROOT_ACCOUNT_MFA_ENABLED",
    "trail-on": "CLOUD_TRAIL_ENABLED",
    "volumes-encrypted": "ENCRYPTED_VOLUMES",
    "no-open-ssh": "INCOMING_SSH_DISABLED",
}


class Posture(pulumi.ComponentResource):
    """What the account is made of, over time, and what AWS finds suspicious in it."""

    detector: aws.guardduty.Detector

    def __init__(self, name: str, logs: LogBucket, opts: Optional[pulumi.ResourceOptions] = None):
        super().__init__("foundation:audit:Posture", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        self.detector = aws.guardduty.Detector(
            "threats", enable=True, finding_publishing_frequency="FIFTEEN_MINUTES", opts=parent
        )

        bucket = logs.bucket
        role = service_role(
            "configuration",
            self,
            service="config.amazonaws.com",
            names_account=True,
            managed_policy_arn="arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
            statements=[
                {"Effect": "Allow", "Action": "s3:GetBucketAcl", "Resource": bucket.arn},
                {
                    "Effect": "Allow",
                    "Action": "s3:PutObject",
                    "Resource": pulumi.Output.concat(bucket.arn, "/config/AWSLogs/*"),
                },
            ],
        )
        recorder = aws.cfg.Recorder(
            "configuration",
            name=config_recorder_name,
            role_arn=role.arn,
            recording_group=aws.cfg.RecorderRecordingGroupArgs(
                all_supported=True, include_global_resource_types=True
            ),
            opts=parent,
        )
        channel = aws.cfg.DeliveryChannel(
            "configuration",
            name=named("configuration"),
            s3_bucket_name=bucket.bucket,
            s3_key_prefix="config",
            opts=pulumi.ResourceOptions(parent=self, depends_on=[recorder, logs.policy]),
        )
        recording = aws.cfg.RecorderStatus(
            "configuration",
            name=recorder.name,
            is_enabled=True,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[channel]),
        )
        for rule, source_identifier in CONFIG_RULES.items():
            aws.cfg.Rule(
                rule,
                name=named(rule),
                source=aws.cfg.RuleSourceArgs(owner="AWS", source_identifier=source_identifier),
                opts=pulumi.ResourceOptions(parent=self, depends_on=[recording]),
            )
        self.register_outputs({"detectorId": self.detector.id, "recorderName": recorder.name})
