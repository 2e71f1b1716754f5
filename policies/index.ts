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
import s3AccessLogBucketSettings from "./storage/s3-access-log-bucket-settings";
import s3ArtifactBucketExpiration from "./storage/s3-artifact-bucket-expiration";
import s3BucketAccessLogging from "./storage/s3-bucket-access-logging";
import s3BucketEncryption from "./storage/s3-bucket-encryption";
import s3BucketLoggingTarget from "./storage/s3-bucket-logging-target";
import s3BucketName from "./storage/s3-bucket-name";
import s3BucketNoncurrentVersions from "./storage/s3-bucket-noncurrent-versions";
import s3BucketPublicAccessBlock from "./storage/s3-bucket-public-access-block";
import s3BucketPublicAcl from "./storage/s3-bucket-public-acl";
import s3BucketPublicPolicy from "./storage/s3-bucket-public-policy";
import s3BucketSecureTransport from "./storage/s3-bucket-secure-transport";
import s3BucketVersioning from "./storage/s3-bucket-versioning";
import s3BucketWebsite from "./storage/s3-bucket-website";
import s3DataBucketKmsKey from "./storage/s3-data-bucket-kms-key";
import s3LogBucketAcl from "./storage/s3-log-bucket-acl";
import s3LogBucketEncryption from "./storage/s3-log-bucket-encryption";
import s3LogBucketPolicy from "./storage/s3-log-bucket-policy";
import cloudwatchLogGroupAuditEncryption from "./logging/cloudwatch-log-group-audit-encryption";
import cloudwatchLogGroupEncryption from "./logging/cloudwatch-log-group-encryption";
import cloudwatchLogGroupRetention from "./logging/cloudwatch-log-group-retention";
import snsAlertTopicSubscription from "./logging/sns-alert-topic-subscription";
import snsTopicEncryption from "./logging/sns-topic-encryption";
import snsTopicKeyPublishers from "./logging/sns-topic-key-publishers";
import snsTopicPolicyPublishers from "./logging/sns-topic-policy-publishers";
import codebuildAmazonLinux2 from "./pipeline/codebuild-amazon-linux-2";
import codebuildBuildspecWellFormed from "./pipeline/codebuild-buildspec-well-formed";
import codebuildCurrentImage from "./pipeline/codebuild-current-image";
import codebuildEncryptionKey from "./pipeline/codebuild-encryption-key";
import codebuildLogGroup from "./pipeline/codebuild-log-group";
import codebuildPlaintextSecrets from "./pipeline/codebuild-plaintext-secrets";
import codebuildPrivilegedMode from "./pipeline/codebuild-privileged-mode";
import codebuildPublicBuilds from "./pipeline/codebuild-public-builds";
import codebuildPulumiAccessToken from "./pipeline/codebuild-pulumi-access-token";
import codebuildPulumiBuildspec from "./pipeline/codebuild-pulumi-buildspec";
import codebuildSourceUrlCredentials from "./pipeline/codebuild-source-url-credentials";
import codebuildUnknownLogGroup from "./pipeline/codebuild-unknown-log-group";
import codebuildWebhookFilters from "./pipeline/codebuild-webhook-filters";
import codepipelineArtifactEncryptionKey from "./pipeline/codepipeline-artifact-encryption-key";
import codepipelineCrossAccountKey from "./pipeline/codepipeline-cross-account-key";
import codepipelineFailureNotification from "./pipeline/codepipeline-failure-notification";
import codepipelineGithubVersion1 from "./pipeline/codepipeline-github-version-1";
import codepipelineOauthToken from "./pipeline/codepipeline-oauth-token";
import codepipelineSeparateDeployProject from "./pipeline/codepipeline-separate-deploy-project";
import codepipelineSourceFromConfig from "./pipeline/codepipeline-source-from-config";
import codepipelineSourcePlaceholders from "./pipeline/codepipeline-source-placeholders";
import codepipelineStages from "./pipeline/codepipeline-stages";

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
  s3AccessLogBucketSettings,
  s3ArtifactBucketExpiration,
  s3BucketAccessLogging,
  s3BucketEncryption,
  s3BucketLoggingTarget,
  s3BucketName,
  s3BucketNoncurrentVersions,
  s3BucketPublicAccessBlock,
  s3BucketPublicAcl,
  s3BucketPublicPolicy,
  s3BucketSecureTransport,
  s3BucketVersioning,
  s3BucketWebsite,
  s3DataBucketKmsKey,
  s3LogBucketAcl,
  s3LogBucketEncryption,
  s3LogBucketPolicy,
  cloudwatchLogGroupAuditEncryption,
  cloudwatchLogGroupEncryption,
  cloudwatchLogGroupRetention,
  snsAlertTopicSubscription,
  snsTopicEncryption,
  snsTopicKeyPublishers,
  snsTopicPolicyPublishers,
  codebuildAmazonLinux2,
  codebuildBuildspecWellFormed,
  codebuildCurrentImage,
  codebuildEncryptionKey,
  codebuildLogGroup,
  codebuildPlaintextSecrets,
  codebuildPrivilegedMode,
  codebuildPublicBuilds,
  codebuildPulumiAccessToken,
  codebuildPulumiBuildspec,
  codebuildSourceUrlCredentials,
  codebuildUnknownLogGroup,
  codebuildWebhookFilters,
  codepipelineArtifactEncryptionKey,
  codepipelineCrossAccountKey,
  codepipelineFailureNotification,
  codepipelineGithubVersion1,
  codepipelineOauthToken,
  codepipelineSeparateDeployProject,
  codepipelineSourceFromConfig,
  codepipelineSourcePlaceholders,
  codepipelineStages,
];
