/** Which config entries are secret, as the engine tells the pack; on the compiled pack and its protocol. */
import { listenIn, secretConfigKeys, type StackMessage } from "../../core/secret-keys";
import { startAnalyzer, type Diagnostic, type StackInfo } from "../../testing/analyzer";

const PASSWORD = "zT9vKq27LmXw";
const CONFIG = { "app:dbPassword": PASSWORD, "app:size": "3" };

/** What the pack says of a database with the password, wherever the shell stands. */
async function found(stack: StackInfo, isTold = true): Promise<Diagnostic[]> {
  const pack = await startAnalyzer({ project: "app", stack: "dev", ...stack, env: { PWD: "/nowhere/at/all" } });
  try {
    if (isTold) {
      await pack.configureStack(stack);
    }
    const type = "aws:rds/instance:Instance";
    const { diagnostics } = await pack.analyze({
      type,
      name: "db",
      urn: `urn:pulumi:dev::app::${type}::db`,
      properties: { password: PASSWORD },
      provider: {
        type: "pulumi:providers:aws",
        name: "default",
        urn: "urn:pulumi:dev::app::pulumi:providers:aws::default",
        properties: {},
      },
    });
    expect(JSON.stringify(diagnostics)).not.toContain(PASSWORD);
    expect(pack.output()).not.toContain(PASSWORD);
    return diagnostics.filter(({ policyName }) => policyName === "secret-plain-config");
  } finally {
    await pack.close();
  }
}

describe("a password from the stack's config", () => {
  it.each<[string, StackInfo, number]>([
    ["a plain entry is told", { config: CONFIG }, 1],
    ["a plain entry beside a secret one is told", { config: CONFIG, secretKeys: ["app:size"] }, 1],
    ["a secret entry is not", { config: CONFIG, secretKeys: ["app:dbPassword"] }, 0],
    [
      "the value of a plain and of a secret entry is not",
      { config: { ...CONFIG, "app:other": PASSWORD }, secretKeys: ["app:other"] },
      0,
    ],
    [
      "an entry inside a secret object is not",
      { config: { "app:db": JSON.stringify({ password: PASSWORD }) }, secretKeys: ["app:db"] },
      0,
    ],
    ["an entry inside a plain object is told", { config: { "app:db": JSON.stringify({ password: PASSWORD }) } }, 1],
  ])("from %s", async (_, stack, count) => {
    expect(await found(stack)).toHaveLength(count);
  });

  it("names the entry", async () => {
    const [finding] = await found({ config: CONFIG });
    expect(finding?.message).toContain("password comes from the config entry app:dbPassword, which is not encrypted.");
  });

  it("is not judged where the engine does not say which entries are secret", async () => {
    expect(await found({ config: CONFIG }, false)).toEqual([]);
  });
});

it("an engine that keeps the config to itself tells nothing, and the tags are handed on", () => {
  class Message implements StackMessage {
    constructor(private readonly size: number) {}
    getConfigSecretKeysList = (): readonly string[] => ["app:token"];
    getConfigMap = () => ({ getLength: () => this.size });
    getTagsMap(): unknown {
      return `tags of ${this.size}`;
    }
  }
  listenIn(Message);
  expect(new Message(2).getTagsMap()).toBe("tags of 2");
  expect(secretConfigKeys()).toEqual(new Set(["app:token"]));
  expect(new Message(0).getTagsMap()).toBe("tags of 0");
  expect(secretConfigKeys()).toBeUndefined();
});
