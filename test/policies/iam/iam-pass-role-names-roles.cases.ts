import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Resource`;
const passedTo = (value: unknown, operator = "StringEquals") => ({
  Condition: { [operator]: { "iam:PassedToService": value } },
});

export default cases("iam-pass-role-names-roles", {
  passes: {
    "a named role": (s) => {
      const task = s.resource(ROLE, "task", { assumeRolePolicy: trust() });
      roleWith(s, policy(allow("iam:PassRole", task.arn)));
    },
    "roles with a prefix or under a path": (s) => {
      roleWith(
        s,
        json(allow("iam:PassRole", ["arn:aws:iam::123456789012:role/app-*", "arn:aws:iam::*:role/service-role/*"])),
      );
    },
    "any role to one service, which is a recommendation of its own": (s) => {
      roleWith(s, json(allow("iam:PassRole", "*", passedTo("codebuild.amazonaws.com"))));
    },
    "whole IAM and everything, which others report": (s) => {
      roleWith(s, json(allow("iam:*"), allow("*")));
    },
    "other actions on everything": (s) => {
      roleWith(s, json(allow("iam:GetRole"), deny("iam:PassRole")));
    },
    "a Deny takes it away": (s) => {
      roleWith(s, json(allow("iam:PassRole"), deny("iam:Pass*")));
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("iam:PassRole")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "iam:PassRole on *": {
      stack: (s) => {
        roleWith(s, json(allow(["codebuild:StartBuild", "iam:PassRole"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /any role of the account to any service/,
          fix: /"iam:PassedToService": "codebuild\.amazonaws\.com"/,
        },
      ],
    },
    "every form of any role": {
      stack: (s) => {
        const any = ["arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:role*", "arn:aws:iam::*:*", "arn:*"];
        roleWith(s, json(...any.map((one) => allow("iam:passrole", one)), allow("iam:P*"), allow("iam:PassRol?")));
      },
      findings: [0, 1, 2, 3, 4, 5].map((index) => ({ resource: "build-policy", path: at(index), found: /any role/ })),
    },
    "conditions that do not limit the service": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("iam:PassRole", "*", passedTo("*", "StringLike")),
            allow("iam:PassRole", "*", passedTo(["*.amazonaws.com", "*.amazonaws.com.cn"], "StringLike")),
            allow("iam:PassRole", "*", passedTo(["ecs-tasks.amazonaws.com", "*com"], "StringLike")),
            allow("iam:PassRole", "*", passedTo("codebuild.amazonaws.com", "StringEqualsIfExists")),
            allow("iam:PassRole", "*", passedTo("codebuild.amazonaws.com", "StringNotEquals")),
            allow("iam:PassRole", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } }),
          ),
        );
      },
      findings: [0, 1, 2, 3, 4, 5].map((index) => ({
        resource: "build-policy",
        path: at(index),
        found: /any role/,
        fix: /by a condition on iam:PassedToService/,
      })),
    },
    "an attached managed policy beside a boundary": {
      stack: (s) => {
        const passing = s.resource(POLICY, "passing", { policy: json(allow("iam:PassRole")) });
        const boundary = s.resource(POLICY, "boundary", { policy: json(allow("*")) });
        const role = s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
        s.resource(ATTACHMENT, "attached", { role: role.id, policyArn: passing.arn });
      },
      findings: [{ resource: "passing", path: at(0), found: /any role/ }],
    },
    "any role beside a named one": {
      stack: (s) => {
        const task = s.resource(ROLE, "task", { assumeRolePolicy: trust() });
        roleWith(s, policy(allow("iam:PassRole", [task.arn, "*"])));
      },
      findings: [{ resource: "build-policy", path: `${at(0)}[1]`, found: /any role/ }],
    },
  },
  undecided: {
    "an unknown condition": (s) => {
      roleWith(s, policy(allow("iam:PassRole", "*", passedTo(s.unknown))));
      roleWith(s, policy(allow("iam:PassRole", "*", { Condition: s.unknown })), "other");
    },
    "an unknown resource": (s) => {
      roleWith(s, policy(allow("iam:PassRole", s.unknown)));
    },
  },
  malformed: {
    "wrong types": (s) => {
      roleWith(s, policy({ Effect: "Allow", Action: { x: "iam:PassRole" }, Resource: 5 }));
    },
  },
});
