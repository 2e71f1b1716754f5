/** What commands of the Pulumi CLI do, read from their words (https://www.pulumi.com/docs/iac/cli/commands/). */
import type { ShellCommand } from "./shell";

/** Global options that take a value as the next word. */
const WITH_VALUE = new Set([
  ...["-C", "--cwd", "--color", "-v", "--verbose", "--profiling", "--tracing", "--memprofilerate"],
  ...["-s", "--stack", "--otel-traces"],
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["update", "up"],
  ["pre", "preview"],
]);

/** A call of the Pulumi CLI: `pulumi -C infra stack select dev` has `words` `stack`, `select`, `dev`. */
export interface PulumiCall {
  readonly command: ShellCommand;
  /** Subcommand, sub-subcommand and arguments; aliases are resolved. Options are left out. */
  readonly words: readonly string[];
}

/** The call that a command makes; `undefined` for other programs. */
export function pulumiCall(command: ShellCommand): PulumiCall | undefined {
  if (command.program !== "pulumi" && command.program !== "pulumi.exe") {
    return undefined;
  }
  const words: string[] = [];
  for (let index = 0; index < command.args.length; index++) {
    const arg = command.args[index] ?? "";
    if (WITH_VALUE.has(arg)) {
      index++;
    } else if (!arg.startsWith("-")) {
      words.push(words.length === 0 ? (ALIASES.get(arg) ?? arg) : arg);
    }
  }
  return { command, words };
}

/** Whether a call does what it is named for, not only prints how it is used. */
export function isRun(call: PulumiCall, ...words: string[]): boolean {
  const isHelp = call.command.args.some((arg) => arg === "--help" || arg === "-h");
  return !isHelp && words.every((word, index) => call.words[index] === word);
}

/** Whether a call prepares the stack: logs in, selects or makes a stack, sets configuration. */
export function isConfiguring(call: PulumiCall): boolean {
  return (
    isRun(call, "login") || isRun(call, "stack", "select") || isRun(call, "stack", "init") || isRun(call, "config")
  );
}

/** Where a login leads: a self-managed backend, Pulumi Cloud by OIDC, or Pulumi Cloud (or a host like it) by token. */
export type Login = "self-managed" | "oidc" | "token" | "unknown";

/** What a `pulumi login` uses; `undefined` for other calls. */
export function loginOf(call: PulumiCall): Login | undefined {
  if (!isRun(call, "login")) {
    return undefined;
  }
  const { args } = call.command;
  if (args.some((arg) => arg.startsWith("--oidc-"))) {
    return "oidc";
  }
  if (args.some((arg) => arg === "--local" || arg === "-l")) {
    return "self-managed";
  }
  const option = args.find((arg) => arg.startsWith("--cloud-url="))?.slice("--cloud-url=".length);
  const url = option ?? call.words[1] ?? args.find((_, index) => ["-c", "--cloud-url"].includes(args[index - 1] ?? ""));
  return url === undefined ? "token" : backendOf(url);
}

/** What the URL of a backend stands for (https://www.pulumi.com/docs/iac/concepts/state-and-backends/). */
export function backendOf(url: string): Login {
  if (/^(s3|gs|azblob|file|postgres|postgresql):/i.test(url)) {
    return "self-managed";
  }
  return /^https?:/i.test(url) ? "token" : "unknown";
}
