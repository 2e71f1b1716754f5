from typing import Optional

import pulumi
import pulumi_aws as aws


class PrivateBucket(pulumi.ComponentResource):
    """A bucket that keeps versions, encrypts with the given key, refuses plain HTTP and is never public."""

    bucket: aws.s3.Bucket

    def __init__(
        self,
        name: str,
        bucket_name: pulumi.Input[str],
        key_arn: pulumi.Input[str],
        # Takes the access logs; another stack has it.
        access_log_bucket: pulumi.Input[str],
        # Removes objects after so many days; keeps them for ever when absent.
        expire_after_days: Optional[int] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
    ):
        super().__init__("delivery:storage:PrivateBucket", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        # Development stacks can be destroyed with all that is in them; data of other stacks stays.
        self.bucket = aws.s3.Bucket(
            name, bucket=bucket_name, force_destroy=pulumi.get_stack() == "dev", opts=parent
        )
        bucket = self.bucket.bucket
        versioning = aws.s3.BucketVersioning(
            name,
            bucket=bucket,
            versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
            opts=parent,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            name,
            bucket=bucket,
            rules=[
                aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
                    apply_server_side_encryption_by_default=(
                        aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                            sse_algorithm="aws:kms",
                            kms_master_key_id=key_arn,
                        )
                    ),
                    bucket_key_enabled=True,
                ),
            ],
            opts=parent,
        )
        aws.s3.BucketLogging(
            name,
            bucket=bucket,
            target_bucket=access_log_bucket,
            target_prefix=f"{name}/",
            opts=parent,
        )
        block = aws.s3.BucketPublicAccessBlock(
            name,
            bucket=bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=parent,
        )
        expiration = None
        if expire_after_days:
            expiration = aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=expire_after_days)
        aws.s3.BucketLifecycleConfiguration(
            name,
            bucket=bucket,
            rules=[
                aws.s3.BucketLifecycleConfigurationRuleArgs(
                    id="tidy",
                    status="Enabled",
                    filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(),
                    expiration=expiration,
                    noncurrent_version_expiration=(
                        aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(noncurrent_days=30)
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
        aws.s3.BucketPolicy(
            name,
            bucket=bucket,
            policy=pulumi.Output.json_dumps({
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "RefusePlainHttp",
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": [self.bucket.arn, pulumi.Output.concat(self.bucket.arn, "/*")],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    },
                ],
            }),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[block]),
        )
        self.register_outputs({"bucketName": self.bucket.bucket, "bucketArn": self.bucket.arn})
