/**
 * Buildspecs, as CodeBuild reads them
 * (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html).
 */
import type * as Yaml from "js-yaml";
import { Malformed, Value } from "../core";
import { commandsIn, effective, setsPipefail, type ShellCommand } from "./shell";

/** The phases that a buildspec may have; any other name is refused by CodeBuild. */
export const PHASES = ["install", "pre_build", "build", "post_build"] as const;

export type PhaseName = (typeof PHASES)[number];

/** A longer buildspec is not read; the API takes no request of this size. */
const MAX_TEXT = 1_000_000;
/** Lists in lists (from YAML anchors) are flattened; hostile ones that grow without end are not followed. */
const MAX_DEPTH = 8;
const MAX_LINES = 5_000;

/** One entry of `commands` or `finally`. */
export interface CommandLine {
  readonly at: Value;
  readonly text: string;
  readonly commands: readonly ShellCommand[];
}

export interface Phase {
  readonly name: string;
  readonly at: Value;
  readonly lines: readonly CommandLine[];
  /** Whether the build goes on when the phase fails. */
  readonly continuesOnFailure: boolean;
}

/** A variable that a buildspec's `env` section sets. */
export interface SpecVariable {
  readonly name: string;
  readonly source: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER";
  readonly value: Value;
}

/** Something that CodeBuild would refuse. */
export interface SpecProblem {
  readonly at: Value;
  readonly found: string;
}

/** A command of a phase, with what becomes of its failure. */
export interface PhaseCommand {
  readonly phase: Phase;
  readonly at: Value;
  readonly command: ShellCommand;
  /** Whether it runs and its failure fails the build. */
  readonly counts: boolean;
}

/** An inline buildspec. */
export class Buildspec {
  readonly problems: readonly SpecProblem[];
  readonly phases: readonly Phase[];
  readonly variables: readonly SpecVariable[];
  /** Names that the build hands on to the pipeline. */
  readonly exportedVariables: readonly Value[];
  /** Every command in command position, in order. */
  readonly commands: readonly PhaseCommand[];

  constructor(readonly document: Value) {
    const reader = new Reader(document);
    this.phases = reader.phases;
    this.problems = reader.problems;
    this.variables = readVariables(document.at("env"));
    this.exportedVariables = document.at("env", "exported-variables").list();
    // All phases run in one shell, so one may call what another one defines.
    const lasting = effective(
      this.phases
        .filter(({ continuesOnFailure }) => !continuesOnFailure)
        .flatMap(({ lines }) => lines.flatMap(({ commands }) => commands)),
    );
    this.commands = this.phases.flatMap((phase) =>
      phase.lines.flatMap(({ at, commands }) =>
        commands.map((command) => ({ phase, at, command, counts: lasting.has(command) })),
      ),
    );
  }

  phase(name: PhaseName): Phase | undefined {
    return this.phases.find((phase) => phase.name === name);
  }

  /** Whether it may only name other buildspecs, which stand elsewhere. */
  get isBatch(): boolean {
    return !this.document.at("batch").isAbsent;
  }

  /** Runtimes that the install phase asks for, such as `nodejs`. */
  get runtimes(): readonly string[] {
    return this.document.at("phases", "install", "runtime-versions").keys();
  }
}

/**
 * The buildspec that stands in a property. `undefined` when it stands in a file of the source or a bucket, or is too
 * large to be one. Throws `Undecided` when it is not known and `Malformed` when it is no YAML or JSON.
 */
export function readBuildspec(value: Value): Buildspec | undefined {
  const text = value.string();
  if (text === undefined) {
    return undefined;
  }
  if (!isInline(text) || text.length > MAX_TEXT) {
    return undefined;
  }
  return new Buildspec(new Value(value.owner, value.path, parse(text)));
}

/** Whether the text is a buildspec itself, not the path or ARN of a file. */
export function isInline(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.includes("\n") || trimmed.startsWith("{") || /^[\w"'-]+:(\s|$)/.test(trimmed);
}

function parse(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- half of all programs have no buildspec
  const yaml = require("js-yaml") as typeof Yaml;
  try {
    const merge = new yaml.Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (key) => key === "<<" });
    const schema = yaml.CORE_SCHEMA.extend({ implicit: [merge] });
    // `json` lets a repeated key win instead of throwing: what CodeBuild does with one is not documented.
    return yaml.load(text, { schema, json: true });
  } catch (error) {
    throw new Malformed("The buildspec", error instanceof yaml.YAMLException ? positionOf(error) : "at its depth");
  }
}

