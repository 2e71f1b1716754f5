import { managedBuckets, type BucketView } from "../../aws/bucket";
import { hasUniquePart, legalName, refusalOf, refusalOfPrefix } from "../../aws/bucket-name";
import { isAutoName } from "../../aws/naming";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-bucket-name",
  category: "storage",
  requirements: ["STO-06"],
  severity: "low",
  level: "advisory",
  title: "S3 bucket names are legal and can be globally unique",
  description: "An explicit bucket name is legal and has a part that makes it globally unique.",
  rationale:
    "Bucket names are shared by all accounts of AWS. A plain name may be taken by any other account already, by your own second account or region at the latest, and whoever guesses it can take it first.",
  fix: "Leave bucket out (Pulumi adds a random part), use bucketPrefix, or add the account id: bucket: pulumi.interpolate`artifacts-${stack}-${aws.getCallerIdentityOutput().accountId}`.",
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    "https://www.pulumi.com/docs/iac/concepts/resources/names/",
  ],
  subjects: managedBuckets,
  needs: "stack",
  check(bucket, { report, each }) {
    const { resource } = bucket;
    const prefix = resource.at("bucketPrefix");
    if (prefix.isPresent) {
      const text = prefix.string() ?? "";
      const refusal = refusalOfPrefix(text);
      return refusal
        ? report(prefix, {
            found: `"${shortened(text)}" ${refusal}.`,
            fix: legalFix("bucketPrefix", text),
            key: "legal",
          })
        : undefined;
    }
    const at = resource.at("bucket");
    const name = at.string();
    if (name === undefined) {
      return;
    }
    const refusal = refusalOf(name);
    if (refusal) {
      report(at, { found: `"${shortened(name)}" ${refusal}.`, fix: legalFix("bucket", name), key: "legal" });
    }
    const further = [
      () => {
        if (!refusal && name.includes(".") && !bucket.isWebsite) {
          report(at, {
            found: `"${name}" has dots, which S3's TLS certificate does not cover (*.s3.amazonaws.com).`,
            fix: `Use hyphens: bucket: "${name.replaceAll(".", "-")}".`,
            key: "dots",
          });
        }
      },
      () => {
        if (!canBeUnique(bucket, name)) {
          report(at, {
            found: `"${shortened(name)}" has no account id, hash or random part, so any other AWS account may have taken it.`,
            fix: uniqueFix(name),
            key: "unique",
          });
        }
      },
    ];
    each(further, (one) => one());
  },
});

/** The name decides, else where it comes from: a random resource, or a website's domain. */
function canBeUnique(bucket: BucketView, name: string): boolean {
  const { resource, graph } = bucket;
  if (hasUniquePart(name) || isAutoName(name, resource.name)) {
    return true;
  }
  graph.demandComplete();
  const isRandom = resource.propertyDependencies("bucket").some((source) => source.type.startsWith("random:"));
  return isRandom || (name.includes(".") && bucket.isWebsite);
}

/** The same name in legal letters, where that is all that is wrong with it. */
function legalFix(property: "bucket" | "bucketPrefix", text: string): string {
  const legal = legalName(text);
  const refusal = property === "bucket" ? refusalOf(legal) : refusalOfPrefix(legal);
  return refusal
    ? "Choose 3 to 63 lower-case letters, digits and hyphens, which S3 does not reserve."
    : `Write ${property}: "${legal}".`;
}

function uniqueFix(name: string): string {
  const start = legalName(name)
    .slice(0, 50)
    .replace(/[-.]+$/, "");
  return `Leave bucket out (Pulumi adds a random part), use bucketPrefix, or add the account id: bucket: pulumi.interpolate\`${start}-\${aws.getCallerIdentityOutput().accountId}\`.`;
}

function shortened(name: string): string {
  return name.length > 70 ? `${name.slice(0, 70)}…` : name;
}
