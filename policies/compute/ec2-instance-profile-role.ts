import { quote } from "../../aws/permissions";
import { letsAssume, TrustPolicy } from "../../aws/trust-policy";
import { INSTANCE_PROFILE, ROLE } from "../../aws/types";
import { definePolicy, resourcesOfType, some, type Resource } from "../../core";

export default definePolicy({
  name: "ec2-instance-profile-role",
  category: "compute",
  requirements: ["CMP-02"],
  severity: "medium",
  level: "mandatory",
  title: "Instance profiles hold a role that EC2 may assume",
  description: "An instance profile holds a role, and the role's trust policy lets ec2.amazonaws.com assume it.",
  rationale: "An instance whose role does not trust EC2 gets no credentials, however many policies the role has.",
  fix: 'Let it in the role\'s assumeRolePolicy: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }.',
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html",
  ],
  subjects: resourcesOfType(...INSTANCE_PROFILE),
  needs: "stack",
  check(profile, { graph, report }) {
    const role = profile.at("role");
    const link = graph.follow(role, ROLE);
    if (link.kind === "absent") {
      return report(role, { found: "The instance profile holds no role.", fix: "Set role: role.name." });
    }
    if (link.kind === "inside" && link.resources.every((one) => one.isAnalysed && !trustsEc2(one))) {
      const names = link.resources.map(({ name }) => quote(name)).join(", ");
      report(role, { found: `The trust policy of the role ${names} does not let EC2 assume it.` });
    }
  },
});

function trustsEc2(role: Resource): boolean {
  return some(new TrustPolicy(role).statements, (statement) => {
    const services = (): boolean =>
      some(statement.trustees(), (one) => one.kind === "everyone" || (one.kind === "service" && EC2.test(one.id)));
    return letsAssume(statement) && (statement.trustsAllButSome || services());
  });
}

/** In China the service may carry that domain: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const EC2 = /^ec2\.amazonaws\.com(?:\.cn)?$/;
