import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { json, ROLE, type Part } from "./documents";

/** The account that a builder's ARNs are of. */
export const OWN = "123456789012";
export const OTHER = "210987654321";

/** A statement of a trust policy. */
export const trusts = (Principal: unknown, Condition?: unknown, Action: unknown = "sts:AssumeRole"): Part => ({
  Effect: "Allow",
  Action,
  Principal,
  ...(Condition !== undefined && { Condition }),
});

/** A statement for an OIDC provider. */
export const trustsOidc = (issuer: string, Condition?: unknown): Part =>
  trusts({ Federated: `arn:aws:iam::${OWN}:oidc-provider/${issuer}` }, Condition, "sts:AssumeRoleWithWebIdentity");

/** A role with these statements as its trust policy. */
export function roleTrusting(s: StackBuilder, ...statements: readonly Part[]): BuiltResource {
  return s.resource(ROLE, "role", { assumeRolePolicy: json(...statements) });
}

export const at = (index: number, rest = ""): string => `assumeRolePolicy.Statement[${index}]${rest}`;
