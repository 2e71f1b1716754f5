/**
 * What user data does to a Linux host: the files that it writes and edits, the packages that it installs, the units of
 * systemd that it enables. Commands are read, never executed; what a command of which nothing is known does to a file that
 * matters makes the file unknown.
 */
import { posix } from "node:path";
import { isObject, matchesGlob } from "../core";
import { gunzip, isGzip } from "./gzip";
import { lastAnswer } from "./last-answer";
import { Effort, readSed, type Line } from "./sed";
import { isShellName, MAX_SCRIPT } from "./shell";
import { runScript, type RunCommand, type RunRedirect } from "./shell-run";
import { SSHD_CONFIG, SSHD_DEFAULT, SSHD_DROP_INS } from "./sshd-files";
import { parseYaml, type UserData } from "./user-data";

/** The lines of a file; `unknown` when something wrote to it that cannot be seen. */
export type FileContent = readonly Line[] | "unknown";

export type Family = "debian" | "fedora";

/** Where automatic updates are set: https://man7.org/linux/man-pages/man8/dnf-automatic.8.html */
export const DNF_AUTOMATIC = "/etc/dnf/automatic.conf";
/** https://wiki.debian.org/UnattendedUpgrades */
export const APT_CONF = "/etc/apt/apt.conf.d";

/** The part of the default file that counts; it comes with the package. */
const DNF_DEFAULT = "[commands]\nupgrade_type = default\ndownload_updates = yes\napply_updates = no\n[emitters]";

/** Files that decide something; an edit of one that cannot be read leaves open what is in it. */
const WATCHED = [SSHD_CONFIG, DNF_AUTOMATIC, APT_CONF];

const MAX_SCRIPTS_IN_SCRIPTS = 5;
const MAX_SCRIPTS = 30;
const MAX_FILE_LINES = 2_000;
/** Steps of matching that edits may take together; a line that is written counts as some. */
const MAX_EFFORT = 30_000_000;
const COST_OF_LINE = 50;

/** What user data makes of a host. */
export class HostSetup {
  readonly files = new Map<string, FileContent>();
  /** Packages that it installs, as they are named. */
  readonly packages = new Set<string>();
  /** Packages that it would install if somebody answered the question. */
  readonly asked = new Set<string>();
  readonly removed = new Set<string>();
  /** Units, without `.service`: whether they start at boot. */
  readonly enabled = new Map<string, boolean>();
  readonly masked = new Set<string>();
  /** Programs that it runs, without their paths. */
  readonly called = new Set<string>();
  /** Whether it runs something that does not stand in it. */
  runsUnseen = false;
  /** Whether it has a cloud-config that is no mapping in YAML: cloud-init leaves that out. */
  hasBrokenConfig = false;
  family: Family | undefined;
  readonly effort = new Effort(MAX_EFFORT);

  file(path: string): FileContent | undefined {
    const known = this.files.get(path);
    if (known !== undefined) {
      return known;
    }
    if (path === SSHD_CONFIG) {
      return SSHD_DEFAULT;
    }
    return path === DNF_AUTOMATIC && this.has("dnf-automatic") ? linesOf(DNF_DEFAULT) : undefined;
  }

  /** Whether a package is installed, whatever version of it or part is named. */
  has(name: string): boolean {
    return [...this.packages].some((one) => isPackage(one, name));
  }

  /** Whether a unit starts at boot because the user data says so. */
  starts(unit: string): boolean {
    return this.enabled.get(unit) === true && !this.masked.has(unit);
  }

  /** Whether the user data keeps a unit from starting at boot. */
  stops(unit: string): boolean {
    return this.enabled.get(unit) === false || this.masked.has(unit);
  }

  write(path: string, content: FileContent, appends: boolean): void {
    const before = appends ? (this.file(path) ?? []) : [];
    const all = before === "unknown" || content === "unknown" ? "unknown" : [...before, ...content];
    const isReadable = all.length <= MAX_FILE_LINES && this.effort.spend(all.length * COST_OF_LINE);
    this.files.set(path, isReadable ? all : "unknown");
  }

  install(names: readonly string[], family: Family | undefined): void {
    names.forEach((name) => {
      this.family ??= family ?? FAMILIES.find(([own]) => isPackage(name, own))?.[1];
      this.packages.add(posix.basename(name));
      this.removed.delete(name);
    });
  }

  remove(names: readonly string[]): void {
    for (const name of names) {
      this.removed.add(name);
      [...this.packages].filter((one) => isPackage(one, name)).forEach((one) => this.packages.delete(one));
    }
  }

