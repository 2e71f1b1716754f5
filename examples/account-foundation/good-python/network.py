from typing import Optional

import pulumi
import pulumi_aws as aws

from logs import encrypted_log_group
from roles import service_role
from settings import named, region


class PrivateNetwork(pulumi.ComponentResource):
    """A VPC without a way in or out: private subnets in two zones, AWS reached through endpoints, all traffic logged."""

    vpc: aws.ec2.Vpc
    subnet_ids: list[pulumi.Output[str]]
    # Who is in it reaches Secrets Manager.
    endpoint_group: aws.ec2.SecurityGroup

    def __init__(self, name: str, key_arn: pulumi.Input[str], opts: Optional[pulumi.ResourceOptions] = None):
        super().__init__("foundation:network:PrivateNetwork", name, {}, opts)
        parent = pulumi.ResourceOptions(parent=self)
        self.vpc = aws.ec2.Vpc(
            name, cidr_block="10.20.0.0/16", enable_dns_support=True, enable_dns_hostnames=True, opts=parent
        )
        vpc_id = self.vpc.id
        # Without rules, so that what names no group of its own reaches nothing.
        aws.ec2.DefaultSecurityGroup(name, vpc_id=vpc_id, opts=parent)

        zones = aws.get_availability_zones_output(state="available").names
        routes = aws.ec2.RouteTable(f"{name}-private", vpc_id=vpc_id, opts=parent)
        self.subnet_ids = []
        for index in range(2):
            subnet = aws.ec2.Subnet(
                f"{name}-private-{index}",
                vpc_id=vpc_id,
                cidr_block=f"10.20.{index}.0/24",
                availability_zone=zones[index],
                tags={"SubnetType": "Isolated"},
                opts=parent,
            )
            aws.ec2.RouteTableAssociation(
                f"{name}-private-{index}", subnet_id=subnet.id, route_table_id=routes.id, opts=parent
            )
            self.subnet_ids.append(subnet.id)

        aws.ec2.VpcEndpoint(
            f"{name}-s3",
            vpc_id=vpc_id,
            vpc_endpoint_type="Gateway",
            service_name=pulumi.Output.format("com.amazonaws.{0}.s3", region),
            route_table_ids=[routes.id],
            opts=parent,
        )
        self.endpoint_group = aws.ec2.SecurityGroup(
            f"{name}-endpoints", vpc_id=vpc_id, description="Interface endpoints of AWS services", opts=parent
        )
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-endpoints",
            security_group_id=self.endpoint_group.id,
            description="HTTPS from the VPC",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4=self.vpc.cidr_block,
            opts=parent,
        )
        aws.ec2.VpcEndpoint(
            f"{name}-secrets",
            vpc_id=vpc_id,
            vpc_endpoint_type="Interface",
            service_name=pulumi.Output.format("com.amazonaws.{0}.secretsmanager", region),
            subnet_ids=self.subnet_ids,
            security_group_ids=[self.endpoint_group.id],
            private_dns_enabled=True,
            opts=parent,
        )
        self._log_traffic(name, key_arn)
        self.register_outputs({"vpcId": vpc_id, "subnetIds": self.subnet_ids})

    def _log_traffic(self, name: str, key_arn: pulumi.Input[str]) -> None:
        logs = encrypted_log_group(f"{name}-flow", self, group_name=f"/aws/vpc/{named(name)}", key_arn=key_arn)
        role = service_role(
            f"{name}-flow",
            self,
            service="vpc-flow-logs.amazonaws.com",
            names_account=True,
            statements=[
                {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": pulumi.Output.concat(logs.arn, ":*"),
                },
            ],
        )
        aws.ec2.FlowLog(
            f"{name}-traffic",
            vpc_id=self.vpc.id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=logs.arn,
            iam_role_arn=role.arn,
            opts=pulumi.ResourceOptions(parent=self),
        )
