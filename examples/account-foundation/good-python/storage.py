from typing import Any, Optional

import pulumi
import pulumi_aws as aws

from settings import account, disposable, named, trail_arn

Statement = dict[str, Any]


class PrivateBucket(pulumi.ComponentResource):
    """What every bucket has: versions, no public access, encryption, and a policy that refuses plain HTTP."""

    bucket: aws.s3.Bucket
    policy: aws.s3.BucketPolicy

    def __init__(
        self,
        component_type: str,
        name: str,
        encryption: aws.s3.BucketServerSideEncryptionConfigurationRuleArgs,
        keep_old_versions_days: int,
        opts: Optional[pulumi.ResourceOptions] = None,
    ):
        super().__init__(component_type, name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        self.bucket = aws.s3.Bucket(
            name,
            bucket=pulumi.Output.format("{0}-{1}", named(name), account),
            force_destroy=disposable,
            opts=parent,
        )
        bucket = self.bucket.bucket
        versioning = aws.s3.BucketVersioning(
            name,
            bucket=bucket,
            versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
            opts=parent,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(name, bucket=bucket, rules=[encryption], opts=parent)
        block = aws.s3.BucketPublicAccessBlock(
            name,
            bucket=bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=parent,
        )
        aws.s3.BucketLifecycleConfiguration(
            name,
            bucket=bucket,
            rules=[
                aws.s3.BucketLifecycleConfigurationRuleArgs(
                    id="tidy",
                    status="Enabled",
                    filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(),
                    noncurrent_version_expiration=(
                        aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                            noncurrent_days=keep_old_versions_days
                        )
                    ),
                    abort_incomplete_multipart_upload=(
                        aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                            days_after_initiation=7
                        )
                    ),
                ),
            ],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
        )
        arn = self.bucket.arn
        refuse_plain_http: Statement = {
            "Sid": "RefusePlainHttp",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [arn, pulumi.Output.concat(arn, "/*")],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        self.policy = aws.s3.BucketPolicy(
            name,
            bucket=bucket,
            policy=pulumi.Output.json_dumps({
                "Version": "2012-10-17",
                "Statement": [refuse_plain_http, *self.statements(arn)],
            }),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[block]),
        )

    def statements(self, arn: pulumi.Output[str]) -> list[Statement]:
        """What the bucket's policy says besides; nothing for most."""
        return []


class LogBucket(PrivateBucket):
    """Where S3, CloudTrail and AWS Config deliver.

    S3 can only use its own key for access logs; the trail brings its own.
    """

    def __init__(self, name: str, opts: Optional[pulumi.ResourceOptions] = None):
        encryption = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=(
                aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                    sse_algorithm="AES256"
                )
            ),
        )
        super().__init__("foundation:storage:LogBucket", name, encryption, 90, opts)
        self.register_outputs({"bucketName": self.bucket.bucket, "bucketArn": self.bucket.arn})

    def statements(self, arn: pulumi.Output[str]) -> list[Statement]:
        """What each log service needs, for what happens in this account."""
        from_account = {"aws:SourceAccount": account}
        owned_by_account = {"s3:x-amz-acl": "bucket-owner-full-control"}
        return [
            {
                "Sid": "AccessLogsWrite",
                "Effect": "Allow",
                "Principal": {"Service": "logging.s3.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": pulumi.Output.concat(arn, "/access/*"),
                "Condition": {"StringEquals": from_account},
            },
            {
                "Sid": "TrailChecks",
                "Effect": "Allow",
                "Principal": {"Service": "cloudtrail.amazonaws.com"},
                "Action": "s3:GetBucketAcl",
                "Resource": arn,
                "Condition": {"StringEquals": {"aws:SourceArn": trail_arn}},
            },
            {
                "Sid": "TrailWrites",
                "Effect": "Allow",
                "Principal": {"Service": "cloudtrail.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": pulumi.Output.concat(arn, "/trail/AWSLogs/", account, "/*"),
                "Condition": {"StringEquals": {"aws:SourceArn": trail_arn, **owned_by_account}},
            },
            {
                "Sid": "ConfigChecks",
                "Effect": "Allow",
                "Principal": {"Service": "config.amazonaws.com"},
                "Action": ["s3:GetBucketAcl", "s3:ListBucket"],
                "Resource": arn,
                "Condition": {"StringEquals": from_account},
            },
            {
                "Sid": "ConfigWrites",
                "Effect": "Allow",
                "Principal": {"Service": "config.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": pulumi.Output.concat(arn, "/config/AWSLogs/", account, "/Config/*"),
                "Condition": {"StringEquals": {**from_account, **owned_by_account}},
            },
        ]


class DataBucket(PrivateBucket):
    """A bucket for data: encrypted with the account's key, and whoever reads it is written down."""

    def __init__(
        self,
        name: str,
        key_arn: pulumi.Input[str],
        logs: LogBucket,
        opts: Optional[pulumi.ResourceOptions] = None,
    ):
        encryption = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=(
                aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                    sse_algorithm="aws:kms", kms_master_key_id=key_arn
                )
            ),
            bucket_key_enabled=True,
        )
        super().__init__("foundation:storage:DataBucket", name, encryption, 30, opts)
        aws.s3.BucketLogging(
            name,
            bucket=self.bucket.bucket,
            target_bucket=logs.bucket.bucket,
            target_prefix=f"access/{name}/",
            opts=pulumi.ResourceOptions(parent=self, depends_on=[logs.policy]),
        )
        self.register_outputs({"bucketName": self.bucket.bucket, "bucketArn": self.bucket.arn})
