import pulumi
import pulumi_aws as aws

password = pulumi.Config().require_secret("password")

aws.ssm.Parameter("token", name="/app/api-token", type="String", value=password)
aws.kms.Key("key", description="data")
