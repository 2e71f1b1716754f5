import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const PROJECT = "aws:codebuild/project:Project";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

const SAFE = {
  versioning: { enabled: true },
  serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } } },
};

const RUNS_PULUMI = "version: 0.2\nphases:\n  build:\n    commands:\n      - pulumi up --yes\n";

interface Build {
  readonly variables?: readonly unknown[];
  readonly buildspec?: unknown;
  /** `EnvironmentVariables` of the pipeline's action. */
  readonly actionVariables?: unknown;
}

/** A pipeline with an artifact bucket and one build. */
function pipeline(s: StackBuilder, build: Build = {}): { readonly artifacts: BuiltResource } {
  const artifacts = s.resource(BUCKET, "artifacts", SAFE);
  const project = s.resource(PROJECT, "deploy", {
    environment: { image: "aws/codebuild/standard:7.0", environmentVariables: build.variables ?? [] },
    source: { type: "CODEPIPELINE", buildspec: build.buildspec ?? RUNS_PULUMI },
  });
  const configuration = { ProjectName: project.id, EnvironmentVariables: build.actionVariables };
  s.resource(PIPELINE, "pipeline", {
    artifactStores: [{ location: artifacts.id, type: "S3" }],
    stages: [{ name: "Deploy", actions: [{ name: "Up", category: "Build", provider: "CodeBuild", configuration }] }],
  });
  return { artifacts };
}

function backend(value: unknown, type?: string) {
  return { name: "PULUMI_BACKEND_URL", value, type };
}

function commands(...lines: string[]): string {
  return JSON.stringify({ version: 0.2, phases: { build: { commands: lines } } });
}