  /** Units that come with a package can be enabled once it is there. */
  enable(unit: string, isEnabled: boolean): void {
    const owner = UNIT_OWNERS.find((name) => isPackage(unit, name));
    if (!isEnabled || owner === undefined || this.has(owner)) {
      this.enabled.set(unit, isEnabled);
    }
  }
}

/** Packages that only one family has. */
const FAMILIES: readonly (readonly [string, Family])[] = [
  ["dnf-automatic", "fedora"],
  ["unattended-upgrades", "debian"],
];

/** Packages whose units bear their name. */
const UNIT_OWNERS = ["dnf-automatic", "fail2ban"];

function isPackage(text: string, name: string): boolean {
  return text === name || (text.startsWith(name) && /^[-=.:]/.test(text.slice(name.length)));
}

/** What the user data does, in the order in which cloud-init does it. */
export const setupOf = lastAnswer((userData: UserData): HostSetup => {
  const setup = new HostSetup();
  const runner = new Runner(setup);
  const configs = userData.parts.filter(({ kind }) => kind === "config").map(({ text }) => parseYaml(text));
  setup.hasBrokenConfig = configs.some((config) => !isObject(config) && config !== null);
  const config = mergedConfig(configs.filter(isObject));
  const files = listOf(config["write_files"]).filter(isObject);
  const hooks = userData.parts.filter(({ kind }) => kind === "boothook");
  // Stages: https://cloudinit.readthedocs.io/en/latest/explanation/boot.html, with the modules of each stage in
  // https://github.com/canonical/cloud-init/blob/main/config/cloud.cfg.tmpl
  hooks.forEach(({ text }) => runner.script(text));
  runner.commands(listOf(config["bootcmd"]));
  files.filter((file) => !isTrue(file["defer"])).forEach((file) => writeFile(setup, file));
  setPasswordLogin(setup, config["ssh_pwauth"]);
  setup.install(listOf(config["packages"]).flatMap(packagesIn), undefined);
  files.filter((file) => isTrue(file["defer"])).forEach((file) => writeFile(setup, file));
  const scripts = userData.parts
    .filter(({ kind }) => kind === "script")
    .map(({ name, text }) => ({ name, run: () => runner.script(text) }));
  const runcmd = { name: "runcmd", run: () => runner.commands(listOf(config["runcmd"])) };
  [...scripts, runcmd].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).forEach(({ run }) => run());
  return setup;
});

// --- cloud-config: https://cloudinit.readthedocs.io/en/latest/reference/modules.html

/** Later parts overrule earlier ones key by key: https://cloudinit.readthedocs.io/en/latest/reference/merging.html */
function mergedConfig(configs: readonly Record<string, unknown>[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const config of configs) {
    const isAppended = JSON.stringify(config["merge_how"] ?? config["merge_type"] ?? "").includes("append");
    for (const [key, value] of Object.entries(config)) {
      merged[key] = isAppended && Array.isArray(value) ? [...listOf(merged[key]), ...listOf(value)] : value;
    }
  }
  return merged;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]).slice(0, 1_000) : [];
}

/** Booleans of YAML 1.1, which cloud-init reads. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === "string" && /^(?:true|yes|on|1)$/i.test(value));
}

function writeFile(setup: HostSetup, file: Record<string, unknown>): void {
  const { path, content, encoding, source } = file;
  if (typeof path !== "string") {
    return;
  }
  const text = typeof content === "string" ? decodedContent(content, typeof encoding === "string" ? encoding : "") : "";
  setup.write(
    posix.resolve("/", path),
    text === undefined || isObject(source) ? "unknown" : linesOf(text),
    isTrue(file["append"]),
  );
}

function decodedContent(content: string, encoding: string): string | undefined {
  const bytes = /b(?:ase)?64/.test(encoding)
    ? Buffer.from(content, "base64")
    : Buffer.from(content, /gz/.test(encoding) ? "latin1" : "utf8");
  return (isGzip(bytes) && encoding.includes("gz") ? gunzip(bytes, MAX_SCRIPT) : bytes)?.toString("utf8");
}

/** https://cloudinit.readthedocs.io/en/latest/reference/modules.html#set-passwords */
function setPasswordLogin(setup: HostSetup, value: unknown): void {
  if (value === undefined || value === null || value === "unchanged" || value === "") {
    return;
  }
  setup.write(
    `${SSHD_DROP_INS}/50-cloud-init.conf`,
    linesOf(`PasswordAuthentication ${isTrue(value) ? "yes" : "no"}`),
    true,
  );
}

