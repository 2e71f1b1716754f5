// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { exemptionsPolicy, settingsPolicy, type Policy } from "../core";
import cloudwatchLogGroupDeletionProtection from "./governance/cloudwatch-log-group-deletion-protection";
import componentOutputs from "./governance/component-outputs";
import dataDeletionProtection from "./governance/data-deletion-protection";
import dataDestroyableInDevelopment from "./governance/data-destroyable-in-development";
import ec2InstanceTags from "./governance/ec2-instance-tags";
import regionAllowed from "./governance/region-allowed";
import regionConfigured from "./governance/region-configured";
import resourceDeprecated from "./governance/resource-deprecated";
import resourceForeignEnvironment from "./governance/resource-foreign-environment";
import resourceLiteralReference from "./governance/resource-literal-reference";
import resourceLogicalName from "./governance/resource-logical-name";
import resourceNameSuffix from "./governance/resource-name-suffix";
import resourceRequiredTags from "./governance/resource-required-tags";
import ssmParameterNameSuffix from "./governance/ssm-parameter-name-suffix";
import stackComponents from "./governance/stack-components";
import stackOutputs from "./governance/stack-outputs";
import cloudtrailKeyRegion from "./secrets/cloudtrail-key-region";
import credentialInPlainText from "./secrets/credential-in-plain-text";
import credentialInStackOutput from "./secrets/credential-in-stack-output";
import databasePasswordFromConfig from "./secrets/database-password-from-config";
import databasePasswordManaged from "./secrets/database-password-managed";
import kmsCustomerManagedKey from "./secrets/kms-customer-managed-key";
import kmsKeyAccountControl from "./secrets/kms-key-account-control";
import kmsKeyDelegation from "./secrets/kms-key-delegation";
import kmsKeyLogGroupGrant from "./secrets/kms-key-log-group-grant";
import kmsKeyLogGroupScope from "./secrets/kms-key-log-group-scope";
import kmsKeyNotPublic from "./secrets/kms-key-not-public";
import kmsKeyRotation from "./secrets/kms-key-rotation";
import kmsKeyTrailGrant from "./secrets/kms-key-trail-grant";
import kmsKeyTrailScope from "./secrets/kms-key-trail-scope";
import passwordInPlainText from "./secrets/password-in-plain-text";
import randomPasswordStrength from "./secrets/random-password-strength";
import secretNotLiteral from "./secrets/secret-not-literal";
import secretPlainConfig from "./secrets/secret-plain-config";
import secretsmanagerDatabaseSecretLink from "./secrets/secretsmanager-database-secret-link";
import secretsmanagerDatabaseSecretRotation from "./secrets/secretsmanager-database-secret-rotation";
import secretsmanagerRotationFunction from "./secrets/secretsmanager-rotation-function";
import secretsmanagerSecretRotation from "./secrets/secretsmanager-secret-rotation";
import ssmParameterSecureString from "./secrets/ssm-parameter-secure-string";
import ec2InstanceRoleSystemsManager from "./iam/ec2-instance-role-systems-manager";
import ec2NodeRoleSystemsManager from "./iam/ec2-node-role-systems-manager";
import iamAccessAnalyzer from "./iam/iam-access-analyzer";
import iamMfaConditionIfExists from "./iam/iam-mfa-condition-if-exists";
import iamMfaPolicyAttached from "./iam/iam-mfa-policy-attached";
import iamMfaPolicyComplete from "./iam/iam-mfa-policy-complete";
import iamNoAccessKeys from "./iam/iam-no-access-keys";
import iamNoAdministratorStatements from "./iam/iam-no-administrator-statements";
import iamNoAllowByExclusion from "./iam/iam-no-allow-by-exclusion";
import iamNoEc2RoleForSsm from "./iam/iam-no-ec2-role-for-ssm";
import iamNoFullAccessPolicies from "./iam/iam-no-full-access-policies";
import iamNoLoginProfiles from "./iam/iam-no-login-profiles";
import iamNoPrivilegeEscalation from "./iam/iam-no-privilege-escalation";
import iamNoUserPolicies from "./iam/iam-no-user-policies";
import iamNoWildcardActions from "./iam/iam-no-wildcard-actions";
import iamNoWildcardResourcesForReads from "./iam/iam-no-wildcard-resources-for-reads";
import iamNoWildcardResources from "./iam/iam-no-wildcard-resources";
import iamPassRoleNamesRolesForService from "./iam/iam-pass-role-names-roles-for-service";
import iamPassRoleNamesRoles from "./iam/iam-pass-role-names-roles";
import iamRoleTrustEveryone from "./iam/iam-role-trust-everyone";
import iamRoleTrustFederation from "./iam/iam-role-trust-federation";
import iamRoleTrustOtherAccounts from "./iam/iam-role-trust-other-accounts";
import iamRoleTrustServiceMfa from "./iam/iam-role-trust-service-mfa";
import lambdaRoleWritesLogs from "./iam/lambda-role-writes-logs";
import databaseBackupRetention from "./storage/database-backup-retention";
import databaseMultiAz from "./storage/database-multi-az";
import databaseNotPublic from "./storage/database-not-public";
import databasePrivateSubnets from "./storage/database-private-subnets";
import ec2RootVolume from "./storage/ec2-root-volume";
import ec2VolumeEncryption from "./storage/ec2-volume-encryption";
import pulumiStateBucket from "./storage/pulumi-state-bucket";
import rdsPerformanceInsights from "./storage/rds-performance-insights";
import rdsStorageEncryption from "./storage/rds-storage-encryption";
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
import accountSecurityServices from "./logging/account-security-services";
import cloudtrailAdvancedSelectors from "./logging/cloudtrail-advanced-selectors";
import cloudtrailBucketSharing from "./logging/cloudtrail-bucket-sharing";
import cloudtrailCisEvents from "./logging/cloudtrail-cis-events";
import cloudtrailDataResources from "./logging/cloudtrail-data-resources";
import cloudtrailDuplicateManagementEvents from "./logging/cloudtrail-duplicate-management-events";
import cloudtrailEncryption from "./logging/cloudtrail-encryption";
import cloudtrailExcludedEventSources from "./logging/cloudtrail-excluded-event-sources";
import cloudtrailGlobalServiceEvents from "./logging/cloudtrail-global-service-events";
import cloudtrailLogBucket from "./logging/cloudtrail-log-bucket";
import cloudtrailLogFileValidation from "./logging/cloudtrail-log-file-validation";
import cloudtrailLoggingEnabled from "./logging/cloudtrail-logging-enabled";
import cloudtrailManagementEvents from "./logging/cloudtrail-management-events";
import cloudtrailMetricFilter from "./logging/cloudtrail-metric-filter";
import cloudtrailMultiRegion from "./logging/cloudtrail-multi-region";
import cloudtrailS3ObjectSelectors from "./logging/cloudtrail-s3-object-selectors";
import cloudwatchLogGroupAuditEncryption from "./logging/cloudwatch-log-group-audit-encryption";
import cloudwatchLogGroupEncryption from "./logging/cloudwatch-log-group-encryption";
import cloudwatchLogGroupRetention from "./logging/cloudwatch-log-group-retention";
import cloudwatchMetricFilterAlarm from "./logging/cloudwatch-metric-filter-alarm";
import cloudwatchSecurityAlarm from "./logging/cloudwatch-security-alarm";
import configDeliveryChannelAfterRecorder from "./logging/config-delivery-channel-after-recorder";
import configRecorderAllTypes from "./logging/config-recorder-all-types";
import configRecorderDeliveryChannel from "./logging/config-recorder-delivery-channel";
import configRecorderEnabled from "./logging/config-recorder-enabled";
import configRecorderGlobalTypes from "./logging/config-recorder-global-types";
import configRecorderName from "./logging/config-recorder-name";
import configRecorderSingle from "./logging/config-recorder-single";
import configRecorderStatusAfterChannel from "./logging/config-recorder-status-after-channel";
import configRuleAfterRecorder from "./logging/config-rule-after-recorder";
import configRuleWithoutRecorder from "./logging/config-rule-without-recorder";
import snsAlertTopicSubscription from "./logging/sns-alert-topic-subscription";
import snsTopicEncryption from "./logging/sns-topic-encryption";
import snsTopicKeyPublishers from "./logging/sns-topic-key-publishers";
import snsTopicPolicyPublishers from "./logging/sns-topic-policy-publishers";
import vpcSecurityServices from "./logging/vpc-security-services";
import workloadAlarms from "./logging/workload-alarms";
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
import apigatewayStageWebAcl from "./networking/apigateway-stage-web-acl";
import cloudfrontWebAcl from "./networking/cloudfront-web-acl";
import ec2PublicAddresses from "./networking/ec2-public-addresses";
import ecsTaskPublicAddresses from "./networking/ecs-task-public-addresses";
import eksEndpointNotPublic from "./networking/eks-endpoint-not-public";
import lbAccessLogs from "./networking/lb-access-logs";
import lbDeletionProtection from "./networking/lb-deletion-protection";
import lbInternalListenerTls from "./networking/lb-internal-listener-tls";
import lbInternalSettings from "./networking/lb-internal-settings";
import lbInvalidHeaders from "./networking/lb-invalid-headers";
import lbListenerTls from "./networking/lb-listener-tls";
import lbTargetGroupHealthCheck from "./networking/lb-target-group-health-check";
import lbWebAcl from "./networking/lb-web-acl";
import loadBalancerSubnets from "./networking/load-balancer-subnets";
import networkAclAdminPorts from "./networking/network-acl-admin-ports";
import securityGroupComponentEgress from "./networking/security-group-component-egress";
import securityGroupDescriptions from "./networking/security-group-descriptions";
import securityGroupEgress from "./networking/security-group-egress";
import securityGroupRemoteAdministration from "./networking/security-group-remote-administration";
import subnetPublicAddresses from "./networking/subnet-public-addresses";
import vpcAvailabilityZones from "./networking/vpc-availability-zones";
import vpcDefaultSecurityGroup from "./networking/vpc-default-security-group";
import vpcDns from "./networking/vpc-dns";
import vpcFlowLogDestination from "./networking/vpc-flow-log-destination";
import vpcFlowLogRole from "./networking/vpc-flow-log-role";
import vpcFlowLog from "./networking/vpc-flow-log";
import vpcNatGatewaySubnet from "./networking/vpc-nat-gateway-subnet";
import vpcPrivateSubnetInternetRoute from "./networking/vpc-private-subnet-internet-route";
import vpcS3GatewayEndpoint from "./networking/vpc-s3-gateway-endpoint";
import wafv2WebAclLogging from "./networking/wafv2-web-acl-logging";
import wafv2WebAclManagedRules from "./networking/wafv2-web-acl-managed-rules";
import wafv2WebAclMetrics from "./networking/wafv2-web-acl-metrics";
import wafv2WebAclScopeDown from "./networking/wafv2-web-acl-scope-down";
import workloadPrivateSubnets from "./networking/workload-private-subnets";
import autoscalingGroupLaunchTemplate from "./compute/autoscaling-group-launch-template";
import autoscalingGroupLoadBalancerHealth from "./compute/autoscaling-group-load-balancer-health";
import autoscalingGroupScalingPolicy from "./compute/autoscaling-group-scaling-policy";
import ec2AmazonLinux2023 from "./compute/ec2-amazon-linux-2023";
import ec2Imdsv2Required from "./compute/ec2-imdsv2-required";
import ec2InstanceProfileRole from "./compute/ec2-instance-profile-role";
import ec2InstanceProfile from "./compute/ec2-instance-profile";
import ec2MetadataEndpoint from "./compute/ec2-metadata-endpoint";
import ec2MetadataHopLimit from "./compute/ec2-metadata-hop-limit";
import ec2MetadataTags from "./compute/ec2-metadata-tags";
import ec2NoSshKeys from "./compute/ec2-no-ssh-keys";
import ec2UnusedLaunchTemplateProfile from "./compute/ec2-unused-launch-template-profile";
import ec2UserDataHardening from "./compute/ec2-user-data-hardening";
import ec2UserDataPresent from "./compute/ec2-user-data-present";
import ec2UserDataSshdDefault from "./compute/ec2-user-data-sshd-default";
import eksNodeGroupTemplateProfile from "./compute/eks-node-group-template-profile";
import lambdaEnvironmentEncryption from "./compute/lambda-environment-encryption";
import lambdaFunctionUrlAuth from "./compute/lambda-function-url-auth";
import lambdaPublicPermission from "./compute/lambda-public-permission";
import lambdaSupportedRuntime from "./compute/lambda-supported-runtime";
import lambdaTracing from "./compute/lambda-tracing";

