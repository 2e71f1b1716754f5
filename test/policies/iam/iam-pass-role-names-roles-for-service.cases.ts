import { cases } from "../../harness/cases";
import { allow, deny, json, policy, POLICY, ROLE, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Resource`;
const passedTo = (value: unknown, operator = "StringEquals") => ({
  Condition: { [operator]: { "iam:PassedToService": value } },
});

export default cases("iam-pass-role-names-roles-for-service", {
  passes: {
    "a named role": (s) => {
      roleWith(s, json(allow("iam:PassRole", "arn:aws:iam::123456789012:role/task", passedTo("ecs.amazonaws.com"))));
    },
    "any role to any service, which is reported as such": (s) => {
      roleWith(s, json(allow("iam:PassRole")));
    },
    "a Deny takes it away": (s) => {
      roleWith(s, json(allow("iam:PassRole", "*", passedTo("ecs.amazonaws.com")), deny("iam:PassRole")));
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", {
        policy: json(allow("iam:PassRole", "*", passedTo("ecs.amazonaws.com"))),
      });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "any role to one service": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("iam:PassRole", "*", passedTo("codebuild.amazonaws.com")),
            allow("iam:PassRole", "arn:aws:iam::123456789012:role/*", passedTo(["ecs*", "ec2*"], "StringLike")),
          ),
        );
      },
      findings: [
        { resource: "build-policy", path: at(0), found: /any role that codebuild\.amazonaws\.com can take/ },
        { resource: "build-policy", path: at(1), found: /ecs\* and ec2\*/ },
      ],
    },
  },
  undecided: {
    "an unknown service": (s) => {
      roleWith(s, policy(allow("iam:PassRole", "*", passedTo(s.unknown))));
    },
  },
  malformed: {
    "wrong types": (s) => {
      roleWith(s, policy(allow("iam:PassRole", "*", { Condition: [1, 2] }), allow("iam:PassRole", 5, passedTo({}))));
    },
  },
});
