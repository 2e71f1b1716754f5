import pulumi
import pulumi_aws as aws

from settings import disposable


def encrypted_log_group(
    name: str,
    parent: pulumi.Resource,
    group_name: str,
    key_arn: pulumi.Input[str],
    retention_in_days: int = 90,
) -> aws.cloudwatch.LogGroup:
    """A log group that is encrypted, bounded in time, and not deleted by accident."""
    return aws.cloudwatch.LogGroup(
        name,
        name=group_name,
        retention_in_days=retention_in_days,
        kms_key_id=key_arn,
        deletion_protection_enabled=not disposable,
        opts=pulumi.ResourceOptions(parent=parent),
    )
