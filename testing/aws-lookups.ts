import { isObject } from "./values";
import type { Properties, Value } from "./values";

/** Where a look-up is made. */
export interface Place {
  account: string;
  region: string;
}

type Lookup = (args: Properties, place: Place) => Properties;

const CREATED = "2024-01-01T00:00:00Z";
const KEY_ID = "11111111-2222-3333-4444-555555555555";

const lookups: Record<string, Lookup> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { account }) => ({
    accountId: account,
    arn: `arn:aws:iam::${account}:user/deployer`,
    id: account,
    userId: "AIDAEXAMPLEDEPLOYER00",
  }),
  "aws:index/getRegion:getRegion": (args, place) => {
    const region = text(args["region"]) ?? text(args["name"]) ?? place.region;
    return {
      description: "US East (N. Virginia)",
      endpoint: `ec2.${region}.amazonaws.com`,
      id: region,
      name: region,
      region,
    };
  },
  "aws:index/getPartition:getPartition": () => ({
    dnsSuffix: "amazonaws.com",
    id: "aws",
    partition: "aws",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, { region }) => ({
    ...args,
    groupNames: [region],
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    region,
    zoneIds: ["use1-az1", "use1-az2", "use1-az3"],
  }),
  "aws:ec2/getAmi:getAmi": (args, { region }) => ({
    ...args,
    architecture: "x86_64",
    arn: `arn:aws:ec2:${region}::image/ami-0123456789abcdef0`,
    blockDeviceMappings: [],
    creationDate: CREATED,
    id: "ami-0123456789abcdef0",
    imageId: "ami-0123456789abcdef0",
    name: "al2023-ami-2023.4.20240611.0-kernel-6.1-x86_64",
    ownerId: "137112412989",
    public: true,
    region,
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    state: "available",
    tags: {},
    virtualizationType: "hvm",
  }),
  "aws:ec2/getVpc:getVpc": (args, { account, region }) => ({
    ...args,
    arn: `arn:aws:ec2:${region}:${account}:vpc/vpc-0123456789abcdef0`,
    cidrBlock: "10.0.0.0/16",
    default: args["default"] === true,
    id: text(args["id"]) ?? "vpc-0123456789abcdef0",
    ownerId: account,
    region,
    state: "available",
    tags: {},
  }),
  "aws:ec2/getSubnets:getSubnets": (args, { region }) => ({
    ...args,
    id: region,
    ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    region,
    tags: {},
  }),
  "aws:ssm/getParameter:getParameter": (args, { account, region }) => {
    const name = text(args["name"]) ?? "";
    const value = "value-of-parameter";
    return {
      ...args,
      arn: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
      id: name,
      insecureValue: value,
      region,
      type: "String",
      value,
      version: 1,
    };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
    const document = policyDocument(args);
    const json = JSON.stringify(document, undefined, 2);
    return { ...args, id: "1234567890", json, minifiedJson: JSON.stringify(document), version: document.Version };
  },
  "aws:iam/getRole:getRole": (args, { account }) => {
    const name = text(args["name"]) ?? "role";
    return {
      arn: `arn:aws:iam::${account}:role/${name}`,
      assumeRolePolicy: "",
      createDate: CREATED,
      description: "",
      id: name,
      maxSessionDuration: 3600,
      name,
      path: "/",
      permissionsBoundary: "",
      roleLastUseds: [],
      tags: {},
      uniqueId: "AROAEXAMPLEROLE000000",
    };
  },
  "aws:iam/getPolicy:getPolicy": (args, { account }) => {
    const arn = text(args["arn"]) ?? `arn:aws:iam::${account}:policy/${text(args["name"]) ?? "policy"}`;
    return { ...args, arn, id: arn, name: lastPart(arn), path: "/", policyId: "ANPAEXAMPLEPOLICY0000", tags: {} };
  },
  "aws:kms/getAlias:getAlias": (args, { account, region }) => {
    const name = text(args["name"]) ?? "alias/key";
    return {
      arn: `arn:aws:kms:${region}:${account}:${name}`,
      id: `arn:aws:kms:${region}:${account}:${name}`,
      name,
      region,
      targetKeyArn: `arn:aws:kms:${region}:${account}:key/${KEY_ID}`,
      targetKeyId: KEY_ID,
    };
  },
  "aws:kms/getKey:getKey": (args, { account, region }) => ({
    ...args,
    arn: `arn:aws:kms:${region}:${account}:key/${KEY_ID}`,
    awsAccountId: account,
    enabled: true,
    id: KEY_ID,
    keyManager: "CUSTOMER",
    keySpec: "SYMMETRIC_DEFAULT",
    keyState: "Enabled",
    keyUsage: "ENCRYPT_DECRYPT",
    region,
  }),
  "aws:s3/getBucket:getBucket": (args, { region }) => {
    const bucket = text(args["bucket"]) ?? "bucket";
    return {
      arn: `arn:aws:s3:::${bucket}`,
      bucket,
      bucketDomainName: `${bucket}.s3.amazonaws.com`,
      bucketRegion: region,
      bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      hostedZoneId: "Z3AQBSTGFYJSTF",
      id: bucket,
      region,
    };
  },
  "aws:secretsmanager/getSecret:getSecret": (args, { account, region }) => {
    const given = text(args["arn"]) ?? text(args["name"]) ?? "secret";
    const arn = given.startsWith("arn:") ? given : `arn:aws:secretsmanager:${region}:${account}:secret:${given}-a1b2c3`;
    return {
      arn,
      createdDate: CREATED,
      description: "",
      id: arn,
      kmsKeyId: "",
      name: given,
      policy: "",
      region,
      tags: {},
    };
  },
  "aws:secretsmanager/getSecretVersion:getSecretVersion": (args, { account, region }) => {
    const given = text(args["secretId"]) ?? "secret";
    const arn = given.startsWith("arn:") ? given : `arn:aws:secretsmanager:${region}:${account}:secret:${given}-a1b2c3`;
    return {
      arn,
      createdDate: CREATED,
      id: `${given}|AWSCURRENT`,
      region,
      secretBinary: "",
      secretId: given,
      secretString: "looked-up-secret-value",
      versionId: "00000000-0000-0000-0000-000000000001",
      versionStage: "AWSCURRENT",
      versionStages: ["AWSCURRENT"],
    };
  },
  "aws:cloudwatch/getLogGroup:getLogGroup": (args, { account, region }) => {
    const name = text(args["name"]) ?? "group";
    return {
      arn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
      id: name,
      kmsKeyId: "",
      name,
      region,
      retentionInDays: 0,
      tags: {},
    };
  },
  "aws:sns/getTopic:getTopic": (args, { account, region }) => {
    const name = text(args["name"]) ?? "topic";
    const arn = `arn:aws:sns:${region}:${account}:${name}`;
    return { arn, id: arn, name, region, tags: {} };
  },
};

