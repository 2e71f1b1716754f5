import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, json, POLICY } from "./documents";
import { complete, denySome } from "./mfa";

const GROUP = "aws:iam/group:Group";
const USER = "aws:iam/user:User";
const ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";

const group = (s: StackBuilder, name: string) => s.resource(GROUP, name, { name });
const user = (s: StackBuilder, name: string) => s.resource(USER, name, { name });

function person(s: StackBuilder, name: string): BuiltResource {
  const one = user(s, name);
  s.resource("aws:iam/userLoginProfile:UserLoginProfile", `${name}-login`, { user: one.ref("name") });
  return one;
}

function machine(s: StackBuilder, name: string): BuiltResource {
  const one = user(s, name);
  s.resource("aws:iam/accessKey:AccessKey", `${name}-key`, { user: one.ref("name") });
  return one;
}

function join(s: StackBuilder, to: unknown, ...users: readonly BuiltResource[]): void {
  s.resource("aws:iam/groupMembership:GroupMembership", `m${s.built.length}`, {
    group: to,
    users: users.map((one) => one.ref("name")),
  });
}

const mfaPolicy = (s: StackBuilder) => s.resource(POLICY, "mfa", { name: "mfa", policy: json(...complete()) });

export default cases("iam-mfa-policy-attached", {
  passes: {
    "a group with the MFA policy, and its users": (s) => {
      const devs = group(s, "devs");
      s.resource(ATTACHMENT, "a", { group: devs.ref("name"), policyArn: mfaPolicy(s).arn });
      join(s, devs.ref("name"), person(s, "ann"));
    },
    "inline, by name, and by an attachment to many": (s) => {
      const [inline, many] = [group(s, "inline"), group(s, "many")];
      group(s, "named");
      s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: inline.id, policy: json(...complete()) });
      const { arn } = mfaPolicy(s);
      s.resource(ATTACHMENT, "a", { group: "named", policyArn: arn });
      s.resource("aws:iam/policyAttachment:PolicyAttachment", "b", { groups: [many.ref("name")], policyArn: arn });
    },
    "an incomplete MFA policy, which is told there": (s) => {
      const devs = group(s, "devs");
      s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: devs.id, policy: json(denySome("s3:*")) });
    },
    "all members have it by another group": (s) => {
      const [mfa, devs] = [group(s, "everybody"), group(s, "devs")];
      s.resource(ATTACHMENT, "a", { group: mfa.ref("name"), policyArn: mfaPolicy(s).arn });
      s.resource("aws:iam/userGroupMembership:UserGroupMembership", "m", {
        user: person(s, "ann").ref("name"),
        groups: [mfa.ref("name"), devs.ref("name")],
      });
    },
    machines: (s) => {
      const bots = group(s, "bots");
      join(s, bots.ref("name"), machine(s, "ci"), machine(s, "mailer"));
      machine(s, "alone");
      user(s, "bare");
    },
    "a policy of elsewhere may be it": (s) => {
      const devs = group(s, "devs");
      s.resource(ATTACHMENT, "a", { group: devs.ref("name"), policyArn: "arn:aws:iam::123456789012:policy/force-mfa" });
    },
    "a person in a group of elsewhere": (s) => {
      join(s, "made-elsewhere", person(s, "ann"));
    },
    "a person in a group that is only read": (s) => {
      s.resource(GROUP, "devs", { name: "devs" }, { isRead: true });
      join(s, "devs", person(s, "ann"));
    },
    "a person with the policy of her own": (s) => {
      s.resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "a", {
        user: person(s, "ann").ref("name"),
        policyArn: mfaPolicy(s).arn,
      });
    },
    "it is provided elsewhere": {
      stack: (s) => {
        join(s, group(s, "devs").ref("name"), person(s, "ann"));
        person(s, "bob");
      },
      settings: { providedElsewhere: ["mfa-policy"] },
    },
    "a group that is only read": (s) => {
      s.resource(GROUP, "devs", { name: "devs" }, { isRead: true });
    },
  },
  fails: {
    "a group and a person without": {
      stack: (s) => {
        const devs = group(s, "devs");
        s.resource(ATTACHMENT, "a", { group: devs.ref("name"), policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: devs.ref("name"), policy: json(allow("s3:*")) });
        const own = s.resource(POLICY, "own", { name: "own", policy: json(allow("s3:GetObject", "x")) });
        s.resource(ATTACHMENT, "b", { group: devs.ref("name"), policyArn: own.arn });
        person(s, "ann");
      },
      findings: [
        {
          resource: "devs",
          path: "",
          found: /^No policy of the group "devs" asks for MFA\.$/,
          fix: /GroupPolicyAttachment/,
        },
        { resource: "ann", path: "", found: /^The user "ann" has a password/, fix: /UserGroupMembership/ },
      ],
    },
    "people in a group are one finding": {
      stack: (s) => {
        join(s, group(s, "devs").ref("name"), person(s, "ann"), person(s, "bob"), machine(s, "ci"));
        mfaPolicy(s);
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
    "one member has it, the other has not": {
      stack: (s) => {
        const [mfa, devs] = [group(s, "everybody"), group(s, "devs")];
        s.resource(ATTACHMENT, "a", { group: mfa.ref("name"), policyArn: mfaPolicy(s).arn });
        const ann = person(s, "ann");
        join(s, mfa.ref("name"), ann);
        join(s, devs.ref("name"), ann, person(s, "bob"));
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
    "a member who may be anybody": {
      stack: (s) => {
        join(s, group(s, "devs").ref("name"), user(s, "bare"), machine(s, "ci"));
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
    "a member of elsewhere beside one that is not known": {
      stack: (s) => {
        const devs = group(s, "devs");
        join(s, devs.ref("name"), machine(s, "ci"));
        const members = { group: devs.ref("name"), users: ["ann", s.unknown] };
        s.resource("aws:iam/groupMembership:GroupMembership", "m", members);
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
    "members of elsewhere": {
      stack: (s) => {
        const devs = group(s, "devs");
        join(s, devs.ref("name"), machine(s, "ci"));
        s.resource("aws:iam/userGroupMembership:UserGroupMembership", "m", { user: "ann", groups: [devs.ref("name")] });
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
  },
  undecided: {
    "an unknown policy or attachment": (s) => {
      s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: group(s, "one").id, policy: s.unknown });
      s.resource(ATTACHMENT, "a", { group: group(s, "two").ref("name"), policyArn: s.unknown });
    },
    "a policy of an unknown group": (s) => {
      group(s, "devs");
      s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: s.unknown, policy: json(...complete()) });
    },
    "a member that is not known may be another machine": (s) => {
      const bots = group(s, "bots");
      s.resource("aws:iam/groupMembership:GroupMembership", "m", {
        group: "bots",
        users: [machine(s, "ci").ref("name")],
      });
      s.resource("aws:iam/groupMembership:GroupMembership", "n", { group: bots.ref("name"), users: [s.unknown] });
    },
    "a password of an unknown user": (s) => {
      user(s, "ann");
      s.resource("aws:iam/userLoginProfile:UserLoginProfile", "login", { user: s.unknown });
    },
  },
  malformed: {
    "odd documents and memberships": {
      stack: (s) => {
        const devs = group(s, "devs");
        s.resource("aws:iam/groupPolicy:GroupPolicy", "p", { group: devs.id, policy: "{" });
        s.resource("aws:iam/groupMembership:GroupMembership", "m", { group: [null], users: 7 });
      },
      findings: [{ resource: "devs", path: "", found: /"devs"/ }],
    },
  },
});
