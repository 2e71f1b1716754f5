# An account's foundation as it is often written in a hurry. The number in a comment is the section of the security
# catalogue that the lines break, then the requirements that say so; `npm run demo -- account-foundation` shows what the
# policy pack says about each.
#
# 1.2, 15.1 GOV-07: one flat list of resources; only the documents became a component.
# 3.1 IAM-05: no Access Analyzer. 9.1 LOG-01: no GuardDuty detector.
# 10.2 GOV-01: nothing carries tags.
import pulumi
import pulumi_aws as aws

from audit import trail
from database import orders
from storage import logs

# 10.1 GOV-02: a second stack overwrites it.
aws.ssm.Parameter(
    "owner",
    name="/foundation/owner",
    type="String",
    value=pulumi.Config().require("owner"),
)

# 11.1 GOV-05: neither the key, the stack's name and suffix, the trail nor the detector is exported.
pulumi.export("logBucket", logs.bucket)
pulumi.export("database", orders.endpoint)
pulumi.export("trailName", trail.name)