export default cases("pulumi-state-bucket", {
  passes: {
    "PULUMI_BACKEND_URL names a bucket of its own": (s) => {
      const state = s.resource(BUCKET, "store", SAFE);
      pipeline(s, { variables: [backend(s.text`s3://${state.id}?region=us-east-1`)] });
    },
    "beside a variable that names the artifact bucket": (s) => {
      const state = s.resource(BUCKET, "store", SAFE);
      const other = s.resource(BUCKET, "other", SAFE);
      pipeline(s, { variables: [{ name: "OTHER", value: other.id }, backend(s.text`s3://${state.id}`)] });
    },
    "a bucket whose name says state": (s) => {
      s.resource(BUCKET, "pulumi-state", SAFE);
      pipeline(s);
    },
    "a bucket whose tag says state": (s) => {
      s.resource(BUCKET, "store", { ...SAFE, tags: { Purpose: "pulumi-state" } });
      pipeline(s);
    },
    "two buckets that say state, one of them for Pulumi's": (s) => {
      s.resource(BUCKET, "app-state");
      s.resource(BUCKET, "pulumi-state", SAFE);
      pipeline(s);
    },
    "a backend in another stack": (s) => {
      pipeline(s, { variables: [backend("s3://acme-pulumi-backend")] });
    },
    "a backend that Parameter Store names": (s) => {
      pipeline(s, { variables: [backend("/build/backend", "PARAMETER_STORE")] });
    },
    "a backend of another kind": (s) => {
      pipeline(s, { variables: [backend("gs://acme-state")] });
    },
    "pulumi login in the buildspec": (s) => {
      s.resource(BUCKET, "store", { ...SAFE, bucket: "acme-store" });
      pipeline(s, { buildspec: commands("pulumi login s3://acme-store", "pulumi up --yes") });
    },
    "pulumi login with a variable of the project": (s) => {
      const state = s.resource(BUCKET, "store", SAFE);
      pipeline(s, {
        variables: [{ name: "STORE", value: state.id }],
        buildspec: commands("pulumi login s3://${STORE}/infra", "pulumi up --yes"),
      });
    },
    "an export in the buildspec": (s) => {
      s.resource(BUCKET, "store", { ...SAFE, bucket: "acme-store" });
      pipeline(s, { buildspec: commands("export PULUMI_BACKEND_URL=s3://acme-store", "pulumi up --yes") });
    },
    "the pipeline's action overrides a wrong value of the project": (s) => {
      s.resource(BUCKET, "store", { ...SAFE, bucket: "acme-store" });
      pipeline(s, {
        variables: [backend("file:///tmp")],
        actionVariables: JSON.stringify([backend("s3://acme-store", "PLAINTEXT")]),
      });
    },
    "Pulumi Cloud, and the settings say so": { options: { pulumiCloud: true }, stack: (s) => void pipeline(s) },
    "Pulumi Cloud by URL, and the settings say so": {
      options: { pulumiCloud: true },
      stack: (s) => void pipeline(s, { variables: [backend("https://api.pulumi.com")] }),
    },
    "the state's bucket is elsewhere": {
      settings: { providedElsewhere: ["state-bucket"] },
      stack: (s) => void pipeline(s),
    },
    "a pipeline that does not run Pulumi": (s) => {
      pipeline(s, { buildspec: commands("npm test", "echo pulumi up") });
    },
    "a project that runs Pulumi outside of any pipeline": (s) => {
      s.resource(PROJECT, "deploy", { source: { type: "GITHUB", buildspec: RUNS_PULUMI } });
    },
  },
  fails: {
    "no bucket for the state": {
      stack: (s) => void pipeline(s),
      findings: [{ resource: "pipeline", path: "", found: /no bucket of the stack keeps/, fix: /PULUMI_BACKEND_URL/ }],
    },
    "buckets that only look like it": {
      stack: (s) => {
        s.resource(BUCKET, "bank-statements", SAFE);
        s.resource(BUCKET, "backend-assets", { ...SAFE, tags: { Purpose: "assets", Stateful: "true" } });
        pipeline(s);
      },
      findings: [{ resource: "pipeline", path: "", found: /no bucket of the stack keeps/ }],
    },
    "Pulumi Cloud, and the settings do not say so": {
      stack: (s) => void pipeline(s, { variables: [backend("https://api.pulumi.com")] }),
      findings: [{ resource: "pipeline", path: "", found: /no bucket/ }],
    },
    "every project of a pipeline runs Pulumi by the settings": {
      settings: { everyPipelineProjectRunsPulumi: true },
      stack: (s) => void pipeline(s, { buildspec: commands("make deploy") }),
      findings: [{ resource: "pipeline", path: "", found: /no bucket/ }],
    },
    "the state lies between the artifacts": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "shared", SAFE);
        const project = s.resource(PROJECT, "deploy", {
          environment: { environmentVariables: [backend(s.text`s3://${bucket.id}/state`)] },
          source: { type: "CODEPIPELINE", buildspec: RUNS_PULUMI },
        });
        s.resource(PIPELINE, "pipeline", {
          artifactStores: [{ location: bucket.id, type: "S3" }],
          stages: [
            {
              name: "Deploy",
              actions: [{ category: "Build", provider: "CodeBuild", configuration: { ProjectName: project.id } }],
            },
          ],
        });
      },
      findings: [
        {
          resource: "deploy",
          path: "environment.environmentVariables[0].value",
          found: /bucket of the pipeline's artifacts/,
        },
      ],
    },
    "the only bucket named state is the artifact bucket": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "state-and-artifacts", SAFE);
        const project = s.resource(PROJECT, "deploy", { source: { type: "CODEPIPELINE", buildspec: RUNS_PULUMI } });
        s.resource(PIPELINE, "pipeline", {
          artifactStores: [{ location: bucket.id, type: "S3" }],
          stages: [{ actions: [{ provider: "CodeBuild", configuration: { ProjectName: project.id } }] }],
        });
      },
      findings: [{ resource: "pipeline", path: "", found: /no bucket/ }],
    },
    "pulumi login --local": {
      stack: (s) => void pipeline(s, { buildspec: commands("pulumi login --local", "pulumi up --yes") }),
      findings: [{ resource: "deploy", path: "source.buildspec.phases.build.commands[0]", found: /own disk/ }],
    },
    "the state's bucket is neither versioned nor encrypted": {
      stack: (s) => {
        const state = s.resource(BUCKET, "store");
        pipeline(s, { variables: [backend(s.text`s3://${state.id}`)] });
      },
      findings: [
        { resource: "store", path: "", found: /keeps no versions/, key: "state-versioning" },
        { resource: "store", path: "", found: /does not configure its encryption/, key: "state-encryption" },
      ],
    },
    "the bucket found by name is not versioned": {
      stack: (s) => {
        s.resource(BUCKET, "PulumiStateBucket", { ...SAFE, versioning: { enabled: false } });
        pipeline(s);
      },
      findings: [{ resource: "PulumiStateBucket", path: "", found: /keeps no versions/ }],
    },
  },
  undecided: {
    "the name of a variable is not known": (s) => {
      pipeline(s, { variables: [{ name: s.unknown, value: "s3://acme-state" }] });
    },
    "the backend is not known": (s) => {
      pipeline(s, { variables: [backend(s.unknown)] });
    },
    "the action's variables are not known": (s) => {
      pipeline(s, { actionVariables: s.unknown });
    },
    "the buildspec is not known": (s) => {
      pipeline(s, { buildspec: s.unknown });
    },
    "the tags of a bucket are not known": (s) => {
      s.resource(BUCKET, "store", { ...SAFE, tags: s.unknown });
      pipeline(s);
    },
    "whether the state's bucket keeps versions is not known": (s) => {
      s.resource(BUCKET, "pulumi-state", { ...SAFE, versioning: { enabled: s.unknown } });
      pipeline(s);
    },
  },
  malformed: {
    "variables of wrong types": {
      stack: (s) => void pipeline(s, { variables: [null, 3, { name: 1 }], actionVariables: "[{" }),
      findings: [{ resource: "pipeline", path: "", found: /no bucket/ }],
    },
    "no stages": (s) => {
      s.resource(PIPELINE, "pipeline", { stages: "all", artifactStores: 3 });
    },
    "a buildspec that is no YAML runs nothing": (s) => {
      pipeline(s, { buildspec: "version: 0.2\nphases: [pulumi" });
    },
  },
});
