/**
 * Reads what the CLI wrote about runs with this pack into a report, line by line: what is kept grows with the findings, not with the
 * events. Nothing is left out in silence; what could not be read is among the report's problems.
 */
import { createReadStream, statSync } from "node:fs";
import { TextDecoder } from "node:util";
import { classify, type Document } from "./documents";
import { isEvent, isOtherEvent, parsed } from "./events";
import { Gatherer, type GatherOptions } from "./gather";
import { LineCutter } from "./lines";
import { readEarlierReport } from "./earlier";
import type { Problem, Report } from "./model";

/** Something to read. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer | string>;
  /** In bytes, when it is known. */
  readonly size?: number;
}

/** How to read, and whom to tell how far it is. */
export interface ReadOptions extends GatherOptions {
  /** Called after every chunk (64 KiB of a file). */
  readonly onProgress?: (progress: { readonly source: string; readonly bytes: number; readonly size?: number }) => void;
}

/** The longest line or document that is read, in bytes; policies' events are below 100 KiB, states of large stacks below 100 MiB. */
const LONGEST = 128 * 1024 * 1024;

/** @throws Error in words for the user when the file cannot be opened. */
export function fileSource(path: string, name = path): Source {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) {
    throw new Error(`There is no file ${name}.`);
  }
  if (stats.isDirectory()) {
    throw new Error(`${name} is a folder. Name the files with the events.`);
  }
  return { name, chunks: createReadStream(path), ...(stats.isFile() && { size: stats.size }) };
}

/** Reads all sources, one after the other. Never rejects because of what is in them. */
export async function readReport(sources: readonly Source[], options: ReadOptions = {}): Promise<Report> {
  const gatherer = new Gatherer(options);
  let withoutEvents: { readonly name: string; readonly isDigest: boolean } | undefined;
  let events = 0;
  for (const source of sources) {
    const reader = new SourceReader(source, gatherer);
    await reader.read(options.onProgress);
    events += reader.events;
    if (reader.hasDigest || reader.hasState) {
      withoutEvents ??= { name: source.name, isDigest: reader.hasDigest };
    }
  }
  if (events === 0 && withoutEvents) {
    const { name, isDigest } = withoutEvents;
    gatherer.problem({ source: name, text: isDigest ? DIGEST_ONLY : STATE_ONLY, incomplete: true });
  }
  return gatherer.report();
}

const DIGEST_ONLY =
  "This is the JSON of a preview without streaming: it has places of resources, and no word of policies. Run the preview with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true, or with --event-log FILE (and PULUMI_DEBUG_COMMANDS=true).";

const STATE_ONLY =
  "This is a stack's state: it has places of resources, and no word of policies. Give the events of a preview, or of pulumi policy analyze --json, as well.";

/** One source: tells lines from documents that span lines. */
class SourceReader {
  /** Events, and findings of earlier reports. */
  events = 0;
  hasDigest = false;
  hasState = false;
  private document: { readonly line: number; readonly parts: string[]; length: number } | undefined;
  private readonly foreign: { first: number | undefined; count: number } = { first: undefined, count: 0 };
  private lastForeign: { readonly line: number; readonly looksCut: boolean } | undefined;

  constructor(
    private readonly source: Source,
    private readonly gatherer: Gatherer,
  ) {}

  async read(onProgress: ReadOptions["onProgress"]): Promise<void> {
    const { name, chunks, size } = this.source;
    const cutter = new LineCutter(
      {
        skips: (beginning) => this.skips(beginning),
        line: (text, number) => this.line(text, number),
        tooLong: (number) => this.tooLong(number),
      },
      LONGEST,
    );
    let bytes = 0;
    let decoder: TextDecoder | undefined;
    try {
      for await (const chunk of chunks) {
        const raw = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
        if (bytes === 0) {
          decoder = utf16Decoder(raw);
          const unreadable = decoder ? undefined : unreadableText(raw);
          if (unreadable !== undefined) {
            this.problem(unreadable);
            return;
          }
        }
        bytes += raw.length;
        cutter.feed(decoder ? Buffer.from(decoder.decode(raw, { stream: true })) : raw);
        onProgress?.({ source: name, bytes, ...(size !== undefined && { size }) });
      }
    } catch (error) {
      this.problem(`It could not be read to its end (${codeOf(error)}).`);
    }
    cutter.end();
    this.end(bytes);
  }

