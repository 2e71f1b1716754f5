import type { Command } from "../command";
import { config } from "./config";

/** The commands, in the order in which a user meets them. */
export const COMMANDS: readonly Command[] = [config];
