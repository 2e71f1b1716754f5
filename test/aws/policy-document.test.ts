import { Undecided, Value } from "../../core";
import {
  accountOf,
  askedBoolean,
  isEveryone,
  narrows,
  PolicyDocument,
  Statement,
  type Condition,
} from "../../aws/policy-document";
import { UNKNOWN } from "../harness/builder";

const value = (raw: unknown): Value => new Value({ urn: "urn:test" }, ["policy"], raw);
const statement = (raw: unknown): Statement => new Statement(value(raw));
const document = (...statements: readonly unknown[]): PolicyDocument =>
  new PolicyDocument(value(JSON.stringify({ Version: "2012-10-17", Statement: statements })));

function condition(operator: string, key: string, values: unknown): Condition {
  const [only] = statement({ Condition: { [operator]: { [key]: values } } }).conditions;
  if (!only) {
    throw new Error("no condition");
  }
  return only;
}

describe("statements", () => {
  it.each([
    ["text", JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject" }] })],
    ["one statement", { Statement: { Effect: "Allow", Action: ["s3:GetObject"] } }],
    ["lower case", { statement: [{ effect: "Allow", action: "s3:GetObject" }] }],
    ["upper case", { STATEMENT: [{ EFFECT: "Allow", ACTION: "s3:GetObject" }] }],
    ["a data source", { statements: undefined, Statement: [{ effect: "Allow", actions: ["s3:GetObject"] }] }],
  ])("reads %s", (_, raw) => {
    const [only] = new PolicyDocument(value(raw)).allowStatements;
    expect(only?.actions.map((one) => one.string())).toEqual(["s3:GetObject"]);
  });

  it("keeps the places", () => {
    const [, second] = document({}, { Effect: "Allow", Action: ["a", "b"] }).statements;
    expect(second?.actions[1]?.display).toBe("policy.Statement[1].Action[1]");
  });

  it("is undecided about a statement of unknown effect, not about the others", () => {
    const read = new PolicyDocument(
      value({
        Statement: [
          { Effect: UNKNOWN, Action: "a" },
          { Effect: "Allow", Action: "b" },
        ],
      }),
    );
    const [unknown, known] = read.allowStatements;
    expect(() => unknown?.actions).toThrow(Undecided);
    expect(known?.actions.map((one) => one.string())).toEqual(["b"]);
  });

  it("names statements by Sid, else by place", () => {
    const [named, unnamed] = document({ Sid: "Logs" }, {}).statements;
    expect(named?.label).toBe("policy.Statement[Logs]");
    expect(unnamed?.key("Action", "s3:*")).toBe("policy.Statement[1].Action::s3:*");
  });
});

describe("denies", () => {
  const deny = { Effect: "Deny", Action: "iam:*", Resource: "*" };
  it.each<[string, unknown, boolean]>([
    ["an action", deny, true],
    ["all but some", { Effect: "Deny", NotAction: ["s3:*"], Resource: ["*"] }, true],
    ["all but this", { Effect: "Deny", NotAction: ["IAM:PassRole"], Resource: "*" }, false],
    ["another action", { ...deny, Action: "s3:*" }, false],
    ["some resources", { ...deny, Resource: "arn:aws:iam::*:role/admin" }, false],
    ["all but some resources", { Effect: "Deny", Action: "iam:*", NotResource: "*" }, false],
    ["under a condition", { ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }, false],
    ["allowing", { ...deny, Effect: "Allow" }, false],
  ])("%s", (_, one, isDenied) => {
    expect(document(one).denies("iam:PassRole")).toBe(isDenied);
  });

  it("is undecided where a Deny, or a statement of unknown effect, may turn out to", () => {
    const unknown = new PolicyDocument(value({ Statement: [{ ...deny, Condition: UNKNOWN }] }));
    expect(() => unknown.denies("iam:PassRole")).toThrow(Undecided);
    expect(unknown.denies("s3:GetObject")).toBe(false);
    const effect = new PolicyDocument(value({ Statement: [{ ...deny, Effect: UNKNOWN }] }));
    expect(() => effect.denies("iam:PassRole")).toThrow(Undecided);
    expect(effect.denies("s3:GetObject")).toBe(false);
    const statement = new PolicyDocument(value({ Statement: [UNKNOWN, deny] }));
    expect(statement.denies("iam:PassRole")).toBe(true);
    expect(() => statement.denies("s3:GetObject")).toThrow(Undecided);
  });
});

describe("principals", () => {
  const principals = (raw: unknown) => [...statement(raw).principals()].map(({ kind, id }) => `${kind} ${id}`);
  it.each([
    [{ Principal: "*" }, ["Everyone *"]],
    [{ Principal: { AWS: ["*", "123456789012"] } }, ["AWS *", "AWS 123456789012"]],
    [
      { Principal: { Service: "s3.amazonaws.com", Federated: "cognito" } },
      ["Federated cognito", "Service s3.amazonaws.com"],
    ],
    [{ principal: "s3.amazonaws.com" }, ["Service s3.amazonaws.com"]],
    [{ principal: "codepipeline.amazonaws.com.cn" }, ["Service codepipeline.amazonaws.com.cn"]],
    [{ principal: "123456789012" }, ["AWS 123456789012"]],
    [{ principals: [{ type: "*", identifiers: ["*"] }] }, ["Everyone *"]],
    [{ Principal: null }, []],
  ])("reads %j", (raw, expected) => {
    expect(principals(raw)).toEqual(expected);
  });

  it("finds everyone beside an unknown principal", () => {
    expect(statement({ Principal: { AWS: [UNKNOWN, "*"] } }).isPublic).toBe(true);
    expect(statement({ Principal: { AWS: UNKNOWN, "*": "*" } }).isPublic).toBe(true);
    expect(() => statement({ Principal: { AWS: [UNKNOWN, "123456789012"] } }).isPublic).toThrow(Undecided);
  });

  it.each([
    ["123456789012", "123456789012"],
    ["arn:aws:iam::123456789012:root", "123456789012"],
    ["arn:aws-cn:iam::123456789012:role/a/b", "123456789012"],
    ["arn:aws:sts::123456789012:assumed-role/a/b", "123456789012"],
    ["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1", undefined],
    ["AIDAEXAMPLE", undefined],
    ["*", undefined],
  ])("tells the account of %s", (id, account) => {
    const [principal] = statement({ Principal: { AWS: id } }).principals();
    expect(principal && accountOf(principal)).toBe(account);
    expect(principal && isEveryone(principal)).toBe(id === "*");
  });
});

describe("narrows", () => {
  it.each([
    ["StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["StringLike", "AWS:SourceAccount", ["123456789012", "21098765*"]],
    ["StringEquals", "aws:SourceAccount", 123456789012],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"],
    ["StringEqualsIgnoreCase", "kms:CallerAccount", "123456789012"],
    ["ArnLike", "aws:SourceArn", "arn:aws:cloudfront::123456789012:distribution/*"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::acme-*"],
    ["StringLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*"],
    ["StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d"],
    ["StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d"],
    ["StringLike", "aws:userid", "AROAEXAMPLEID:*"],
    ["StringEquals", "sts:ExternalId", "5c6d-7e8f"],
    ["StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/*:ref:refs/heads/main"],
    ["StringEquals", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", "system:serviceaccount:shop:api"],
    ["StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32"]],
    ["IpAddress", "aws:SourceIp", "17.0.0.0/8"],
    ["IpAddress", "aws:SourceIp", ["17.0.0.0/8", "203.0.113.7", "203.0.113.7/32"]],
    ["IpAddress", "aws:SourceIp", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]],
  ])("%s %s %j", (operator, key, values) => {
    expect(narrows(condition(operator, key, values))).toBe(true);
  });

  it.each([
    ["StringEqualsIfExists", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["StringNotEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["ArnNotLike", "aws:SourceArn", "arn:aws:s3:::acme"],
    ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24"],
    ["Null", "aws:PrincipalOrgID", "false"],
    ["StringLike", "aws:PrincipalOrgID", "*"],
    ["StringLike", "aws:PrincipalOrgID", "o-*"],
    ["StringEquals", "aws:PrincipalOrgID", []],
    ["StringEquals", "aws:PrincipalOrgID", ""],
    ["StringEquals", "aws:PrincipalOrgID", "${aws:PrincipalOrgID}"],
    ["StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}"],
    ["StringLike", "aws:PrincipalAccount", ["123456789012", "*"]],
    ["StringLike", "aws:PrincipalAccount", "????????????"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy"],
    ["StringLike", "aws:PrincipalArn", "arn:aws:*"],
    ["StringLike", "aws:PrincipalArn", "a*"],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*"],
    ["ArnLike", "aws:SourceArn", "arn:*:*:*:*:*"],
    ["StringLike", "aws:SourceVpce", "vpce-*"],
    ["StringLike", "aws:SourceVpc", "v*"],
    ["StringLike", "aws:userid", "*:session"],
    ["StringLike", "token.actions.githubusercontent.com:sub", "repo:*"],
    ["StringLike", "token.actions.githubusercontent.com:sub", "repo:*/infra:ref:refs/heads/main"],
    ["StringLike", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", "system:serviceaccount:*:*"],
    ["Bool", "aws:SecureTransport", "true"],
    ["StringEquals", "aws:Referer", "https://example.com"],
    ["StringEquals", "aws:UserAgent", "acme"],
    ["StringEquals", "aws:RequestedRegion", "eu-west-1"],
    ["DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"],
    ["StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"],
    ["IpAddress", "aws:SourceIp", "0.0.0.0/0"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "::/0"]],
    ["IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["IpAddress", "aws:SourceIp", "16.0.0.0/7"],
    ["IpAddress", "aws:SourceIp", ["16.0.0.0/8", "17.0.0.0/8"]],
    ["IpAddress", "aws:SourceIp", "8.0.0.0/5"],
    ["IpAddress", "aws:SourceIp", "2001::/31"],
    ["IpAddress", "aws:SourceIp", "::ffff:0.0.0.0/96"],
    ["IpAddress", "aws:SourceIp", "office"],
    ["IpAddress", "aws:SourceIp", "010.0.0.1"],
  ])("not %s %s %j", (operator, key, values) => {
    expect(narrows(condition(operator, key, values))).toBe(false);
  });

  it("is undecided where an unknown value matters", () => {
    expect(() => narrows(condition("StringEquals", "aws:PrincipalOrgID", UNKNOWN))).toThrow(Undecided);
    expect(() => narrows(condition("IpAddress", "aws:SourceIp", ["203.0.113.0/24", UNKNOWN]))).toThrow(Undecided);
    expect(narrows(condition("IpAddress", "aws:SourceIp", [UNKNOWN, "0.0.0.0/0"]))).toBe(false);
    expect(narrows(condition("StringLike", "aws:PrincipalOrgID", [UNKNOWN, "*"]))).toBe(false);
    expect(narrows(condition("StringNotEquals", "aws:PrincipalOrgID", UNKNOWN))).toBe(false);
  });

  it("decides by one condition beside unknown ones", () => {
    const known = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, StringLike: UNKNOWN };
    expect(statement({ Condition: known }).isNarrowed).toBe(true);
    expect(() => statement({ Condition: { StringLike: UNKNOWN } }).isNarrowed).toThrow(Undecided);
    expect(statement({ Condition: { StringNotLike: UNKNOWN } }).isNarrowed).toBe(false);
    const declared = [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }];
    expect(statement({ conditions: [UNKNOWN, ...declared] }).isNarrowed).toBe(true);
  });
});

it.each([
  ["Bool", "true", true],
  ["Bool", true, true],
  ["Bool", ["True", "true"], true],
  ["BoolIfExists", "false", false],
  ["Bool", ["true", "false"], undefined],
  ["Bool", "yes", undefined],
  ["Bool", [], undefined],
  ["StringEquals", "true", undefined],
])("asks for a boolean: %s %j", (operator, raw, asked) => {
  expect(askedBoolean(condition(operator, "aws:SecureTransport", raw))).toBe(asked);
});
