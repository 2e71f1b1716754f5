/** Exemptions in the form of the engine's exceptions: what can be said there is, and nothing else is dropped in silence. */
import { exportExceptions, type ExportedExceptions } from "../../profiles/exceptions";

const BUCKET = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::scratch";
const LOGS = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs";
const ROLE = "urn:pulumi:dev::shop::aws:iam/role:Role::scratch";
const EXEMPTION = { policy: "s3-bucket-versioning", resource: "scratch", reason: "agreed" };

function exported(exemptions: unknown, urns: readonly string[] = [BUCKET, LOGS, ROLE]): ExportedExceptions {
  return exportExceptions({ "baseline-settings": { exemptions } }, { urns, today: "2026-11-21" });
}

describe("an exemption", () => {
  it("becomes an exception with the policy's name, the URNs and the reason", () => {
    expect(exported([{ ...EXEMPTION, resource: "aws:s3/*" }])).toEqual({
      exceptions: {
        "exemptions-0": {
          match: [{ policies: ["s3-bucket-versioning"], targets: [BUCKET, LOGS] }],
          reason: "agreed",
        },
      },
      left: [],
    });
  });

  it("keeps owner, ticket and end in the reason, where alone there is place for them", () => {
    const { exceptions } = exported([{ ...EXEMPTION, owner: "shop", ticket: "OPS-1", expires: "2027-01-31" }]);
    expect(exceptions["exemptions-0"]?.reason).toBe("agreed (owner: shop, ticket: OPS-1, until 2027-01-31)");
  });

  it("of a pattern names the policies one by one", () => {
    const match = exported([{ ...EXEMPTION, policy: "s3-bucket-public-*" }]).exceptions["exemptions-0"]?.match;
    expect(match?.flatMap(({ policies }) => policies)).toEqual([
      "s3-bucket-public-access-block",
      "s3-bucket-public-acl",
      "s3-bucket-public-policy",
    ]);
  });

  it("of one stack has that stack's URNs only", () => {
    const { exceptions } = exported([{ ...EXEMPTION, stack: "prod" }]);
    expect(exceptions["exemptions-0"]?.match[0]?.targets).toEqual([BUCKET]);
  });

  it("with a URN needs no list of URNs", () => {
    const { exceptions } = exported([{ ...EXEMPTION, resource: BUCKET }], []);
    expect(exceptions["exemptions-0"]?.match[0]?.targets).toEqual([BUCKET]);
  });

  it("of many resources keeps to a hundred for each entry, and a hundred entries for each exception", () => {
    const urns = Array.from({ length: 250 }, (_, index) => `urn:pulumi:prod::shop::aws:s3/bucket:Bucket::b${index}`);
    const few = exported([{ ...EXEMPTION, resource: "aws:s3/*" }], urns).exceptions["exemptions-0"];
    expect(few?.match.map(({ targets }) => targets.length)).toEqual([100, 100, 50]);

    const many = Array.from({ length: 10_001 }, (_, index) => `urn:pulumi:prod::shop::aws:s3/bucket:Bucket::b${index}`);
    const { exceptions } = exported([{ ...EXEMPTION, resource: "aws:s3/*" }], many);
    expect(Object.entries(exceptions).map(([id, { match }]) => [id, match.length])).toEqual([
      ["exemptions-0", 100],
      ["exemptions-0-2", 1],
    ]);
    expect(Object.values(exceptions).flatMap(({ match }) => match.flatMap(({ targets }) => targets))).toEqual(many);
  });
});

describe("what cannot be said as an exception is listed with the reason:", () => {
  it.each<[string, unknown, RegExp]>([
    ["an exemption that ended", { ...EXEMPTION, expires: "2026-11-20" }, /^it ended on 2026-11-20$/],
    ["one of a single finding", { ...EXEMPTION, finding: "versioning" }, /for the finding "versioning" alone/],
    ["one whose resource no URN has", { ...EXEMPTION, resource: "elsewhere" }, /give the URNs of its stack/],
    ["one with a long reason", { ...EXEMPTION, reason: "x".repeat(2049) }, /more than 2048 characters/],
    ["one of a policy that does not exist", { ...EXEMPTION, policy: "s3-bucket-versoning" }, /did you mean/],
    ["one that is not complete", { policy: "s3-bucket-versioning" }, /^needs "resource"/],
    ["text", "all of them", /^must be an object/],
  ])("%s", (_, exemption, reason) => {
    expect(exported([exemption])).toEqual({
      exceptions: {},
      left: [{ exemption: "exemptions[0]", reason: expect.stringMatching(reason) as string }],
    });
  });

  it("a list that is none", () => {
    expect(exported("all").left).toEqual([{ exemption: "exemptions[0]", reason: expect.any(String) as string }]);
  });
});

it.each([[undefined], ["x"], [[]], [{}], [{ "baseline-settings": "advisory" }]])("%j has no exemptions", (config) => {
  expect(exportExceptions(config, { urns: [], today: "2026-11-21" })).toEqual({ exceptions: {}, left: [] });
});
