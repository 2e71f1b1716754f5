// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import s3BucketVersioning from "./storage/s3-bucket-versioning";
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
  s3BucketVersioning,
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
