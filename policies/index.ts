// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import iamNoWildcardActions from "./iam/iam-no-wildcard-actions";
import iamNoWildcardResourcesForReads from "./iam/iam-no-wildcard-resources-for-reads";
import iamNoWildcardResources from "./iam/iam-no-wildcard-resources";
import s3BucketVersioning from "./storage/s3-bucket-versioning";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  iamNoWildcardActions,
  iamNoWildcardResourcesForReads,
  iamNoWildcardResources,
  s3BucketVersioning,
];
