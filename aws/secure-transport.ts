import { find, some } from "../core";
import { isEveryAction, wholeService } from "./permissions";
import { askedBoolean, isEveryone, conditionKey, type PolicyDocument, type Statement } from "./policy-document";

const KEY = "aws:securetransport";

/** What a bucket's policy says to requests without TLS. */
export type TransportDenial =
  | { readonly kind: "denied" }
  /** Some are denied, but not all: `lacks` says which way is left, in words that follow "but". */
  | { readonly kind: "partly"; readonly statement: Statement; readonly lacks: string }
  | { readonly kind: "allowed" };

/** Whether a policy denies every request without TLS. Several statements may share the work. */
export function transportDenial(document: PolicyDocument): TransportDenial {
  const denials = document.statements.filter((one) => one.mayDeny);
  const [bucket, objects] = [coversBucket, coversObjects].map((covers) =>
    find(
      denials,
      (one) =>
        isAboutTransport(one) &&
        weaknessOf(one) === undefined &&
        some(one.resources, (resource) => covers(resource.string() ?? "")),
    ),
  );
  if (bucket && objects) {
    return { kind: "denied" };
  }
  const sound = bucket ?? objects;
  if (sound) {
    return {
      kind: "partly",
      statement: sound.item,
      lacks: bucket
        ? "only for the bucket itself, not for its objects"
        : "only for its objects, not for the bucket itself",
    };
  }
  const weak = find(denials, isAboutTransport)?.item;
  return weak
    ? { kind: "partly", statement: weak, lacks: weaknessOf(weak) ?? "only for some of its objects" }
    : { kind: "allowed" };
}

/** A Deny when aws:SecureTransport is false. */
function isAboutTransport(statement: Statement): boolean {
  return (
    statement.effect === "Deny" &&
    some(statement.conditions, (one) => conditionKey(one) === KEY && askedBoolean(one) === false)
  );
}

/** Why such a Deny does not hold for every request; resources are looked at over all statements. */
function weaknessOf(statement: Statement): string | undefined {
  if (statement.hasNotPrincipal || !some(statement.principals(), isEveryone)) {
    return "only for some principals";
  }
  if (statement.hasNotAction || !some(statement.actions, (one) => isEveryBucketAction(one.string() ?? ""))) {
    return "only for some actions";
  }
  return statement.conditions.map(conditionKey).length > 1 ? "only where its other conditions match too" : undefined;
}

function isEveryBucketAction(pattern: string): boolean {
  return isEveryAction(pattern) || wholeService(pattern) === "s3";
}

/** S3 takes only resources of the policy's own bucket, so its name needs no look. */
function coversBucket(resource: string): boolean {
  return /^\*+$/.test(resource) || /^arn:[^:]*:s3:::[^/]+$/.test(resource);
}

function coversObjects(resource: string): boolean {
  return /^\*+$/.test(resource) || /^arn:[^:]*:s3:::(?:[^/]+\/\*+|[^/]*\*)$/.test(resource);
}
