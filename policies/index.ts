// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import pulumiStateBucket from "./storage/pulumi-state-bucket";
import s3ArtifactBucketExpiration from "./storage/s3-artifact-bucket-expiration";
import s3BucketEncryption from "./storage/s3-bucket-encryption";
import s3BucketName from "./storage/s3-bucket-name";
import s3BucketNoncurrentVersions from "./storage/s3-bucket-noncurrent-versions";
import s3BucketPublicAccessBlock from "./storage/s3-bucket-public-access-block";
import s3BucketVersioning from "./storage/s3-bucket-versioning";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  pulumiStateBucket,
  s3ArtifactBucketExpiration,
  s3BucketEncryption,
  s3BucketName,
  s3BucketNoncurrentVersions,
  s3BucketPublicAccessBlock,
  s3BucketVersioning,
];
