import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, json, POLICY } from "./documents";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const SHARED = "aws:iam/policyAttachment:PolicyAttachment";
const EXCLUSIVE = "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive";

export default cases("iam-no-user-policies", {
  passes: {
    "rights by group": (s) => {
      s.resource("aws:iam/user:User", "ann");
      s.resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "g", { group: "ops", policyArn: READ_ONLY });
      s.resource("aws:iam/groupPolicy:GroupPolicy", "i", { group: "ops", policy: json(allow("s3:GetObject", "x")) });
      s.resource("aws:iam/userGroupMembership:UserGroupMembership", "m", { user: "ann", groups: ["ops"] });
    },
    "a shared attachment to roles and groups alone": (s) => {
      s.resource(SHARED, "a", { roles: ["r"], groups: ["ops"], policyArn: READ_ONLY });
      s.resource(SHARED, "b", { roles: ["r"], users: [], policyArn: READ_ONLY });
      s.resource(ATTACHMENT, "c", { role: "r", policyArn: READ_ONLY });
    },
    "a list that keeps a user free of policies": (s) => {
      s.resource(EXCLUSIVE, "a", { userName: "ann", policyArns: [] });
      s.resource("aws:iam/userPoliciesExclusive:UserPoliciesExclusive", "b", { userName: "ann", policyNames: [] });
    },
    "a user's permissions boundary": (s) => {
      s.resource("aws:iam/user:User", "ann", { permissionsBoundary: READ_ONLY });
    },
  },
  fails: {
    "an inline policy, unknown or not": {
      stack: (s) => {
        s.resource("aws:iam/userPolicy:UserPolicy", "a", { user: "ann", policy: json(allow("s3:GetObject", "x")) });
        s.resource("aws:iam/userPolicy:UserPolicy", "b", { user: s.unknown, policy: s.unknown });
      },
      findings: ["a", "b"].map((resource) => ({ resource, path: "", found: /inline policy of an IAM user/ })),
    },
    "a managed policy of the stack": {
      stack: (s) => {
        const user = s.resource("aws:iam/user:User", "ann");
        const own = s.resource(POLICY, "own", { policy: json(allow("s3:GetObject", "x")) });
        s.resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "a", { user: user.id, policyArn: own.arn });
      },
      findings: [{ resource: "a", path: "", found: /managed policy to an IAM user/, fix: /GroupPolicyAttachment/ }],
    },
    "users in a shared attachment, whose names are not known yet": {
      stack: (s) => {
        const user = s.resource("aws:iam/user:User", "ann");
        s.resource(SHARED, "a", { users: [user.id, "ben"], groups: ["ops"], policyArn: READ_ONLY });
        s.resource(SHARED, "b", { users: "ann", policyArn: READ_ONLY });
      },
      findings: [
        { resource: "a", path: "users", found: /managed policy to 2 IAM users\./ },
        { resource: "b", path: "users", found: /managed policy to 1 IAM user\./ },
      ],
    },
    "the whole list of a user's policies": {
      stack: (s) => {
        s.resource(EXCLUSIVE, "a", { userName: "ann", policyArns: [READ_ONLY, s.unknown] });
        s.resource(EXCLUSIVE, "b", { userName: "ben", policyArns: [READ_ONLY] });
      },
      findings: [
        { resource: "a", path: "policyArns", found: /attaches 2 managed policies to an IAM user/ },
        { resource: "b", path: "policyArns", found: /attaches 1 managed policy to an IAM user/ },
      ],
    },
  },
  undecided: {
    "unknown lists, which may be empty": (s) => {
      s.resource(SHARED, "a", { users: s.unknown, policyArn: READ_ONLY });
      s.resource(EXCLUSIVE, "b", { userName: "ann", policyArns: s.unknown });
    },
  },
  malformed: {
    "nothing where a list belongs": (s) => {
      s.resource(SHARED, "a", { users: null, policyArn: READ_ONLY });
      s.resource(SHARED, "b", { users: {}, policyArn: READ_ONLY });
    },
  },
});
