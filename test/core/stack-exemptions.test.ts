/** Exemptions of a stack's own config of which a part is a secret: printing what they say would show it. */
import { readStackExemptions, STACK_CONFIG_KEY } from "../../core/stack-exemptions";
import type { StackFacts } from "../../core";
import { defaultSettings } from "../../core/settings";

const TEXT = JSON.stringify([{ policy: "vpc-dns", resource: "main", reason: "hunter2", expires: "2026-12-01" }]);

function read(secretKeys: StackFacts["secretKeys"]): ReturnType<typeof readStackExemptions> {
  const stack: StackFacts = {
    project: "shop",
    stack: "dev",
    config: new Map([[STACK_CONFIG_KEY, TEXT]]),
    secretKeys,
    tags: new Map<string, string>(),
    isAudit: false,
  };
  const settings = { ...defaultSettings(), exemptionsFromStackConfig: true };
  return readStackExemptions(stack, settings, new Map([["vpc-dns", "low"]]), "2026-11-22");
}

it("exempts nothing when it is stored as a secret, and says so without it", () => {
  const { exemptions, problems } = read(new Set([STACK_CONFIG_KEY]));
  expect(exemptions).toEqual([]);
  expect(problems).toEqual([
    {
      found: `Pulumi.dev.yaml: ${STACK_CONFIG_KEY} has a secret in it, and exemptions are printed; nothing of it is exempted.`,
      fix: expect.stringContaining("without --secret") as string,
    },
  ]);
  expect(JSON.stringify(problems)).not.toContain("hunter2");
});

it.each([
  ["another entry is a secret", new Set(["shop:token"])],
  ["nobody says what is one", undefined],
])("counts when %s", (_, keys) => expect(read(keys).exemptions).toHaveLength(1));
