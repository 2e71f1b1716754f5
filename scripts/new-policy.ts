/**
 * Makes the files of a new policy: the policy, its cases, and the index.
 *
 *     npm run new-policy -- storage s3-bucket-something STO-99
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../testing/analyzer";
import { policyIndex } from "./generate/policy-index";

const CATEGORIES = ["governance", "secrets", "iam", "storage", "logging", "pipeline", "networking", "compute"];

function main([category = "", name = "", ...requirements]: readonly string[]): number {
  const problem = problemWith(category, name, requirements);
  if (problem) {
    console.error(`${problem}\nUsage: npm run new-policy -- <category> <policy-name> <requirement id> ...`);
    return 1;
  }
  const root = packageRoot();
  const files = new Map([
    [`policies/${category}/${name}.ts`, policyText(category, name, requirements)],
    [`test/policies/${category}/${name}.cases.ts`, casesText(name)],
  ]);
  const taken = [...files.keys()].find((file) => existsSync(join(root, file)));
  if (taken) {
    console.error(`${taken} exists already.`);
    return 1;
  }
  files.forEach((text, file) => write(root, file, text));
  void Promise.resolve(policyIndex.files({ root })).then((made) =>
    made.forEach((text, file) => write(root, file, text)),
  );
  console.log(`Made ${[...files.keys()].join(" and ")}.`);
  console.log("Write the cases first, then the check; `npm run generate` makes its page.");
  return 0;
}

function problemWith(category: string, name: string, requirements: readonly string[]): string | undefined {
  if (!CATEGORIES.includes(category)) {
    return `The category must be one of ${CATEGORIES.join(", ")}.`;
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) {
    return "The name must be in kebab case and begin with the service, such as s3-bucket-versioning.";
  }
  if (requirements.length === 0 || requirements.some((id) => !/^[A-Z]{3}-\d{2}$/.test(id))) {
    return "Name at least one requirement, such as STO-03.";
  }
  return undefined;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function policyText(category: string, name: string, requirements: readonly string[]): string {
  return `import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "${name}",
  category: "${category}",
  requirements: [${requirements.map((id) => `"${id}"`).join(", ")}],
  severity: "medium",
  level: "advisory",
  title: "",
  description: "",
  rationale: "",
  fix: "",
  references: [],
  subjects: resourcesOfType(""),
  needs: "resource",
  check(resource, { report }) {
    report(resource, { found: "" });
  },
});
`;
}

function casesText(name: string): string {
  return `import { cases } from "../../harness/cases";

export default cases("${name}", {
  passes: {},
  fails: {},
  undecided: {},
  malformed: {},
});
`;
}

process.exitCode = main(process.argv.slice(2));
