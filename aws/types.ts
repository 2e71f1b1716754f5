/**
 * The type tokens that views and rules name, by what they are: one thing has several tokens, because providers renamed
 * types (v5 `Bucket`, v6 `BucketV2`, v7 `Bucket` again; `alb` and `lb`). A test holds every token against the table that
 * is generated from @pulumi/aws.
 */
export const BUCKET = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const BUCKET_VERSIONING = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];
export const BUCKET_ENCRYPTION = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];
export const BUCKET_PUBLIC_ACCESS_BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"];
export const BUCKET_LIFECYCLE = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
export const BUCKET_LOGGING = ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"];
export const BUCKET_POLICY = ["aws:s3/bucketPolicy:BucketPolicy"];
export const BUCKET_ACL = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"];
export const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"];

// Pipelines and builds.
export const CODEBUILD_PROJECT = ["aws:codebuild/project:Project"];
export const CODEBUILD_WEBHOOK = ["aws:codebuild/webhook:Webhook"];
export const PIPELINE = ["aws:codepipeline/pipeline:Pipeline"];
export const CODECOMMIT_REPOSITORY = ["aws:codecommit/repository:Repository"];
export const ECR_REPOSITORY = ["aws:ecr/repository:Repository"];
export const NOTIFICATION_RULE = ["aws:codestarnotifications/notificationRule:NotificationRule"];
export const EVENT_RULE = ["aws:cloudwatch/eventRule:EventRule"];
export const EVENT_TARGET = ["aws:cloudwatch/eventTarget:EventTarget"];
export const TOPIC = ["aws:sns/topic:Topic"];
export const SSM_PARAMETER = ["aws:ssm/parameter:Parameter"];
export const STACK_REFERENCE = ["pulumi:pulumi:StackReference"];
