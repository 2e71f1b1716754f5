import { parseArgs } from "node:util";
import { isObject } from "../../../library";
import { JsonSyntaxError, parseJson } from "../../../profiles/json-text";
import { exportExceptions } from "../../../profiles/exceptions";
import { EXIT, UsageError, type Terminal } from "../../command";
import { readText } from "../../files";
import { today, type Subcommand } from "./subcommand";

export const exportExceptionsCommand: Subcommand = {
  name: "export-exceptions",
  help: `  config export-exceptions FILE [--urns STACK_EXPORT]...

    Prints the exemptions of a settings file as the key "exceptions" that newer Pulumi CLIs and Pulumi Cloud know. The
    engine takes no patterns, so the URNs of the stacks are needed; and exceptions in a file have no end. What cannot be
    said as an exception is told, and stays an exemption.

    --urns FILE   what "pulumi stack export" wrote of a stack; once for each stack

    Ends with 0 when every exemption could be written, 1 when some could not.
`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { urns: { type: "string", multiple: true, default: [] } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      throw new UsageError("name one settings file, such as policy-config.json");
    }
    const exported = await Promise.all(values.urns.map((one) => readJson(one, terminal)));
    const urns = exported.flatMap((one, index) => urnsOf(one, values.urns[index] ?? ""));
    const { exceptions, left } = exportExceptions(await readJson(file, terminal), { urns, today: today() });
    terminal.out(`${JSON.stringify({ exceptions }, undefined, 2)}\n`);
    left.forEach(({ exemption, reason }) => terminal.err(`${file}: ${exemption} is left out: ${reason}\n`));
    return left.length > 0 ? EXIT.found : EXIT.ok;
  },
};

async function readJson(file: string, terminal: Terminal): Promise<unknown> {
  try {
    return parseJson(await readText(file, terminal)).value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    const { line, column } = error.position;
    throw new UsageError(`${file}:${line}:${column}: this is not JSON: ${error.message}. ${error.fix}`);
  }
}

/** The URNs of a stack's state, as `pulumi stack export` has them: deployment.resources[].urn. */
function urnsOf(exported: unknown, file: string): readonly string[] {
  const deployment = isObject(exported) ? exported["deployment"] : undefined;
  const resources: unknown = isObject(deployment) ? deployment["resources"] : undefined;
  if (!Array.isArray(resources)) {
    throw new UsageError(`${file} is no stack: write it with "pulumi stack export --file ${file}"`);
  }
  return resources.flatMap((one: unknown) => {
    const urn = isObject(one) ? one["urn"] : undefined;
    return typeof urn === "string" ? [urn] : [];
  });
}
