/**
 * What sshd would use: the first value of a keyword wins, Match blocks count for some connections only, an Include stands
 * for the files that it names, in the order of their names (https://manpages.ubuntu.com/manpages/noble/man5/sshd_config.5.html).
 */
import { Undecided } from "../core";
import type { HostSetup } from "./host-setup";
import type { Line } from "./sed";
import { SSHD_CONFIG, SSHD_DROP_INS } from "./sshd-files";

/** The keywords that hardening is about. */
export type SshdKeyword =
  | "PermitRootLogin"
  | "PasswordAuthentication"
  | "PubkeyAuthentication"
  | "MaxAuthTries"
  | "ClientAliveInterval"
  | "ClientAliveCountMax";

export interface SshdSetting {
  readonly value: string;
  /** The file that it stands in. */
  readonly file: string;
}

interface Directive {
  readonly keyword: string;
  readonly value: string;
  readonly file: string;
  readonly isFromGuess: boolean;
}

const MAX_DEPTH = 8;
/** Files that include each other are not followed without end. */
const MAX_READS = 200;

/** The settings of sshd after the user data has run. */
export class SshdSettings {
  private readonly directives: readonly Directive[] | "unknown";
  private reads = 0;
  /** Whether files in sshd_config.d count: a main file that is replaced as a whole may not include them. */
  readsDropIns = false;

  constructor(private readonly setup: HostSetup) {
    this.directives = this.read(SSHD_CONFIG, 0);
  }

  /** Whether sshd does not run: nothing of it matters then. */
  get isOff(): boolean {
    const { setup } = this;
    return ["sshd", "ssh"].some((unit) => setup.stops(unit)) || setup.removed.has("openssh-server");
  }

  /** The setting that the user data makes; `undefined` for none. Throws `Undecided` when that cannot be told. */
  get(keyword: SshdKeyword): SshdSetting | undefined {
    return this.first(keyword, () => true);
  }

  /** Like `get`, without edits that only find what they search for in the default files of some systems. */
  getCertain(keyword: SshdKeyword): SshdSetting | undefined {
    return this.first(keyword, ({ isFromGuess }) => !isFromGuess);
  }

  private first(keyword: SshdKeyword, counts: (directive: Directive) => boolean): SshdSetting | undefined {
    if (this.directives === "unknown") {
      throw new Undecided(SSHD_CONFIG);
    }
    const wanted = keyword.toLowerCase();
    const found = this.directives.filter(counts).find((one) => one.keyword === wanted || isOpen(one.keyword));
    if (found && (isOpen(found.keyword) || isOpen(found.value))) {
      throw new Undecided(found.file);
    }
    return found;
  }

  private read(path: string, depth: number): readonly Directive[] | "unknown" {
    const content = this.setup.file(path) ?? [];
    if (content === "unknown" || ++this.reads > MAX_READS) {
      return "unknown";
    }
    const found: Directive[] = [];
    for (const line of content.filter(({ isGuess }) => !isGuess)) {
      const directive = directiveIn(line, path);
      if (directive?.keyword === "match") {
        return found;
      }
      if (directive?.keyword === "include" && depth < MAX_DEPTH) {
        this.readsDropIns ||= directive.value.startsWith(SSHD_DROP_INS);
        const included = this.included(directive.value).map((one) => this.read(one, depth + 1));
        if (included.includes("unknown")) {
          return "unknown";
        }
        found.push(...included.flatMap((one) => (one === "unknown" ? [] : one)));
      } else if (directive) {
        found.push(directive);
      }
    }
    return found;
  }

  /** The files of the user data that an Include names. A Match block in one ends with it. */
  private included(pattern: string): string[] {
    const [directory = "", end = ""] = pattern.startsWith("/") ? pattern.split("*") : `/etc/ssh/${pattern}`.split("*");
    const names = [...this.setup.files.keys()].filter(
      (name) => name.startsWith(directory) && name.endsWith(end) && !name.slice(directory.length).includes("/"),
    );
    return names.sort();
  }
}

/** A line as keyword and first argument. */
function directiveIn({ text, isFromGuess }: Line, file: string): Directive | undefined {
  const match = /^\s*([^\s#=]+)(?:\s*=\s*|\s+)"?([^\s"]*)/.exec(text) ?? /^\s*([$`][^\s#]*)()/.exec(text);
  const [, keyword = "", value = ""] = match ?? [];
  return match ? { keyword: keyword.toLowerCase(), value, file, isFromGuess } : undefined;
}

/** Whether a word holds something that the shell would have filled in. */
function isOpen(word: string): boolean {
  return /[$`]|\{\{/.test(word);
}

/** `90`, `5m` or `1h30m` in seconds (https://manpages.ubuntu.com/manpages/noble/man5/sshd_config.5.html). */
export function secondsIn(text: string): number | undefined {
  if (!/^(?:\d+[smhdw]?)+$/i.test(text)) {
    return undefined;
  }
  return [...text.matchAll(/(\d+)([smhdw]?)/gi)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (SECONDS[unit.toLowerCase()] ?? 1),
    0,
  );
}

const SECONDS: Readonly<Record<string, number | undefined>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
