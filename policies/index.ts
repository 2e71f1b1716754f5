// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import ec2InstanceTags from "./governance/ec2-instance-tags";
import resourceRequiredTags from "./governance/resource-required-tags";
import ssmParameterSecureString from "./secrets/ssm-parameter-secure-string";
import s3BucketVersioning from "./storage/s3-bucket-versioning";
import cloudwatchLogGroupAuditEncryption from "./logging/cloudwatch-log-group-audit-encryption";
import cloudwatchLogGroupEncryption from "./logging/cloudwatch-log-group-encryption";
import cloudwatchLogGroupRetention from "./logging/cloudwatch-log-group-retention";
import snsAlertTopicSubscription from "./logging/sns-alert-topic-subscription";
import snsTopicEncryption from "./logging/sns-topic-encryption";
import snsTopicKeyPublishers from "./logging/sns-topic-key-publishers";
import snsTopicPolicyPublishers from "./logging/sns-topic-policy-publishers";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  ec2InstanceTags,
  resourceRequiredTags,
  ssmParameterSecureString,
  s3BucketVersioning,
  s3BucketVersioning,
  cloudwatchLogGroupAuditEncryption,
  cloudwatchLogGroupEncryption,
  cloudwatchLogGroupRetention,
  snsAlertTopicSubscription,
  snsTopicEncryption,
  snsTopicKeyPublishers,
  snsTopicPolicyPublishers,
];
