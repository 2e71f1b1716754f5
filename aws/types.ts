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

// Identities and their policies
export const ROLE = ["aws:iam/role:Role"];
export const USER = ["aws:iam/user:User"];
export const GROUP = ["aws:iam/group:Group"];
export const PERMISSION_SET = ["aws:ssoadmin/permissionSet:PermissionSet"];
export const MANAGED_POLICY = ["aws:iam/policy:Policy"];
export const ROLE_POLICY = ["aws:iam/rolePolicy:RolePolicy"];
export const USER_POLICY = ["aws:iam/userPolicy:UserPolicy"];
export const GROUP_POLICY = ["aws:iam/groupPolicy:GroupPolicy"];
export const PERMISSION_SET_INLINE_POLICY = ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"];
export const ROLE_POLICY_ATTACHMENT = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"];
export const USER_POLICY_ATTACHMENT = ["aws:iam/userPolicyAttachment:UserPolicyAttachment"];
export const GROUP_POLICY_ATTACHMENT = ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment"];
export const POLICY_ATTACHMENT = ["aws:iam/policyAttachment:PolicyAttachment"];
export const ROLE_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
];
export const USER_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
];
export const GROUP_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
];
export const PERMISSION_SET_MANAGED_POLICY = ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"];
export const PERMISSION_SET_CUSTOMER_POLICY = [
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
];
export const PERMISSION_SET_BOUNDARY = ["aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"];
export const GROUP_MEMBERSHIP = ["aws:iam/groupMembership:GroupMembership"];
export const USER_GROUP_MEMBERSHIP = ["aws:iam/userGroupMembership:UserGroupMembership"];
