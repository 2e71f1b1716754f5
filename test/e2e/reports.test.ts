/** On all examples, every format says the findings that the CLI printed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { XMLParser } from "fast-xml-parser";
import type { Log } from "sarif";
import { FORMATS } from "../../report/formats";
import { locate } from "../../report/locations";
import { findingsOf, type Report } from "../../report/model";
import { readReport } from "../../report/read";
import { examples, settingsOf } from "../../scripts/examples";
import { packageRoot } from "../../testing/analyzer";
import { describeCli, runCli } from "./cli";

const EXAMPLES = examples.map((example) => ({
  example,
  directory: join(packageRoot(), "examples", example.folder, "bad"),
}));

/** What one line of the CLI says of a finding: level, severity, policy. */
const PRINTED = /^\s+- \[(\w+)\](?: \[severity: (\w+)\])? {2}([\w-]+) {2}\(/gm;

describeCli("a report of the real CLI's events", () => {
  it.each(EXAMPLES.filter(({ directory }) => existsSync(directory)).map((one) => [one.example.folder, one] as const))(
    "%s: every format has what the CLI printed",
    async (_, { example, directory }) => {
      const config = example.secrets.bad;
      const packSettings = settingsOf(example, "bad");
      const run = await runCli({
        directory,
        command: "preview",
        config,
        secretKeys: Object.keys(config),
        packSettings,
      });
      const printed = [...run.text.matchAll(PRINTED)].map(
        ([, level, severity, policy]) => `${level} ${severity} ${policy}`,
      );
      const chunks = Readable.from(run.events.map((event) => `${JSON.stringify(event)}\n`));
      const report = locate(await readReport([{ name: "events.json", chunks }]), directory);
      const findings = findingsOf(report);
      expect(findings.length).toBeGreaterThan(10);
      expect(findings.map(({ level, severity, policy }) => `${level} ${severity} ${policy}`).sort()).toEqual(
        printed.sort(),
      );
      expect(findings.filter(({ position }) => position).length).toBeGreaterThan(findings.length / 2);
      const ids = findings.map(({ id }) => id).sort();
      for (const { name } of FORMATS.filter((format) => format.name in COUNTS)) {
        const text = await written(name, report, directory);
        expect([name, COUNTS[name]?.(text).sort()]).toEqual([name, ids]);
      }
    },
    600_000,
  );
});

/** The ids of the findings in a format's text. */
const COUNTS: Readonly<Record<string, (text: string) => string[]>> = {
  json: (text) => findingsOf(JSON.parse(text) as Report).map(({ id }) => id),
  csv: (text) => [...text.matchAll(/,([0-9a-f]{16})\r\n/g)].map(([, id = ""]) => id),
  sarif: (text) =>
    (JSON.parse(text) as Log).runs.flatMap(({ results = [] }) =>
      results.map(({ partialFingerprints }) => partialFingerprints?.["findingId/v1"] ?? ""),
    ),
  junit: (text) => {
    expect(new XMLParser().parse(text)).toHaveProperty("testsuites");
    return [...text.matchAll(/<property name="id" value="(\w+)"/g)].map(([, id = ""]) => id);
  },
};

async function written(name: string, report: Report, folder: string): Promise<string> {
  let text = "";
  for await (const part of FORMATS.find((one) => one.name === name)?.write(report, {
    columns: undefined,
    color: false,
    folder,
  }) ?? []) {
    text += part;
  }
  return text;
}