  private skips(beginning: string): boolean {
    const skipped = !this.document && isOtherEvent(beginning);
    this.events += skipped ? 1 : 0;
    return skipped;
  }

  private line(raw: string, number: number): void {
    // Windows ends lines with a carriage return and begins files with a mark.
    const text = raw.replace(/^\uFEFF/, "").trimEnd();
    if (this.document) {
      this.continueDocument(text, number);
    } else if (text === "{" || text === "[") {
      this.document = { line: number, parts: [text], length: 1 };
    } else if (text.startsWith("{") || text.startsWith("[")) {
      this.value(text, number);
    } else if (text !== "") {
      this.foreignLine(number, false);
    }
  }

  /** The CLI indents documents that span lines, so the bracket that closes one stands at the beginning of its line. */
  private continueDocument(text: string, number: number): void {
    const { document } = this;
    if (!document) {
      return;
    }
    document.length += text.length;
    if (document.length <= LONGEST) {
      document.parts.push(text);
    } else {
      document.parts.length = 0;
    }
    if (text !== "}" && text !== "]") {
      return;
    }
    this.document = undefined;
    if (document.length > LONGEST) {
      this.tooLong(document.line);
    } else {
      this.value(document.parts.join("\n"), document.line, number);
    }
  }

  private value(text: string, number: number, end = number): void {
    const value = parsed(text);
    if (value === undefined) {
      this.foreignLine(end, true);
    } else if (isEvent(value)) {
      this.events++;
      this.gatherer.event(this.source.name, value);
    } else {
      this.use(classify(value), number);
    }
  }

  private use(document: Document, number: number): void {
    switch (document.kind) {
      case "events":
        this.events += document.events.length;
        document.events.forEach((event) => this.gatherer.event(this.source.name, event));
        return;
      case "report": {
        const read = readEarlierReport(document.value);
        if (typeof read === "string") {
          this.problem(read, number);
          return;
        }
        this.events++;
        this.gatherer.earlier(read);
        return;
      }
      case "digest":
        this.hasDigest = true;
        this.gatherer.places(document.positions);
        return;
      case "state":
        this.hasState = true;
        this.gatherer.places(document.positions);
        return;
      case "unknown":
        this.foreignLine(number, false);
    }
  }

  private foreignLine(line: number, looksCut: boolean): void {
    this.foreign.first ??= line;
    this.foreign.count++;
    this.lastForeign = { line, looksCut };
  }

  private tooLong(line: number): void {
    this.problem(`This line is longer than ${LONGEST / 1024 / 1024} MiB and was left out.`, line);
  }

  private end(bytes: number): void {
    const { document, foreign } = this;
    this.gatherer.endSource(this.source.name);
    if (document) {
      this.problem("A JSON document begins here and has no end: the file was cut off. Write it again.", document.line);
      return;
    }
    if (bytes === 0) {
      this.problem("It is empty. The run wrote no events: see what the CLI printed.");
      return;
    }
    if (this.events === 0 && !this.hasDigest && !this.hasState) {
      this.problem(
        "It has no events of the Pulumi engine. Give the file of pulumi preview --event-log, or what pulumi preview --json (with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true), pulumi up --json or pulumi policy analyze --json printed.",
      );
      return;
    }
    if (foreign.first === undefined) {
      return;
    }
    const looksCut = this.lastForeign?.looksCut === true;
    const lines =
      foreign.count === 1
        ? "This line is no event and was"
        : `${foreign.count} lines from here on are no events and were`;
    this.problem(
      `${lines} left out.${looksCut ? " The last of them is cut off in its middle: write the file again." : ""}`,
      foreign.first,
      looksCut,
    );
  }

  private problem(text: string, line?: number, incomplete = true): void {
    const problem: Problem = { source: this.source.name, text, incomplete, ...(line !== undefined && { line }) };
    this.gatherer.problem(problem);
  }
}

/** What PowerShell writes with `>`. */
function utf16Decoder(beginning: Buffer): TextDecoder | undefined {
  return beginning[0] === 0xff && beginning[1] === 0xfe ? new TextDecoder("utf-16le") : undefined;
}

function unreadableText(beginning: Buffer): string | undefined {
  if (beginning[0] === 0x1f && beginning[1] === 0x8b) {
    return "It is compressed with gzip. Unpack it first, or pipe it: gunzip -c FILE | npx aws-security-baseline report -";
  }
  return beginning.includes(0) ? "It is not text, so it has no events." : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