/** `name`, `[name, version]` or `{ apt: [...] }`. */
function packagesIn(item: unknown): string[] {
  if (isObject(item)) {
    return Object.values(item).flatMap((list) => listOf(list).flatMap(packagesIn));
  }
  const name: unknown = Array.isArray(item) ? item[0] : item;
  return typeof name === "string" ? [name] : [];
}

/** Text as lines of a file that the program wrote. */
export function linesOf(text: string): Line[] {
  const lines = text.split("\n");
  return (lines.at(-1) === "" ? lines.slice(0, -1) : lines).map((one) => ({
    text: one,
    isGuess: false,
    isFromGuess: false,
  }));
}

// --- commands

class Runner {
  private directory = "/";
  private depth = 0;
  private scripts = 0;

  constructor(private readonly setup: HostSetup) {}

  script(text: string, args: readonly string[] = []): void {
    if (this.depth === 0) {
      this.directory = "/";
    } else if (this.depth >= MAX_SCRIPTS_IN_SCRIPTS || ++this.scripts > MAX_SCRIPTS) {
      return;
    }
    this.depth++;
    runScript(
      text,
      (command) => {
        this.command(command);
      },
      args,
    );
    this.depth--;
  }

  /** The entries of runcmd or bootcmd, of which cloud-init makes one script: lines of shell, or programs with their words. */
  commands(entries: readonly unknown[]): void {
    const lines = entries.flatMap((entry) => {
      const words: unknown = Array.isArray(entry) ? entry.map((word) => quoted(String(word))).join(" ") : entry;
      return typeof words === "string" ? words : [];
    });
    this.script(lines.join("\n"));
  }

  private command(command: RunCommand): void {
    this.setup.called.add(command.program);
    const output = outputRedirect(command);
    if (output) {
      this.setup.write(this.path(output.target), this.output(command), /^(?:&?>>)$/.test(output.operator));
    }
    const known = COMMANDS[command.program];
    if (known) {
      known(this.setup, command, this);
    } else if (command.program === "cd") {
      this.directory = this.path(command.args[0] ?? "/root");
    } else if (!this.runsKnown(command)) {
      this.unknown(command);
    }
  }

