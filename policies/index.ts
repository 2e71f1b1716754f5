// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import iamNoAllowByExclusion from "./iam/iam-no-allow-by-exclusion";
import iamNoPrivilegeEscalation from "./iam/iam-no-privilege-escalation";
import iamNoWildcardActions from "./iam/iam-no-wildcard-actions";
import iamNoWildcardResourcesForReads from "./iam/iam-no-wildcard-resources-for-reads";
import iamNoWildcardResources from "./iam/iam-no-wildcard-resources";
import iamPassRoleNamesRolesForService from "./iam/iam-pass-role-names-roles-for-service";
import iamPassRoleNamesRoles from "./iam/iam-pass-role-names-roles";
import s3BucketVersioning from "./storage/s3-bucket-versioning";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  iamNoAllowByExclusion,
  iamNoPrivilegeEscalation,
  iamNoWildcardActions,
  iamNoWildcardResourcesForReads,
  iamNoWildcardResources,
  iamPassRoleNamesRolesForService,
  iamPassRoleNamesRoles,
  s3BucketVersioning,
];
