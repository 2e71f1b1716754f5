import { addTo, isUnknownMark, type Graph, type Resource, type Value } from "../core";
import { physicalNames } from "./naming";

/** What the resources of a stack are called, as far as it is known. */
export interface Identities {
  /** By the names that the program or the engine gave, and by ids that are names. */
  readonly names: ReadonlyMap<string, readonly Resource[]>;
  /** By ids that AWS made. */
  readonly ids: ReadonlyMap<string, readonly Resource[]>;
  readonly arns: ReadonlyMap<string, readonly Resource[]>;
}

/**
 * Ids that AWS makes and that nothing else is called: `vpc-0a1b2c3d`, the UUID of a key, `Z0123456789ABC` of a zone,
 * `us-east-1_AbCdEf` of a user pool (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html).
 */
const OPAQUE_ID =
  /^(?:[a-z]+(?:-[a-z]+)*-(?:[0-9a-f]{8}|[0-9a-f]{17})|(?:mrk-[0-9a-f]{32})|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[ZE][0-9A-Z]{12,32}|[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]{6,})$/;

function isOpaqueId(text: string): boolean {
  return text.length <= 64 && OPAQUE_ID.test(text);
}

/** These take over what AWS makes with an account or a VPC, so that it is there whatever the order. */
const ADOPTING = /^aws:ec2\/default/;

/** What the resources that the program makes are called; those that were only read are there whatever the order. */
export function identitiesOf(graph: Graph): Identities {
  return graph.view(identitiesOf, () => {
    const names = new Map<string, Resource[]>();
    const ids = new Map<string, Resource[]>();
    const arns = new Map<string, Resource[]>();
    for (const resource of graph.resources) {
      if (!resource.isAnalysed || !resource.type.startsWith("aws:") || ADOPTING.test(resource.type)) {
        continue;
      }
      const id = textOf(resource.outputs.at("id"));
      const own = physicalNames(resource).map(textOf);
      const isOpaque = id !== undefined && !own.includes(id) && isOpaqueId(id);
      addAll(names, isOpaque ? own : [...own, id], resource);
      addAll(ids, [isOpaque ? id : undefined], resource);
      addAll(arns, [textOf(resource.outputs.at("arn"))], resource);
    }
    return { names, ids, arns };
  });
}

function textOf({ raw }: Value): string | undefined {
  return typeof raw === "string" && raw.length >= 3 && raw.length <= 2048 && !isUnknownMark(raw) ? raw : undefined;
}

function addAll(index: Map<string, Resource[]>, texts: readonly (string | undefined)[], resource: Resource): void {
  for (const text of new Set(texts)) {
    if (text !== undefined) {
      addTo(index, text, resource);
    }
  }
}
