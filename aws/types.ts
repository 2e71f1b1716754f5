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

export const EC2_INSTANCE = ["aws:ec2/instance:Instance"];
export const LAUNCH_TEMPLATE = ["aws:ec2/launchTemplate:LaunchTemplate"];
export const AUTOSCALING_GROUP = ["aws:autoscaling/group:Group"];
export const SSM_PARAMETER = ["aws:ssm/parameter:Parameter"];
export const CERTIFICATE = [
  "aws:acm/certificate:Certificate",
  "aws:acm/certificateValidation:CertificateValidation",
  "aws-native:certificatemanager:Certificate",
];
export const LAMBDA_FUNCTION = ["aws:lambda/function:Function"];
export const LAMBDA_PERMISSION = ["aws:lambda/permission:Permission"];
export const WAF_LOGGING = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
export const WAF_SCOPED = [
  "aws:wafv2/webAcl:WebAcl",
  "aws:wafv2/ipSet:IpSet",
  "aws:wafv2/ruleGroup:RuleGroup",
  "aws:wafv2/regexPatternSet:RegexPatternSet",
  "aws-native:wafv2:WebAcl",
  "aws-native:wafv2:IpSet",
  "aws-native:wafv2:RuleGroup",
  "aws-native:wafv2:RegexPatternSet",
];
export const CODEPIPELINE = ["aws:codepipeline/pipeline:Pipeline"];
export const CODEBUILD_PROJECT = ["aws:codebuild/project:Project"];
export const SNS_TOPIC = ["aws:sns/topic:Topic"];
export const KMS_KEY = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"];
export const TRAIL = ["aws:cloudtrail/trail:Trail"];
export const DETECTOR = ["aws:guardduty/detector:Detector"];
export const VPC = ["aws:ec2/vpc:Vpc"];
export const DATABASE = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:redshift/cluster:Cluster",
];
