// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import ec2InstanceTags from "./governance/ec2-instance-tags";
import resourceRequiredTags from "./governance/resource-required-tags";
import ssmParameterSecureString from "./secrets/ssm-parameter-secure-string";
import s3BucketVersioning from "./storage/s3-bucket-versioning";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  ec2InstanceTags,
  resourceRequiredTags,
  ssmParameterSecureString,
  s3BucketVersioning,
];
