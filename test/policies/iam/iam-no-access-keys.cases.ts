import { cases } from "../../harness/cases";
import { ROLE, trust } from "./documents";

const KEY = "aws:iam/accessKey:AccessKey";

export default cases("iam-no-access-keys", {
  passes: {
    "a user without keys, a role and a provider for CI": (s) => {
      s.resource("aws:iam/user:User", "ann");
      s.resource(ROLE, "ci", { assumeRolePolicy: trust() });
      s.resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {
        url: "https://token.actions.githubusercontent.com",
      });
    },
  },
  fails: {
    "a key": {
      stack: (s) => {
        s.resource(KEY, "key", { user: "ann" });
      },
      findings: [{ resource: "key", path: "", found: /access key of the IAM user "ann", which never expires/ }],
    },
    "a key of a user of the stack, encrypted for somebody": {
      stack: (s) => {
        const user = s.resource("aws:iam/user:User", "ann");
        s.resource(KEY, "key", { user: user.id, pgpKey: "keybase:ann" });
      },
      findings: [{ resource: "key", path: "", found: /access key of the IAM user "ann-1a2b3c4", which/ }],
      inPreview: [{ resource: "key", path: "", found: /access key of an IAM user, which/ }],
    },
    "an inactive key, and one whose state is not known": {
      stack: (s) => {
        s.resource(KEY, "old", { user: "ann", status: "Inactive" });
        s.resource(KEY, "new", { user: "ann", status: s.unknown });
      },
      findings: [
        { resource: "old", path: "", found: /"ann", inactive, but it can be made active again/ },
        { resource: "new", path: "", found: /"ann", which never expires/ },
      ],
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
        s.resource(KEY, "key", { user: { name: "ann" }, status: [3] });
      },
      findings: [{ resource: "key", path: "", found: /access key of an IAM user/ }],
    },
  },
});
