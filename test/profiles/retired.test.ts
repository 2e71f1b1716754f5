/** What `config check` says of policies that retired; there are none yet, so some are made up. */
import { checkSettings } from "../../profiles/check";

jest.mock("../../library", () => ({
  ...jest.requireActual<object>("../../library"),
  retiredPolicies: [
    { name: "old-one", since: "1.4.0", reason: "AWS does this itself now." },
    { name: "old-two", since: "1.4.0", reason: "There were two.", replacedBy: ["vpc-dns"] },
  ],
}));

it.each([
  [{ "old-one": "mandatory" }, ["old-one"], "AWS does this itself now", "Remove it."],
  [{ "old-two": { days: 3 } }, ["old-two"], "There were two", "Remove it. Its work is done by vpc-dns: set those."],
  [
    { "baseline-settings": { exemptions: [{ policy: "old-two", resource: "main", reason: "Old" }] } },
    ["baseline-settings", "exemptions", 0, "policy"],
    "There were two",
    "Remove it. Its work is done by vpc-dns: set those.",
  ],
])("%j is told as a warning that names what to do", (file, path, reason, fix) => {
  const what = `the policy retired in version 1.4.0, so this has no effect (${reason})`;
  expect(checkSettings(file, "2026-11-21")).toEqual([{ level: "warning", path, what, fix }]);
});
