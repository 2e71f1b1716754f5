import { commandsIn, effective, isEcho, MAX_SCRIPT, type ShellCommand } from "../../aws/shell";

/** Each command as `program args...`, for reading. */
function lines(script: string): string[] {
  return commandsIn(script).map(({ program, args }) => [program, ...args].join(" "));
}

function swallowed(script: string, program = "pulumi"): (string | undefined)[] {
  return commandsIn(script)
    .filter((command) => command.program === program)
    .map((command) => command.swallowed);
}

function only(script: string): ShellCommand {
  const [command, ...rest] = commandsIn(script);
  expect(rest).toEqual([]);
  if (!command) {
    throw new Error(`No command in ${script}`);
  }
  return command;
}

describe("command position", () => {
  it.each([
    ["pulumi up --yes", ["pulumi up --yes"]],
    ["cd infra && pulumi up", ["cd infra", "pulumi up"]],
    ["echo pulumi up", ["echo pulumi up"]],
    ["# pulumi up", []],
    ["ls # pulumi up", ["ls"]],
    ["echo a#b", ["echo a#b"]],
    ["echo 'x; pulumi up'", ["echo x; pulumi up"]],
    ['echo "x && pulumi up"', ["echo x && pulumi up"]],
    ["echo x\\; pulumi up", ["echo x; pulumi up"]],
    ["$HOME/.pulumi/bin/pulumi preview", ["pulumi preview"]],
    ["AWS_REGION=eu-west-1 pulumi up", ["pulumi up"]],
    ["pulumi \\\n  up \\\r\n --yes", ["pulumi up --yes"]],
    ["sudo -E -u ci pulumi up", ["pulumi up"]],
    ["env -i PATH=/bin pulumi up", ["pulumi up"]],
    ["timeout -k 5 30m pulumi up", ["pulumi up"]],
    ["poetry run pulumi up", ["pulumi up"]],
    ["aws-vault exec dev -- pulumi up", ["pulumi up"]],
    ["if pulumi preview; then pulumi up; else exit 1; fi", ["pulumi preview", "pulumi up", "exit 1"]],
    ["while ! pulumi up; do sleep 5; done", ["pulumi up", "sleep 5"]],
    ["for s in dev prod; do pulumi up -s $s; done", ["pulumi up -s $s"]],
    ['case "$B" in main|prod) pulumi up ;; *) pulumi preview ;; esac', ["pulumi up", "pulumi preview"]],
    ["deploy() { pulumi up; }\ndeploy", ["pulumi up", "deploy"]],
    ["function deploy { pulumi up; }", ["pulumi up"]],
    ["(cd infra; pulumi up)", ["cd infra", "pulumi up"]],
    ["{ pulumi up; }", ["pulumi up"]],
    ['URL="$(pulumi stack output url)"', [" ".trim(), "pulumi stack output url"]],
    ["echo `pulumi version`", ["echo `pulumi version`", "pulumi version"]],
    ["bash -c 'pulumi up'", ["bash -c pulumi up", "pulumi up"]],
    ["bash <<'E'\npulumi up\nE\nls", ["bash", "pulumi up", "ls"]],
    ["cat > x <<EOF\npulumi up\nEOF\nls", ["cat", "ls"]],
    ["cat <<-EOF\n\tpulumi up\n\tEOF\nls", ["cat", "ls"]],
    ["[[ -n $A && -f b ]] && pulumi up", ["[[ -n $A && -f b ]]", "pulumi up"]],
    ["pulumi up > log 2>&1", ["pulumi up"]],
    ["pulumi up 2>/dev/null", ["pulumi up"]],
    ["pulumi up &> log", ["pulumi up"]],
  ])("%s", (script, expected) => {
    expect(lines(script)).toEqual(expected);
  });
});

