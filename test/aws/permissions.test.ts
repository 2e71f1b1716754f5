import { findAction } from "../../aws/actions";
import { escalations } from "../../aws/data/escalations";
import { exampleActions } from "../../aws/permission-advice";
import {
  aFew,
  dataReads,
  isEveryAction,
  isEveryOfItsType,
  isWildcardResource,
  openActions,
  wholeService,
} from "../../aws/permissions";
import { Value } from "../../core";
import { PolicyDocument } from "../../aws/policy-document";
import { identityPolicies } from "../../aws/identity-policies";
import { RESOURCE_POLICY_DOCUMENTS, RESOURCE_POLICY_HOLDERS } from "../../aws/resource-policies";
import { principals } from "../../aws/role";
import { awsShape } from "../../testing/aws-shapes";

it.each(["*", "**", "*:*", "?*", "*:?*"])("%s is every action", (pattern) => {
  expect(isEveryAction(pattern)).toBe(true);
});

it.each([
  ["s3:*", "s3"],
  ["S3:**", "s3"],
  ["s3:?*", "s3"],
  ["s3:Get*", undefined],
  ["s3:????", undefined],
  ["s3*", undefined],
  ["*", undefined],
])("%s is all of service %s", (pattern, service) => {
  expect(wholeService(pattern)).toBe(service);
});

it.each([
  ["*", true, true],
  ["arn:*", true, true],
  ["arn:aws:s3:::*", true, true],
  ["arn:aws:s3:::*/*", true, true],
  ["arn:aws:logs:*:*:*", true, true],
  ["arn:aws:s3:::?*", true, true],
  ["arn:aws:iam::123456789012:role/*", false, true],
  ["arn:aws:secretsmanager:*:*:secret:*", false, true],
  ["arn:aws:iam::123456789012:role/app-*", false, false],
  ["arn:aws:iam::123456789012:role/team/*", false, false],
  ["arn:aws:s3:::acme*", false, false],
  ["arn:aws:s3:::acme/*", false, false],
  ["arn:aws:s3", false, false],
  ["", false, false],
])("%s: only a wildcard %s, every one of its type %s", (text, isWildcard, isEvery) => {
  expect(isWildcardResource(text)).toBe(isWildcard);
  expect(isEveryOfItsType(text)).toBe(isEvery);
});

it.each([
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c", "d", "e"], "a, b, c, d and e"],
  [["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"],
])("lists %j", (names, text) => {
  expect(aFew(names)).toBe(text);
});

describe("tables", () => {
  it.each([...dataReads])("%s is a reading action that AWS can restrict", (name) => {
    const action = findAction(name);
    expect(action && `${action.service}:${action.name}`).toBe(name);
    expect(["List", "Read"]).toContain(action?.level);
    expect(action?.supportsResources).toBe(true);
  });

  it.each(exampleActions)("%s of the messages exists", (name) => {
    expect(findAction(name)).toBeDefined();
  });

  it.each([...new Set(escalations.flatMap((one) => one.actions))])("%s of an escalation exists", (name) => {
    expect(findAction(name)).toBeDefined();
  });

  it.each([...identityPolicies.types, ...RESOURCE_POLICY_HOLDERS, ...principals.types])("%s exists", (type) => {
    expect(awsShape(type)).toBeDefined();
  });

  it.each([...RESOURCE_POLICY_DOCUMENTS])("%s has the input %s", (type, property) => {
    expect(awsShape(type)?.inputs.has(property)).toBe(true);
  });
});

it("reads ten thousand statements quickly", () => {
  const one = { Effect: "Allow", Action: ["ec2:Create*", "s3:PutObject"], Resource: "*" };
  const Statement = Array.from({ length: 10_000 }, () => one);
  const document = new PolicyDocument(new Value({ urn: "urn:test" }, ["policy"], JSON.stringify({ Statement })));
  const started = performance.now();
  const open = document.allowStatements.flatMap(
    (statement) => openActions(statement, isWildcardResource, (action) => document.denies(action)) ?? [],
  );
  expect(open).toHaveLength(10_000);
  // Some tenths of a second; quadratic work would take minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
});
