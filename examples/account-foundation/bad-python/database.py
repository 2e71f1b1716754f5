import pulumi
import pulumi_aws as aws
import pulumi_random as random

from network import open_group, public_subnets
from people import cleaner

subnets = aws.rds.SubnetGroup("shop", subnet_ids=public_subnets)

# 5.1 STO-13: not encrypted. 5.3 SEC-02: the password stands in the program.
# 12.1 GOV-06: one wrong update removes it, without a last snapshot.
orders = aws.rds.Instance(
    "orders",
    engine="postgres",
    instance_class="db.t4g.medium",
    allocated_storage=50,
    db_subnet_group_name=subnets.name,
    vpc_security_group_ids=[open_group.id],
    username="admin_user",
    password="Sommer2024!",
    skip_final_snapshot=True,
)
# 5.2 SEC-05: never rotated. 5.1 SEC-11: encrypted with AWS's key.
secret = aws.secretsmanager.Secret("orders-database")
aws.secretsmanager.SecretVersion(
    "orders-database",
    secret_id=secret.id,
    secret_string=pulumi.Output.json_dumps({
        "host": orders.address,
        "username": "admin_user",
        "password": "Sommer2024!",
    }),
)

# 5.2 SEC-06: short, and without symbols. 5.3 SEC-04: no secret keeps it, so nobody can change it.
generated = random.RandomPassword("reports", length=10, special=False)
aws.rds.Instance(
    "reports",
    engine="postgres",
    instance_class="db.t4g.medium",
    allocated_storage=50,
    db_subnet_group_name=subnets.name,
    vpc_security_group_ids=[open_group.id],
    username="admin_user",
    password=generated.result,
    storage_encrypted=True,
    deletion_protection=True,
)

# 5.3 SEC-04, SEC-02: the password lies in the stack's configuration, where it is neither encrypted nor rotated.
aws.rds.Cluster(
    "stock",
    engine="aurora-postgresql",
    master_username="admin_user",
    master_password=pulumi.Config().require("stockPassword"),
    db_subnet_group_name=subnets.name,
    storage_encrypted=True,
    deletion_protection=True,
)
# 5.2 SEC-05: a rotation that is too rare, whose function Secrets Manager may not invoke and cannot find the database.
stock_secret = aws.secretsmanager.Secret("stock-database")
stock_password = random.RandomPassword("stock", length=32, override_special="!#$%")
stock_version = aws.secretsmanager.SecretVersion(
    "stock-database",
    secret_id=stock_secret.id,
    secret_string=pulumi.Output.json_dumps({"username": "admin_user", "password": stock_password.result}),
)
aws.secretsmanager.SecretRotation(
    "stock-database",
    secret_id=stock_secret.id,
    rotation_lambda_arn=cleaner.arn,
    rotation_rules=aws.secretsmanager.SecretRotationRotationRulesArgs(automatically_after_days=365),
    opts=pulumi.ResourceOptions(depends_on=[stock_version]),
)
# 5.2 SEC-05: nothing rotates what opens the chat.
aws.secretsmanager.Secret("chat-webhook")
