import { awsManagedName, managedPolicyAttachments, withoutPath } from "../../aws/managed-policies";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-no-ec2-role-for-ssm",
  category: "iam",
  requirements: ["IAM-10"],
  severity: "medium",
  level: "mandatory",
  title: "The retired AmazonEC2RoleforSSM is not attached",
  description: "Nothing attaches AmazonEC2RoleforSSM, which is wider than Systems Manager needs.",
  rationale:
    "It reads and writes the objects of every S3 bucket of the account, so one instance that is taken over reaches all " +
    "of them. AWS replaced it by AmazonSSMManagedInstanceCore.",
  fix: "Attach aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore instead, and allow what else the instance needs by name.",
  references: [
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2RoleforSSM.html",
    "https://aws.amazon.com/blogs/mt/applying-managed-instance-policy-best-practices/",
  ],
  subjects: managedPolicyAttachments,
  needs: "resource",
  check({ at }, { report }) {
    const arn = at.string() ?? "";
    const name = awsManagedName(arn);
    if (name !== undefined && withoutPath(name) === "AmazonEC2RoleforSSM") {
      report(at, {
        found: "AmazonEC2RoleforSSM is attached, which reaches the objects of every S3 bucket of the account.",
        key: arn,
      });
    }
  },
});
