import type { Command } from "../command";
import { audit } from "./audit";
import { baseline } from "./baseline";
import { config } from "./config";
import { report } from "./report";

/** The commands, in the order in which a user meets them. */
export const COMMANDS: readonly Command[] = [config, report, baseline, audit];
