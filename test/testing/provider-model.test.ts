import { check, create, lookup, previewOutputs, read } from "../../testing/provider-model";
import { UNKNOWN } from "../../testing/values";

const urn = (type: string, name: string): string => `urn:pulumi:dev::trial::${type}::${name}`;
const BUCKET = "aws:s3/bucket:Bucket";
const ROLE = "aws:iam/role:Role";
const RULE = "aws:iam/rolePolicy:RolePolicy";

describe("check", () => {
  it("names a resource after its URN, the same every time", () => {
    const first = check(BUCKET, {}, urn(BUCKET, "logs"));
    expect(first["bucket"]).toMatch(/^logs-[0-9a-f]{7}$/);
    expect(check(BUCKET, {}, urn(BUCKET, "logs"))).toEqual(first);
    expect(check(BUCKET, {}, urn(BUCKET, "data"))["bucket"]).not.toBe(first["bucket"]);
  });

  it("keeps the name of the last deployment, a given name, and a prefix", () => {
    expect(check(BUCKET, {}, urn(BUCKET, "logs"), {}, { bucket: "before" })["bucket"]).toBe("before");
    expect(check(BUCKET, { bucket: UNKNOWN }, urn(BUCKET, "logs"))["bucket"]).toBe(UNKNOWN);
    expect(check(ROLE, { namePrefix: "p-" }, urn(ROLE, "r"))["name"]).toBeUndefined();
  });

  it("does not name what has no name of its own", () => {
    const type = "aws:s3/bucketVersioning:BucketVersioning";
    expect(check(type, { bucket: "b" }, urn(type, "v"))).toEqual({ bucket: "b" });
  });

  it("writes a policy document as text, and none of it while a part is unknown", () => {
    const policy = (resource: string) => ({ Statement: [{ Effect: "Allow", Action: "a<b", Resource: resource }] });
    expect(check(RULE, { name: "n", role: "r", policy: policy("*") }, urn(RULE, "p"))["policy"]).toBe(
      '{"Statement":[{"Action":"a\\u003cb","Effect":"Allow","Resource":"*"}]}',
    );
    expect(check(RULE, { name: "n", role: "r", policy: policy(UNKNOWN) }, urn(RULE, "p"))["policy"]).toBe(UNKNOWN);
  });

  it("merges the provider's default tags into all tags and leaves the own tags alone", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { Owner: "team", Stage: "dev" } }) };
    const checked = check(BUCKET, { tags: { Stage: "prod" } }, urn(BUCKET, "b"), provider);
    expect(checked["tags"]).toEqual({ Stage: "prod" });
    expect(checked["tagsAll"]).toEqual({ Owner: "team", Stage: "prod" });
    expect(check(BUCKET, { tags: { Stage: UNKNOWN } }, urn(BUCKET, "b"), provider)["tagsAll"]).toBe(UNKNOWN);
    expect(check(RULE, { role: "r" }, urn(RULE, "p"), provider)["tagsAll"]).toBeUndefined();
  });

  it("reaches defaults into lists without touching the program's values", () => {
    const type = "aws:codebuild/project:Project";
    const given = { environment: { environmentVariables: [{ name: "A" }, { name: "B", type: "PARAMETER_STORE" }] } };
    expect(check(type, given, urn(type, "p"))["environment"]).toEqual({
      environmentVariables: [
        { name: "A", type: "PLAINTEXT" },
        { name: "B", type: "PARAMETER_STORE" },
      ],
      imagePullCredentialsType: "CODEBUILD",
      privilegedMode: false,
    });
    expect(given.environment.environmentVariables[0]).toEqual({ name: "A" });
  });
});

