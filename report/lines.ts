/** Cuts a stream of bytes into lines without ever holding more than one, and not even that where it says nothing. */

/** What is done with lines. Numbers count from 1. */
export interface LineHandler {
  /** Whether a line that begins so (up to 120 bytes) need not be read. */
  skips(beginning: string): boolean;
  line(text: string, number: number): void;
  /** A line longer than the limit, which is left out. */
  tooLong(number: number): void;
}

const NEWLINE = 0x0a;
const BEGINNING = 120;

/** Feed it chunks as they come, then call `end`. */
export class LineCutter {
  private parts: Buffer[] = [];
  private length = 0;
  private number = 1;
  /** The line at hand is left out: the handler skips it, or it is too long. */
  private dropping = false;

  /** @param limit The longest line that is read, in bytes. */
  constructor(
    private readonly handler: LineHandler,
    private readonly limit: number,
  ) {}

  feed(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.add(chunk.subarray(start, end));
      this.finishLine();
      start = end + 1;
    }
    this.add(chunk.subarray(start));
  }

  /** The last line may lack its newline. */
  end(): void {
    if (this.length > 0) {
      this.finishLine();
    }
  }

  private add(part: Buffer): void {
    if (part.length === 0 || this.dropping) {
      return;
    }
    const before = this.length;
    this.length += part.length;
    this.parts.push(part);
    if (before < BEGINNING && this.length >= BEGINNING && this.handler.skips(this.beginning())) {
      this.drop();
      return;
    }
    if (this.length > this.limit) {
      this.handler.tooLong(this.number);
      this.drop();
    }
  }

  private beginning(): string {
    return Buffer.concat(this.parts, Math.min(this.length, BEGINNING)).toString("latin1");
  }

  private drop(): void {
    this.dropping = true;
    this.parts = [];
  }

  private finishLine(): void {
    if (!this.dropping && this.length > 0) {
      const [only] = this.parts;
      const bytes = this.parts.length === 1 && only ? only : Buffer.concat(this.parts, this.length);
      this.handler.line(bytes.toString("utf8"), this.number);
    }
    this.parts = [];
    this.length = 0;
    this.dropping = false;
    this.number++;
  }
}
