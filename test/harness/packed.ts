/** The package as `npm pack` makes it, and what an install of it brings, without asking a registry in every test run. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../../testing/analyzer";

/** Runs npm in a folder and returns what it prints. */
export function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", [...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Packs the compiled package into a folder and unpacks it there. */
export function packInto(folder: string): { readonly tarball: string; readonly unpacked: string } {
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  const tarball = join(folder, npm(args, packageRoot()).trim());
  execFileSync("tar", ["xzf", tarball, "-C", folder]);
  return { tarball, unpacked: join(folder, "package") };
}

/** Puts into a folder the node_modules that `npm install --production` of the lock file's versions would put there. */
export function installProduction(folder: string): void {
  for (const [path, { dev = false }] of Object.entries(lockedPackages())) {
    const isTopLevel = path.lastIndexOf("node_modules/") === 0;
    const installed = join(packageRoot(), path);
    if (!isTopLevel || dev || !existsSync(installed)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(installed, join(folder, path), "dir");
  }
}

function lockedPackages(): Record<string, { readonly dev?: boolean }> {
  const lock: unknown = JSON.parse(readFileSync(join(packageRoot(), "package-lock.json"), "utf8"));
  return (lock as { packages: Record<string, { readonly dev?: boolean }> }).packages;
}
