import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";

function pipelineIn(s: StackBuilder) {
  const artifacts = s.resource(BUCKET, "artifacts");
  const pipeline = s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
    artifactStores: [{ type: "S3", location: artifacts.id }],
  });
  return { artifacts, pipeline };
}

function everythingIn(s: StackBuilder) {
  return {
    ...pipelineIn(s),
    state: s.resource(BUCKET, "pulumi-state"),
    project: s.resource("aws:codebuild/project:Project", "build", { name: "build" }),
    topic: s.resource("aws:sns/topic:Topic", "alerts"),
    logs: s.resource("aws:cloudwatch/logGroup:LogGroup", "logs"),
  };
}

const missing = (name: string) => ({
  resource: "stack",
  path: "",
  found: new RegExp(`does not export ${name}\\.`),
  key: `output:${name}`,
});

export default cases("stack-outputs", {
  passes: {
    "all seven of a pipeline, unknown in a preview": (s) => {
      const { artifacts, pipeline, state, project, topic, logs } = everythingIn(s);
      s.exports({
        pipeline_name: pipeline.id,
        pipeline_arn: pipeline.arn,
        artifact_bucket_name: artifacts.id,
        state_bucket_name: state.id,
        codebuild_project_name: project.id,
        sns_topic_arn: topic.arn,
        log_group_name: logs.id,
      });
    },
    "names in other spellings": (s) => {
      const { artifacts, pipeline } = pipelineIn(s);
      s.exports({ pipelineName: pipeline.id, "Pipeline-Arn": pipeline.arn, ARTIFACTBUCKETNAME: artifacts.id });
    },
    "outputs grouped in an object": (s) => {
      const { artifacts, pipeline } = pipelineIn(s);
      s.exports({ pipeline: { name: pipeline.id, arn: pipeline.arn }, artifactBucketName: artifacts.id });
    },
    "outputs whose resource is not in the stack": (s) => {
      const pipeline = s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
        artifactStores: [{ type: "S3", location: "artifacts-of-another-stack" }],
      });
      s.exports({ pipelineName: pipeline.id, pipelineArn: pipeline.arn });
    },
    "a key": (s) => {
      const key = s.resource(KEY, "key");
      s.exports({ kmsKeyArn: key.arn, environmentSuffix: "dev", stackName: "dev" });
    },
    "a trail and a detector": (s) => {
      const trail = s.resource("aws:cloudtrail/trail:Trail", "trail");
      const detector = s.resource("aws:guardduty/detector:Detector", "detector");
      s.exports({ cloudTrailArn: trail.arn, guardDutyDetectorId: detector.id });
    },
    "nothing that operators need": (s) => {
      s.resource(BUCKET, "logs");
    },
    "a key that was only read": (s) => {
      s.resource(KEY, "key", {}, { isRead: true });
    },
    "the state bucket is elsewhere": {
      options: { everyOutput: true, outputs: { codepipeline: ["state_bucket_name"] } },
      settings: { providedElsewhere: ["state-bucket"] },
      stack: (s) => {
        pipelineIn(s);
      },
    },
    "no outputs by the settings": {
      options: { outputs: {} },
      stack: (s) => {
        everythingIn(s);
      },
    },
  },
  fails: {
    "a pipeline that exports nothing": {
      stack: (s) => {
        everythingIn(s);
      },
      findings: [
        { ...missing("pipeline_name"), fix: /export const pipelineName = pipeline\.name/ },
        missing("pipeline_arn"),
        missing("artifact_bucket_name"),
        missing("state_bucket_name"),
        missing("codebuild_project_name"),
        missing("sns_topic_arn"),
        missing("log_group_name"),
      ],
    },
    "all seven in the delivery-pipeline profile": {
      options: { everyOutput: true },
      stack: (s) => {
        const { pipeline } = pipelineIn(s);
        s.exports({ pipelineName: pipeline.id, pipelineArn: pipeline.arn });
      },
      findings: [
        missing("artifact_bucket_name"),
        missing("state_bucket_name"),
        missing("codebuild_project_name"),
        missing("sns_topic_arn"),
        missing("log_group_name"),
      ],
    },
    "null and empty values": {
      stack: (s) => {
        s.resource(KEY, "key");
        s.exports({ kmsKeyArn: null, EnvironmentSuffix: "", stackName: {} });
      },
      findings: [
        { resource: "stack", path: "kmsKeyArn", found: /KMSKeyArn has no value/, key: "output:KMSKeyArn" },
        { resource: "stack", path: "EnvironmentSuffix", found: /has no value/, fix: /environmentSuffix = new pulumi/ },
        { resource: "stack", path: "stackName", found: /has no value/ },
      ],
    },
    "a trail without its ARN, a detector without its id": {
      stack: (s) => {
        const trail = s.resource("aws:cloudtrail/trail:Trail", "trail");
        s.resource("aws:guardduty/detector:Detector", "detector");
        s.exports({ trailName: trail.id });
      },
      findings: [missing("cloudTrailArn"), missing("guardDutyDetectorId")],
    },
    "the state's bucket, which only PULUMI_BACKEND_URL or a tag shows": {
      options: { outputs: { codepipeline: ["state_bucket_name"] } },
      stack: (s) => {
        const store = s.resource(BUCKET, "store");
        const value = s.text`s3://${store.id}`;
        const project = s.resource("aws:codebuild/project:Project", "deploy", {
          environment: { environmentVariables: [{ name: "PULUMI_BACKEND_URL", value }] },
          source: { type: "CODEPIPELINE", buildspec: "version: 0.2\nphases: {build: {commands: [pulumi up]}}" },
        });
        const configuration = { ProjectName: project.id };
        s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
          stages: [{ name: "Deploy", actions: [{ category: "Build", provider: "CodeBuild", configuration }] }],
        });
      },
      findings: [missing("state_bucket_name")],
    },
    "the state's bucket by its tag": {
      options: { outputs: { codepipeline: ["state_bucket_name"] } },
      stack: (s) => {
        pipelineIn(s);
        s.resource(BUCKET, "store", { tags: { Purpose: "pulumi-state" } });
      },
      findings: [missing("state_bucket_name")],
    },
    "another kind of stack by the settings": {
      options: { outputs: { "aws:sns/topic:Topic": ["topicArn"] } },
      stack: (s) => {
        s.resource("aws:sns/topic:Topic", "alerts");
      },
      findings: [missing("topicArn")],
    },
  },
  undecided: {
    "whether a bucket is the state's is not known": {
      options: { outputs: { codepipeline: ["state_bucket_name"] } },
      stack: (s) => {
        pipelineIn(s);
        s.resource(BUCKET, "store", { tags: s.unknown });
      },
    },
    "a group of outputs that is unknown as a whole": {
      options: { outputs: { kms: ["key"] } },
      stack: (s) => {
        s.resource(KEY, "key");
        s.exports({ key: s.unknown });
      },
    },
  },
  malformed: {
    "odd stores, names and outputs": {
      options: { outputs: { codepipeline: ["pipeline_name", "artifact_bucket_name", "state_bucket_name"] } },
      stack: (s) => {
        s.resource("aws:codepipeline/pipeline:Pipeline", "p", { artifactStores: "S3" });
        s.resource(BUCKET, "b", { bucket: 7 });
        s.exports({ __proto__: "x", "": [null] });
      },
      findings: [missing("pipeline_name")],
    },
  },
});
