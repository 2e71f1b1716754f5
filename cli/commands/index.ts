import type { Command } from "../command";
<<<<<<< HEAD
import { audit } from "./audit";
import { baseline } from "./baseline";
import { report } from "./report";

/** The commands, in the order in which a user meets them. */
export const COMMANDS: readonly Command[] = [report, baseline, audit];
=======
import { config } from "./config";

/** The commands, in the order in which a user meets them. */
export const COMMANDS: readonly Command[] = [config];
>>>>>>> main
