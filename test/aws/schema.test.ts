import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as data from "../../aws/data/schema";
import {
  canonicalType,
  hasTagList,
  isAwsType,
  isPublicByNature,
  isTaggable,
  physicalNameInputs,
  schemaVersion,
  scopedNameInputs,
  secretInputs,
  takesDefaultTags,
} from "../../aws/schema";

const root = join(__dirname, "..", "..");

describe("the table", () => {
  test("names the version of the provider", () => {
    const manifest = JSON.parse(readFileSync(join(root, "node_modules/@pulumi/aws/package.json"), "utf8")) as {
      version: string;
    };
    expect(schemaVersion()).toBe(manifest.version);
  });

  test("is small", () => {
    expect(data.types.length + data.former.length).toBeLessThan(250_000);
  });

  test("has each type once", () => {
    const tokens = data.types.split("\n").map((line) => line.split(" ")[0]);
    expect(tokens.length).toBeGreaterThan(1700);
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe("isAwsType", () => {
  test.each([
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
    "aws:wafv2/webAcl:WebAcl",
  ])("knows %s", (token) => expect(isAwsType(token)).toBe(true));

  test.each([
    "",
    "aws",
    "aws:",
    "aws:s3",
    "aws:s3/bucket",
    "aws:s3/bucket:",
    "aws:s3/bucket:bucket",
    "s3/bucket",
    "aws:s3/nothing:Nothing",
    "aws-native:s3:Bucket",
    "pulumi:providers:aws",
    "random:index/randomPassword:RandomPassword",
    "__proto__",
    "aws:constructor/prototype:Prototype",
  ])("does not know %j", (token) => {
    expect(isAwsType(token)).toBe(false);
    expect(canonicalType(token)).toBe(token);
    expect(isTaggable(token)).toBe(false);
    expect(hasTagList(token)).toBe(false);
    expect(takesDefaultTags(token)).toBe(false);
    expect(secretInputs(token)).toEqual([]);
    expect(physicalNameInputs(token)).toEqual([]);
    expect(scopedNameInputs(token)).toEqual([]);
  });
});

describe("canonicalType", () => {
  test.each([
    ["aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"],
    ["aws:s3/bucketAclV2:BucketAclV2", "aws:s3/bucketAcl:BucketAcl"],
    ["aws:s3/bucketVersioningV2:BucketVersioningV2", "aws:s3/bucketVersioning:BucketVersioning"],
    ["aws:s3/bucketLoggingV2:BucketLoggingV2", "aws:s3/bucketLogging:BucketLogging"],
    [
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ],
    [
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ],
    ["aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"],
    ["aws:alb/listener:Listener", "aws:lb/listener:Listener"],
    ["aws:applicationloadbalancing/listener:Listener", "aws:lb/listener:Listener"],
    ["aws:elasticloadbalancingv2/targetGroup:TargetGroup", "aws:lb/targetGroup:TargetGroup"],
    ["aws:elasticloadbalancing/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"],
    ["aws:workspaces/webIpAccessSettings:WebIpAccessSettings", "aws:workspacesweb/ipAccessSettings:IpAccessSettings"],
  ])("%s is %s", (former, current) => {
    expect(canonicalType(former)).toBe(current);
    expect(canonicalType(current)).toBe(current);
    expect(isAwsType(former)).toBe(true);
  });

  test("leaves every current type that is neither deprecated nor a twin as it is, and always ends at a known type", () => {
    for (const line of data.former.split("\n")) {
      const target = line.split(" ")[1] ?? "";
      expect(data.types.split("\n").some((type) => type === target || type.startsWith(`${target} `))).toBe(true);
    }
    expect(canonicalType("aws:s3/bucketPolicy:BucketPolicy")).toBe("aws:s3/bucketPolicy:BucketPolicy");
    expect(canonicalType("aws:s3/bucketObjectv2:BucketObjectv2")).toBe("aws:s3/bucketObjectv2:BucketObjectv2");
  });
});

describe("tags", () => {
  test.each(["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws:kms/key:Key", "aws:ec2/instance:Instance"])(
    "%s has a map that takes default tags",
    (token) => {
      expect(isTaggable(token)).toBe(true);
      expect(takesDefaultTags(token)).toBe(true);
      expect(hasTagList(token)).toBe(false);
    },
  );

  test("an Auto Scaling group has a list", () => {
    const token = "aws:autoscaling/group:Group";
    expect(isTaggable(token)).toBe(false);
    expect(takesDefaultTags(token)).toBe(false);
    expect(hasTagList(token)).toBe(true);
  });

  test("types without tags, with tags of another kind, and with tags that default tags do not reach", () => {
    expect(isTaggable("aws:s3/bucketPolicy:BucketPolicy")).toBe(false);
    expect(isTaggable("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toBe(false);
    expect(isTaggable("aws:devopsguru/resourceCollection:ResourceCollection")).toBe(false);
    expect(isTaggable("aws:inspector/resourceGroup:ResourceGroup")).toBe(true);
    expect(takesDefaultTags("aws:inspector/resourceGroup:ResourceGroup")).toBe(false);
  });

  test("former tokens have the tags of what they became", () => {
    expect(isTaggable("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer")).toBe(true);
  });
});

describe("secretInputs", () => {
  test.each([
    ["aws:ssm/parameter:Parameter", ["value", "valueWo"]],
    ["aws:rds/instance:Instance", ["password", "passwordWo"]],
    ["aws:secretsmanager/secretVersion:SecretVersion", ["secretBinary", "secretString", "secretStringWo"]],
    ["aws:codebuild/sourceCredential:SourceCredential", ["token"]],
    ["aws:elasticache/replicationGroup:ReplicationGroup", ["authToken", "authTokenWo"]],
    ["aws:fsx/windowsFileSystem:WindowsFileSystem", ["selfManagedActiveDirectory.passwordWo"]],
    ["aws:s3/bucket:Bucket", []],
  ])("%s: %j", (token, inputs) => expect(secretInputs(token)).toEqual(inputs));

  test("what is marked and public by nature is told apart", () => {
    expect(isPublicByNature("aws:transfer/server:Server", "preAuthenticationLoginBanner")).toBe(true);
    expect(isPublicByNature("aws:transfer/server:Server", "hostKey")).toBe(false);
    expect(isPublicByNature("aws:ssm/parameter:Parameter", "value")).toBe(false);
    expect(isPublicByNature("nothing", "")).toBe(false);
  });
});

describe("names", () => {
  test.each([
    ["aws:s3/bucket:Bucket", ["bucket", "bucketPrefix"]],
    ["aws:s3/bucketV2:BucketV2", ["bucket", "bucketPrefix"]],
    ["aws:s3/bucketPolicy:BucketPolicy", []],
    ["aws:s3/bucketVersioning:BucketVersioning", []],
    ["aws:ssm/parameter:Parameter", ["name"]],
    ["aws:iam/role:Role", ["name", "namePrefix"]],
    ["aws:sns/topic:Topic", ["name", "namePrefix"]],
    ["aws:cloudwatch/logGroup:LogGroup", ["name", "namePrefix"]],
    ["aws:codebuild/project:Project", ["name"]],
    ["aws:codepipeline/pipeline:Pipeline", ["name"]],
    ["aws:codecommit/repository:Repository", ["repositoryName"]],
    ["aws:kms/alias:Alias", ["name", "namePrefix"]],
    ["aws:ecs/taskDefinition:TaskDefinition", ["family"]],
    ["aws:rds/parameterGroup:ParameterGroup", ["name", "namePrefix"]],
    ["aws:rds/instance:Instance", ["identifier", "identifierPrefix"]],
    ["aws:rds/cluster:Cluster", ["clusterIdentifier", "clusterIdentifierPrefix"]],
    ["aws:rds/clusterInstance:ClusterInstance", ["identifier", "identifierPrefix"]],
    ["aws:ec2/keyPair:KeyPair", ["keyName", "keyNamePrefix"]],
    ["aws:route53/record:Record", []],
    ["aws:route53/zone:Zone", []],
    ["aws:iam/policyAttachment:PolicyAttachment", []],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", []],
    ["aws:eks/nodeGroup:NodeGroup", []],
    ["aws:iam/rolePolicy:RolePolicy", []],
  ])("%s: %j", (token, inputs) => expect([...physicalNameInputs(token)].sort()).toEqual(inputs));

  test.each([
    ["aws:iam/rolePolicy:RolePolicy", ["name", "namePrefix"]],
    ["aws:lambda/alias:Alias", ["name"]],
    ["aws:apigateway/stage:Stage", ["stageName"]],
    ["aws:eks/nodeGroup:NodeGroup", ["nodeGroupName", "nodeGroupNamePrefix"]],
    ["aws:s3/bucket:Bucket", []],
  ])("within a parent, %s: %j", (token, inputs) => expect([...scopedNameInputs(token)].sort()).toEqual(inputs));
});
