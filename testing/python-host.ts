import { spawnSync } from "node:child_process";

/** Whether an interpreter (PULUMI_PYTHON or python3 by default) can import what a program needs. */
export function hasPythonSdk(
  python: string = process.env["PULUMI_PYTHON"] ?? "python3",
  modules: readonly string[] = ["pulumi", "pulumi_aws"],
): boolean {
  return spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0;
}

/**
 * Runs a Pulumi program in Python against the monitor whose address the environment names. It is text, given to the
 * interpreter on its command line, so that it is there wherever the compiled package is.
 */
export const PYTHON_HOST = `
import asyncio, json, os, runpy, sys, traceback
try:
    import pulumi
except ImportError as missing:
    sys.stderr.write("%s cannot import the Pulumi SDK (%s).\\n" % (sys.executable, missing))
    sys.exit(64)
run = json.loads(os.environ["PREVIEW_RUN"])
pulumi.runtime.set_all_config(run["config"], run["secretKeys"])
pulumi.runtime.configure(pulumi.runtime.Settings(
    monitor=run["address"], engine=run["address"], project=run["project"], stack=run["stack"],
    parallel=16, dry_run=run["dryRun"], organization=run["organization"], root_directory=run["root"]))
os.chdir(run["program"])
entry = os.path.join(run["program"], "__main__.py")
sys.path.insert(0, run["program"])
sys.argv = [entry]
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
code = 1
try:
    loop.run_until_complete(pulumi.runtime.run_in_stack(lambda: runpy.run_path(entry, run_name="__main__")))
    code = 0
except pulumi.RunError as error:
    pulumi.log.error(str(error))
except Exception:
    pulumi.log.error("Program failed with an unhandled exception:\\n" + traceback.format_exc())
sys.stdout.flush()
sys.stderr.flush()
os._exit(code)
`;
