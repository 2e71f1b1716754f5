import type { StackBuilder } from "../../harness/builder";
import { ROLE, trust } from "./documents";

export const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SETTING = "aws:ssm/serviceSetting:ServiceSetting";
export const CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
export const HOST_MANAGEMENT = "/ssm/managed-instance/default-ec2-instance-management-role";

/** A role called web behind an instance profile. */
export function instanceRole(s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) {
  const role = s.resource(ROLE, "web", { assumeRolePolicy: trust("ec2.amazonaws.com"), ...inputs });
  const profile = s.resource(PROFILE, "web-profile", { role: role.id });
  return { role, profile };
}
