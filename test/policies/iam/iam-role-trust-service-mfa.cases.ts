import { cases } from "../../harness/cases";
import { policy, ROLE } from "./documents";
import { at, OWN, roleTrusting, trusts } from "./trust";

const EC2 = { Service: "ec2.amazonaws.com" };
const mfa = (operator: string, value: unknown = "true") => ({ [operator]: { "aws:MultiFactorAuthPresent": value } });

export default cases("iam-role-trust-service-mfa", {
  passes: {
    "an EC2 role without MFA": (s) => {
      roleTrusting(s, trusts(EC2));
    },
    BoolIfExists: (s) => {
      roleTrusting(s, trusts(EC2, mfa("BoolIfExists")), trusts(EC2, mfa("ForAllValues:Bool")));
    },
    "two statements, the service without and the users with MFA": (s) => {
      roleTrusting(s, trusts(EC2), trusts({ AWS: OWN }, mfa("Bool")));
    },
    "other conditions": (s) => {
      roleTrusting(
        s,
        trusts(EC2, { StringEquals: { "aws:SourceAccount": OWN } }),
        trusts(EC2, mfa("Bool", "false")),
        trusts(EC2, { Null: { "aws:MultiFactorAuthAge": "true" } }),
      );
    },
    "a Deny": (s) => {
      roleTrusting(s, trusts(EC2), { ...trusts(EC2, mfa("Bool", "true")), Effect: "Deny" });
    },
  },
  fails: {
    "an EC2 statement with Bool MFA true": {
      stack: (s) => {
        roleTrusting(s, trusts(EC2, mfa("Bool")));
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Condition.Bool.aws:MultiFactorAuthPresent"),
          found: /^The condition demands MFA of "ec2\.amazonaws\.com", which can never assume the role\.$/,
          key: "assumeRolePolicy.Statement[0].Condition::aws:multifactorauthpresent",
        },
      ],
    },
    "a service and users in one statement": {
      stack: (s) => {
        roleTrusting(
          s,
          trusts({ AWS: OWN, Service: ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"] }, mfa("bool", true)),
        );
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Condition.bool.aws:MultiFactorAuthPresent"),
          found: /ecs-tasks/,
          fix: /statement of their own/,
        },
      ],
    },
    "the age of MFA, and the presence of the key": {
      stack: (s) => {
        roleTrusting(
          s,
          trusts(EC2, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }),
          trusts(EC2, { Null: { "aws:MultiFactorAuthPresent": "false" } }),
        );
      },
      findings: [
        { resource: "role", path: at(0, ".Condition.NumericLessThan.aws:MultiFactorAuthAge"), found: /ec2/ },
        { resource: "role", path: at(1, ".Condition.Null.aws:MultiFactorAuthPresent"), found: /ec2/ },
      ],
    },
  },
  undecided: {
    "an unknown condition or principal": (s) => {
      s.resource(ROLE, "role", {
        assumeRolePolicy: policy(
          trusts(EC2, mfa("Bool", s.unknown)),
          trusts({ Service: s.unknown }, mfa("Bool")),
          trusts(EC2, s.unknown),
        ),
      });
    },
  },
  malformed: {
    "odd conditions": (s) => {
      roleTrusting(
        s,
        trusts(EC2, "Bool"),
        trusts(EC2, { Bool: null }),
        trusts(EC2, { Bool: [7] }),
        trusts(EC2, mfa("Bool", {})),
      );
    },
  },
});
