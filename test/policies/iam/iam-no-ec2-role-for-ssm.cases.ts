import { cases } from "../../harness/cases";
import { ATTACHMENT, ROLE, trust } from "./documents";

const RETIRED = "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM";

export default cases("iam-no-ec2-role-for-ssm", {
  passes: {
    "the policy that replaced it": (s) => {
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" });
    },
    "a policy of the team's own with that name, and a boundary": (s) => {
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: "arn:aws:iam::123456789012:policy/AmazonEC2RoleforSSM" });
      s.resource(ROLE, "r", { assumeRolePolicy: trust("ec2.amazonaws.com"), permissionsBoundary: RETIRED });
    },
  },
  fails: {
    "attached to a role by itself, among others, and in another partition": {
      stack: (s) => {
        s.resource(ATTACHMENT, "a", { role: "r", policyArn: RETIRED });
        s.resource(ROLE, "r", {
          assumeRolePolicy: trust("ec2.amazonaws.com"),
          managedPolicyArns: [s.unknown, RETIRED],
        });
        s.resource("aws:iam/policyAttachment:PolicyAttachment", "cn", {
          roles: ["r"],
          policyArn: RETIRED.replace("arn:aws:", "arn:aws-cn:"),
        });
      },
      findings: [
        {
          resource: "a",
          path: "policyArn",
          found: /AmazonEC2RoleforSSM is attached, which reaches the objects of every S3 bucket/,
          fix: /AmazonSSMManagedInstanceCore/,
        },
        { resource: "r", path: "managedPolicyArns[1]", found: /AmazonEC2RoleforSSM/ },
        { resource: "cn", path: "policyArn", found: /AmazonEC2RoleforSSM/ },
      ],
    },
  },
  undecided: {
    "an unknown policy": (s) => {
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: s.unknown });
    },
  },
  malformed: {
    "wrong types": (s) => {
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: [null, 3] });
      s.resource(ROLE, "r", { assumeRolePolicy: null, managedPolicyArns: { a: RETIRED } });
    },
  },
});