describe("what an account foundation is made of", () => {
  const made = (type: string, inputs: Record<string, string>) => create(type, inputs, urn(type, "account"));

  it("names Config's recorder and rules, as the provider does", () => {
    expect(check("aws:cfg/recorder:Recorder", {}, urn("aws:cfg/recorder:Recorder", "account"))["name"]).toMatch(
      /^account-[0-9a-f]{7}$/,
    );
    expect(made("aws:cfg/rule:Rule", { name: "root-mfa" }).outputs["arn"]).toMatch(
      /^arn:aws:config:us-east-1:\d{12}:config-rule\/config-rule-[0-9a-f]{6}$/,
    );
  });

  it("gives a detector an id that its ARN ends in", () => {
    const { id, outputs } = made("aws:guardduty/detector:Detector", {});
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(outputs["arn"]).toBe(`arn:aws:guardduty:us-east-1:123456789012:detector/${id}`);
  });

  it("identifies by what they belong to a rotation and an attachment", () => {
    expect(made("aws:secretsmanager/secretRotation:SecretRotation", { secretId: "arn:secret" }).id).toBe("arn:secret");
    expect(
      made("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", { group: "admins", policyArn: "arn" }).id,
    ).toMatch(/^admins-[0-9a-f]{26}$/);
  });

  it("writes the provider's defaults for flow logs and databases, and gives a database an address", () => {
    const flowLog = "aws:ec2/flowLog:FlowLog";
    expect(check(flowLog, { vpcId: "vpc-1" }, urn(flowLog, "all"))).toMatchObject({
      logDestinationType: "cloud-watch-logs",
      maxAggregationInterval: 600,
    });
    const database = "aws:rds/instance:Instance";
    expect(check(database, {}, urn(database, "orders"))).toMatchObject({
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    });
    expect(made(database, { identifier: "orders" }).outputs["address"]).toMatch(
      /^orders\.c[0-9a-f]+\.us-east-1\.rds\.amazonaws\.com$/,
    );
  });
});

describe("outputs", () => {
  it("leaves unknown in a preview what the provider computes, and absent what it does not", () => {
    const outputs = previewOutputs(BUCKET, { bucket: "b" }, { region: "eu-west-1" });
    expect(outputs).toMatchObject({
      bucket: "b",
      region: "eu-west-1",
      id: UNKNOWN,
      arn: UNKNOWN,
      versioning: UNKNOWN,
      serverSideEncryptionConfiguration: UNKNOWN,
    });
    expect(outputs["tags"]).toBeUndefined();
  });

  it("fills them in once the resource is there", () => {
    const { id, outputs } = create(BUCKET, { bucket: "b" }, urn(BUCKET, "b"));
    expect(id).toBe("b");
    expect(outputs).toMatchObject({
      arn: "arn:aws:s3:::b",
      versioning: { enabled: false },
      lifecycleRules: [],
      policy: "",
    });
    expect(JSON.stringify(outputs)).toContain("AES256");
    expect(JSON.stringify(outputs)).not.toContain(UNKNOWN);
  });

  it.each([
    [ROLE, { name: "r", path: "/x/" }, "r", "arn:aws:iam::123456789012:role/x/r"],
    [
      "aws:sns/topic:Topic",
      { name: "t" },
      "arn:aws:sns:eu-west-1:123456789012:t",
      "arn:aws:sns:eu-west-1:123456789012:t",
    ],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/a" }, "/a", "arn:aws:logs:eu-west-1:123456789012:log-group:/a"],
    ["aws:ssm/parameter:Parameter", { name: "/a/b" }, "/a/b", "arn:aws:ssm:eu-west-1:123456789012:parameter/a/b"],
    ["aws:sfn/stateMachine:StateMachine", { name: "m" }, "m", "arn:aws:sfn:eu-west-1:123456789012:statemachine/m"],
  ])("gives %s the id and ARN it has in AWS", (type, inputs, id, arn) => {
    const made = create(type, inputs, urn(type, "x"), { region: "eu-west-1" });
    expect([made.id, made.outputs["arn"]]).toEqual([id, arn]);
  });

  it("finds an existing resource by its id", () => {
    expect(read(BUCKET, "there", {}, urn(BUCKET, "b")).outputs).toMatchObject({
      id: "there",
      bucket: "there",
      arn: "arn:aws:s3:::there",
    });
  });

  it("knows random values only after they were made", () => {
    const type = "random:index/randomId:RandomId";
    expect(previewOutputs(type, { byteLength: 4 })["hex"]).toBe(UNKNOWN);
    expect(create(type, { byteLength: 4 }, urn(type, "x")).outputs["hex"]).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe("look-ups", () => {
  it("renders a policy document", () => {
    const { json } = lookup("aws:iam/getPolicyDocument:getPolicyDocument", {
      statements: [
        {
          sid: "Read",
          actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::b/&{aws:username}/*"],
          principals: [{ type: "AWS", identifiers: ["*"] }],
          conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-1"] }],
        },
      ],
    });
    expect(JSON.parse(String(json as string))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::b/${aws:username}/*",
          Principal: { AWS: "*" },
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        },
      ],
    });
  });

  it("answers in the provider's region, and nothing it does not know", () => {
    expect(lookup("aws:index/getRegion:getRegion", {}, { region: "eu-west-1" })["region"]).toBe("eu-west-1");
    expect(lookup("aws:unheard/of:of", {})).toEqual({});
  });
});
