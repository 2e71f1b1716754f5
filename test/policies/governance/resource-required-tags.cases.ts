import { UNKNOWN } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const EC2_TAG = "aws:ec2/tag:Tag";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const GROUP = "aws:autoscaling/group:Group";
const ROLE = "aws:iam/role:Role";
const tags = { Environment: "dev", ManagedBy: "Pulumi", Project: "app" };
const list = Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));

export default cases("resource-required-tags", {
  passes: {
    "all required tags": (s) => {
      s.resource(BUCKET, "logs", { tags: { ...tags, Owner: "team-a" } });
    },
    "the provider's default tags supply the missing ones": (s) => {
      const provider = s.provider("main", { region: "us-east-1", defaultTags: { tags } });
      s.resource(BUCKET, "logs", { tags: { Name: "logs" } }, { provider });
    },
    "default tags as the JSON text in which a provider's settings travel": (s) => {
      const provider = s.provider("main", { region: "us-east-1", defaultTags: JSON.stringify({ tags }) });
      s.resource(BUCKET, "logs", {}, { provider });
    },
    "tagsAll has them, of a provider whose settings are not shown": (s) => {
      s.resource(BUCKET, "logs", { tagsAll: tags }, { provider: s.provider("main", {}) });
    },
    "a separate resource adds the missing tag": (s) => {
      const { Environment, ...others } = tags;
      const subnet = s.resource("aws:ec2/subnet:Subnet", "subnet", { tags: others });
      s.resource(EC2_TAG, "tag", { resourceId: subnet.id, key: "Environment", value: Environment });
      const group = s.resource(GROUP, "web", { tags: list.slice(1) });
      s.resource("aws:autoscaling/tag:Tag", "group-tag", { autoscalingGroupName: group.id, tag: list[0] });
      const table = s.resource("aws:dynamodb/table:Table", "table", { tags: others });
      s.resource("aws:dynamodb/tag:Tag", "table-tag", { resourceArn: table.arn, key: "Environment", value: "dev" });
    },
    "a type that cannot be tagged": (s) => {
      s.resource(VERSIONING, "v", { bucket: "b", versioningConfiguration: { status: "Enabled" } });
    },
    "a value that is computed": (s) => {
      const bucket = s.resource(BUCKET, "logs", { tags });
      s.resource(BUCKET, "data", { tags: { ...tags, Project: bucket.id } });
    },
    "an Auto Scaling group with a list of tags": (s) => {
      s.resource(GROUP, "web", { minSize: 1, maxSize: 2, tags: list });
    },
    "a type of another provider and a component": (s) => {
      s.component("app:index:Site", "site");
      s.resource(
        "random:index/randomId:RandomId",
        "id",
        { byteLength: 4 },
        { provider: s.provider("default", {}, "pulumi:providers:random") },
      );
    },
    "other required keys": {
      options: { requiredTags: ["iac-rlhf-amazon"] },
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { "iac-rlhf-amazon": "true" } });
      },
    },
    "no required keys": {
      options: { requiredTags: [] },
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
    },
    "an ignored type": {
      options: { ignoredTypes: ["aws:s3/*"] },
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
    },
    "allowed values and a pattern that fit": {
      options: { allowedValues: { Environment: ["dev", "prod-*"] }, valuePatterns: { Project: "[a-z]+" } },
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags });
        s.resource(BUCKET, "data", { tags: { ...tags, Environment: "prod-eu" } });
      },
    },
  },
  fails: {
    "empty tags": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: {} });
      },
      findings: [
        {
          resource: "logs",
          path: "tags",
          found: /tags Environment, ManagedBy, Project are missing/,
          fix: /Environment: pulumi\.getStack\(\), ManagedBy: "Pulumi"/,
        },
      ],
    },
    "no tags property": {
      stack: (s) => {
        s.resource(ROLE, "role");
      },
      findings: [{ resource: "role", path: "tags", found: /are missing/ }],
    },
    "an empty value": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { ...tags, Project: "" } });
      },
      findings: [{ resource: "logs", path: "tags.Project", found: /Project is empty/, key: "tag:Project" }],
    },
    "a value of blanks": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { ...tags, Project: "  " } });
      },
      findings: [{ resource: "logs", path: "tags.Project", found: /is empty/ }],
    },
    "an empty value hides the default tag": {
      stack: (s) => {
        const provider = s.provider("main", { defaultTags: { tags } });
        s.resource(BUCKET, "logs", { tags: { Project: "" } }, { provider });
      },
      findings: [{ resource: "logs", path: "tags.Project", found: /is empty/ }],
    },
    "a key in the wrong case": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { environment: "dev", ManagedBy: "Pulumi", Project: "app" } });
      },
      findings: [{ resource: "logs", path: "tags", found: /Environment is missing; "environment" is not Environment/ }],
    },
    placeholders: {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Environment: "TODO", ManagedBy: "n/a", Project: "x" } });
      },
      findings: [
        { resource: "logs", path: "tags.Environment", found: /placeholder "TODO"/ },
        { resource: "logs", path: "tags.ManagedBy", found: /placeholder "n\/a"/ },
        { resource: "logs", path: "tags.Project", found: /placeholder "x"/ },
      ],
    },
    "a tag that is null": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { ...tags, Project: null } });
      },
      findings: [{ resource: "logs", path: "tags", found: /tag Project is missing/ }],
    },
    "a missing tag beside one whose value is unknown": {
      stack: (s) => {
        const some = { ManagedBy: "Pulumi", Project: "app" };
        const other = s.resource(BUCKET, "other", { tags }, { outputs: { all: some } });
        s.resource(BUCKET, "logs", { tags: { Name: other.id, ...some }, tagsAll: other.ref("all") });
      },
      findings: [{ resource: "logs", path: "tags", found: /Environment is missing/ }],
    },
    "tagsAll is what the provider computes and not for the program to set": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Name: "logs" }, tagsAll: tags });
      },
      findings: [{ resource: "logs", path: "tags", found: /Environment, ManagedBy, Project are missing/ }],
    },
    "a default tag that says nothing": {
      stack: (s) => {
        const defaultTags = JSON.stringify({ tags: { ...tags, Project: "tbd" } });
        s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { defaultTags }) });
      },
      findings: [{ resource: "logs", path: "provider.defaultTags.tags.Project", found: /placeholder "tbd"/ }],
    },
    "a separate resource tags another subnet, adds another tag or says nothing": {
      stack: (s) => {
        const { Environment, ...others } = tags;
        const a = s.resource("aws:ec2/subnet:Subnet", "a", { tags });
        s.resource("aws:ec2/subnet:Subnet", "b", { tags: others });
        s.resource(EC2_TAG, "a-tag", { resourceId: a.id, key: "Environment", value: Environment });
        const c = s.resource("aws:ec2/subnet:Subnet", "c", { tags: others });
        s.resource(EC2_TAG, "c-tag", { resourceId: c.id, key: "Name", value: "c" });
        const d = s.resource("aws:ec2/subnet:Subnet", "d", { tags: others });
        s.resource(EC2_TAG, "d-tag", { resourceId: d.id, key: "Environment", value: "todo" });
      },
      findings: [
        { resource: "b", path: "tags", found: /Environment is missing/ },
        { resource: "c", path: "tags", found: /Environment is missing/ },
        { resource: "d-tag", path: "value", found: /placeholder "todo"/ },
      ],
    },
    "the tag is for what a VPC brings with it": {
      stack: (s) => {
        const { Environment, ...others } = tags;
        const vpc = s.resource(
          "aws:ec2/vpc:Vpc",
          "vpc",
          { cidrBlock: "10.0.0.0/16", tags: others },
          { outputs: { defaultSecurityGroupId: "sg-1" } },
        );
        const resourceId = vpc.ref("defaultSecurityGroupId");
        s.resource(EC2_TAG, "tag", { resourceId, key: "Environment", value: Environment });
      },
      findings: [{ resource: "vpc", path: "tags", found: /Environment is missing/ }],
      inPreview: [],
    },
    "a type that default tags do not reach": {
      stack: (s) => {
        s.resource(GROUP, "web", { tags: list.slice(1) });
        s.resource(BUCKET, "logs", { tags: { ManagedBy: "Pulumi", Project: "app" } });
      },
      findings: [
        { resource: "web", path: "tags", found: /Environment is missing/, fix: /do not reach/ },
        { resource: "logs", path: "tags", found: /Environment is missing/, fix: /or once for all resources/ },
      ],
    },
    "an Auto Scaling group does not take default tags": {
      stack: (s) => {
        const provider = s.provider("main", { defaultTags: { tags } });
        s.resource(GROUP, "web", { tags: list.slice(0, 2) }, { provider });
      },
      findings: [{ resource: "web", path: "tags", found: /tag Project is missing/, fix: /propagateAtLaunch: true/ }],
    },
    "a key that the settings add for a type": {
      options: { additionalTags: { "aws:s3/*": ["DataClass"], "aws:rds/*": ["Tier"] } },
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags });
        s.resource(ROLE, "role", { tags });
      },
      findings: [{ resource: "logs", path: "tags", found: /tag DataClass is missing/ }],
    },
    "a value that is not allowed": {
      options: {
        allowedValues: { Environment: ["prod", "staging"] },
        valuePatterns: { Project: "\\d+", ManagedBy: "(" },
      },
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags });
      },
      findings: [
        { resource: "logs", path: "tags.Environment", found: /"dev", which is none of prod, staging/ },
        { resource: "logs", path: "tags.Project", found: /does not match \\d\+/ },
        { resource: "logs", path: "tags.ManagedBy", found: /does not match \(/ },
      ],
    },
  },
  undecided: {
    "the tags as a whole are unknown": (s) => {
      s.resource(BUCKET, "logs", { tags: s.unknown });
    },
    "a required tag's value is unknown": (s) => {
      s.resource(BUCKET, "logs", { tags: { ...tags, Environment: s.unknown } });
    },
    "the provider's default tags are unknown": (s) => {
      s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { defaultTags: s.unknown }) });
    },
    "tagsAll is unknown, of a provider whose settings are not shown": (s) => {
      s.resource(BUCKET, "logs", { tags: { Name: "logs" }, tagsAll: s.unknown }, { provider: s.provider("main", {}) });
    },
    "unknown tags may overrule a default tag that says nothing": (s) => {
      const provider = s.provider("main", { defaultTags: { tags: { ...tags, Project: "x" } } });
      s.resource(BUCKET, "logs", { tags: s.unknown }, { provider });
    },
    "a part of the default tags' text is unknown": (s) => {
      const defaultTags = `{"tags":{"Environment":"${s.unknown}"}}`;
      s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { defaultTags }) });
    },
    "a separate resource may tag any subnet, or add any tag": (s) => {
      const { Environment, ...others } = tags;
      s.resource("aws:ec2/subnet:Subnet", "a", { tags: others });
      s.resource(EC2_TAG, "a-tag", { resourceId: s.unknown, key: "Environment", value: Environment });
      const table = s.resource("aws:dynamodb/table:Table", "t", { tags: others });
      s.resource("aws:dynamodb/tag:Tag", "t-tag", { resourceArn: table.arn, key: s.unknown, value: Environment });
    },
    "a key in the list of an Auto Scaling group is unknown": (s) => {
      s.resource(GROUP, "web", { tags: [{ key: s.unknown, value: "x", propagateAtLaunch: true }] });
    },
  },
  malformed: {
    "a text where the tags belong": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: "yes" });
      },
      findings: [{ resource: "logs", path: "tags", found: /are missing/ }],
    },
    "default tags that are broken JSON": {
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { defaultTags: "{tags:" }) });
      },
      findings: [{ resource: "logs", path: "tags", found: /are missing/ }],
    },
    "separate tags without a target, a key or a value": {
      stack: (s) => {
        s.resource("aws:ec2/subnet:Subnet", "a", { tags: { ManagedBy: "Pulumi", Project: "app" } });
        s.resource(EC2_TAG, "one", { resourceId: null, key: "Environment", value: "dev" });
        s.resource(EC2_TAG, "two", { resourceId: ["a"], key: { a: 1 } });
      },
      findings: [{ resource: "a", path: "tags", found: /Environment is missing/ }],
    },
    "an object where a value belongs, nulls in a list": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { ...tags, Project: { a: 1 } } });
        s.resource(GROUP, "web", { tags: [null, "x", ...list] });
      },
      findings: [{ resource: "logs", path: "tags.Project", found: /is empty/ }],
    },
  },
  remediates: {
    "adds what is missing and keeps the rest": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Name: "logs", Environment: "prod" } });
      },
      resource: "logs",
      becomes: { tags: { Name: "logs", Environment: "prod", ManagedBy: "Pulumi", Project: "app" } },
    },
    "starts from no tags at all": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-dev" });
      },
      resource: "logs",
      becomes: { bucket: "acme-dev", tags },
    },
    "others from the settings": {
      options: {
        requiredTags: ["Environment", "Owner", "CostCenter"],
        tagValues: { Owner: "team-a", Environment: "d" },
      },
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Owner: "" } });
      },
      resource: "logs",
      becomes: { tags: { Owner: "team-a", Environment: "d" } },
    },
    "a compliant resource stays as it is": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags });
      },
      resource: "logs",
      becomes: undefined,
    },
    "what default tags supply is not added": {
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: s.provider("main", { defaultTags: { tags } }) });
      },
      resource: "logs",
      becomes: undefined,
    },
    "unknown tags stay as they are": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: s.unknown });
      },
      resource: "logs",
      becomes: undefined,
    },
    "an Auto Scaling group's list stays as it is": {
      stack: (s) => {
        s.resource(GROUP, "web", { tags: [] });
      },
      resource: "web",
      becomes: undefined,
    },
    "IAM takes no second key that differs only in case": {
      stack: (s) => {
        s.resource(ROLE, "role", { tags: { environment: "dev", Project: "app" } });
      },
      resource: "role",
      becomes: { tags: { environment: "dev", Project: "app", ManagedBy: "Pulumi" } },
    },
    "a derived value that is not allowed is not written": {
      options: { requiredTags: ["Environment"], allowedValues: { Environment: ["prod"] } },
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
      resource: "logs",
      becomes: undefined,
    },
    "what the provider has computed of the tags keeps up": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Name: "logs" }, tagsAll: { Name: "logs", Team: "a" } });
      },
      resource: "logs",
      becomes: { tags: { Name: "logs", ...tags }, tagsAll: { Name: "logs", Team: "a", ...tags } },
    },
    "what the provider could not compute yet stays unknown": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: { Name: s.unknown }, tagsAll: s.unknown });
      },
      resource: "logs",
      becomes: { tags: { Name: UNKNOWN, ...tags }, tagsAll: UNKNOWN },
    },
    "a malformed map stays as it is": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { tags: "none" });
      },
      resource: "logs",
      becomes: undefined,
    },
  },
});
