import json

import pulumi
import pulumi_aws as aws

from keys import shared_key


def encryption(
    algorithm: str, key_arn: pulumi.Input[str] | None = None, bucket_key: bool | None = None
) -> aws.s3.BucketServerSideEncryptionConfigurationRuleArgs:
    return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=(
            aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                sse_algorithm=algorithm, kms_master_key_id=key_arn
            )
        ),
        bucket_key_enabled=bucket_key,
    )


# 7.4 STO-10: two services may write logs of any account here, people may change what is written, an ACL admits S3 as
# well, and S3 can neither use the key nor pay.
# 10.1 GOV-02: no environment in the name, so that a second stack collides.
logs = aws.s3.Bucket("logs", bucket="acme-foundation-logs")
aws.s3.BucketVersioning(
    "logs",
    bucket=logs.bucket,
    versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
)
aws.s3.BucketServerSideEncryptionConfiguration(
    "logs", bucket=logs.bucket, rules=[encryption("aws:kms", shared_key.arn)]
)
aws.s3.BucketAcl("logs", bucket=logs.bucket, acl="log-delivery-write")
aws.s3.BucketRequestPaymentConfiguration("logs", bucket=logs.bucket, payer="Requester")
aws.s3.BucketPolicy(
    "logs",
    bucket=logs.bucket,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": ["logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"]},
                "Action": ["s3:PutObject", "s3:GetBucketAcl"],
                "Resource": ["arn:aws:s3:::acme-foundation-logs", "arn:aws:s3:::acme-foundation-logs/*"],
            },
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": ["s3:PutObject", "s3:DeleteObject"],
                "Resource": "arn:aws:s3:::acme-foundation-logs/*",
            },
        ],
    }),
)

# 4.1 STO-04, STO-11, STO-12: no public access block; everyone may list it, read it, and read it without TLS.
# 4.2 STO-01: no encryption is configured.
# 12.1 GOV-06: `pulumi destroy` empties it first. 15.2 GOV-08: the name says nothing.
site = aws.s3.Bucket("bucket1", bucket="acme-foundation-site", force_destroy=True)
aws.s3.BucketAcl("bucket1", bucket=site.bucket, acl="public-read")
aws.s3.BucketWebsiteConfiguration(
    "bucket1",
    bucket=site.bucket,
    index_document=aws.s3.BucketWebsiteConfigurationIndexDocumentArgs(suffix="index.html"),
)
aws.s3.BucketPolicy(
    "bucket1",
    bucket=site.bucket,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::acme-foundation-site/*",
            },
        ],
    }),
)

# 14.2 GOV-10: a type that version 7 of the provider calls deprecated.
# 4.2 STO-02: AWS's key instead of one of the account. 4.3 STO-08: nobody knows who read what.
exchange = aws.s3.BucketV2("exchange")
aws.s3.BucketServerSideEncryptionConfiguration("exchange", bucket=exchange.bucket, rules=[encryption("AES256")])


# 11.1 GOV-05: a component that registers no outputs.
class Documents(pulumi.ComponentResource):
    def __init__(self, name: str):
        super().__init__("foundation:storage:Documents", name)
        parent = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(name, opts=parent)
        aws.s3.BucketServerSideEncryptionConfiguration(
            name, bucket=bucket.bucket, rules=[encryption("aws:kms", shared_key.arn, bucket_key=True)], opts=parent
        )
        # 4.4 STO-09: the log bucket by its name, so that it may be made too late.
        aws.s3.BucketLogging(
            name,
            bucket=bucket.bucket,
            target_bucket="acme-foundation-logs",
            target_prefix="documents/",
            opts=parent,
        )


Documents("documents")
