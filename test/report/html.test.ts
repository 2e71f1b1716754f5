/** The HTML page: what it says, that nothing in it can become code, and that people can use it in a real browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { html } from "../../report/formats/html";
import { link } from "../../report/formats/html/markup";
import { talliesOf } from "../../report/formats/html/tally";
import { REPORT_VERSION, type Finding, type PolicyCount, type Report } from "../../report/model";
import { describeBrowser, launch } from "./browser";

const PACK = "aws-security-baseline";

function finding(fields: Partial<Finding>): Finding {
  return {
    id: "0000000000000000",
    kind: "violation",
    project: "shop",
    stack: "dev",
    urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
    type: "aws:s3/bucket:Bucket",
    name: "logs",
    pack: PACK,
    packVersion: "1.0.0",
    policy: "s3-bucket-versioning",
    level: "mandatory",
    severity: "medium",
    description: "Every S3 bucket has versioning enabled.",
    path: "versioning.enabled",
    key: "versioning",
    found: "Versioning is off.",
    fix: "Turn it on.",
    requirements: ["STO-03"],
    ...fields,
  };
}

interface StackFields {
  readonly stack?: string;
  readonly findings?: readonly Finding[];
  readonly passed?: Readonly<Record<string, number>>;
}

function reportOf(stacks: readonly StackFields[], problems: Report["problems"] = []): Report {
  return {
    version: REPORT_VERSION,
    stacks: stacks.map(({ stack = "dev", findings = [], passed = {} }) => ({
      project: "shop",
      stack,
      findings: findings.map((one) => ({ ...one, stack })),
      policies: Object.entries(passed).map(([policy, count]): PolicyCount => ({
        pack: PACK,
        policy,
        passed: count,
        failed: 0,
      })),
      resources: 3,
      runs: [{ source: "events.json", phase: "preview", complete: true }],
      otherPacks: {},
    })),
    problems,
  };
}

function write(report: Report): string {
  const parts = html.write(report, { columns: undefined, color: false, folder: "." });
  return [...(parts as Iterable<string>)].join("");
}

function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#39": "'",
    "#96": "`",
  };
  return text.replace(/&([^;]+);/g, (_, name: string) => characters[name] ?? "?");
}

/** The findings of a page as its data and texts say them. */
function readBack(page: string): Readonly<Record<string, string | undefined>>[] {
  return page.split("<article").flatMap((article) =>
    article
      .split('<div class="same-fix">')
      .slice(1)
      .flatMap((list) =>
        list
          .split(/<li\s/)
          .slice(1)
          .map((item) => {
            const attribute = (text: string, name: string): string | undefined => {
              const value = new RegExp(`${name}="([^"]*)"`).exec(text)?.[1];
              return value === undefined ? undefined : unescaped(value);
            };
            const inside = (text: string, name: string): string | undefined => {
              const value = new RegExp(`class="${name}">([^<]*)<`).exec(text)?.[1];
              return value === undefined ? undefined : unescaped(value);
            };
            return {
              id: attribute(item, "data-id"),
              kind: attribute(item, "data-kind"),
              level: attribute(item, "data-level"),
              urn: attribute(item, "data-urn"),
              severity: attribute(article, "data-severity"),
              policy: attribute(article, "data-policy"),
              name: inside(item, "name"),
              type: inside(item, "type"),
              path: inside(item, "path") ?? "",
              found: inside(item, "found"),
              fix: inside(list, "advice") ?? "",
            };
          }),
      ),
  );
}

const EXEMPTED = finding({
  id: "00000000000000e1",
  kind: "exempted",
  policy: "baseline-exemptions",
  level: "advisory",
  severity: "low",
  path: "",
  key: "exempted:s3-artifact-bucket-expiration:rules",
  found:
    "Exempted until 2099-03-31: s3-artifact-bucket-expiration (rules). Reason: The auditors agreed. By exemptions[0].",
  fix: "Mend the resource.",
  requirements: [],
});

