import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackBuilder } from "../../harness/builder";
import { cases, type Case } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const PASSWORD = "zT9vKq27LmXw";

const db = (s: StackBuilder): void => {
  s.resource(DB, "r", { password: PASSWORD });
};

/** A program's folder with a settings file, and a run of the CLI in it. */
function inFolder(settings: string, project = "name: app\nruntime: yaml\n"): Pick<Case, "config" | "env"> {
  const folder = mkdtempSync(join(tmpdir(), "secret-plain-config-"));
  writeFileSync(join(folder, "Pulumi.yaml"), project);
  writeFileSync(join(folder, "Pulumi.dev.yaml"), settings);
  return { config: { "app:dbPassword": PASSWORD }, env: { PWD: folder } };
}

const told = [
  {
    resource: "r",
    path: "password",
    found: /^password comes from the config entry app:dbPassword, which is not encrypted/,
  },
];

export default cases("secret-plain-config", {
  passes: {
    "an encrypted entry": { stack: db, ...inFolder("config:\n  app:dbPassword:\n    secure: v1:abc:def\n") },
    "an entry of another environment, not in the file": { stack: db, ...inFolder("config:\n  app:size: 3\n") },
    "a folder of another project": {
      stack: db,
      ...inFolder(`config:\n  app:dbPassword: ${PASSWORD}\n`, "name: other\n"),
    },
    "no folder to look in": { stack: db, config: { "app:dbPassword": PASSWORD }, env: { PWD: "/nowhere/at/all" } },
    "a plain entry that is no secret": {
      ...inFolder("config:\n  app:dbPassword: zT9vKq27LmXw\n"),
      stack: (s) => {
        s.resource(DB, "r", { manageMasterUserPassword: true, identifier: PASSWORD });
      },
    },
  },
  fails: {
    "a plain entry": { stack: db, ...inFolder(`config:\n  app:dbPassword: ${PASSWORD}\n`), findings: told },
    "an entry without its namespace": {
      stack: db,
      ...inFolder(`config:\n  dbPassword: ${PASSWORD}\n`),
      findings: told,
    },
  },
  undecided: {
    "the password is not known yet": {
      ...inFolder(`config:\n  app:dbPassword: ${PASSWORD}\n`),
      stack: (s) => {
        s.resource(DB, "r", { password: s.unknown });
      },
    },
  },
  malformed: {
    "a broken settings file": { stack: db, ...inFolder("config: [") },
    "a settings file of another shape": { stack: db, ...inFolder("config: 7") },
    "a broken project file": { stack: db, ...inFolder("config: {}", "{") },
  },
});
