import { csv } from "./csv";
import type { Format } from "./format";
import { github } from "./github";
import { html } from "./html";
import { json } from "./json";
import { junit } from "./junit";
import { markdown, summary } from "./markdown";
import { codeScanning, sarif } from "./sarif";
import { terminal } from "./terminal";

export type { Format, FormatOptions } from "./format";

/** Every way to write a report, the default first. */
export const FORMATS: readonly Format[] = [
  terminal,
  html,
  json,
  csv,
  sarif,
  codeScanning,
  junit,
  markdown,
  summary,
  github,
];
