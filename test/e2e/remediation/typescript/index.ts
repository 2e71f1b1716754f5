import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const password = new pulumi.Config().requireSecret("password");

class Storage extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string) {
    super("app:index:Storage", name);
    this.bucket = new aws.s3.Bucket(name, { tags: { Name: "data", From: alerts.arn } }, { parent: this });
    new aws.s3.BucketPublicAccessBlock(name, { bucket: this.bucket.id, blockPublicAcls: true }, { parent: this });
  }
}

const alerts = new aws.sns.Topic("alerts", { name: "alerts-dev" });
const { bucket } = new Storage("data");

// Secrets beside, inside and around what is changed.
new aws.ssm.Parameter("token", { name: "/app/api-token", type: "String", value: password });
new aws.kms.Key("key", { description: "data", tags: { Contact: password } });
new aws.ssm.Parameter("flag", {
  name: "/app/flag",
  type: "String",
  value: "on",
  tags: pulumi.secret({ Name: "flag" }),
});

// Every other policy that remediates.
new aws.ebs.Volume("disk", { availabilityZone: "us-east-1a", size: 10 });
new aws.cloudtrail.Trail("audit", { s3BucketName: bucket.bucket });
new aws.cloudwatch.LogGroup("app", { name: "/app/dev" });
new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
new aws.ec2.Instance("host", { ami: "ami-12345678", instanceType: "t3.micro", userData: password });
new aws.ec2.LaunchTemplate("hosts", {
  name: "hosts",
  blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30 } }],
  metadataOptions: { httpTokens: "optional", httpEndpoint: "enabled" },
});

// Not known before something else is created.
new aws.sns.Topic("unknown", {
  name: "unknown-dev",
  kmsMasterKeyId: alerts.id,
  tags: alerts.tagsAll.apply(() => ({ Name: "a" })),
});

// Assets and archives, which a policy pack sees in another form.
const role = "arn:aws:iam::123456789012:role/fn";
new aws.s3.BucketObject("page", { bucket: bucket.id, key: "page", source: new pulumi.asset.StringAsset("hello") });
new aws.lambda.Function("files", {
  role,
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: new pulumi.asset.FileArchive("./code"),
});
new aws.lambda.Function("inline", {
  role,
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.FileAsset("./code/index.js"),
    lib: new pulumi.asset.AssetArchive({ "a.js": new pulumi.asset.StringAsset("exports.a = 1;") }),
  }),
});

// What the program only reads.
aws.sns.Topic.get("read", "arn:aws:sns:us-east-1:123456789012:read");