const MIXED = reportOf([
  {
    findings: [
      finding({
        id: "00000000000000a1",
        policy: "iam-no-wildcard-actions",
        severity: "high",
        requirements: ["IAM-01"],
      }),
      finding({ id: "00000000000000a2" }),
      finding({ id: "00000000000000a3", name: "other", urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::other" }),
      finding({ id: "00000000000000a4", name: "third", fix: "Another fix." }),
      finding({ id: "00000000000000a5", level: "advisory", severity: "low", policy: "region-allowed", path: "" }),
      finding({
        id: "00000000000000a6",
        kind: "undecided",
        policy: "kms-key-rotation",
        level: "advisory",
        requirements: ["SEC-07"],
      }),
      EXEMPTED,
    ],
    passed: { "s3-bucket-encryption": 4, "s3-bucket-versioning": 1, "baseline-settings": 9 },
  },
  {
    stack: "prod",
    findings: [finding({ id: "00000000000000b1", urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs" })],
    passed: { "s3-bucket-encryption": 2 },
  },
]);

const HOSTILE = [
  "<script>window.hacked = true</script>",
  "</script><img src=x onerror='window.hacked = true'>",
  '" onmouseover="window.hacked = true" x=\'',
  "'`--><svg onload=window.hacked=true>",
  "javascript:window.hacked=true",
  "&lt;b&gt; &amp; \u202Ebidi ]]> ${x}",
];

function hostileReport(): Report {
  const findings = HOSTILE.map((text, index) =>
    finding({
      id: `${text}${index}`,
      name: text,
      type: text,
      path: text,
      found: text,
      fix: text,
      policy: text,
      urn: text,
      key: text,
      pack: text,
      packVersion: text,
      requirements: [text],
      position: { file: text, line: 1 },
    }),
  );
  return reportOf(
    [{ stack: HOSTILE[0] ?? "", findings }],
    [{ source: HOSTILE[1] ?? "", text: HOSTILE[2] ?? "", incomplete: true }],
  );
}

describe("the page", () => {
  it("has every finding once, with what the report says of it", () => {
    const expected = MIXED.stacks.flatMap(({ findings }) =>
      findings.map(({ id, kind, level, urn, severity, policy, name, type, path, found, fix }) => ({
        id,
        kind,
        level,
        urn,
        severity,
        policy: id === EXEMPTED.id ? "s3-artifact-bucket-expiration" : policy,
        name,
        type,
        path,
        found,
        fix,
      })),
    );
    const read = readBack(write(MIXED));
    const byId = (a: { readonly id?: string | undefined }, b: { readonly id?: string | undefined }): number =>
      (a.id ?? "") < (b.id ?? "") ? -1 : 1;
    expect(read.sort(byId)).toEqual(expected.sort(byId));
  });

  it("gives hostile texts back as texts, and none of them as markup", () => {
    const page = write(hostileReport());
    expect(readBack(page).map(({ name }) => name)).toEqual(HOSTILE);
    expect(readBack(page).map(({ fix }) => fix)).toEqual(HOSTILE);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<svg onload|href="javascript:/);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//host", "http://host"])("makes no link of %s", (url) => {
    expect(link(url, "text").text).toBe("text");
  });

  it("names nothing that a browser would load", () => {
    const page = write(MIXED);
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(/\ssrc=|<link|@import|url\(/);
  });

  it("says at the top what is mandatory and what is advisory, and that an input was incomplete", () => {
    expect(write(MIXED)).toContain("Not met: 5 mandatory findings in 2 stacks, and 1 advisory finding.");
    expect(write(reportOf([{ passed: { "s3-bucket-encryption": 1 } }]))).toContain("Met: no findings in 1 stack.");
    const cut = reportOf([{}], [{ source: "events.json", text: "It is cut off.", incomplete: true }]);
    expect(write(cut)).toMatch(/Incomplete:<\/strong> events.json: It is cut off\./);
    expect(write(cut)).not.toContain("Met: no findings");
  });

  it("of nothing says so", () => {
    expect(write(reportOf([]))).toContain("not everything could be read");
  });
});

describe("what is met", () => {
  const { categories, requirements, standards, stacks } = talliesOf(MIXED);
  const statusOf = (
    rows: readonly { readonly name: string; readonly status: string }[],
    name: string,
  ): string | undefined => rows.find((row) => row.name === name)?.status;

  it.each([
    ["a finding outweighs what passed", "STO-03", "not-met"],
    ["all passed", "STO-01", "met"],
    ["a preview could not decide", "SEC-07", "undecided"],
    ["an exemption accepts it", "STO-05", "exempted"],
    ["nothing was there to check", "LOG-01", "unseen"],
  ])("%s: %s is %s", (_, row, status) => {
    expect(statusOf(requirements, row)).toBe(status);
  });

  it("is told by category, stack and control as well", () => {
    expect(statusOf(categories, "iam")).toBe("not-met");
    expect(statusOf(categories, "networking")).toBe("unseen");
    // STO-01 and NET-03 are met, STO-03 is not and STO-05 exempted.
    expect(categories.find(({ name }) => name === "storage")).toMatchObject({ met: 2, checked: 4 });
    expect(categories.find(({ name }) => name === "networking")).toMatchObject({ met: 0, checked: 0 });
    expect(stacks.map(({ name, tally }) => [name, tally.blocking, tally.passed])).toEqual([
      ["shop/dev", 4, 5],
      ["shop/prod", 1, 2],
    ]);
    const foundational = standards.find(({ title }) => title.startsWith("AWS Foundational"));
    expect(foundational?.rows.filter(({ status }) => status === "not-met").map(({ name }) => name)).toContain("IAM.21");
  });
});

describeBrowser("the page in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-html-"));
  let browser: Browser;
  let errors: string[] = [];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    expect(errors).toEqual([]);
    errors = [];
  });

  async function open(report: Report, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const file = join(folder, "report.html");
    writeFileSync(file, write(report));
    const page = await browser.newPage(options);
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => errors.push(message.text()));
    page.on("request", (request) => request.url().startsWith("file:") || errors.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  const visible = (page: Page): Promise<number> => page.locator(".finding:visible").count();

  it.each(["light", "dark"] as const)("has no violation of accessibility rules in %s colours", async (colorScheme) => {
    const page = await open(MIXED, { colorScheme });
    await page.locator("details").evaluateAll("(all) => all.forEach((one) => (one.open = true))");
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const violations = await page.evaluate(
      "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
    );
    expect(violations).toEqual([]);
    await page.close();
  });

  it("finds by words, tells how many, and shows all again", async () => {
    const page = await open(MIXED);
    await page.getByRole("searchbox", { name: "Search" }).fill("turn OTHER");
    await page.getByText("1 of 8 findings").waitFor();
    expect(await visible(page)).toBe(1);
    expect(await page.locator('[role="status"]').textContent()).toBe("1 of 8 findings");
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("8 findings", { exact: true }).waitFor();
    expect(await visible(page)).toBe(8);
    await page.close();
  });

  it.each([
    ["Severity", "High", 1],
    ["State", "Exempted", 1],
    ["Level", "Advisory", 3],
    ["Category", "Storage", 5],
    ["Stack", "shop/prod", 1],
  ])("filters by %s: %s", async (group, name, count) => {
    const page = await open(MIXED);
    await page.getByRole("group", { name: group }).getByRole("checkbox", { name, exact: true }).check();
    expect(await visible(page)).toBe(count);
    await page.close();
  });

  it("filters by control, and from the tables", async () => {
    const page = await open(MIXED);
    await page
      .getByLabel("Control", { exact: true })
      .selectOption("AWS Foundational Security Best Practices 1.0.0 IAM.21");
    expect(await visible(page)).toBe(1);
    await page.getByRole("link", { name: "Storage" }).click();
    await page.getByText("5 of 8 findings").waitFor();
    expect(await page.getByLabel("Control", { exact: true }).inputValue()).toBe("");
    await page.close();
  });

  it("works by keyboard alone", async () => {
    const page = await open(MIXED);
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement.id || document.activeElement.textContent");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Go to the findings");
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("findings-title");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("search");
    await page.keyboard.type("region-allowed");
    await page.keyboard.press("Enter");
    expect([await focused(), await visible(page)]).toEqual(["findings-title", 1]);
    await page.close();
  });

  it("prints everything and no controls", async () => {
    const page = await open(MIXED);
    await page.emulateMedia({ media: "print" });
    expect(await visible(page)).toBe(8);
    expect(await page.locator("#filters").isVisible()).toBe(false);
    expect(await page.getByRole("cell", { name: "S3 buckets", exact: false }).first().isVisible()).toBe(true);
    expect(await page.locator("details table:visible").count()).toBe(await page.locator("details").count());
    await page.close();
  });

  it("shows everything without JavaScript, and nothing that would need it", async () => {
    const page = await open(MIXED, { javaScriptEnabled: false });
    expect(await visible(page)).toBe(8);
    expect(await page.locator("#filters").isVisible()).toBe(false);
    await page.close();
  });

  it("runs nothing of hostile names", async () => {
    const page = await open(hostileReport());
    expect(await visible(page)).toBe(HOSTILE.length);
    expect(await page.locator(".finding .name").allTextContents()).toEqual(HOSTILE);
    await page.locator(".finding").first().hover();
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    await page.close();
  });
});