describe("swallowed failures", () => {
  it.each([
    ["pulumi up || true", "handled"],
    ["pulumi up || :", "handled"],
    ["pulumi up || echo failed", "handled"],
    ["pulumi up || exit 0", "handled"],
    ["pulumi up || { echo failed; true; }", "handled"],
    ["pulumi up && echo ok || true", "handled"],
    ["(cd x && pulumi up) || true", "handled"],
    ["pulumi up; true", "overruled"],
    ["pulumi up\nexit 0", "overruled"],
    ["pulumi up &", "background"],
    ["pulumi up | tee log", "piped"],
    ["bash -c 'pulumi up' || true", "handled"],
    ["if pulumi up; then echo ok; else echo failed; fi", "condition"],
    ["if ! pulumi up; then echo failed; fi", "condition"],
    ["if pulumi up; then :; fi", "condition"],
    ["false && pulumi up", "unreached"],
    ["true || pulumi up", "unreached"],
    ["! true && pulumi up", "unreached"],
    ["cd x || true || pulumi up", "unreached"],
    ["exit 0\npulumi up", "unreached"],
    ["if false; then pulumi up; fi", "unreached"],
    ["if true; then ls; else pulumi up; fi", "unreached"],
    ["while false; do pulumi up; done", "unreached"],
    ["until true; do pulumi up; done", "unreached"],
  ])("%s", (script, expected) => {
    expect(swallowed(script)).toEqual([expected]);
  });

  it.each([
    "pulumi up",
    "pulumi up || exit 1",
    "pulumi up || { echo failed; exit 1; }",
    "pulumi up || pulumi up --refresh".replace("pulumi up --refresh", "retry.sh"),
    "pulumi up || echo failed && exit 1",
    "yes | pulumi up",
    "set -o pipefail\npulumi up | tee log",
    "set -euo pipefail; pulumi up | tee log",
    "set -e\npulumi up\nexit 0",
    "pulumi up; echo done",
    "echo '|| true' && pulumi up",
    "if ! pulumi up; then exit 1; fi",
    "if ! pulumi up; then STATUS=1; fi\nexit $STATUS",
    "if pulumi up; then echo ok; else echo failed; exit 1; fi",
    "while ! pulumi up; do sleep 5; done",
    "cd x || exit 1; pulumi up",
    "cd x && exit; pulumi up",
    "(cd x; exit 0); pulumi up",
    "true && pulumi up",
    "false || pulumi up",
    "! false && pulumi up",
    "cd x && false || pulumi up",
    "if true; then pulumi up; else ls; fi",
    "if false; then ls; else pulumi up; fi",
    "while true; do pulumi up; done",
    'case "$B" in a) false ;; b) pulumi up ;; esac',
    "deploy() { pulumi up; }\ndeploy || true",
  ])("%s is not swallowed", (script) => {
    expect(swallowed(script)).toEqual([undefined]);
  });
});

describe("functions", () => {
  it.each([
    ["deploy() { pulumi up; }", false],
    ["deploy() { pulumi up; }\ndeploy", true],
    ["deploy() { pulumi up; }\ndeploy || true", false],
    ["function deploy { pulumi up; }\nretry 3 deploy", true],
    ["deploy() {\n  pulumi up || true\n}\ndeploy", false],
    ["a() { pulumi up; }\nb() { a; }\nb", true],
  ])("%s", (script, counts) => {
    expect([...effective(commandsIn(script))].some(({ program }) => program === "pulumi")).toBe(counts);
  });
});

it("takes no question where a command is for a call", () => {
  expect(lines("command -v pulumi")).toEqual(["command -v pulumi"]);
  expect(lines("command pulumi up")).toEqual(["pulumi up"]);
});

it("knows pipes, redirects and assignments", () => {
  const [curl, sh] = commandsIn("curl -fsSL https://get.pulumi.com | sh");
  expect(curl?.pipedTo).toBe("sh");
  expect(sh?.pipedFrom).toBe(curl);
  expect(only("echo x >> out").redirects).toMatchObject([{ operator: ">>", target: "out" }]);
  expect([...only("A=1 B='x y' run").assignments]).toEqual([
    ["A", "1"],
    ["B", "x y"],
  ]);
  expect(only("cat <<EOF\nhello\nEOF").redirects[0]?.body).toBe("hello");
  expect(isEcho(only("printf x"))).toBe(true);
});

describe("odd input", () => {
  it.each([
    "",
    "\n\n",
    "'",
    '"',
    "`",
    "$(",
    "${",
    "((",
    "))",
    "(",
    ")",
    "fi",
    "done done",
    "case x in",
    "&&",
    "|| ||",
    "<<",
    "if",
    "a ( b",
    ";;",
    "function",
  ])("%j never throws", (script) => {
    expect(() => commandsIn(script)).not.toThrow();
    expect(() => commandsIn(`${script} pulumi up ${script}\n`.repeat(3))).not.toThrow();
  });

  it.each(["(", "$(", "((", "{ ", "`", "if ", '"$(', "'", "<<E\n", "a|", "a&&", "((\n", "[[ ", "case x in ", "f() "])(
    "5 MB of %j is read to its end",
    (piece) => {
      // In quadratic time it would take many minutes.
      expect(() => commandsIn(piece.repeat(Math.ceil(5_000_000 / piece.length)))).not.toThrow();
    },
    60_000,
  );

  it("reads the first part of a text that is too long", () => {
    expect(lines(`pulumi up\n${"#".repeat(MAX_SCRIPT)}\npulumi destroy`)).toEqual(["pulumi up"]);
  });
});
