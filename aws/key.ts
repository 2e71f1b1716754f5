import { addTo, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { documentAt, PolicyDocument } from "./policy-document";
import { grantFor, type Grant, type ServiceCall } from "./service-grant";
import * as types from "./types";

/** A KMS key of the stack with the policy that is in force for it. */
export class KeyView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /**
   * The policies that may be in force: those of KeyPolicy resources, which replace the inline one, each other included;
   * empty when the key has AWS's default, which serves the account's own users and roles and no service.
   */
  get policies(): Value[] {
    const { graph, resource } = this;
    const split = graph.referrers(resource, types.KMS_KEY_POLICY, "keyId");
    if (split.length > 0) {
      return split.map((one) => one.at("policy"));
    }
    const inline = resource.at("policy");
    return inline.isAbsent ? [] : [inline];
  }

  /** What one of its policies says to a service that wants to use the key. */
  grant(policy: Value, call: Omit<ServiceCall, "resource">): Grant {
    return grantFor(this.document(policy), call);
  }

  /** The document of one of its policies. */
  document(policy: Value): PolicyDocument {
    const owner = this.graph.byUrn(policy.owner.urn);
    return owner ? documentAt(owner, policy) : new PolicyDocument(policy);
  }

  /** The resources that the program makes and that name the key in `property`, by URN. Throws `Undecided` while only one resource is known. */
  users(use: KeyUse): readonly Resource[] {
    return usersIn(this.graph, use).get(this.resource) ?? [];
  }
}

/** How a kind of resource comes to use a key. */
export interface KeyUse {
  readonly types: readonly string[];
  /** Where the resource names the key. */
  readonly property: string;
}

export const LOG_GROUP_USE: KeyUse = { types: types.LOG_GROUP, property: "kmsKeyId" };
export const TRAIL_USE: KeyUse = { types: types.TRAIL, property: "kmsKeyId" };

/** The keys that the stack itself makes; replicas and external keys included. */
export const keys = view(types.KMS_KEY, (graph) =>
  graph
    .ofType(types.KMS_KEY)
    .filter((key) => key.isAnalysed)
    .map((key) => new KeyView(graph, key)),
);

function usersIn(graph: Graph, use: KeyUse): ReadonlyMap<Resource, readonly Resource[]> {
  graph.demandComplete();
  return graph.view(use, () => {
    const users = new Map<Resource, Resource[]>();
    const own = graph.ofType(use.types).filter((one) => one.isAnalysed);
    for (const user of own) {
      const link = keyOf(graph, user.at(use.property));
      for (const { resource } of link.kind === "inside" ? link.keys : []) {
        addTo(users, resource, user);
      }
    }
    return users;
  });
}

/** Where a property that names a key leads. */
export type KeyLink =
  | { readonly kind: "absent" }
  /** A key of AWS in the account (`alias/aws/sns`): its policy cannot be changed. */
  | { readonly kind: "aws-managed"; readonly alias: string }
  | { readonly kind: "outside" }
  | { readonly kind: "inside"; readonly keys: readonly KeyView[] };

/** The alias of an AWS managed key in a key id or ARN: `alias/aws/sns`. https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
export function awsManagedAlias(text: string): string | undefined {
  return /(?:^|:)(alias\/aws\/[\w/-]*)$/.exec(text)?.[1];
}

/**
 * The key that a property names by id, ARN, alias name or alias ARN. An AWS managed one is told from the text alone;
 * anything else throws `Undecided` while only one resource is known.
 */
export function keyOf(graph: Graph, value: Value): KeyLink {
  if (value.isAbsent) {
    return { kind: "absent" };
  }
  const alias = value.isUnknown ? undefined : awsManagedAlias(value.string() ?? "");
  if (alias !== undefined) {
    return { kind: "aws-managed", alias };
  }
  const link = graph.follow(value, [...types.KMS_KEY, ...types.KMS_ALIAS]);
  if (link.kind !== "inside") {
    return link;
  }
  const keys = new Set(
    link.resources.flatMap((one) => (types.KMS_ALIAS.includes(one.type) ? targets(graph, one) : [one])),
  );
  // A key that was only read belongs to another stack.
  const own = [...keys].filter((key) => key.isAnalysed);
  return own.length > 0 ? { kind: "inside", keys: own.map((key) => new KeyView(graph, key)) } : { kind: "outside" };
}

function targets(graph: Graph, alias: Resource): readonly Resource[] {
  return graph.resourcesAt(alias.at("targetKeyId"), types.KMS_KEY);
}
