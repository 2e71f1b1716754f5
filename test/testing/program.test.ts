/** What a user's unit test sees of a program is what the embedded preview sees, which test/e2e holds against the real CLI. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { examples, settingsOf } from "../../scripts/examples";
import { packageRoot } from "../../testing/analyzer";
import { baselineMatchers, closePacks, previewProgram } from "../../testing";
import { findingOf, type Finding } from "../../testing/findings";
import { previewProgram as previewInProcessOfItsOwn } from "../../testing/preview";

expect.extend(baselineMatchers);
afterAll(closePacks);
beforeEach(() => void jest.resetModules());

const programs = examples.flatMap((example) =>
  (["bad", "good"] as const).flatMap((kind) => {
    const directory = join(packageRoot(), "examples", example.folder, kind);
    const secrets = { ...example.secrets[kind] };
    const settings = settingsOf(example, kind);
    const stacks = readdirSync(directory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    return stacks.map((stack) => ({
      name: `${example.folder}/${kind}, stack ${stack}`,
      directory,
      stack,
      secrets,
      settings,
    }));
  }),
);

const text = (findings: readonly Finding[]): string[] => findings.map((one) => JSON.stringify(one)).sort();

describe("the examples", () => {
  it.each(programs)("$name: findings are those of the preview in a process of its own", async (program) => {
    const { directory, stack, secrets, settings } = program;
    const ours = await previewProgram(() => import(join(directory, "index")), { directory, stack, secrets, settings });
    const theirs = await previewInProcessOfItsOwn({
      ...{ directory, stack, packSettings: settings },
      config: secrets,
      secretKeys: Object.keys(secrets),
    });
    expect(text(ours.findings)).toEqual(text(theirs.findings.map(findingOf)));
    const urns = (resources: readonly { readonly urn: string }[]): string[] => resources.map(({ urn }) => urn).sort();
    expect(urns(ours.resources)).toEqual(urns(theirs.resources.filter(({ external }) => !external)));
    if (program.name.includes("/good")) expect(ours).toHaveNoFindings();
  });
});
