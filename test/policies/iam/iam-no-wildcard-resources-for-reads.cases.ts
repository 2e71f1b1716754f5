import { cases } from "../../harness/cases";
import { allow, deny, json, policy, POLICY, ROLE, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Resource`;

export default cases("iam-no-wildcard-resources-for-reads", {
  passes: {
    "named resources": (s) => {
      roleWith(s, json(allow(["s3:ListBucket"], "arn:aws:s3:::acme")));
    },
    "actions that AWS cannot restrict": (s) => {
      roleWith(s, json(allow(["ec2:DescribeInstances", "ec2:DescribeVpcs", "s3:ListAllMyBuckets"])));
    },
    "a statement that does more, which is reported as a whole": (s) => {
      roleWith(s, json(allow(["s3:ListBucket", "s3:PutObject"]), allow("s3:GetObject"), allow("*")));
    },
    "a tag condition": (s) => {
      roleWith(
        s,
        json(allow("ecs:DescribeTasks", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } })),
      );
    },
    "a Deny takes it away": (s) => {
      roleWith(s, json(allow("iam:GetRole"), deny("iam:*")));
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("iam:GetRole")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "listing and reading metadata of everything": {
      stack: (s) => {
        roleWith(s, json(allow(["logs:DescribeLogStreams", "iam:GetRole", "ec2:DescribeInstances"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /metadata of everything, .* restrict logs:DescribeLogStreams and iam:GetRole to/,
          fix: /for ec2:DescribeInstances, which/,
        },
      ],
    },
    "a partial wildcard that only reads": {
      stack: (s) => {
        roleWith(s, json(allow("codebuild:BatchGet*", "arn:aws:codebuild:*:*:*")));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /codebuild:BatchGet/, fix: /project\.arn/ }],
    },
  },
  undecided: {
    "the only resource is unknown": (s) => {
      roleWith(s, policy(allow("iam:GetRole", s.unknown)));
    },
  },
  malformed: {
    "wrong types": (s) => {
      roleWith(s, policy({ Effect: "Allow", Action: [["iam:GetRole"]], Resource: [["*"]] }));
    },
  },
});
