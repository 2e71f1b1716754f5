import pulumi
import pulumi_aws as aws

config = pulumi.Config()

suffix = config.require("environmentSuffix")
# Whether the stack is made for tests and has to go without a trace; otherwise nothing that holds data goes.
disposable = bool(config.get_bool("disposable"))
config_recorder_name = config.require("configRecorderName")
alert_email = config.require("alertEmail")
function_packages = config.require("functionPackages")

account = aws.get_caller_identity_output().account_id
region = aws.get_region_output().region


def named(name: str) -> str:
    return f"foundation-{name}-{suffix}"


# Known before the trail is, since its key and its bucket have to admit it first.
trail_name = named("trail")
trail_arn = pulumi.Output.format("arn:aws:cloudtrail:{0}:{1}:trail/{2}", region, account, trail_name)
