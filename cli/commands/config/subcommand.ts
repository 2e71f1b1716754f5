import { dayOf } from "../../../library";
import type { Command } from "../../command";

/** A part of `config`, with its own arguments and its own part of the help. */
export type Subcommand = Pick<Command, "name" | "help" | "run">;

/** The day on which a command runs, as YYYY-MM-DD: exemptions end by it. UTC, as in a preview. */
export function today(): string {
  return dayOf(new Date());
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
