from typing import Optional

import pulumi
import pulumi_aws as aws

from settings import account, disposable, named, region, trail_arn


class FoundationKey(pulumi.ComponentResource):
    """The key of everything that the account stores.

    S3, RDS, Secrets Manager and Lambda use it with the rights of who calls them; the services in its policy act for
    themselves.
    """

    key: aws.kms.Key

    def __init__(self, name: str, opts: Optional[pulumi.ResourceOptions] = None):
        super().__init__("foundation:keys:FoundationKey", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        self.key = aws.kms.Key(
            name,
            description="Data, logs and alerts of the account",
            enable_key_rotation=True,
            deletion_window_in_days=7 if disposable else 30,
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
                        "Action": [
                            "kms:Encrypt*",
                            "kms:Decrypt*",
                            "kms:ReEncrypt*",
                            "kms:GenerateDataKey*",
                            "kms:Describe*",
                        ],
                        "Resource": "*",
                        "Condition": {
                            "ArnLike": {
                                "kms:EncryptionContext:aws:logs:arn": pulumi.Output.format(
                                    "arn:aws:logs:{0}:{1}:log-group:*", region, account
                                ),
                            },
                        },
                    },
                    {
                        "Sid": "TrailEncrypts",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": ["kms:GenerateDataKey*", "kms:DescribeKey"],
                        "Resource": "*",
                        "Condition": {"StringEquals": {"aws:SourceArn": trail_arn}},
                    },
                    {
                        "Sid": "AlarmsPublish",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudwatch.amazonaws.com"},
                        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                        "Resource": "*",
                        "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                    },
                    # EventBridge names no source when it uses a key, so that a condition would keep it out.
                    {
                        "Sid": "EventsPublish",
                        "Effect": "Allow",
                        "Principal": {"Service": "events.amazonaws.com"},
                        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                        "Resource": "*",
                    },
                ],
            }),
            opts=parent,
        )
        aws.kms.Alias(name, name=f"alias/{named(name)}", target_key_id=self.key.key_id, opts=parent)
        self.register_outputs({"keyArn": self.key.arn})
