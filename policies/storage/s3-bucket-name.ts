import { managedBuckets, type BucketView } from "../../aws/bucket";
import { hasUniquePart, isAutoName, refusalOf, refusalOfPrefix } from "../../aws/bucket-name";
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
    "Bucket names are shared by all customers of AWS. A plain name may be taken already, in the second account or region at the latest, and whoever guesses it can take it first.",
  fix: "Leave bucket out (Pulumi adds a random part), use bucketPrefix, or add the account id: bucket: `artifacts-${stack}-${accountId}`.",
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
        ? report(prefix, { found: `"${text}" ${refusal}.`, fix: "Choose a legal prefix.", key: "legal" })
        : undefined;
    }
    const at = resource.at("bucket");
    const name = at.string();
    if (name === undefined) {
      return;
    }
    const refusal = refusalOf(name);
    if (refusal) {
      report(at, { found: `"${shortened(name)}" ${refusal}.`, fix: "Choose a legal name.", key: "legal" });
    }
    const further = [
      () => {
        if (!refusal && name.includes(".") && !bucket.isWebsite) {
          report(at, {
            found: `"${name}" has dots, which S3's TLS certificate does not cover (*.s3.amazonaws.com).`,
            fix: "Use hyphens.",
            key: "dots",
          });
        }
      },
      () => {
        if (!canBeUnique(bucket, name)) {
          report(at, { found: `"${shortened(name)}" has no account id, hash or random part.`, key: "unique" });
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

function shortened(name: string): string {
  return name.length > 70 ? `${name.slice(0, 70)}…` : name;
}