/** Answers a look-up of the aws package; empty for those that are not modelled. */
export function awsLookup(token: string, args: Properties, place: Place): Properties {
  return lookups[token]?.(args, place) ?? {};
}

interface Document {
  Version: string;
  Id?: string;
  Statement: Value[];
}

/** The document that getPolicyDocument renders: sources first, then its own statements; overrides win by Sid. */
function policyDocument(args: Properties): Document {
  let statements: Properties[] = [];
  const merge = (more: Properties[]): void => {
    const replaced = new Set(more.map((s) => s["Sid"]).filter((sid) => sid !== undefined));
    statements = [...statements.filter((s) => s["Sid"] === undefined || !replaced.has(s["Sid"])), ...more];
  };
  for (const source of texts(args["sourcePolicyDocuments"])) merge(parsedStatements(source));
  merge(list(args["statements"]).filter(isObject).map(statement));
  for (const source of texts(args["overridePolicyDocuments"])) merge(parsedStatements(source));
  const id = text(args["policyId"]);
  return {
    Version: text(args["version"]) ?? "2012-10-17",
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements,
  };
}

function statement(given: Properties): Properties {
  const result: Properties = {};
  const sid = text(given["sid"]);
  if (sid !== undefined) result["Sid"] = sid;
  result["Effect"] = text(given["effect"]) ?? "Allow";
  const oneOrMany = (name: string, values: Value | undefined, escaped: boolean): void => {
    const items = texts(values).map((item) => (escaped ? variables(item) : item));
    if (items.length > 0) result[name] = shortened(items);
  };
  oneOrMany("Action", given["actions"], false);
  oneOrMany("NotAction", given["notActions"], false);
  oneOrMany("Resource", given["resources"], true);
  oneOrMany("NotResource", given["notResources"], true);
  for (const [name, key] of [
    ["Principal", "principals"],
    ["NotPrincipal", "notPrincipals"],
  ] as const) {
    const principals = list(given[key]).filter(isObject);
    if (principals.length > 0) result[name] = principal(principals);
  }
  const conditions = list(given["conditions"]).filter(isObject);
  if (conditions.length > 0) {
    const tests: Record<string, Properties> = {};
    for (const condition of conditions) {
      const test = (tests[text(condition["test"]) ?? ""] ??= {});
      const values = texts(condition["values"]).map(variables);
      test[text(condition["variable"]) ?? ""] = values.length === 1 ? (values[0] ?? "") : values;
    }
    result["Condition"] = tests;
  }
  return result;
}

function principal(principals: Properties[]): Value {
  const everyone = principals.find((p) => p["type"] === "*");
  if (everyone !== undefined) return "*";
  const byType: Record<string, string[]> = {};
  for (const p of principals) (byType[text(p["type"]) ?? "AWS"] ??= []).push(...texts(p["identifiers"]).map(variables));
  return Object.fromEntries(Object.entries(byType).map(([type, names]) => [type, shortened(names)]));
}

/** The data source writes one value as text and several in reverse order. */
function shortened(items: string[]): Value {
  return items.length === 1 ? (items[0] ?? "") : [...items].sort().reverse();
}

/** Policy variables are written &{...} in the arguments, to keep them apart from the language's own. */
function variables(value: string): string {
  return value.replaceAll("&{", "${");
}

function parsedStatements(json: string): Properties[] {
  try {
    const document = JSON.parse(json) as Value;
    const statements = isObject(document) ? document["Statement"] : undefined;
    return (Array.isArray(statements) ? statements : [statements ?? null]).filter(isObject);
  } catch {
    return [];
  }
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: Value | undefined): string[] {
  return list(value).filter((item): item is string => typeof item === "string");
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
