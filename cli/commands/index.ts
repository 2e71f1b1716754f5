import type { Command } from "../command";

/** The commands, in the order in which a user meets them. */
export const COMMANDS: readonly Command[] = [];
