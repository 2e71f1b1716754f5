import { csv } from "./csv";
import type { Format } from "./format";
import { html } from "./html";
import { json } from "./json";
import { terminal } from "./terminal";

export type { Format, FormatOptions } from "./format";

/** Every way to write a report, the default first. */
export const FORMATS: readonly Format[] = [terminal, html, json, csv];
