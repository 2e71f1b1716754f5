import type { Report } from "../model";

/** What a format may know besides the report. */
export interface FormatOptions {
  /** Columns to fill; undefined where lines may be as long as they are. */
  readonly columns: number | undefined;
  /** Whether the output is a terminal that shows colours. */
  readonly color: boolean;
  /** The folder of Pulumi.yaml, for formats that look into the program's files. */
  readonly folder: string;
  /** A report to compare with. */
  readonly earlier?: Report;
}

/** A way to write a report. */
export interface Format {
  /** What `--format` calls it. */
  readonly name: string;
  /** Of its files, without a dot. */
  readonly extension: string;
  /** One line in the help. */
  readonly summary: string;
  /** The text in parts, so that a long report need not be in memory twice. Ends with a newline, unless it is empty. Writes nothing by itself. */
  write(report: Report, options: FormatOptions): Iterable<string> | AsyncIterable<string>;
}
