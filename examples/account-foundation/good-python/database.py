from typing import Optional

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from logs import encrypted_log_group
from network import PrivateNetwork
from roles import service_role
from settings import account, disposable, function_packages, named, region

PORT = 5432


class Database(pulumi.ComponentResource):
    """A PostgreSQL database in private subnets, whose password nobody typed and a function changes every month."""

    instance: aws.rds.Instance
    secret: aws.secretsmanager.Secret

    def __init__(
        self,
        name: str,
        key_arn: pulumi.Input[str],
        network: PrivateNetwork,
        # Where alarms go.
        alert_topic_arn: pulumi.Input[str],
        opts: Optional[pulumi.ResourceOptions] = None,
    ):
        super().__init__("foundation:database:Database", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        database_group, rotation_group = self._security_groups(name, network)

        subnet_group = aws.rds.SubnetGroup(name, subnet_ids=network.subnet_ids, opts=parent)
        # What RDS does not accept in a password is left out.
        password = random.RandomPassword(name, length=32, override_special="!#$%&*()-_=+[]{}<>:?", opts=parent)
        identifier = named(name)
        logs = encrypted_log_group(
            f"{name}-database", self, group_name=f"/aws/rds/instance/{identifier}/postgresql", key_arn=key_arn
        )
        self.instance = aws.rds.Instance(
            name,
            identifier=identifier,
            engine="postgres",
            engine_version="17.6",
            instance_class="db.t4g.medium",
            allocated_storage=50,
            storage_type="gp3",
            storage_encrypted=True,
            kms_key_id=key_arn,
            db_name="orders",
            username="orders_admin",
            password=password.result,
            port=PORT,
            db_subnet_group_name=subnet_group.name,
            vpc_security_group_ids=[database_group.id],
            publicly_accessible=False,
            multi_az=not disposable,
            backup_retention_period=14,
            copy_tags_to_snapshot=True,
            deletion_protection=not disposable,
            skip_final_snapshot=disposable,
            final_snapshot_identifier=None if disposable else f"{identifier}-final",
            auto_minor_version_upgrade=True,
            performance_insights_enabled=True,
            performance_insights_kms_key_id=key_arn,
            enabled_cloudwatch_logs_exports=["postgresql"],
            # From the first rotation on, the password is the function's to know.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[logs], ignore_changes=["password"]),
        )

        self.secret = aws.secretsmanager.Secret(
            name,
            name=named(f"{name}-database"),
            description="Administrator of the database",
            kms_key_id=key_arn,
            recovery_window_in_days=0 if disposable else 30,
            opts=parent,
        )
        aws.secretsmanager.SecretVersion(
            name,
            secret_id=self.secret.id,
            secret_string=pulumi.Output.json_dumps({
                "engine": "postgres",
                "host": self.instance.address,
                "port": PORT,
                "username": self.instance.username,
                "password": password.result,
                "dbInstanceIdentifier": self.instance.identifier,
            }),
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["secretString"]),
        )
        rotation = self._rotate(name, key_arn, network, rotation_group)
        self._watch(name, rotation, alert_topic_arn)
        self.register_outputs({"address": self.instance.address, "secretArn": self.secret.arn})

    def _security_groups(
        self, name: str, network: PrivateNetwork
    ) -> tuple[aws.ec2.SecurityGroup, aws.ec2.SecurityGroup]:
        """Only the function that changes the password reaches the database, until an application's group is let in."""
        parent = pulumi.ResourceOptions(parent=self)
        vpc_id = network.vpc.id
        database = aws.ec2.SecurityGroup(
            f"{name}-database", vpc_id=vpc_id, description="The database; it opens no connections", opts=parent
        )
        rotation = aws.ec2.SecurityGroup(
            f"{name}-rotation",
            vpc_id=vpc_id,
            description="The function that changes the database's password",
            opts=parent,
        )
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-from-rotation",
            security_group_id=database.id,
            referenced_security_group_id=rotation.id,
            ip_protocol="tcp",
            from_port=PORT,
            to_port=PORT,
            description="PostgreSQL, to change the password",
            opts=parent,
        )
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-to-database",
            security_group_id=rotation.id,
            referenced_security_group_id=database.id,
            ip_protocol="tcp",
            from_port=PORT,
            to_port=PORT,
            description="PostgreSQL, to change the password",
            opts=parent,
        )
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-to-secrets",
            security_group_id=rotation.id,
            referenced_security_group_id=network.endpoint_group.id,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            description="HTTPS to Secrets Manager",
            opts=parent,
        )
        return database, rotation

    def _rotate(
        self, name: str, key_arn: pulumi.Input[str], network: PrivateNetwork, group: aws.ec2.SecurityGroup
    ) -> aws.lambda_.Function:
        """The function is AWS's own for PostgreSQL and a single user, from the account's bucket of packages."""
        parent = pulumi.ResourceOptions(parent=self)
        function_name = named(f"{name}-rotation")
        logs = encrypted_log_group(
            f"{name}-rotation", self, group_name=f"/aws/lambda/{function_name}", key_arn=key_arn
        )
        role = service_role(
            f"{name}-rotation",
            self,
            service="lambda.amazonaws.com",
            managed_policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
            statements=[
                {
                    "Effect": "Allow",
                    "Action": [
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:PutSecretValue",
                        "secretsmanager:UpdateSecretVersionStage",
                    ],
                    "Resource": self.secret.arn,
                },
                {"Effect": "Allow", "Action": "secretsmanager:GetRandomPassword", "Resource": "*"},
                {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": key_arn},
                {
                    "Effect": "Allow",
                    "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                    "Resource": "*",
                },
            ],
        )
        rotation = aws.lambda_.Function(
            f"{name}-rotation",
            name=function_name,
            description="Changes the password of the database",
            role=role.arn,
            runtime="python3.13",
            handler="lambda_function.lambda_handler",
            s3_bucket=function_packages,
            s3_key="SecretsManagerRDSPostgreSQLRotationSingleUser.zip",
            timeout=60,
            environment=aws.lambda_.FunctionEnvironmentArgs(
                variables={
                    "SECRETS_MANAGER_ENDPOINT": pulumi.Output.format(
                        "https://secretsmanager.{0}.amazonaws.com", region
                    ),
                },
            ),
            kms_key_arn=key_arn,
            vpc_config=aws.lambda_.FunctionVpcConfigArgs(
                subnet_ids=network.subnet_ids, security_group_ids=[group.id]
            ),
            tracing_config=aws.lambda_.FunctionTracingConfigArgs(mode="Active"),
            logging_config=aws.lambda_.FunctionLoggingConfigArgs(log_format="JSON", log_group=logs.name),
            opts=parent,
        )
        permission = aws.lambda_.Permission(
            f"{name}-rotation",
            function=rotation.name,
            action="lambda:InvokeFunction",
            principal="secretsmanager.amazonaws.com",
            source_arn=self.secret.arn,
            source_account=account,
            opts=parent,
        )
        aws.secretsmanager.SecretRotation(
            f"{name}-monthly",
            secret_id=self.secret.id,
            rotation_lambda_arn=rotation.arn,
            rotation_rules=aws.secretsmanager.SecretRotationRotationRulesArgs(automatically_after_days=30),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )
        return rotation

    def _watch(self, name: str, rotation: aws.lambda_.Function, topic_arn: pulumi.Input[str]) -> None:
        parent = pulumi.ResourceOptions(parent=self)

        def alarm_of_database(alarm: str, metric: str, comparison: str, threshold: float) -> None:
            aws.cloudwatch.MetricAlarm(
                f"{name}-{alarm}",
                namespace="AWS/RDS",
                metric_name=metric,
                dimensions={"DBInstanceIdentifier": self.instance.identifier},
                statistic="Average",
                period=300,
                evaluation_periods=3,
                comparison_operator=comparison,
                threshold=threshold,
                alarm_actions=[topic_arn],
                opts=parent,
            )

        alarm_of_database("busy", "CPUUtilization", "GreaterThanThreshold", 80)
        alarm_of_database("full", "FreeStorageSpace", "LessThanThreshold", 5 * 1024**3)
        alarm_of_database("crowded", "DatabaseConnections", "GreaterThanThreshold", 200)
        aws.cloudwatch.MetricAlarm(
            f"{name}-not-rotated",
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions={"FunctionName": rotation.name},
            statistic="Sum",
            period=300,
            evaluation_periods=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=1,
            alarm_actions=[topic_arn],
            opts=parent,
        )
