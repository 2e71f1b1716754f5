/** What commands of a build do, as far as their words show. */
import { isShell, type ShellCommand } from "./shell";

const FETCHERS = new Set(["curl", "wget", "aria2c", "Invoke-WebRequest", "iwr", "iex", "gh"]);
const INSTALLERS = new Set(
  (
    "apt apt-get yum dnf microdnf apk brew port zypper pacman choco winget scoop snap asdf mise nix nix-env nix-shell " +
    "tar unzip cp mv install ln"
  ).split(" "),
);

/** Whether a command downloads or installs the Pulumi CLI. Packages of a language (`pip install pulumi`) are its SDK, not the CLI. */
export function installsPulumi(command: ShellCommand): boolean {
  const { pipedFrom } = command;
  if ((isShell(command) || INSTALLERS.has(command.program)) && pipedFrom && fetches(pipedFrom)) {
    return true;
  }
  return fetches(command) || (INSTALLERS.has(command.program) && mentionsPulumi(command));
}

function fetches(command: ShellCommand): boolean {
  const isFetcher = FETCHERS.has(command.program) || (command.program === "aws" && command.args[0] === "s3");
  return isFetcher && mentionsPulumi(command);
}

/** Whether a word names the CLI; a stack's `Pulumi.dev.yaml` and the service's API are something else. */
function mentionsPulumi({ args }: ShellCommand): boolean {
  return args.some((arg) => /(^|[^\w-])pulumi(?![\w.-]*\.ya?ml$)/i.test(arg) && !/\b(api|app)\.pulumi\.com/.test(arg));
}

/** Package managers with the words that install what a project declares. */
const DEPENDENCY_COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["npm", ["ci", "install", "i", "install-ci-test", "clean-install"]],
  ["pnpm", ["install", "i", "ci"]],
  ["yarn", ["install", "", "workspaces"]],
  ["bun", ["install", "i", "ci"]],
  ["pip", ["install", "sync"]],
  ["pip3", ["install"]],
  ["pipx", ["install"]],
  ["poetry", ["install", "sync"]],
  ["pipenv", ["install", "sync"]],
  ["pdm", ["install", "sync"]],
  ["rye", ["sync"]],
  ["uv", ["sync", "pip", "install"]],
  ["conda", ["env", "install"]],
  ["go", ["mod", "get", "install", "build"]],
  ["dotnet", ["restore", "build"]],
  ["nuget", ["restore"]],
  ["mvn", ["*"]],
  ["gradle", ["*"]],
  ["bundle", ["install"]],
  ["composer", ["install"]],
  // Plugins are what a program in YAML depends on.
  ["pulumi", ["install", "plugin"]],
]);

/** Whether a command installs the dependencies of a program in some language. */
export function installsDependencies(command: ShellCommand): boolean {
  const args = command.args.filter((arg) => !arg.startsWith("-"));
  if (/^python[\d.]*$/.test(command.program) && command.args[0] === "-m") {
    return (
      ["pip", "uv", "poetry", "pipenv"].includes(args[0] ?? "") && ["install", "sync", "pip"].includes(args[1] ?? "")
    );
  }
  const words = DEPENDENCY_COMMANDS.get(command.program);
  if (!words || command.args.some((arg) => arg === "-g" || arg === "--global")) {
    return false;
  }
  // Behind options that take a value too: `npm --prefix infra ci`.
  return words.includes("*") || words.includes(args[0] ?? "") || args.slice(1, 3).some((arg) => words.includes(arg));
}

const TASK_RUNNERS = new Set(
  (
    "make gmake just task rake invoke inv nox tox gradle gradlew mvn mvnw ant bazel bazelisk nx turbo lerna grunt gulp " +
    "mage earthly dagger act ts-node tsx deno ansible-playbook docker-compose source ."
  ).split(" "),
);

