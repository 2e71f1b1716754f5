import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const ROLE = "aws:iam/role:Role";
const PROJECT = "aws:codebuild/project:Project";

export default cases("resource-foreign-environment", {
  passes: {
    "the stack's own environment": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-prod-logs", tags: { Environment: "production" } });
      },
    },
    "stack dev-eu, suffix dev": {
      stackName: "dev-eu",
      config: { "app:environmentSuffix": "dev" },
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-dev-logs", tags: { Environment: "dev" } });
      },
    },
    "parts of words": {
      stackName: "staging",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: "device-product-logs" });
        s.resource(ROLE, "b", { name: "developerProductivity" });
        s.resource(ROLE, "c", { name: "deliver-contest" });
      },
    },
    "non-prod in stack dev": (s) => {
      s.resource(BUCKET, "logs", { bucket: "app-non-prod-logs" });
    },
    "a test is not always an environment": {
      stackName: "prod",
      stack: (s) => {
        s.resource(PROJECT, "a", { name: "integration-test" });
        s.resource(BUCKET, "b", { bucket: "test-results" });
        s.resource(BUCKET, "c", { bucket: "live-streams" });
      },
    },
    "both environments, such as a bridge between them": {
      stackName: "prod",
      stack: (s) => {
        s.resource(ROLE, "role", { name: "copy-prod-to-dev" });
      },
    },
    "a stack whose environment nobody knows": {
      stackName: "main",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-prod-logs" });
      },
    },
    "an ephemeral stack may speak of dev": {
      stackName: "pr-42",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-dev-logs" });
      },
    },
    "config about another environment, of a framework, or of the providers": {
      stackName: "staging",
      config: {
        "app:devAccount": "dev-123",
        "app:nodeEnv": "production",
        "aws:profile": "prod-admin",
        "app:text": "deploy to prod on friday",
        "app:environment": "staging",
      },
      stack: () => undefined,
    },
    "own words for environments": {
      stackName: "blue",
      settings: { environments: { blue: ["blue"], green: ["green"] } },
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-prod-blue-logs" });
      },
    },
  },
  fails: {
    "stack prod, bucket app-dev-logs": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-dev-logs" });
      },
      findings: [{ resource: "logs", path: "bucket", found: /"app-dev-logs" speaks of dev, but this is stack prod/ }],
    },
    "stack staging, tag Environment=dev": {
      stackName: "staging",
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Environment: "dev" } });
      },
      findings: [{ resource: "logs", path: "tags.Environment", found: /tag "dev" speaks of dev/ }],
    },
    "other words for environments, in camel case and with a number": {
      stackName: "prod",
      stack: (s) => {
        s.resource(ROLE, "a", { name: "appDevelopmentRole" });
        s.resource(ROLE, "b", { name: "app-stg2-role" });
        s.resource(ROLE, "c", { name: "appUATRole" });
      },
      findings: [
        { resource: "a", path: "name", found: /speaks of dev/ },
        { resource: "b", path: "name", found: /speaks of staging/ },
        { resource: "c", path: "name", found: /speaks of uat/ },
      ],
    },
    "test at the end of a name, before a region, and as a level of a path": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: "app-test" });
        s.resource(BUCKET, "b", { bucket: "app-test-us-east-1" });
        s.resource("aws:ssm/parameter:Parameter", "c", { name: "/test/app/url", type: "String", value: "x" });
      },
      findings: [
        { resource: "a", path: "bucket", found: /speaks of test/ },
        { resource: "b", path: "bucket", found: /speaks of test/ },
        { resource: "c", path: "name", found: /speaks of test/ },
      ],
    },
    "a prefix, a Name tag and a name within a parent": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucketPrefix: "dev-logs-" });
        s.resource("aws:ec2/vpc:Vpc", "b", { cidrBlock: "10.0.0.0/16", tags: { Name: "dev-vpc" } });
        s.resource("aws:iam/rolePolicy:RolePolicy", "c", { name: "dev-access", role: "r", policy: "{}" });
      },
      findings: [
        { resource: "a", path: "bucketPrefix", found: /speaks of dev/ },
        { resource: "b", path: "tags.Name", found: /speaks of dev/ },
        { resource: "c", path: "name", found: /speaks of dev/ },
      ],
    },
    "tags by a separate resource, in a list and of what a launch template starts": {
      stackName: "staging",
      stack: (s) => {
        const subnet = s.resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: "vpc-1" });
        s.resource("aws:ec2/tag:Tag", "a", { resourceId: subnet.id, key: "Environment", value: "dev" });
        s.resource("aws:ec2/tag:Tag", "other", { resourceId: subnet.id, key: "Peer", value: "dev" });
        const tag = { key: "Environment", value: "prod", propagateAtLaunch: true };
        s.resource("aws:autoscaling/tag:Tag", "b", { autoscalingGroupName: "web", tag });
        s.resource("aws:autoscaling/group:Group", "c", { tags: [tag] });
        s.resource("aws:ec2/launchTemplate:LaunchTemplate", "d", {
          tagSpecifications: [s.unknown, { resourceType: "instance", tags: { Environment: "prod" } }],
          tags: { Name: "web-dev" },
        });
      },
      findings: [
        { resource: "a", path: "value", found: /tag "dev" speaks of dev/ },
        { resource: "b", path: "tag.value", found: /speaks of prod/ },
        { resource: "c", path: "tags[0].value", found: /speaks of prod/ },
        { resource: "d", path: "tagSpecifications[1].tags.Environment", found: /speaks of prod/ },
        { resource: "d", path: "tags.Name", found: /speaks of dev/ },
      ],
    },
    "the default tags of a provider, reported on the provider": {
      stackName: "prod",
      stack: (s) => {
        const provider = s.provider("main", { defaultTags: JSON.stringify({ tags: { Environment: "dev" } }) });
        s.resource("pulumi:providers:aws", "main", provider.props);
        s.resource(BUCKET, "logs", {}, { provider });
      },
      findings: [{ resource: "main", path: "defaultTags.tags.Environment", found: /speaks of dev/ }],
    },
    "a config entry of another environment": {
      stackName: "prod",
      config: { "app:bucketName": "acme-dev-logs", "app:environment": "dev" },
      stack: () => undefined,
      findings: [
        {
          resource: "stack",
          path: "",
          found: /config entry app:bucketName speaks of dev/,
          key: "config:app:bucketName",
        },
        { resource: "stack", path: "", found: /config entry app:environment speaks of dev/ },
      ],
    },
    "an ephemeral stack that speaks of prod": {
      stackName: "pr-42",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-prod-logs" });
      },
      findings: [{ resource: "logs", path: "bucket", found: /speaks of prod/ }],
    },
    "own settings": {
      stackName: "prod",
      options: { ambiguousWords: [], environmentTags: ["Tier"] },
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: "test-results", tags: { tier: "dev", Environment: "dev" } });
      },
      findings: [
        { resource: "a", path: "bucket", found: /speaks of test/ },
        { resource: "a", path: "tags.tier", found: /speaks of dev/ },
      ],
    },
    "one unknown tag hides nothing about the name": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "app-dev-logs", tags: { Environment: s.unknown } });
      },
      findings: [{ resource: "logs", path: "bucket", found: /speaks of dev/ }],
    },
  },
  undecided: {
    "an unknown name and unknown tags": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: s.unknown, tags: s.unknown });
      },
    },
  },
  malformed: {
    "wrong types": {
      stackName: "prod",
      stack: (s) => {
        s.resource(BUCKET, "a", { bucket: ["dev"], tags: [1] });
        s.resource("pulumi:providers:aws", "main", { defaultTags: "{" });
      },
    },
  },
});
