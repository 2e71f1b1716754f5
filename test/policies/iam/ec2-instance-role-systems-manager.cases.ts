import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE_POLICY, trust, ROLE } from "./documents";
import { CORE, HOST_MANAGEMENT, INSTANCE, instanceRole, PROFILE, SETTING } from "./instances";

const FINDING = {
  resource: "web",
  path: "",
  found: /cannot manage the instances of "web": the role may not call ssm:DescribeAssociation, .* and 13 more/,
  fix: /AmazonSSMManagedInstanceCore/,
};
const WHOLE = ["ssm:Describe*", "ssm:Get*", "ssm:List*", "ssm:Put*", "ssm:Update*", "ssmmessages:*"];

export default cases("ec2-instance-role-systems-manager", {
  passes: {
    "AmazonSSMManagedInstanceCore by an attachment": (s) => {
      const { role } = instanceRole(s);
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: CORE });
    },
    "by the role itself, in another partition": (s) => {
      instanceRole(s, { managedPolicyArns: [CORE.replace("arn:aws:", "arn:aws-us-gov:")] });
    },
    "by other attachments": (s) => {
      const { role } = instanceRole(s);
      s.resource("aws:iam/policyAttachment:PolicyAttachment", "a", { roles: [role.id], policyArn: CORE });
      const second = s.resource(ROLE, "second", { assumeRolePolicy: trust("ec2.amazonaws.com") });
      s.resource(PROFILE, "second", { role: second.id });
      s.resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "b", {
        roleName: second.id,
        policyArns: [CORE],
      });
    },
    "policies that grant what it grants, together": (s) => {
      const { role } = instanceRole(s);
      s.resource(ROLE_POLICY, "p", { role: role.id, policy: json(allow(WHOLE.slice(0, 4))) });
      const own = s.resource(POLICY, "own", { policy: policy(allow(WHOLE.slice(4))) });
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: own.arn });
    },
    "the default policy of host management": (s) => {
      instanceRole(s, { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy"] });
    },
    "the retired policy, which iam-no-ec2-role-for-ssm reports": (s) => {
      instanceRole(s, { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"] });
    },
    "default host management in the same place": (s) => {
      const { profile } = instanceRole(s);
      s.resource(INSTANCE, "i", { iamInstanceProfile: profile.id });
      s.resource(SETTING, "setting", { settingId: HOST_MANAGEMENT, settingValue: "service-role/Default" });
    },
    "default host management by ARN, in another region with the instances": (s) => {
      const { profile } = instanceRole(s);
      const region = "eu-west-1";
      s.resource("aws:ec2/launchTemplate:LaunchTemplate", "t", { iamInstanceProfile: { arn: profile.arn }, region });
      const settingId = `arn:aws:ssm:eu-west-1:123456789012:servicesetting${HOST_MANAGEMENT}`;
      const manager = s.resource(ROLE, "manager", { assumeRolePolicy: trust("ssm.amazonaws.com") });
      s.resource(SETTING, "setting", { settingId, settingValue: manager.id, region });
    },
    "roles of cluster nodes, which are only advised": (s) => {
      instanceRole(s, { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"] });
    },
    "roles of another stack, roles that were looked up, and no role": (s) => {
      s.resource(PROFILE, "one", { role: "shared" });
      const read = s.resource(ROLE, "read", { assumeRolePolicy: trust("ec2.amazonaws.com") }, { isRead: true });
      s.resource(PROFILE, "two", { role: read.id });
      s.resource(PROFILE, "three", {});
    },
    "a policy of another stack, which may grant it": (s) => {
      const { role } = instanceRole(s);
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: "arn:aws:iam::123456789012:policy/managed-instance" });
    },
    "roles that are behind no profile": (s) => {
      s.resource(ROLE, "web", { assumeRolePolicy: trust("ec2.amazonaws.com") });
    },
  },
  fails: {
    "nothing attached": {
      stack: (s) => {
        instanceRole(s);
      },
      findings: [FINDING],
    },
    "one role behind two profiles": {
      stack: (s) => {
        const { role } = instanceRole(s);
        s.resource(PROFILE, "other", { role: role.ref("id") });
      },
      findings: [FINDING],
    },
    "other policies": {
      stack: (s) => {
        const { role } = instanceRole(s, { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"] });
        s.resource(ROLE_POLICY, "p", { role: role.id, policy: json(allow("s3:GetObject", "arn:aws:s3:::acme/*")) });
        s.resource(ATTACHMENT, "a", { role: "somebody-else", policyArn: CORE });
      },
      findings: [FINDING],
    },
    "a shell, but nothing else": {
      stack: (s) => {
        const { role } = instanceRole(s);
        s.resource(ROLE_POLICY, "p", {
          role: role.id,
          policy: json(allow(["ssm:UpdateInstanceInformation", "ssmmessages:*"])),
        });
      },
      findings: [{ resource: "web", path: "", found: /may not call ssm:DescribeAssociation, .* and 8 more\.$/ }],
    },
    "a Deny that takes a part away": {
      stack: (s) => {
        const { role } = instanceRole(s, { managedPolicyArns: [CORE] });
        s.resource(ROLE_POLICY, "p", { role: role.id, policy: json(deny("ssmmessages:Open*")) });
      },
      findings: [
        { resource: "web", path: "", found: /call ssmmessages:OpenControlChannel and ssmmessages:OpenDataChannel\.$/ },
      ],
    },
    "default host management of another region, of another account, and switched off": {
      stack: (s) => {
        const { profile } = instanceRole(s);
        s.resource(INSTANCE, "i", { iamInstanceProfile: profile.id });
        s.resource(INSTANCE, "j", { iamInstanceProfile: profile.id, region: "eu-west-1" });
        const value = "service-role/Default";
        s.resource(SETTING, "far", { settingId: HOST_MANAGEMENT, settingValue: value, region: "eu-west-1" });
        const provider = s.provider("other", { region: "us-east-1" });
        s.resource(SETTING, "other", { settingId: HOST_MANAGEMENT, settingValue: value }, { provider });
        s.resource(SETTING, "off", { settingId: HOST_MANAGEMENT, settingValue: "$None" });
        s.resource(SETTING, "tier", { settingId: "/ssm/parameter-store/default-parameter-tier", settingValue: "x" });
      },
      findings: [FINDING],
    },
  },
  undecided: {
    "unknown policies and attachments": (s) => {
      const { role } = instanceRole(s);
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: s.unknown });
    },
    "an unknown document": (s) => {
      const { role } = instanceRole(s);
      s.resource(ROLE_POLICY, "p", { role: role.id, policy: s.unknown });
    },
    "an attachment to a role that is not known yet": (s) => {
      instanceRole(s);
      s.resource(ATTACHMENT, "a", { role: s.unknown, policyArn: CORE });
    },
    "a service setting that is not known yet": (s) => {
      instanceRole(s);
      s.resource(SETTING, "setting", { settingId: s.unknown, settingValue: "service-role/Default" });
    },
    "a profile whose role is not known yet": (s) => {
      s.resource(ROLE, "web", { assumeRolePolicy: trust("ec2.amazonaws.com") });
      s.resource(PROFILE, "p", { role: s.unknown });
    },
  },
  malformed: {
    "a document that is no JSON": {
      stack: (s) => {
        const { role } = instanceRole(s);
        s.resource(ROLE_POLICY, "p", { role: role.id, policy: "{" });
        s.resource(PROFILE, "odd", { role: ["a", null] });
      },
      findings: [FINDING],
    },
  },
});
