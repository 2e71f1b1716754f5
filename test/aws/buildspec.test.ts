import { isInline, readBuildspec, type Buildspec } from "../../aws/buildspec";
import { Malformed, Value } from "../../core";

const OWNER = { urn: "urn:pulumi:dev::app::aws:codebuild/project:Project::build" };

function read(text: unknown): Buildspec | undefined {
  return readBuildspec(new Value(OWNER, ["source", "buildspec"], text));
}

/** What a function gives, or what it throws. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function inline(text: string): Buildspec {
  const spec = read(text);
  if (!spec) {
    throw new Error("Not inline");
  }
  return spec;
}

const YAML = `version: 0.2
env:
  variables:
    STACK: dev
  parameter-store:
    PULUMI_ACCESS_TOKEN: /ci/token
  secrets-manager:
    KEY: secret:json
phases:
  build:
    on-failure: CONTINUE
    commands:
      - pulumi preview
      - |
        cd infra
        pulumi up --yes
    finally:
      - echo done
  install:
    runtime-versions: { nodejs: 20 }
    commands: [npm ci]
`;

it("reads phases in the order they run, commands and finally", () => {
  const spec = inline(YAML);
  expect(spec.problems).toEqual([]);
  expect(spec.phases.map(({ name }) => name)).toEqual(["install", "build"]);
  expect(spec.commands.map(({ phase, command, counts }) => [phase.name, command.program, counts])).toEqual([
    ["install", "npm", true],
    ["build", "pulumi", false],
    ["build", "cd", false],
    ["build", "pulumi", false],
    ["build", "echo", false],
  ]);
  expect(spec.commands[1]?.at.display).toBe("source.buildspec.phases.build.commands[0]");
  expect(spec.runtimes).toEqual(["nodejs"]);
});

it("reads the variables of all sections", () => {
  expect(inline(YAML).variables.map(({ name, source, value }) => [name, source, value.string()])).toEqual([
    ["STACK", "PLAINTEXT", "dev"],
    ["PULUMI_ACCESS_TOKEN", "PARAMETER_STORE", "/ci/token"],
    ["KEY", "SECRETS_MANAGER", "secret:json"],
  ]);
});

it("reads JSON, anchors and merge keys", () => {
  expect(inline('{"version":0.2,"phases":{"build":{"commands":"make"}}}').commands).toHaveLength(1);
  const spec = inline("version: 0.2\nx: &x { commands: [make] }\nphases:\n  build:\n    <<: *x\n");
  expect(spec.commands.map(({ command }) => command.program)).toEqual(["make"]);
});

it.each([
  ["buildspec.yml", false],
  ["ci/build.yaml", false],
  ["arn:aws:s3:::bucket/buildspec.yml", false],
  ["version: 0.2", true],
  ["{", true],
  ["a\nb", true],
])("%j is inline: %s", (text, expected) => {
  expect(isInline(text)).toBe(expected);
});

it("leaves files and absent buildspecs alone", () => {
  expect(read(undefined)).toBeUndefined();
  expect(read("ci/buildspec.yml")).toBeUndefined();
  expect(read({ phases: {} })).toBeUndefined();
});

describe("what CodeBuild would refuse", () => {
  it.each([
    ["version: 0.2\nphases:\n  prebuild:\n    commands: [make]\n", /"prebuild" is not a phase/],
    ["version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n", /command is a mapping/],
    ["version: 0.2\nphases:\n  build: make\n", /phase is a text/],
    ["version: 0.2\nphases: [build]\n", /phases is a list/],
    ["version: 0.2\nartifacts: {}\n", /has no phases/],
    ["- a\n- b\n", /buildspec is a list/],
    ["just: {}\nphases:\n  build:\n    commands: { a: b }\n", /commands are a mapping/],
  ])("%j", (text, problem) => {
    expect(inline(text).problems.map(({ found }) => found)).toEqual([expect.stringMatching(problem)]);
  });

  it("a batch needs no phases", () => {
    expect(inline("version: 0.2\nbatch:\n  build-list: []\n# x").problems).toEqual([]);
    expect(inline("version: 0.2\nbatch:\n  build-list: [{ identifier: a }]\n").isBatch).toBe(true);
  });

  it("tells where the parser gave up, without words of the text", () => {
    const secret = "version: 0.2\nphases:\n  build:\n   - *hunter2\n";
    expect(() => read(secret)).toThrow(Malformed);
    try {
      read(secret);
    } catch (error) {
      expect(error).toHaveProperty("position", expect.stringMatching(/^at line 4, column \d+: unidentified alias$/));
      expect(String(error)).not.toContain("hunter2");
    }
    expect(() => read('{ "phases": ')).toThrow(/at line 2, column 1/);
    expect(() => read("a: 1\n\tb: 2")).toThrow(Malformed);
    expect(() => read("a: !Ref b\nc: d")).toThrow(Malformed);
  });
});

describe("hostile input", () => {
  it("follows neither circles nor bombs of aliases", () => {
    const circle = inline("version: 0.2\nphases:\n  build:\n    commands: &a\n      - make\n      - *a\n");
    expect(circle.commands.length).toBeLessThan(20);
    const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}*l${i}]`);
    const bomb = `version: 0.2\nl0: &l0 [x, x]\n${levels.join("\n")}\nphases:\n  build:\n    commands: *l20\n`;
    expect(inline(bomb).commands.length).toBeLessThan(10_000);
  }, 60_000);

  it.each([
    ["a text of 5 MB", `version: 0.2\nphases: ${"x".repeat(5_000_000)}\n`],
    ["many lines", `version: 0.2\nphases:\n  build:\n    commands:\n${"      - make\n".repeat(70_000)}`],
    ["deep lists", `version: 0.2\nx: ${"[".repeat(400_000)}\n`],
    ["a prototype", "version: 0.2\n__proto__: { phases: { build: { commands: [make] } } }\n"],
  ])(
    "%s",
    (_, text) => {
      const result: unknown = attempt(() => read(text)?.commands.length ?? 0);
      expect(typeof result === "number" || result instanceof Malformed).toBe(true);
    },
    60_000,
  );
});
