/** What the tests of formats read: a recorded preview of fixtures/shop, and findings with every hostile text. */
import { join } from "node:path";
import { FORMATS } from "../../report/formats";
import { locate } from "../../report/locations";
import { REPORT_VERSION, type Finding, type Report } from "../../report/model";
import { fileSource, readReport } from "../../report/read";

export const FIXTURES = join(__dirname, "fixtures");
/** The program whose events were recorded. */
export const SHOP = join(FIXTURES, "shop");

/** The recorded report; with what else is to be read. */
export async function shopReport(...others: string[]): Promise<Report> {
  const files = ["shop.events.jsonl", ...others].map((name) => join(FIXTURES, name));
  return locate(await readReport(files.map((file) => fileSource(file, file.slice(FIXTURES.length + 1)))), SHOP);
}

/** A report as a format writes it, in the folder of the recorded program. */
export async function write(name: string, report: Report, earlier?: Report, folder = SHOP): Promise<string> {
  const format = FORMATS.find((one) => one.name === name);
  let text = "";
  const options = { columns: undefined, color: false, folder, ...(earlier && { earlier }) };
  for await (const part of format?.write(report, options) ?? []) {
    text += part;
  }
  return text;
}

/** A violation of a stack that no program belongs to; each call with another `key` is another finding. */
export function finding(fields: Partial<Finding> = {}): Finding {
  const { name = "logs", key = "versioning", project = "elsewhere", stack = "dev" } = fields;
  return {
    id: Buffer.from(`${name}${key}`).toString("hex").slice(-16).padStart(16, "0"),
    kind: "violation",
    project,
    stack,
    urn: `urn:pulumi:${stack}::${project}::aws:s3/bucket:Bucket::${name}`,
    type: "aws:s3/bucket:Bucket",
    name,
    pack: "aws-security-baseline",
    packVersion: "1.0.0",
    policy: "s3-bucket-versioning",
    level: "mandatory",
    severity: "medium",
    description: "Every S3 bucket has versioning enabled.",
    path: "",
    key,
    found: "Versioning is off.",
    fix: "Turn it on.",
    requirements: ["STO-03"],
    ...fields,
  };
}

export function reportOf(findings: readonly Finding[], fields: Partial<Report> = {}): Report {
  const [first] = findings;
  const { project = "elsewhere", stack = "dev" } = first ?? {};
  const runs = [{ source: "events.json", phase: "preview", complete: true }] as const;
  const one = { project, stack, findings, policies: [], resources: 1, runs, otherPacks: {} };
  return { version: REPORT_VERSION, stacks: [one], problems: [], ...fields };
}

/** Texts that break formats. */
export const HOSTILE: Readonly<Record<string, string>> = {
  pipes: "a | b || c",
  backticks: "`a` ``` b",
  "line breaks": "a\r\nb\n::error::c\u2028d",
  "end of CDATA": "a ]]> b <![CDATA[",
  "percent signs": "100%0A::error::x%25",
  html: "<img src=x onerror=alert(1)></details></code> &lt; -->",
  "mentions and references": "@everyone see #1 and org/repo#2",
  links: "[text](https://example.com) ![i](x)",
  controls: "a\u0000b\u001b[31mc\u0085\ufffe\uffff",
  "broken surrogates": "a\ud800b\udc00",
  emoji: "🪣👩‍👩‍👧 ok",
  "right to left": "דלי \u202egnp.exe\u2066",
  long: "very long ".repeat(20_000),
  backslashes: "a \\| b \\",
};
