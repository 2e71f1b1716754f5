// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import componentOutputs from "./governance/component-outputs";
import ec2InstanceTags from "./governance/ec2-instance-tags";
import regionAllowed from "./governance/region-allowed";
import regionConfigured from "./governance/region-configured";
import resourceForeignEnvironment from "./governance/resource-foreign-environment";
import resourceNameSuffix from "./governance/resource-name-suffix";
import resourceRequiredTags from "./governance/resource-required-tags";
import ssmParameterNameSuffix from "./governance/ssm-parameter-name-suffix";
import stackOutputs from "./governance/stack-outputs";
import credentialInPlainText from "./secrets/credential-in-plain-text";
import credentialInStackOutput from "./secrets/credential-in-stack-output";
import passwordInPlainText from "./secrets/password-in-plain-text";
import secretNotLiteral from "./secrets/secret-not-literal";
import secretPlainConfig from "./secrets/secret-plain-config";
import ssmParameterSecureString from "./secrets/ssm-parameter-secure-string";
import iamNoAllowByExclusion from "./iam/iam-no-allow-by-exclusion";
import iamNoPrivilegeEscalation from "./iam/iam-no-privilege-escalation";
import iamNoWildcardActions from "./iam/iam-no-wildcard-actions";
import iamNoWildcardResourcesForReads from "./iam/iam-no-wildcard-resources-for-reads";
import iamNoWildcardResources from "./iam/iam-no-wildcard-resources";
import iamPassRoleNamesRolesForService from "./iam/iam-pass-role-names-roles-for-service";
import iamPassRoleNamesRoles from "./iam/iam-pass-role-names-roles";
import pulumiStateBucket from "./storage/pulumi-state-bucket";
import s3ArtifactBucketExpiration from "./storage/s3-artifact-bucket-expiration";
import s3BucketEncryption from "./storage/s3-bucket-encryption";
import s3BucketName from "./storage/s3-bucket-name";
import s3BucketNoncurrentVersions from "./storage/s3-bucket-noncurrent-versions";
import s3BucketPublicAccessBlock from "./storage/s3-bucket-public-access-block";
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
  componentOutputs,
  ec2InstanceTags,
  regionAllowed,
  regionConfigured,
  resourceForeignEnvironment,
  resourceNameSuffix,
  resourceRequiredTags,
  ssmParameterNameSuffix,
  stackOutputs,
  credentialInPlainText,
  credentialInStackOutput,
  passwordInPlainText,
  secretNotLiteral,
  secretPlainConfig,
  ssmParameterSecureString,
  iamNoAllowByExclusion,
  iamNoPrivilegeEscalation,
  iamNoWildcardActions,
  iamNoWildcardResourcesForReads,
  iamNoWildcardResources,
  iamPassRoleNamesRolesForService,
  iamPassRoleNamesRoles,
  pulumiStateBucket,
  s3ArtifactBucketExpiration,
  s3BucketEncryption,
  s3BucketName,
  s3BucketNoncurrentVersions,
  s3BucketPublicAccessBlock,
  s3BucketVersioning,
  cloudwatchLogGroupAuditEncryption,
  cloudwatchLogGroupEncryption,
  cloudwatchLogGroupRetention,
  snsAlertTopicSubscription,
  snsTopicEncryption,
  snsTopicKeyPublishers,
  snsTopicPolicyPublishers,
];
