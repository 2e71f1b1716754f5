import { quote } from "../../aws/permissions";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, whenKnown } from "../../core";

export default definePolicy({
  name: "iam-no-access-keys",
  category: "iam",
  requirements: ["IAM-11"],
  severity: "medium",
  level: "mandatory",
  title: "No IAM access keys are made",
  description: "Programs make no IAM access keys: they last until somebody deletes them, and lie in the stack's state.",
  rationale:
    "Access keys that leak are the most common way into an account. People get temporary credentials from IAM Identity " +
    "Center, programs from a role, CI systems from an OIDC provider.",
  fix: "Use temporary credentials: a role for what runs in AWS, aws.iam.OpenIdConnectProvider and a role for CI, IAM Identity Center for people.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
  ],
  subjects: resourcesOfType(...types.ACCESS_KEY),
  needs: "resource",
  check(key, { report }) {
    const user = whenKnown(() => key.at("user").string());
    const whose = user === undefined ? "an IAM user" : `the IAM user ${quote(user)}`;
    const isInactive = whenKnown(() => key.at("status").string())?.toLowerCase() === "inactive";
    report(key, {
      found: isInactive
        ? `This is an access key of ${whose}, inactive, but it can be made active again at any time.`
        : `This is an access key of ${whose}, which never expires.`,
    });
  },
});
