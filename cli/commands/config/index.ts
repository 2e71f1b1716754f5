import { nearest } from "../../../library";
import { EXIT, UsageError, type Command } from "../../command";
import { build } from "./build";
import { check } from "./check";
import { exportExceptionsCommand } from "./export-exceptions";
import { list } from "./list";
import type { Subcommand } from "./subcommand";

const SUBCOMMANDS: readonly Subcommand[] = [check, build, list, exportExceptionsCommand];

/** `config`: settings files (--policy-pack-config) are checked, made of profiles, and the profiles listed. */
export const config: Command = {
  name: "config",
  summary: "Checks a settings file, or makes one of profiles.",
  help: [
    "Settings files, as `pulumi preview --policy-pack-config FILE` takes them.\n",
    ...SUBCOMMANDS.map(({ help }) => help),
  ].join("\n"),
  async run([name, ...args], terminal) {
    const names = SUBCOMMANDS.map((one) => one.name);
    const subcommand = SUBCOMMANDS.find((one) => one.name === name);
    if (subcommand) {
      return subcommand.run(args, terminal);
    }
    if (name === undefined) {
      terminal.err(this.help);
      return EXIT.usage;
    }
    const near = nearest(name, names);
    throw new UsageError(
      `there is no "config ${name}"; ${near ? `did you mean "config ${near}"?` : `there are ${names.join(", ")}`}`,
    );
  },
};
