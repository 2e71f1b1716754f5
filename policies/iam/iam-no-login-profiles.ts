import { quote } from "../../aws/permissions";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, whenKnown } from "../../core";

export default definePolicy({
  name: "iam-no-login-profiles",
  category: "iam",
  requirements: ["IAM-11"],
  severity: "medium",
  level: "mandatory",
  title: "No console passwords of IAM users are made",
  description: "Programs make no login profiles, the console passwords of IAM users.",
  rationale:
    "A password of an account outlives the employment, is not under the company's sign-on rules, and lies in the stack's " +
    "state. People sign in through IAM Identity Center.",
  fix: "Give people access through IAM Identity Center: aws.ssoadmin.PermissionSet and aws.ssoadmin.AccountAssignment.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/iam/userloginprofile/",
  ],
  subjects: resourcesOfType(...types.LOGIN_PROFILE),
  needs: "resource",
  check(profile, { report }) {
    const user = whenKnown(() => profile.at("user").string());
    report(profile, {
      found: `This gives ${user === undefined ? "an IAM user" : `the IAM user ${quote(user)}`} a console password.`,
    });
  },
});