/** Programs that run something of the project when this word follows. */
const RUN_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["npm", ["run", "run-script", "start", "exec"]],
  ["pnpm", ["run", "start", "dlx"]],
  ["bun", ["run"]],
  ["go", ["run", "generate"]],
  ["cargo", ["run", "make", "xtask"]],
  ["dotnet", ["run", "fake", "cake"]],
  ["docker", ["run", "compose"]],
  ["podman", ["run", "compose"]],
]);

/** Words of yarn that are its own; any other is a script of the project. */
const YARN_WORDS = new Set(
  "add audit cache config dlx global info init install link list login logout node npm outdated pack plugin remove set test up upgrade version versions why workspaces".split(
    " ",
  ),
);

const INTERPRETERS = /^(python[\d.]*|node|nodejs|ruby|perl|php|pwsh|powershell)(\.exe)?$/;

/** Modules of Python that test, check or install and never deploy. */
const PYTHON_TOOLS = new Set(
  "pip venv virtualenv ensurepip pytest unittest coverage black ruff flake8 pylint mypy isort bandit build uv poetry pipenv".split(
    " ",
  ),
);

/** Files that only prepare the shell, when they are read into it. */
const SHELL_SETTINGS =
  /(^|\/)(activate|\.?bash_?(rc|profile|_profile)|\.?profile|\.?zshrc|nvm\.sh|\.?asdf\.sh|environment|\.env|env)$/;

/** Whether a command runs something that cannot be seen here and may do anything: a script, a target of make, `npm run`. */
export function isWrapper(command: ShellCommand): boolean {
  const { program, path, args } = command;
  const words = args.filter((arg) => !arg.startsWith("-"));
  const [word = ""] = words;
  if (isKnownTool(command) || (isSourced(command) && SHELL_SETTINGS.test(word))) {
    return false;
  }
  if (TASK_RUNNERS.has(program) || RUN_WORDS.get(program)?.includes(word)) {
    return true;
  }
  if (program === "yarn") {
    return word !== "" && !YARN_WORDS.has(word);
  }
  if (isShell(command)) {
    return word !== "" && !args.some((arg) => /^-[a-z]*c$/.test(arg)) && !word.startsWith("<(");
  }
  if (INTERPRETERS.test(program)) {
    const module = args[args.indexOf("-m") + 1];
    return args.includes("-m") ? !PYTHON_TOOLS.has(module ?? "") : isScript(word);
  }
  return isScriptPath(path);
}

/** The CLI, and what stands in a virtual environment or among the user's own programs. */
function isKnownTool({ program, path }: ShellCommand): boolean {
  const isInstalled = /(^|\/)(\.?venv|node_modules|\.local|\.pulumi)\/(\.?bin\/)?/.test(path);
  return program === "pulumi" || (isInstalled && !TASK_RUNNERS.has(program) && !INTERPRETERS.test(program));
}

/** Whether a wrapper runs in the build's own shell, so that what it exports lasts. */
export function isSourced({ program }: ShellCommand): boolean {
  return program === "source" || program === ".";
}

function isScript(word: string): boolean {
  return /\.\w+$/.test(word) || word.includes("/");
}

/** A path into the project, or a variable that stands for a command. */
function isScriptPath(path: string): boolean {
  if (/\.(sh|bash|py|rb|pl|ps1|js|mjs|cjs|ts|bat|cmd)$/.test(path)) {
    return true;
  }
  return path.startsWith("$") || (path.includes("/") && !path.startsWith("/") && !path.startsWith("~"));
}

const IMAGE_BUILDERS = new Set(
  (
    "docker docker-compose dockerd dockerd-entrypoint.sh nohup-dockerd podman buildah buildx kaniko nerdctl img pack skaffold earthly " +
    "dagger act sam cdk copilot serverless sls"
  ).split(" "),
);

/** Whether a command builds or runs containers, or a tool does that does so on its own. */
export function needsDocker(command: ShellCommand): boolean {
  return IMAGE_BUILDERS.has(command.program);
}
