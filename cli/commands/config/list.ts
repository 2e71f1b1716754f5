import { parseArgs } from "node:util";
import { PROFILES } from "../../../profiles";
import { EXIT } from "../../command";
import type { Subcommand } from "./subcommand";

export const list: Subcommand = {
  name: "list",
  help: `  config list

    Lists the profiles. Each is a file too: node_modules/aws-security-baseline/profiles/<name>.json
`,
  run(args, terminal) {
    parseArgs({ args: [...args], options: {} });
    const width = Math.max(...PROFILES.map(({ name }) => name.length));
    PROFILES.forEach(({ name, summary }) => terminal.out(`${name.padEnd(width)}  ${summary}\n`));
    return Promise.resolve(EXIT.ok);
  },
};
