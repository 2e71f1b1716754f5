import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { actionsMatching, findAction, globMatches } from "../../aws/actions";
import { codebuildFamilies, codebuildLambdaTags } from "../../aws/data/codebuildImages";
import { escalations } from "../../aws/data/escalations";
import * as iamData from "../../aws/data/iamActions";
import { lambdaRuntimes } from "../../aws/data/lambdaRuntimes";
import { instanceManagement, instanceManagers, logWriters } from "../../aws/data/managedPolicies";

const names = (pattern: string): string[] =>
  actionsMatching(pattern)
    .map((action) => `${action.service}:${action.name}`)
    .sort();

describe("facts", () => {
  // From the Actions tables of AWS's service authorization reference, list_<service>.html.
  test.each([
    ["ec2:DescribeInstances", "List", false],
    ["ec2:RunInstances", "Write", true],
    ["ec2:CreateTags", "Tagging", true],
    ["ecr:GetAuthorizationToken", "Read", false],
    ["s3:GetObject", "Read", true],
    ["s3:ListAllMyBuckets", "List", false],
    ["s3:PutBucketPolicy", "Permissions management", true],
    ["iam:PassRole", "Write", true],
    ["iam:AttachRolePolicy", "Permissions management", true],
    ["iam:CreateAccessKey", "Write", true],
    ["iam:CreatePolicyVersion", "Permissions management", true],
    ["kms:Decrypt", "Write", true],
    ["lambda:GetFunction", "Read", true],
    ["secretsmanager:GetSecretValue", "Read", true],
    ["ssm:GetParameter", "Read", true],
    ["ssm:DescribeParameters", "List", false],
    ["sts:AssumeRole", "Write", true],
    ["sqs:TagQueue", "Tagging", true],
    ["codebuild:ListProjects", "List", false],
    ["codebuild:StartBuild", "Write", true],
    ["logs:PutLogEvents", "Write", true],
    ["cloudwatch:PutMetricData", "Write", false],
  ])("%s is %s, resource-level %s", (name, level, supportsResources) => {
    const action = findAction(name);
    const [service, bare] = name.split(":");
    expect(action).toMatchObject({ service, name: bare, level, supportsResources });
    expect(findAction(name.toUpperCase())).toBe(action);
  });

  test("unknown names have none", () => {
    for (const name of ["", ":", "s3", "s3:", ":GetObject", "s3:Nothing", "s3:Get*", "*", "nothing:GetObject", "a:b:c"])
      expect(findAction(name)).toBeUndefined();
    expect(findAction("s3:GetObject:x")).toBeUndefined();
  });

  test("the compiled table stays near half a megabyte", () => {
    expect(iamData.actions.length).toBeLessThan(520_000);
    expect(actionsMatching("*").length).toBeGreaterThan(20_000);
  });
});

