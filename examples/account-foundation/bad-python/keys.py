import json
from typing import Any, Union

import pulumi_aws as aws


def statement(principal: Union[str, dict[str, str]], actions: Union[str, list[str]]) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": "*"}


# 2.1 SEC-08, SEC-09: neither CloudWatch Logs nor CloudTrail may use the key that encrypts for them.
# 2.1 SEC-10: a role of another account may hand the key on to whom it likes.
# 2.2 SEC-07: it never rotates. 12.1 GOV-06: a week after a mistake it is gone.
audit_key = aws.kms.Key(
    "audit",
    description="Trail, logs and alerts",
    deletion_window_in_days=7,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            statement({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*"),
            statement(
                {"AWS": "arn:aws:iam::210987654321:role/backup-vendor"}, ["kms:CreateGrant", "kms:DescribeKey"]
            ),
        ],
    }),
)

# 2.1 SEC-10: everyone may use the key, and nobody may change its policy any more.
# 2.1 SEC-08, SEC-09: two services may use it for the logs and trails of any account.
# 10.1 GOV-02, GOV-03: the alias names no environment of this stack, but that of another one.
shared_key = aws.kms.Key(
    "shared",
    description="Documents",
    enable_key_rotation=True,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            statement("*", ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]),
            statement(
                {"Service": "logs.us-east-1.amazonaws.com"},
                ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            ),
            statement({"Service": "cloudtrail.amazonaws.com"}, ["kms:GenerateDataKey*", "kms:DescribeKey"]),
        ],
    }),
)
aws.kms.Alias("shared", name="alias/documents-dev", target_key_id=shared_key.key_id)
