import { dataStores, type KeySlot } from "../../aws/data-keys";
import { isUnencryptedFlowLogStream } from "../../aws/flow-log";
import { awsManagedAlias } from "../../aws/key";
import { isSamePlace } from "../../aws/region";
import { TopicView } from "../../aws/topic";
import { EBS_DEFAULT_KEY, TOPIC } from "../../aws/types";
import { definePolicy, some, type Resource, type StackFacts, type Value } from "../../core";

export default definePolicy({
  name: "kms-customer-managed-key",
  category: "secrets",
  requirements: ["SEC-11"],
  severity: "medium",
  level: "advisory",
  title: "What holds data is encrypted with a customer managed key",
  description: "Services that hold data encrypt it with a customer managed KMS key.",
  rationale:
    "The policy of a key that AWS manages cannot be changed: it serves everyone in the account who may use the service, and no other account. With a key of one's own, who may read the data is decided a second time, and access can be withdrawn at once.",
  fix: "Name an aws.kms.Key.",
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/best-practices.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
  ],
  subjects: dataStores,
  needs: "stack",
  check({ resource, store, slots }, { each, report, stack }) {
    each(slots, (slot) => {
      const found = lacking(slot, resource, stack);
      if (found !== undefined) {
        const last = slot.place.path.at(-1) ?? "";
        const write = slot.place.write ?? `${last}: key.arn`;
        report(slot.at, { found: `The ${store.noun} ${found}.`, fix: `Set ${write}, where key is an aws.kms.Key.` });
      }
    });
  },
});

/** What a place lacks, in words that follow the name of the thing. */
function lacking({ at, beside, place }: KeySlot, resource: Resource, stack: StackFacts): string | undefined {
  const alias = aliasOf(at);
  if (alias !== undefined) {
    return isToldByAnother(resource) ? undefined : `is encrypted with AWS's own key ${alias}`;
  }
  if (place.askedBy !== undefined || place.applies?.(beside, resource) === false) {
    return undefined;
  }
  // vpc-flow-log-destination reports it.
  if (isUnencryptedFlowLogStream(resource)) {
    return undefined;
  }
  if (at.isAbsent) {
    return hasDefaultKey(resource, stack) ? undefined : "names no customer managed key";
  }
  return place.isOff?.(beside) === true ? "names a key, but its encryption with it is not switched on" : undefined;
}

/** The alias of a key of AWS's own; what is not known yet has none. */
function aliasOf(key: Value): string | undefined {
  return key.isUnknown ? undefined : awsManagedAlias(key.string() ?? "");
}

/** sns-topic-encryption reports AWS's own key on a topic that services publish to. */
function isToldByAnother(resource: Resource): boolean {
  return TOPIC.includes(resource.type) && new TopicView(resource.graph, resource).ownPublisher !== undefined;
}

/** Whether the program names a key for all volumes of the region that name none. */
function hasDefaultKey(resource: Resource, stack: StackFacts): boolean {
  return (
    /^aws:(?:ebs|ec2)\//.test(resource.type) &&
    some(
      resource.graph.allOfType(EBS_DEFAULT_KEY),
      (one) => isSamePlace(one, resource, stack) && aliasOf(one.at("keyArn")) === undefined,
    )
  );
}
