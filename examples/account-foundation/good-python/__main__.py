import pulumi

from alerts import Alerts
from audit import AuditTrail, Posture
from database import Database
from key import FoundationKey
from network import PrivateNetwork
from people import People
from settings import suffix
from storage import DataBucket, LogBucket

People("people")
key = FoundationKey("account").key

logs = LogBucket("logs")
documents = DataBucket("documents", key_arn=key.arn, logs=logs)

alerts = Alerts("alerts", key_arn=key.arn)
trail = AuditTrail("account", key_arn=key.arn, logs=logs, alert_topic_arn=alerts.topic.arn).trail
detector = Posture("posture", logs=logs).detector

network = PrivateNetwork("private", key_arn=key.arn)
orders = Database("orders", key_arn=key.arn, network=network, alert_topic_arn=alerts.topic.arn)

pulumi.export("KMSKeyArn", key.arn)
pulumi.export("EnvironmentSuffix", suffix)
pulumi.export("StackName", pulumi.get_stack())
pulumi.export("cloudTrailArn", trail.arn)
pulumi.export("guardDutyDetectorId", detector.id)
pulumi.export("logBucketName", logs.bucket.bucket)
pulumi.export("documentBucketName", documents.bucket.bucket)
pulumi.export("alertTopic", alerts.topic.arn)
pulumi.export("vpcId", network.vpc.id)
pulumi.export("databaseAddress", orders.instance.address)
pulumi.export("databaseSecretArn", orders.secret.arn)
