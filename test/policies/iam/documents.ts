import type { StackBuilder } from "../../harness/builder";

/** Statements as people write them. */
export type Part = Readonly<Record<string, unknown>>;

export const allow = (Action: unknown, Resource: unknown = "*", more: Part = {}): Part => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

export const deny = (Action: unknown, Resource: unknown = "*", more: Part = {}): Part => ({
  Effect: "Deny",
  Action,
  Resource,
  ...more,
});

export const policy = (...Statement: readonly Part[]): Part => ({ Version: "2012-10-17", Statement });

/** JSON text, as programs and the provider make it. */
export const json = (...statements: readonly Part[]): string => JSON.stringify(policy(...statements));

export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const POLICY = "aws:iam/policy:Policy";
export const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** A trust policy for a service. */
export const trust = (service = "codebuild.amazonaws.com"): string =>
  json({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } });

/** A role with one policy of its own. */
export function roleWith(s: StackBuilder, document: unknown, name = "build") {
  const role = s.resource(ROLE, name, { assumeRolePolicy: trust() });
  return s.resource(ROLE_POLICY, `${name}-policy`, { role: role.id, policy: document });
}
