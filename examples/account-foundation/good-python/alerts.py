import json
from typing import Any, Optional

import pulumi
import pulumi_aws as aws

from settings import account, alert_email, named


class Alerts(pulumi.ComponentResource):
    """Whom alarms and findings of GuardDuty reach: a topic that both may publish to, and somebody who reads it."""

    topic: aws.sns.Topic

    def __init__(self, name: str, key_arn: pulumi.Input[str], opts: Optional[pulumi.ResourceOptions] = None):
        super().__init__("foundation:alerts:Alerts", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        self.topic = aws.sns.Topic(name, name=named(name), kms_master_key_id=key_arn, opts=parent)
        topic_arn = self.topic.arn

        findings = aws.cloudwatch.EventRule(
            "threats",
            name=named("threats"),
            description="Findings of GuardDuty of high severity",
            event_pattern=json.dumps({
                "source": ["aws.guardduty"],
                "detail-type": ["GuardDuty Finding"],
                "detail": {"severity": [{"numeric": [">=", 7]}]},
            }),
            opts=parent,
        )

        def publish(sid: str, service: str, condition: dict[str, Any]) -> dict[str, Any]:
            return {
                "Sid": sid,
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "sns:Publish",
                "Resource": topic_arn,
                "Condition": condition,
            }

        policy = aws.sns.TopicPolicy(
            name,
            arn=topic_arn,
            policy=pulumi.Output.json_dumps({
                "Version": "2012-10-17",
                "Statement": [
                    publish(
                        "AlarmsPublish", "cloudwatch.amazonaws.com", {"StringEquals": {"aws:SourceAccount": account}}
                    ),
                    publish(
                        "EventsPublish", "events.amazonaws.com", {"ArnEquals": {"aws:SourceArn": findings.arn}}
                    ),
                ],
            }),
            opts=parent,
        )
        aws.cloudwatch.EventTarget(
            "threats",
            rule=findings.name,
            arn=topic_arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        aws.sns.TopicSubscription(name, topic=topic_arn, protocol="email", endpoint=alert_email, opts=parent)
        self.register_outputs({"topicArn": topic_arn})
