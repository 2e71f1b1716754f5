import * as data from "../../aws/data/deprecations";
import { mayBeDeprecated } from "../../aws/deprecation";
import { schemaVersion } from "../../aws/schema";

describe("the table of deprecations", () => {
  it("ends with the version of @pulumi/aws that the other tables describe", () => {
    expect(data.versions.at(-1)).toBe(schemaVersion());
  });

  it("has its versions in order, and several of each major", () => {
    const numbers = data.versions.map((one) => one.split(".").map(Number));
    expect([...numbers].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0))).toEqual(numbers);
    for (const major of [6, 7]) expect(numbers.filter(([one]) => one === major).length).toBeGreaterThan(2);
  });

  it("has a text for every entry, and ranges within one major", () => {
    const texts = data.texts.split("\n");
    const entries = [...data.deprecated.matchAll(/ ([\w.]*)=(\d+)@(\d+)-(\d+)/g)];
    expect(entries.length).toBeGreaterThan(100);
    for (const [, , text, first, last] of entries) {
      expect(texts[Number(text)]).toBeTruthy();
      expect(data.versions[Number(first)]?.[0]).toBe(data.versions[Number(last)]?.[0]);
    }
  });
});

describe("mayBeDeprecated", () => {
  it.each(["aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket", "aws:ec2/eip:Eip"])("asks about %s", (token) => {
    expect(mayBeDeprecated(token)).toBe(true);
  });

  it.each(["aws:sns/topic:Topic", "aws-native:s3:Bucket", "", "__proto__", "pulumi:pulumi:Stack"])(
    "asks nothing about %j",
    (token) => {
      expect(mayBeDeprecated(token)).toBe(false);
    },
  );
});
