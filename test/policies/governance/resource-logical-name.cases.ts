import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ROLE = "aws:iam/role:Role";

/** One resource for each name. */
function named(s: StackBuilder, type: string, ...names: readonly string[]): void {
  names.forEach((name) => s.resource(type, name));
}

const says = (resource: string) => ({
  resource,
  path: "",
  found: new RegExp(`The logical name "${resource}" does not say what the resource is for`),
  key: "name",
});

export default cases("resource-logical-name", {
  passes: {
    "names that say what it is for": (s) => {
      named(s, BUCKET, "invoice-archive", "logs", "logsBucket", "web-assets-1", "news", "foobar-inc", "s3-access-logs");
      named(s, GROUP, "web-sg", "db", "bastion", "public", "main");
      named(s, ROLE, "deploy-role", "lambda-role", "ec2");
      named(s, "aws:ec2/subnet:Subnet", "public-a", "private-subnet-2", "subnet-us-east-1a");
      named(s, "aws:lambda/function:Function", "resize-fn", "mytholoy");
    },
    "a word of a longer one of the type, which alone says what it is for": (s) => {
      named(s, "aws:wafv2/webAclAssociation:WebAclAssociation", "web", "web-association");
      named(s, "aws:wafv2/webAcl:WebAcl", "shop-web-acl");
    },
    "what an account or region has one of": (s) => {
      named(s, "aws:guardduty/detector:Detector", "detector");
      named(s, "aws:cfg/recorder:Recorder", "recorder");
      named(s, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "account-password-policy");
      named(s, "aws:ec2/defaultVpc:DefaultVpc", "default");
      named(s, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "public-access-block");
    },
    "the name of the component says it": (s) => {
      const site = s.component("app:index:Site", "invoices");
      s.resource(BUCKET, "invoices-bucket", {}, { parent: site });
      s.resource(ROLE, "invoices", {}, { parent: site });
    },
    "what an API has one of, and what is called after its environment": {
      stackName: "prod",
      stack: (s) => {
        named(s, "aws:apigateway/deployment:Deployment", "deployment");
        named(s, "aws:apigateway/stage:Stage", "prod");
        named(s, "aws:apigatewayv2/stage:Stage", "stage");
      },
    },
    "words of the stack's name that mean no environment": {
      stackName: "web-prod",
      stack: (s) => {
        named(s, GROUP, "web-sg");
        named(s, BUCKET, "web-bucket");
      },
    },
    "components, providers and other clouds": (s) => {
      s.component("app:index:Site", "site");
      s.resource(
        "gcp:storage/bucket:Bucket",
        "bucket",
        {},
        { provider: s.provider("gcp", {}, "pulumi:providers:gcp") },
      );
    },
    "a bucket that was only read": (s) => {
      s.resource(BUCKET, "bucket", {}, { isRead: true });
    },
    "allowed by the settings": {
      options: { allowedNames: ["vpc", "bucket*"], exemptTypes: [ROLE], emptyWords: [] },
      stack: (s) => {
        named(s, "aws:ec2/vpc:Vpc", "vpc");
        named(s, BUCKET, "bucket7", "foo");
        named(s, ROLE, "role");
      },
    },
  },
  fails: {
    "names that only repeat the type or number it": {
      stack: (s) => {
        named(s, BUCKET, "bucket1", "my-bucket", "Bucket", "s3bucket", "buckets", "s3-bucket-2");
        named(s, GROUP, "sg2", "securityGroup", "security-group-a");
        named(s, "aws:ec2/instance:Instance", "instance", "ec2", "vm1");
        named(s, "aws:lambda/function:Function", "myLambda");
        named(s, "aws:dynamodb/table:Table", "table");
        named(s, "aws-native:sqs:Queue", "queue");
      },
      findings: [
        {
          ...says("bucket1"),
          fix: /as in "invoice-archive", and add aliases: \[\{ name: "bucket1" \}\], so that it is not replaced/,
        },
        ...["my-bucket", "Bucket", "s3bucket", "buckets", "s3-bucket-2", "sg2", "securityGroup"].map(says),
        ...["security-group-a", "instance", "ec2", "vm1", "myLambda", "table", "queue"].map(says),
      ],
    },
    "the type in one word, in two, or the end of it": {
      stack: (s) => {
        named(
          s,
          "aws:wafv2/webAclAssociation:WebAclAssociation",
          "web-acl-association",
          "webacl",
          "acl",
          "my-web-acls",
        );
      },
      findings: ["web-acl-association", "webacl", "acl", "my-web-acls"].map(says),
    },
    "names that are placeholders": {
      stack: (s) => {
        named(s, BUCKET, "test", "foo", "mybucket", "testBucket3", "a", "1", "foo-bar");
        named(s, "aws:kms/key:Key", "tmp", "example-key");
      },
      findings: ["test", "foo", "mybucket", "testBucket3", "a", "1", "foo-bar", "tmp", "example-key"].map(says),
    },
    "the stack's name says as little": {
      stackName: "prod",
      stack: (s) => {
        named(s, BUCKET, "bucket-prod", "prod-bucket-1");
      },
      findings: ["bucket-prod", "prod-bucket-1"].map(says),
    },
    "words that mean the environment, in the name of a longer stack": {
      stackName: "acme-eu-production",
      stack: (s) => {
        named(s, BUCKET, "production-bucket", "acme-bucket");
      },
      findings: ["production-bucket"].map(says),
    },
    "all of an ephemeral stack's name": {
      stackName: "pr-42",
      stack: (s) => {
        named(s, BUCKET, "bucket-pr-42");
      },
      findings: ["bucket-pr-42"].map(says),
    },
    "a component that was not named well is told once": {
      stack: (s) => {
        const test = s.component("app:index:Site", "test");
        s.resource(BUCKET, "test-bucket", {}, { parent: test });
        s.resource(ROLE, "test-role", {}, { parent: test });
        s.resource(ROLE, "test-deployer", {}, { parent: test });
      },
      findings: [
        {
          resource: "test",
          path: "",
          found: /name "test" of the component, from which "test-(?:bucket|role)" comes, does not say what it is for/,
          fix: /Name the component after what it is for, and add aliases: \[\{ name: "test" \}\]/,
          key: "name",
        },
      ],
    },
    "a bad name inside of a component that is named well, and below a resource": {
      stack: (s) => {
        const invoices = s.component("app:index:Site", "invoices");
        const bucket = s.resource(BUCKET, "bucket", {}, { parent: invoices });
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "bucket-policy", {}, { parent: bucket });
        s.resource(ROLE, "role", {}, { parent: s.component("app:index:Access", "roles-of-invoices") });
      },
      findings: ["bucket", "bucket-policy", "role"].map(says),
    },
    "empty words of the settings": {
      options: { emptyWords: ["acme"] },
      stack: (s) => {
        named(s, BUCKET, "acme-bucket", "test");
      },
      findings: [says("acme-bucket")],
    },
  },
  undecided: {
    "values that are not known yet change nothing": (s) => {
      s.resource(BUCKET, "invoices", { bucket: s.unknown });
    },
  },
  malformed: {
    "names without words": {
      stack: (s) => {
        s.resource(BUCKET, "--");
      },
      findings: [{ resource: "--", path: "", found: /does not say/ }],
    },
    "very long names": (s) => {
      s.resource(BUCKET, "x".repeat(5_000));
      s.resource(BUCKET, "bucket".repeat(2_000) + "z");
    },
  },
});
