import { cases } from "../../harness/cases";

const PROFILE = "aws:iam/userLoginProfile:UserLoginProfile";

export default cases("iam-no-login-profiles", {
  passes: {
    "a user without password, and a permission set": (s) => {
      s.resource("aws:iam/user:User", "ann");
      s.resource("aws:ssoadmin/permissionSet:PermissionSet", "ops", { instanceArn: "arn:aws:sso:::instance/ssoins-1" });
    },
  },
  fails: {
    "a console password, even one that must be changed": {
      stack: (s) => {
        s.resource(PROFILE, "ann", { user: "ann", passwordResetRequired: true, pgpKey: "keybase:ann" });
      },
      findings: [{ resource: "ann", path: "", found: /gives the IAM user "ann" a console password/ }],
    },
    "a console password of an unknown user": {
      stack: (s) => {
        s.resource(PROFILE, "ann", { user: s.unknown });
      },
      findings: [{ resource: "ann", path: "", found: /gives an IAM user a console password/ }],
    },
  },
  undecided: {
    "a user of whom nothing is known yet": (s) => {
      s.resource("aws:iam/user:User", "ann", { name: s.unknown, path: s.unknown });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(PROFILE, "ann", { user: ["ann", null] });
      },
      findings: [{ resource: "ann", path: "", found: /gives an IAM user a console password/ }],
    },
  },
});
