import json

import pulumi
import pulumi_aws as aws

# 6.4 NET-05: no DNS host names.
vpc = aws.ec2.Vpc("shop", cidr_block="10.20.0.0/16")
gateway = aws.ec2.InternetGateway("shop", vpc_id=vpc.id)

# 6.3 NET-04: private subnets, and no endpoint for S3 on their table.
private_routes = aws.ec2.RouteTable("shop-private", vpc_id=vpc.id)
public_routes = aws.ec2.RouteTable(
    "shop-public",
    vpc_id=vpc.id,
    routes=[aws.ec2.RouteTableRouteArgs(cidr_block="0.0.0.0/0", gateway_id=gateway.id)],
)


def subnet(name: str, cidr_block: str, zone: str, routes: aws.ec2.RouteTable) -> pulumi.Output[str]:
    made = aws.ec2.Subnet(name, vpc_id=vpc.id, cidr_block=cidr_block, availability_zone=zone)
    aws.ec2.RouteTableAssociation(name, subnet_id=made.id, route_table_id=routes.id)
    return made.id


subnet("shop-private-a", "10.20.0.0/24", "us-east-1a", private_routes)
subnet("shop-private-b", "10.20.1.0/24", "us-east-1b", private_routes)
public_subnets = [
    subnet("shop-public-a", "10.20.8.0/24", "us-east-1a", public_routes),
    subnet("shop-public-b", "10.20.9.0/24", "us-east-1b", public_routes),
]

# 6.1 LOG-11: kept for ever, and not encrypted. GOV-06: gone with the first mistake.
traffic = aws.cloudwatch.LogGroup("traffic", name="/aws/vpc/shop")
flow_logs = aws.iam.Role(
    "flow-logs",
    assume_role_policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
            },
        ],
    }),
)
aws.iam.RolePolicy(
    "flow-logs",
    role=flow_logs.name,
    policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"},
        ],
    }),
)
# 6.1 NET-03: only what was refused.
aws.ec2.FlowLog(
    "shop",
    vpc_id=vpc.id,
    traffic_type="REJECT",
    log_destination=traffic.arn,
    iam_role_arn=flow_logs.arn,
)

# 6.2 NET-01: SSH from the whole internet.
open_group = aws.ec2.SecurityGroup(
    "open",
    vpc_id=vpc.id,
    description="Everybody's way in",
    ingress=[
        aws.ec2.SecurityGroupIngressArgs(
            protocol="tcp", from_port=22, to_port=22, cidr_blocks=["0.0.0.0/0"], description="SSH"
        ),
    ],
)
