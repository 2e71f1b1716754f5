/**
 * Puts the compiled pack into two files: Node reads 2 files instead of 250 (measured: 20 ms of start-up instead of 45 for every
 * hundred modules). Packages stay outside, since the SDK must not be loaded twice; so do the big tables of AWS
 * facts, which are read when a program first needs them. Names are kept: findings about a failed check name functions.
 *
 *     node dist/scripts/bundle.js     writes dist/library.js, and dist/pack.js, which serves it and which package.json names
 */
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { packageRoot } from "../testing/analyzer";

/** Modules of aws/data that aws/ requires lazily stay files of their own. */
const tablesOutside: Plugin = {
  name: "tables-outside",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/data\// }, ({ path, kind }) =>
      kind === "require-call" ? { path: `./aws/${path.slice("./".length)}`, external: true } : undefined,
    );
  },
};

/** The library is one module, with one state, for the pack, the commands and users' own packs. */
const libraryOutside: Plugin = {
  name: "library-outside",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/library$/ }, () => ({ path: "./library.js", external: true }));
  },
};

const root = packageRoot();

function bundle(entry: string, out: string, plugins: Plugin[]): Promise<unknown> {
  return build({
    entryPoints: [join(root, entry)],
    outfile: join(root, "dist", out),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    keepNames: false,
    plugins,
    logLevel: "warning",
  });
}

Promise.all([
  bundle("library.ts", "library.js", [tablesOutside]),
  bundle("index.ts", "pack.js", [libraryOutside]),
]).catch(() => {
  process.exitCode = 1;
});