  /** A script that the user data wrote itself, or that comes through a pipe. */
  private runsKnown(command: RunCommand): boolean {
    const { program, path, args, producers } = command;
    const isReader = isShellName(program) || program === "source" || program === ".";
    if (isReader && args.some((arg) => /^-[a-z]*c$/.test(arg))) {
      // What it runs is told by itself, unless it fetches that.
      return !args.some((arg) => /\$\((?:curl|wget)\b/.test(arg));
    }
    const [file, ...rest] = isReader ? args.filter((arg) => !/^[-+]/.test(arg)) : [path, ...args];
    if (file === undefined) {
      const piped = this.outputs(producers);
      return piped !== "unknown" && this.content(piped, []);
    }
    const content = this.setup.files.get(this.path(file));
    return content !== undefined && content !== "unknown" && this.content(content, rest);
  }

  private content(lines: readonly Line[], args: readonly string[]): true {
    this.script(lines.map(({ text }) => text).join("\n"), args);
    return true;
  }

  private unknown({ program, path, args }: RunCommand): void {
    this.setup.runsUnseen ||= UNSEEN.test(program) || isShellName(program) || path.includes("/");
    for (const arg of HARMLESS.has(program) ? [] : args) {
      WATCHED.filter((file) => arg.includes(file)).forEach((file) => {
        const named = /\/etc\/[\w./-]+/.exec(arg.slice(arg.indexOf(file)))?.[0] ?? file;
        this.setup.files.set(named === APT_CONF ? `${APT_CONF}/unknown` : named, "unknown");
      });
    }
  }

  path(name: string): string {
    return posix.resolve(this.directory, name);
  }

  /** What a command writes to its output, where that can be told. */
  output(command: RunCommand): FileContent {
    const { program, args } = command;
    if (SILENT.has(program)) {
      return [];
    }
    switch (program) {
      case "echo":
        return linesOf(echoed(args));
      case "printf":
        return linesOf(printed(args));
      case "cat":
      case "tee":
        return program === "cat" && args.some(isOperand) ? this.all(args.filter(isOperand)) : this.input(command);
      case "sed": {
        const call = readSed(args);
        const input = call.files.length > 0 ? this.all(call.files) : this.input(command);
        return input === "unknown" ? input : (call.edit(input, this.setup.effort) ?? "unknown");
      }
      default:
        return "unknown";
    }
  }

  private outputs(commands: readonly RunCommand[]): FileContent {
    return joined(commands.map((command) => this.output(command)));
  }

  private all(names: readonly string[]): FileContent {
    return joined(names.map((name) => this.setup.file(this.path(name)) ?? "unknown"));
  }

  /** What a command reads: a here document, a here string, a file or a pipe. */
  input({ redirects, producers }: RunCommand): FileContent {
    const last = redirects.filter(({ operator }) => operator.startsWith("<")).at(-1);
    if (last?.operator === "<") {
      return this.all([last.target]);
    }
    if (last) {
      return linesOf(last.body ?? last.target);
    }
    return producers.length > 0 ? this.outputs(producers) : "unknown";
  }
}

function joined(contents: readonly FileContent[]): FileContent {
  const known = contents.filter((one) => one !== "unknown");
  return known.length < contents.length ? "unknown" : known.flat();
}

/** Programs that run or fetch and run what does not stand in the user data. */
const UNSEEN = /^(?:ansible.*|puppet|chef-.*|salt-.*|python[\d.]*|ruby|perl|node|source|\.|cfn-init|eval|pwsh|make)$/;

/** Programs that only look at files, or change what is no content. */
const HARMLESS = new Set(
  "chmod chown chgrp chattr restorecon chcon ls stat grep egrep fgrep head tail wc diff test [ [[ sshd logger touch mkdir md5sum sha256sum echo printf cat less more awk cut sort true : visudo systemctl source . ssh-keygen setfacl dos2unix find".split(
    " ",
  ),
);

/** Programs that write nothing to their output. */
const SILENT = new Set(["", "true", "false", ":", "[", "[[", "test", "set", "cd", "sleep", "mkdir", "chmod", "chown"]);

type Effect = (setup: HostSetup, command: RunCommand, runner: Runner) => void;

const COMMANDS: Readonly<Record<string, Effect | undefined>> = {
  __proto__: null as never,
  tee: (setup, command, runner) => {
    const appends = command.args.some((arg) => arg === "-a" || arg === "--append");
    command.args.filter(isOperand).forEach((name) => setup.write(runner.path(name), runner.input(command), appends));
  },
  sed: (setup, { args }, runner) => {
    const call = readSed(args);
    if (!call.isInPlace) {
      return;
    }
    for (const path of call.files.flatMap((name) => pathsOf(setup, runner.path(name)))) {
      const before = setup.file(path);
      if (before !== undefined && before !== "unknown") {
        setup.files.set(path, call.edit(before, setup.effort) ?? "unknown");
      }
    }
  },
  rm: (setup, { args }, runner) => {
    const isRecursive = args.some((arg) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(arg));
    const names = args.filter(isOperand).map((name) => runner.path(name));
    const inside = [...setup.files.keys()].filter((file) => isRecursive && names.some((name) => isInside(file, name)));
    [...names.flatMap((name) => pathsOf(setup, name)), ...inside].forEach((path) => setup.files.set(path, []));
  },
  cp: copied,
  mv: copied,
  install: copied,
  systemctl: (setup, { args }) => {
    const [verb = "", ...units] = args.filter(isOperand);
    units.forEach((unit) => {
      UNIT_VERBS[verb]?.(setup, unit.replace(/\.service$/, ""));
    });
  },
  chkconfig: (setup, { args }) => {
    const [unit = "", state] = args.filter(isOperand);
    setup.enable(unit, state !== "off");
  },
  "update-rc.d": (setup, { args }) => {
    const [unit = "", state] = args.filter(isOperand);
    setup.enable(unit, state === "enable" || state === "defaults");
  },
  "dpkg-reconfigure": (setup, { args }) => {
    if (args.includes("unattended-upgrades")) {
      setup.write(`${APT_CONF}/20auto-upgrades`, linesOf('APT::Periodic::Unattended-Upgrade "1";'), false);
    }
  },
  dnf: packages("fedora"),
  yum: packages("fedora"),
  microdnf: packages("fedora"),
  "amazon-linux-extras": packages("fedora"),
  zypper: packages("fedora"),
  apt: packages("debian"),
  "apt-get": packages("debian"),
  aptitude: packages("debian"),
  pip: packages(undefined),
  pip3: packages(undefined),
};

const UNIT_VERBS: Readonly<Record<string, ((setup: HostSetup, unit: string) => void) | undefined>> = {
  __proto__: null as never,
  enable: (setup, unit) => {
    setup.enable(unit, true);
  },
  reenable: (setup, unit) => {
    setup.enable(unit, true);
  },
  disable: (setup, unit) => {
    setup.enable(unit, false);
  },
  mask: (setup, unit) => setup.masked.add(unit),
  unmask: (setup, unit) => setup.masked.delete(unit),
};

/** Options of package managers whose value is the next word. */
const TAKING_VALUE = new Set([
  "-o",
  "-c",
  "-t",
  "-x",
  "--enablerepo",
  "--disablerepo",
  "--releasever",
  "--exclude",
  "--repo",
]);

/** Options with which package managers install nothing. */
const ONLY_TRIES = /^--(?:dry-run|simulate|just-print|no-act|recon|download-?only|print-uris|assumeno)$/;

/** Package managers ask before they install, and nobody answers. */
function packages(family: Family | undefined): Effect {
  return (setup, { args, producers }) => {
    const [verb = "", ...names] = args.filter(
      (arg, index) => isOperand(arg) && !TAKING_VALUE.has(args[index - 1] ?? ""),
    );
    if (args.some((arg) => ONLY_TRIES.test(arg))) {
      return;
    }
    const isAnswered =
      family === undefined ||
      producers.some(({ program }) => program === "yes") ||
      args.some((arg) =>
        /^-(?:[a-z]*y[a-z]*|qq|n)$|^--(?:yes|assumeyes|assume-yes|non-?interactive)$|Assume-Yes=(?:true|yes|1)/i.test(
          arg,
        ),
      );
    if (/^(?:in|install|reinstall|localinstall)$/.test(verb)) {
      if (isAnswered) {
        setup.install(names, family);
      } else {
        names.forEach((name) => setup.asked.add(name));
      }
    } else if (/^(?:remove|erase|purge|autoremove|rm)$/.test(verb) && isAnswered) {
      setup.remove(names);
    }
  };
}

/** `cp`, `mv`, `install`: what is copied over a file that matters is in it then. */
function copied(setup: HostSetup, { program, args }: RunCommand, runner: Runner): void {
  const names = args.filter(isOperand).map((name) => runner.path(name));
  const target = names.at(-1);
  const sources = names.slice(0, -1);
  if (target === undefined) {
    return;
  }
  for (const source of sources) {
    const isDirectory = target === SSHD_DROP_INS || target === APT_CONF || args.at(-1)?.endsWith("/") === true;
    const content = setup.file(source) ?? "unknown";
    setup.write(isDirectory ? posix.join(target, posix.basename(source)) : target, content, false);
    if (program === "mv") {
      setup.files.set(source, []);
    }
  }
}

function isOperand(arg: string): boolean {
  return !arg.startsWith("-");
}

/** The files that a name with wildcards stands for. */
function pathsOf(setup: HostSetup, path: string): string[] {
  if (!/[*?]/.test(path)) {
    return [path];
  }
  const segments = path.split("/");
  return [...setup.files.keys(), SSHD_CONFIG].filter(
    (known, index, all) => matchesSegments(known.split("/"), segments) && all.indexOf(known) === index,
  );
}

/** Whether a file is in a directory, which may be named with wildcards. */
function isInside(file: string, directory: string): boolean {
  const segments = directory.split("/");
  return matchesSegments(file.split("/").slice(0, segments.length), segments);
}

/** A wildcard stands for no slash. */
function matchesSegments(names: readonly string[], patterns: readonly string[]): boolean {
  return names.length === patterns.length && names.every((name, index) => matchesGlob(name, patterns[index] ?? ""));
}

/** Where a command's output goes: its own redirect, else that of the group around it. */
function outputRedirect({ redirects, outerRedirects }: RunCommand): RunRedirect | undefined {
  const isOutput = ({ operator, descriptor }: RunRedirect): boolean =>
    /^(?:&?>>?|>\|)$/.test(operator) && (descriptor === undefined || descriptor === "1");
  return redirects.filter(isOutput).at(-1) ?? outerRedirects.find(isOutput);
}

function echoed(args: readonly string[]): string {
  const start = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const text = (start < 0 ? [] : args.slice(start)).join(" ");
  const flags = args.slice(0, Math.max(start, 0)).join("");
  return flags.includes("e") ? unescaped(text) : text;
}

function printed(args: readonly string[]): string {
  const [format = "", ...values] = args.filter((arg, index) => index > 0 || arg !== "--");
  const count = (format.match(/%[sbdq]/g) ?? []).length;
  const turns = count === 0 ? 1 : Math.max(1, Math.ceil(Math.min(values.length, 1_000) / count));
  let index = 0;
  return Array.from({ length: turns }, () =>
    unescaped(format).replace(/%([sbdq%])/g, (_, kind: string) => (kind === "%" ? "%" : (values[index++] ?? ""))),
  ).join("");
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\", r: "" };

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, char: string) => ESCAPES[char] ?? whole);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
