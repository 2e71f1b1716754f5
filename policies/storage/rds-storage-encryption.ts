import { foundational } from "../../aws/controls";
import { rdsDatabases, regionInArn, type DatabaseView } from "../../aws/database";
import { regionOf } from "../../aws/region";
import { KMS_ALIAS, KMS_KEY, RDS_CLUSTER, RDS_GLOBAL_CLUSTER } from "../../aws/types";
import { definePolicy, type CheckContext, type Value } from "../../core";

export default definePolicy({
  name: "rds-storage-encryption",
  category: "storage",
  requirements: ["STO-13", "SEC-11"],
  severity: "critical",
  level: "mandatory",
  title: "RDS databases are encrypted with a named key",
  description: "RDS instances and clusters have storageEncrypted true and a kmsKeyId.",
  rationale:
    "Unencrypted storage exposes the data, its backups, snapshots and replicas, and can never be encrypted later in place. A named key decides who can read them.",
  fix: "Set storageEncrypted: true and kmsKeyId: <key>.arn. An existing database is replaced: snapshot it, copy the snapshot with a key, and restore from that.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/",
  ],
  controls: foundational("RDS.3", "RDS.27"),
  subjects: rdsDatabases,
  needs: "stack",
  check(database, { report, stack }) {
    switch (database.source) {
      // What is restored is as encrypted as what it is restored from.
      case "snapshot":
      case "point in time":
        return;
      case "replica":
        return checkReplica(database, report, stack);
      case "global cluster":
        return checkSecondary(database, report);
      default:
        return checkOwn(database, report);
    }
  },
});

type Report = CheckContext["report"];

function checkOwn({ label, resource }: DatabaseView, report: Report): void {
  const encrypted = resource.at("storageEncrypted");
  const key = resource.at("kmsKeyId");
  // Aurora Serverless v1 is always encrypted.
  const isServerless = encrypted.isAbsent && resource.at("engineMode").string() === "serverless";
  if (encrypted.boolean() !== true && !isServerless) {
    report(encrypted, {
      found: encrypted.isAbsent
        ? `The storage of this ${label} is not encrypted: storageEncrypted is not set, and false by default.`
        : `The storage of this ${label} is not encrypted.`,
    });
  } else if (key.isAbsent) {
    report(key, { found: "No KMS key is named for the storage.", fix: "Set kmsKeyId: <key>.arn." });
  }
}

/** A replica in the same region has its source's key and takes none of its own. */
function checkReplica(database: DatabaseView, report: Report, stack: CheckContext["stack"]): void {
  if (!database.isCrossRegionReplica(stack)) {
    return;
  }
  const key = database.resource.at("kmsKeyId");
  const own = regionOf(database.resource, stack) ?? "";
  const fix = `Set kmsKeyId to the ARN of a key in ${own}; keys do not leave their region.`;
  if (key.isAbsent) {
    report(key, { found: `The replica's source is in another region than ${own}, and it names no key.`, fix });
    return;
  }
  const region = regionOfKey(database, key, stack);
  if (region !== undefined && region !== own) {
    report(key, { found: `The key is in ${region}, the replica in ${own}.`, fix });
  }
}

function regionOfKey({ graph }: DatabaseView, key: Value, stack: CheckContext["stack"]): string | undefined {
  const told = key.isUnknown ? undefined : regionInArn(key.string() ?? "");
  if (told !== undefined) {
    return told;
  }
  const link = graph.follow(key, [...KMS_KEY, ...KMS_ALIAS]);
  return link.kind === "inside" ? regionOf(link.resources[0], stack) : undefined;
}

/** A secondary is encrypted when its global cluster is, or the cluster that it was made of. */
function checkSecondary({ graph, resource }: DatabaseView, report: Report): void {
  const link = graph.follow(resource.at("globalClusterIdentifier"), RDS_GLOBAL_CLUSTER);
  if (link.kind !== "inside") {
    return;
  }
  const [global] = link.resources;
  const source = graph.follow(global.at("sourceDbClusterIdentifier"), RDS_CLUSTER);
  const origin = source.kind === "inside" ? source.resources[0] : global;
  if (!global.isAnalysed || source.kind === "outside" || origin.at("storageEncrypted").boolean() === true) {
    return;
  }
  report(resource.at("storageEncrypted"), {
    found: `The global cluster "${global.name}" is not encrypted, and so this secondary is not.`,
    fix: "Set storageEncrypted: true on the global cluster and on its primary, or make it from an encrypted cluster (sourceDbClusterIdentifier).",
  });
}
