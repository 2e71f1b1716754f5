import { pipelines } from "../../aws/pipeline";
import { definePolicy, whenKnown, type CheckContext, type Value } from "../../core";

export default definePolicy({
  name: "codepipeline-artifact-encryption-key",
  category: "pipeline",
  requirements: ["PIP-06", "SEC-11"],
  severity: "medium",
  level: "mandatory",
  title: "Artifact stores of pipelines name a KMS key",
  description: "Every artifact store of a CodePipeline names a KMS key, in multi-region pipelines one of its region.",
  rationale:
    "Artifacts hold source code and build results. With a key of one's own, who may read them is decided and recorded by KMS, and access can be withdrawn.",
  fix: 'Add encryptionKey: { id: key.arn, type: "KMS" } to the artifact store.',
  references: [
    "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_EncryptionKey.html",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html",
  ],
  subjects: pipelines,
  needs: "resource",
  check(pipeline, { report, each }) {
    const stores = pipeline.artifactStores;
    each(stores, (store) => {
      checkKey(store, report);
    });
    if (stores.length > 1) {
      each(stores, (store) => {
        checkRegion(store, report);
      });
      checkDistinct(stores, report);
    }
  },
});

type Report = CheckContext["report"];

function checkKey(store: Value, report: Report): void {
  const key = store.at("encryptionKey");
  const id = key.at("id");
  if (!id.isUnknown && !id.isPresent) {
    return report(key, {
      found: "This artifact store names no KMS key, so the default encryption of its bucket applies.",
      key: `${key.display}:missing`,
    });
  }
  const type = key.at("type");
  if (type.string() !== "KMS") {
    report(type, {
      found: `The type of the encryption key is ${type.isAbsent ? "not set" : "another one than KMS"}.`,
      fix: 'Set type: "KMS"; there is no other.',
    });
  }
  const text = id.string() ?? "";
  if (
    text.startsWith("alias/") ||
    (text.startsWith("arn:") && !/^arn:[\w-]+:kms:[^:]*:[^:]*:(key|alias)\//.test(text))
  ) {
    report(id, {
      found: `"${text.slice(0, 100)}" is neither a key id, a key ARN nor an alias ARN.`,
      fix: "Set id to key.arn of an aws.kms.Key, or to alias.arn of an aws.kms.Alias.",
    });
  }
}

function checkRegion(store: Value, report: Report): void {
  const at = store.at("region");
  const region = at.string();
  if (region === undefined) {
    return report(at, {
      found: "The pipeline has several artifact stores, and this one has no region.",
      fix: "Set region on each artifact store.",
    });
  }
  const id = store.at("encryptionKey", "id");
  const keyRegion = regionOf(id.string());
  if (keyRegion && keyRegion !== region) {
    report(id, {
      found: `The key is in ${keyRegion}, its artifact store in ${region}.`,
      fix: `Use a key of ${region}: an aws.kms.Key, or an aws.kms.ReplicaKey of a multi-Region key, made with a provider of that region.`,
    });
  }
}

/**
 * One key ARN belongs to one region, so it stands in one store. Where a store's region shows that, it is reported there.
 * Stores whose key is not known yet are compared later.
 */
function checkDistinct(stores: readonly Value[], report: Report): void {
  const ids = stores.map((store) => store.at("encryptionKey", "id"));
  const texts = ids.map((id) => whenKnown(() => id.string()));
  ids.forEach((id, index) => {
    const text = texts[index];
    const isRepeated = text?.startsWith("arn:") === true && texts.indexOf(text) < index;
    const isToldByRegion = stores.some((store, other) => texts[other] === text && isElsewhere(store, text));
    if (isRepeated && !isToldByRegion) {
      report(id, {
        found: "The same key ARN stands in another artifact store of this pipeline.",
        fix: "Give each artifact store a key of its own region.",
        key: `${id.display}:repeated`,
      });
    }
  });
}

/** Whether a store is known to be in another region than the key. */
function isElsewhere(store: Value, key: string | undefined): boolean {
  const region = whenKnown(() => store.at("region").string());
  return region !== undefined && region !== regionOf(key);
}

function regionOf(arn: string | undefined): string | undefined {
  return arn?.startsWith("arn:") ? arn.split(":")[3] : undefined;
}