/** All policies; the one that owns the shared settings and remembers inputs comes first, the one that says what exemptions did last. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  cloudwatchLogGroupDeletionProtection,
  componentOutputs,
  dataDeletionProtection,
  dataDestroyableInDevelopment,
  ec2InstanceTags,
  regionAllowed,
  regionConfigured,
  resourceDeprecated,
  resourceForeignEnvironment,
  resourceLiteralReference,
  resourceLogicalName,
  resourceNameSuffix,
  resourceRequiredTags,
  ssmParameterNameSuffix,
  stackComponents,
  stackOutputs,
  cloudtrailKeyRegion,
  credentialInPlainText,
  credentialInStackOutput,
  databasePasswordFromConfig,
  databasePasswordManaged,
  kmsCustomerManagedKey,
  kmsKeyAccountControl,
  kmsKeyDelegation,
  kmsKeyLogGroupGrant,
  kmsKeyLogGroupScope,
  kmsKeyNotPublic,
  kmsKeyRotation,
  kmsKeyTrailGrant,
  kmsKeyTrailScope,
  passwordInPlainText,
  randomPasswordStrength,
  secretNotLiteral,
  secretPlainConfig,
  secretsmanagerDatabaseSecretLink,
  secretsmanagerDatabaseSecretRotation,
  secretsmanagerRotationFunction,
  secretsmanagerSecretRotation,
  ssmParameterSecureString,
  ec2InstanceRoleSystemsManager,
  ec2NodeRoleSystemsManager,
  iamAccessAnalyzer,
  iamMfaConditionIfExists,
  iamMfaPolicyAttached,
  iamMfaPolicyComplete,
  iamNoAccessKeys,
  iamNoAdministratorStatements,
  iamNoAllowByExclusion,
  iamNoEc2RoleForSsm,
  iamNoFullAccessPolicies,
  iamNoLoginProfiles,
  iamNoPrivilegeEscalation,
  iamNoUserPolicies,
  iamNoWildcardActions,
  iamNoWildcardResourcesForReads,
  iamNoWildcardResources,
  iamPassRoleNamesRolesForService,
  iamPassRoleNamesRoles,
  iamRoleTrustEveryone,
  iamRoleTrustFederation,
  iamRoleTrustOtherAccounts,
  iamRoleTrustServiceMfa,
  lambdaRoleWritesLogs,
  databaseBackupRetention,
  databaseMultiAz,
  databaseNotPublic,
  databasePrivateSubnets,
  ec2RootVolume,
  ec2VolumeEncryption,
  pulumiStateBucket,
  rdsPerformanceInsights,
  rdsStorageEncryption,
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
  accountSecurityServices,
  cloudtrailAdvancedSelectors,
  cloudtrailBucketSharing,
  cloudtrailCisEvents,
  cloudtrailDataResources,
  cloudtrailDuplicateManagementEvents,
  cloudtrailEncryption,
  cloudtrailExcludedEventSources,
  cloudtrailGlobalServiceEvents,
  cloudtrailLogBucket,
  cloudtrailLogFileValidation,
  cloudtrailLoggingEnabled,
  cloudtrailManagementEvents,
  cloudtrailMetricFilter,
  cloudtrailMultiRegion,
  cloudtrailS3ObjectSelectors,
  cloudwatchLogGroupAuditEncryption,
  cloudwatchLogGroupEncryption,
  cloudwatchLogGroupRetention,
  cloudwatchMetricFilterAlarm,
  cloudwatchSecurityAlarm,
  configDeliveryChannelAfterRecorder,
  configRecorderAllTypes,
  configRecorderDeliveryChannel,
  configRecorderEnabled,
  configRecorderGlobalTypes,
  configRecorderName,
  configRecorderSingle,
  configRecorderStatusAfterChannel,
  configRuleAfterRecorder,
  configRuleWithoutRecorder,
  snsAlertTopicSubscription,
  snsTopicEncryption,
  snsTopicKeyPublishers,
  snsTopicPolicyPublishers,
  vpcSecurityServices,
  workloadAlarms,
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
  apigatewayStageWebAcl,
  cloudfrontWebAcl,
  ec2PublicAddresses,
  ecsTaskPublicAddresses,
  eksEndpointNotPublic,
  lbAccessLogs,
  lbDeletionProtection,
  lbInternalListenerTls,
  lbInternalSettings,
  lbInvalidHeaders,
  lbListenerTls,
  lbTargetGroupHealthCheck,
  lbWebAcl,
  loadBalancerSubnets,
  networkAclAdminPorts,
  securityGroupComponentEgress,
  securityGroupDescriptions,
  securityGroupEgress,
  securityGroupRemoteAdministration,
  subnetPublicAddresses,
  vpcAvailabilityZones,
  vpcDefaultSecurityGroup,
  vpcDns,
  vpcFlowLogDestination,
  vpcFlowLogRole,
  vpcFlowLog,
  vpcNatGatewaySubnet,
  vpcPrivateSubnetInternetRoute,
  vpcS3GatewayEndpoint,
  wafv2WebAclLogging,
  wafv2WebAclManagedRules,
  wafv2WebAclMetrics,
  wafv2WebAclScopeDown,
  workloadPrivateSubnets,
  autoscalingGroupLaunchTemplate,
  autoscalingGroupLoadBalancerHealth,
  autoscalingGroupScalingPolicy,
  ec2AmazonLinux2023,
  ec2Imdsv2Required,
  ec2InstanceProfileRole,
  ec2InstanceProfile,
  ec2MetadataEndpoint,
  ec2MetadataHopLimit,
  ec2MetadataTags,
  ec2NoSshKeys,
  ec2UnusedLaunchTemplateProfile,
  ec2UserDataHardening,
  ec2UserDataPresent,
  ec2UserDataSshdDefault,
  eksNodeGroupTemplateProfile,
  lambdaEnvironmentEncryption,
  lambdaFunctionUrlAuth,
  lambdaPublicPermission,
  lambdaSupportedRuntime,
  lambdaTracing,
  exemptionsPolicy(),
];
