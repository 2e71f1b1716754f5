import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { PROFILE, ROLE, type Build } from "./hosts";

const statement = (Principal: unknown, more: object = {}): object => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});

const trust = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

const profileOf =
  (assumeRolePolicy: unknown, extras: { readonly isRead?: boolean } = {}): Build =>
  (s: StackBuilder) => {
    const role = s.resource(ROLE, "web-role", { assumeRolePolicy }, { ...extras, outputs: { name: "web-role-1" } });
    s.resource(PROFILE, "it", { role: role.ref("name") });
  };

const fails = (stack: Build, found = /The trust policy of the role "web-role" does not let EC2 assume it/) => ({
  stack,
  findings: [{ resource: "it", path: "role", found }],
});

export default cases("ec2-instance-profile-role", {
  passes: {
    "a role that trusts EC2": profileOf(trust(statement({ Service: "ec2.amazonaws.com" }))),
    "in China": profileOf(trust(statement({ Service: "ec2.amazonaws.com.cn" }))),
    "among others": profileOf(
      trust(statement({ AWS: "123456789012" }), statement({ Service: ["ecs.amazonaws.com", "ec2.amazonaws.com"] })),
    ),
    "everyone, of which another policy tells": profileOf(trust(statement("*"))),
    "all but some": profileOf(
      trust({ Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::123456789012:user/a" }, Action: "sts:AssumeRole" }),
    ),
    "every action of STS": profileOf(trust(statement({ Service: "ec2.amazonaws.com" }, { Action: "sts:*" }))),
    "a role of another stack": (s) => {
      s.resource(PROFILE, "it", { role: "central" });
    },
    "a role that is only read": profileOf(trust(statement({ Service: "lambda.amazonaws.com" })), { isRead: true }),
  },
  fails: {
    "another service": fails(profileOf(trust(statement({ Service: "lambda.amazonaws.com" })))),
    "a service whose name begins with it": fails(profileOf(trust(statement({ Service: "ec2.amazonaws.com.example" })))),
    "a service whose name ends with it": fails(profileOf(trust(statement({ Service: "spot-ec2.amazonaws.com" })))),
    "an account of that name": fails(profileOf(trust(statement({ AWS: "ec2.amazonaws.com" })))),
    "EC2 may only tag sessions": fails(
      profileOf(trust(statement({ Service: "ec2.amazonaws.com" }, { Action: "sts:TagSession" }))),
    ),
    "EC2 is denied": fails(profileOf(trust(statement({ Service: "ec2.amazonaws.com" }, { Effect: "Deny" })))),
    "a profile without a role": {
      stack: (s) => {
        s.resource(PROFILE, "it", {});
      },
      findings: [{ resource: "it", path: "role", found: /holds no role/, fix: /role.name/ }],
    },
  },
  undecided: {
    "an unknown trust policy": (s) => {
      profileOf(s.unknown)(s);
    },
    "an unknown service": (s) => {
      const role = s.resource(ROLE, "role", { assumeRolePolicy: { Statement: [statement({ Service: s.unknown })] } });
      s.resource(PROFILE, "it", { role: role.id });
    },
    "an unknown role": (s) => {
      s.resource(PROFILE, "it", { role: s.unknown });
    },
  },
  malformed: {
    "broken JSON": profileOf("{"),
    "no statements": fails(profileOf("{}")),
  },
});