describe("actionsMatching", () => {
  test("exact names in any case", () => {
    expect(names("s3:GetObject")).toEqual(["s3:GetObject"]);
    expect(names("S3:gETobject")).toEqual(["s3:GetObject"]);
  });

  test("wildcards", () => {
    expect(names("s3:GetObject*")).toEqual(expect.arrayContaining(["s3:GetObject", "s3:GetObjectAcl"]));
    expect(names("s3:?etObject")).toEqual(["s3:GetObject"]);
    expect(names("s3:GetObject?")).toEqual([]);
    expect(names("?3:GetObject")).toEqual(["s3:GetObject"]);
    expect(names("iam:*Role")).toEqual(expect.arrayContaining(["iam:PassRole", "iam:CreateRole"]));
    expect(names("secretsmanager:Get*")).toContain("secretsmanager:GetSecretValue");
    expect(names("kms:De*")).toContain("kms:Decrypt");
  });

  test.each(["s3:*", "S3:*", "s3:**", "s3:?*", "s3:*?", "s3:***?***"])("%s is the whole service", (pattern) => {
    expect(names(pattern)).toEqual(names("s3:*"));
    expect(names(pattern).length).toBeGreaterThan(100);
  });

  test.each(["*", "**", "*:*", "**:**", "*:?*", "?*:*"])("%s is everything", (pattern) => {
    expect(actionsMatching(pattern)).toHaveLength(actionsMatching("*").length);
  });

  test.each(["", ":", "::", "s3", "s3:", ":GetObject", "a:b:c", "s3:GetObject:x", "*:", ":*", "s3*", "?", "nothing:*"])(
    "%j covers nothing",
    (pattern) => expect(actionsMatching(pattern)).toEqual([]),
  );

  test("names such as those of Object.prototype cover nothing", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(actionsMatching(`${name}:*`)).toEqual([]);
      expect(actionsMatching(`s3:${name}`)).toEqual([]);
    }
  });

  test("is remembered", () => {
    expect(actionsMatching("ec2:Describe*")).toBe(actionsMatching("EC2:describe**"));
    expect(actionsMatching("*")).toBe(actionsMatching("**"));
  });

  test("thousands of different patterns are answered alike", () => {
    const before = names("s3:Get*");
    for (let at = 0; at < 3000; at++) expect(actionsMatching(`s3:Nothing${at}`)).toEqual([]);
    expect(names("s3:Get*")).toEqual(before);
  });

  test("hostile patterns are quick", () => {
    const started = performance.now();
    expect(actionsMatching("s3:" + "*".repeat(1_000_000)).length).toBe(names("s3:*").length);
    expect(actionsMatching("s3:" + "*a".repeat(100_000))).toEqual([]);
    expect(actionsMatching("a".repeat(5_000_000))).toEqual([]);
    expect(actionsMatching(":".repeat(1_000_000))).toEqual([]);
    expect(actionsMatching("*:" + "*e".repeat(200) + "x")).toEqual([]);
    expect(actionsMatching("*:" + "?".repeat(500))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("globMatches", () => {
  test("agrees with a regular expression", () => {
    const piece = fc.constantFrom("a", "b", "*", "?");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.array(fc.constantFrom("a", "b"), { maxLength: 8 }),
        (pieces, letters) => {
          const pattern = pieces.join("");
          const source = pieces.map((one) => (one === "*" ? ".*" : one === "?" ? "." : one)).join("");
          expect(globMatches(pattern, letters.join(""))).toBe(new RegExp(`^${source}$`).test(letters.join("")));
        },
      ),
    );
  });
});

describe("reviewed tables", () => {
  test("escalations are made of known actions and name a source", () => {
    expect(new Set(escalations.map((one) => one.id)).size).toBe(escalations.length);
    for (const one of escalations) {
      for (const action of one.actions) expect([one.id, action, findAction(action)]).not.toContain(undefined);
      expect(one.actions.includes("iam:PassRole")).toBe(one.kind === "newPassRole");
      expect(one.passRole !== undefined).toBe(one.kind === "newPassRole");
      expect(one.source).toMatch(/^https:\/\//);
    }
  });

  test("CodeBuild's Lambda images name known runtimes, versions are unique", () => {
    const known = new Set(lambdaRuntimes.map((one) => one.id));
    expect(known.size).toBe(lambdaRuntimes.length);
    for (const tag of codebuildLambdaTags) if (tag.runtime !== undefined) expect(known).toContain(tag.runtime);
    for (const family of codebuildFamilies) {
      const versions = family.versions.map((one) => one.version);
      expect(new Set(versions).size).toBe(versions.length);
      expect(family.versions.some((one) => one.status !== "deprecated")).toBe(true);
    }
  });

  test("runtime days are days, in order", () => {
    for (const { id, deprecated, blocked } of lambdaRuntimes) {
      for (const day of [deprecated, blocked]) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      expect([id, deprecated <= blocked]).toEqual([id, true]);
    }
  });

  test("managed policies by what they grant", () => {
    const logWriting = logWriters.split("\n");
    const kinds = ["Basic", "VPCAccess", "SQSQueue", "Kinesis", "DynamoDB", "MSK"];
    expect(logWriting).toEqual(
      expect.arrayContaining(kinds.map((kind) => `service-role/AWSLambda${kind}ExecutionRole`)),
    );
    expect(logWriting).not.toContain("ReadOnlyAccess");
    expect(logWriting).not.toContain("CloudWatchLambdaInsightsExecutionRolePolicy");
    expect(instanceManagers.split("\n")).toEqual(
      expect.arrayContaining(["AmazonSSMManagedInstanceCore", "service-role/AmazonEC2RoleforSSM"]),
    );
    expect(instanceManagers.split("\n")).not.toContain("CloudWatchAgentServerPolicy");
    expect(instanceManagement.split("\n")).toEqual(
      expect.arrayContaining(["ssm:UpdateInstanceInformation", "ssmmessages:OpenDataChannel"]),
    );
    expect(instanceManagement).not.toMatch(/GetParameter|ec2messages/);
  });

  test("every table says where it is from", () => {
    const folder = join(__dirname, "..", "..", "aws", "data");
    for (const file of readdirSync(folder)) {
      const head = readFileSync(join(folder, file), "utf8").slice(0, 1200);
      expect([file, /Generated by scripts\/generate\/\w+\.ts from \S+ \d|https:\/\//.test(head)]).toEqual([file, true]);
    }
  });
});
