import { find, some, Undecided, type Resource, type StackFacts, type Value } from "../core";
import type { HostView } from "./host";
import { isSamePlace } from "./region";
import * as types from "./types";

/**
 * Documents that install what a patch baseline asks for.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-ssm-documents.html
 */
const PATCH_DOCUMENTS = /(?:^|\/)AWS-RunPatchBaseline(?:Association|WithHooks)?$/;

/** Whether an association of Systems Manager in the stack installs patches on a host. */
export function isPatched(host: HostView, stack: StackFacts): boolean {
  const { graph } = host;
  return some(
    graph.allOfType(types.SSM_ASSOCIATION),
    (one) => isSamePlace(one, host.resource, stack) && installsPatches(one) && targets(one, host),
  );
}

/** To scan only is the default of some documents, and installs nothing. */
function installsPatches(association: Resource): boolean {
  const operation = association.at("parameters", "Operation").string() ?? "";
  return PATCH_DOCUMENTS.test(association.at("name").string() ?? "") && /^\W*Install\W*$/.test(operation);
}

function targets(association: Resource, host: HostView): boolean {
  const named = [association.at("instanceId"), ...valuesOf(association, "InstanceIds")];
  return (
    some(named, (id) => isIdOf(id, host)) || some(association.at("targets").list(), (one) => isTargeted(one, host))
  );
}

function valuesOf(association: Resource, key: string): readonly Value[] {
  return association
    .at("targets")
    .list()
    .filter((one) => one.at("key").string()?.toLowerCase() === key.toLowerCase())
    .flatMap((one) => one.at("values").list());
}

function isIdOf(id: Value, { graph, resource, kind }: HostView): boolean {
  if (!id.isUnknown && id.string() === "*") {
    return true;
  }
  if (kind !== "instance" || id.isAbsent) {
    return false;
  }
  const link = graph.follow(id, [resource.type]);
  if (link.kind === "outside" && graph.mayLeadTo(id, resource)) {
    throw new Undecided(id.display);
  }
  return link.kind === "inside" && link.resources.includes(resource);
}

/** By tag; who is in a resource group cannot be seen, so that may be the host. */
function isTargeted(target: Value, host: HostView): boolean {
  const key = target.at("key").string() ?? "";
  if (key.startsWith("resource-groups:")) {
    return true;
  }
  if (key === "tag-key") {
    return some(target.at("values").list(), (value) =>
      some(host.instanceTags(), (tags) => tags.get(value.string() ?? "") !== undefined),
    );
  }
  const tag = key.startsWith("tag:") ? key.slice("tag:".length) : undefined;
  if (tag === undefined) {
    return false;
  }
  const wanted = target.at("values").list();
  const found = find(host.instanceTags(), (tags) => tags.get(tag) !== undefined)?.item.get(tag);
  return found !== undefined && some(wanted, (value) => value.string() === found.string());
}