/** Where the parser gave up and why, without words of the document: they may be secret. */
function positionOf(error: Yaml.YAMLException): string {
  const reason = error.reason.replace(/["'!<&*].*$/s, "").trim();
  // Some parser errors carry no mark.
  const mark = error.mark as Yaml.Mark | undefined;
  const place = mark ? `at line ${mark.line + 1}, column ${mark.column + 1}` : "at its end";
  return reason === "" ? place : `${place}: ${reason}`;
}

function readVariables(env: Value): SpecVariable[] {
  const sections = [
    ["variables", "PLAINTEXT"],
    ["parameter-store", "PARAMETER_STORE"],
    ["secrets-manager", "SECRETS_MANAGER"],
  ] as const;
  return sections.flatMap(([section, source]) =>
    env
      .at(section)
      .entries()
      .map(([name, value]) => ({ name, source, value })),
  );
}

/** Reads phases and remembers what is wrong with them. */
class Reader {
  readonly problems: SpecProblem[] = [];
  readonly phases: Phase[];
  private hasPipefail = false;
  /** Entries seen, lists in lists counted too. */
  private visited = 0;

  constructor(document: Value) {
    this.phases = this.read(document);
  }

  private read(document: Value): Phase[] {
    if (!isMapping(document)) {
      this.problem(document, `The buildspec is ${kindOf(document)}, not a mapping with version and phases.`);
      return [];
    }
    const phases = document.at("phases");
    if (phases.isAbsent) {
      if (document.at("batch").isAbsent) {
        this.problem(document, "The buildspec has no phases.");
      }
      return [];
    }
    if (!isMapping(phases)) {
      this.problem(phases, `phases is ${kindOf(phases)}, not a mapping from phase names to commands.`);
      return [];
    }
    const entries = phases.entries();
    // In the order they run, not in the order of the alphabet.
    const known = PHASES.flatMap((name) => entries.filter(([key]) => key === name));
    entries
      .filter(([name]) => !isPhase(name))
      .forEach(([name, at]) => {
        this.problem(at, `"${name.slice(0, 40)}" is not a phase; CodeBuild knows ${PHASES.join(", ")}.`);
      });
    return known.map(([name, at]) => this.phase(name, at));
  }

  private phase(name: string, at: Value): Phase {
    if (!at.isAbsent && !isMapping(at)) {
      this.problem(at, `The phase is ${kindOf(at)}, not a mapping with commands.`);
    }
    const onFailure = at.at("on-failure").string() ?? "";
    const lines = [...this.lines(at.at("commands")), ...this.lines(at.at("finally"))];
    return { name, at, lines, continuesOnFailure: onFailure.toUpperCase() === "CONTINUE" };
  }

  private lines(commands: Value): CommandLine[] {
    if (isMapping(commands) && !commands.isAbsent) {
      this.problem(commands, "The commands are a mapping, not a list of texts.");
      return [];
    }
    const found: CommandLine[] = [];
    this.collect(commands, 0, found);
    return found;
  }

  private collect(commands: Value, depth: number, found: CommandLine[]): void {
    for (const at of commands.list()) {
      if (++this.visited > MAX_LINES) {
        return;
      }
      if (Array.isArray(at.raw) && at !== commands) {
        if (depth < MAX_DEPTH) {
          this.collect(at, depth + 1, found);
        }
      } else if (isMapping(at)) {
        this.problem(at, "The command is a mapping, not text; a command with a colon and a blank must be quoted.");
      } else if (!at.isAbsent) {
        found.push(this.line(at));
      }
    }
  }

  private line(at: Value): CommandLine {
    const text = at.string() ?? "";
    const commands = commandsIn(text, { pipefail: this.hasPipefail });
    this.hasPipefail ||= commands.some(setsPipefail);
    return { at, text, commands };
  }

  private problem(at: Value, found: string): void {
    if (this.problems.length < 20) {
      this.problems.push({ at, found });
    }
  }
}

function isPhase(name: string): name is PhaseName {
  return (PHASES as readonly string[]).includes(name);
}

function isMapping(value: Value): boolean {
  return typeof value.raw === "object" && value.raw !== null && !Array.isArray(value.raw);
}

function kindOf({ raw }: Value): string {
  if (raw === undefined || raw === null) {
    return "empty";
  }
  return Array.isArray(raw) ? "a list" : typeof raw === "string" ? "a text" : `a ${typeof raw}`;
}
