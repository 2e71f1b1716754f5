import { artifactStores } from "../../aws/artifact-store";
import { bucketOf, type BucketView } from "../../aws/bucket";
import { pipelines } from "../../aws/pipeline";
import { backendsOf, isStateBucket, pulumiProjectsOf, type Backend } from "../../aws/state-backend";
import { BUCKET } from "../../aws/types";
import { definePolicy, find, flag, Undecided, type Graph, type Resource } from "../../core";

export default definePolicy({
  name: "pulumi-state-bucket",
  category: "storage",
  requirements: ["STO-07"],
  severity: "high",
  level: "advisory",
  title: "A pipeline that runs Pulumi keeps the state in a bucket of its own",
  description:
    "A stack with a pipeline that runs Pulumi has a dedicated, encrypted and versioned bucket for the Pulumi state.",
  rationale:
    "The state is the only record of what Pulumi manages, secrets included. On a build machine it is lost with the build; between artifacts it expires with them; without versions one failed write destroys it.",
  fix: "Add an aws.s3.Bucket for the state with versioning and encryption, and give the builds PULUMI_BACKEND_URL: pulumi.interpolate`s3://${stateBucket.id}`.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/state-and-backends/",
    "https://www.pulumi.com/docs/iac/operations/stack-management/using-a-diy-backend/",
  ],
  options: {
    pulumiCloud: flag({
      default: false,
      description: "Builds that name no backend of their own use Pulumi Cloud; no bucket is asked for then.",
    }),
  },
  subjects: pipelines,
  needs: "stack-only",
  check(pipeline, { options, settings, report, each, graph }) {
    const projects = pulumiProjectsOf(pipeline, settings);
    if (projects.length === 0 || settings.providedElsewhere.includes("state-bucket")) {
      return;
    }
    const backends = projects
      .flatMap((project) => backendsOf(project, pipeline))
      .filter((backend) => backend.kind !== "cloud");
    if (backends.length === 0 && options.pulumiCloud) {
      return;
    }
    each(backends, (backend) => {
      const found = misplaced(backend, graph);
      if (found) {
        report(backend.at, { found, key: "state-backend" });
      }
    });
    const stateBuckets = backends.length > 0 ? namedBuckets(backends, graph) : likelyBuckets(graph);
    if (backends.length === 0 && stateBuckets.length === 0) {
      report(pipeline.resource, {
        found: "The pipeline runs Pulumi, but no bucket of the stack keeps the state.",
        key: "state-bucket",
      });
    }
    for (const bucket of stateBuckets.flatMap((one) => bucketOf(one) ?? [])) {
      each(PROTECTIONS, ({ isMissing, ...finding }) => {
        if (isMissing(bucket)) {
          report(bucket.resource, finding);
        }
      });
    }
  },
});

const PROTECTIONS = [
  {
    isMissing: (bucket: BucketView) => !bucket.isVersioned,
    found: "The bucket of the Pulumi state keeps no versions.",
    fix: 'Add an aws.s3.BucketVersioning with versioningConfiguration: { status: "Enabled" } for it.',
    key: "state-versioning",
  },
  {
    isMissing: (bucket: BucketView) => !bucket.defaultEncryption,
    found: "The bucket of the Pulumi state does not configure its encryption.",
    fix: "Add an aws.s3.BucketServerSideEncryptionConfiguration for it.",
    key: "state-encryption",
  },
];

function misplaced(backend: Backend, graph: Graph): string | undefined {
  if (backend.kind === "local") {
    return "The state is kept on the build's own disk and is lost with it.";
  }
  const isShared = backend.kind === "bucket" && backend.buckets.every((bucket) => isArtifactStore(graph, bucket));
  return isShared ? "The state is kept in the bucket of the pipeline's artifacts." : undefined;
}

/** The buckets that builds keep their state in, as far as it is certain which ones. */
function namedBuckets(backends: readonly Backend[], graph: Graph): Resource[] {
  return backends.flatMap((backend) => {
    const dedicated = backend.buckets.filter((bucket) => !isArtifactStore(graph, bucket));
    return dedicated.length === 1 ? dedicated : [];
  });
}

/** The bucket that is the state's by name or tag: one that has all protections, else the first. */
function likelyBuckets(graph: Graph): Resource[] {
  const all = graph.allOfType(BUCKET);
  const isLikely = (bucket: Resource): boolean => isStateBucket(bucket) && !isArtifactStore(graph, bucket);
  const best = find(all, (bucket) => isLikely(bucket) && isProtected(bucket));
  return best ? [best.item] : all.filter(isLikely).slice(0, 1);
}

/** A bucket that the program does not manage is taken as protected. */
function isProtected(resource: Resource): boolean {
  const bucket = bucketOf(resource);
  return !bucket || PROTECTIONS.every(({ isMissing }) => !isMissing(bucket));
}

/** Throws `Undecided` when a pipeline's artifact store is not known yet and may be this bucket. */
function isArtifactStore(graph: Graph, bucket: Resource): boolean {
  const { pipelinesOf, open } = artifactStores(graph);
  if (!pipelinesOf.has(bucket) && open) {
    throw new Undecided(open.display);
  }
  return pipelinesOf.has(bucket);
}
