import { findingsOf, type Finding } from "../model";
import type { Format } from "./format";

const COLUMNS: readonly (readonly [string, (finding: Finding) => string | number | undefined])[] = [
  ["project", ({ project }) => project],
  ["stack", ({ stack }) => stack],
  ["level", ({ level }) => level],
  ["severity", ({ severity }) => severity],
  ["kind", ({ kind }) => kind],
  ["policy", ({ policy }) => policy],
  ["requirements", ({ requirements }) => requirements.join(" ")],
  ["type", ({ type }) => type],
  ["name", ({ name }) => name],
  ["path", ({ path }) => path],
  ["found", ({ found }) => found],
  ["fix", ({ fix }) => fix],
  ["file", ({ position }) => position?.file],
  ["line", ({ position }) => position?.line],
  ["urn", ({ urn }) => urn],
  ["key", ({ key }) => key],
  ["pack", ({ pack }) => pack],
  ["packVersion", ({ packVersion }) => packVersion],
  ["id", ({ id }) => id],
];

/** RFC 4180: a header, one finding a line, CRLF. */
export const csv: Format = {
  name: "csv",
  extension: "csv",
  summary: "one finding a line, for spreadsheets",
  *write(report) {
    yield `${COLUMNS.map(([name]) => name).join(",")}\r\n`;
    for (const finding of findingsOf(report)) {
      yield `${COLUMNS.map(([, value]) => cell(value(finding))).join(",")}\r\n`;
    }
  },
};

function cell(value: string | number | undefined): string {
  const text = String(value ?? "");
  // A spreadsheet would run a text that begins so as a formula (https://owasp.org/www-community/attacks/CSV_Injection).
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
