import { Readable } from "node:stream";
import { main } from "../../cli/main";

/** What a command said, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as its bin does, in a folder, with nothing of this process's environment. */
export async function run(
  args: readonly string[],
  folder: string,
  { stdin = "", environment = {} }: { readonly stdin?: string; readonly environment?: Record<string, string> } = {},
): Promise<Ran> {
  const said = { out: "", err: "" };
  const code = await main(args, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    stdin: Readable.from([Buffer.from(stdin)]),
    environment,
    folder,
    columns: undefined,
  });
  return { code, ...said };
}
