import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function project(privilegedMode: unknown, commands: unknown, more: Readonly<Record<string, unknown>> = {}): Build {
  const buildspec = Array.isArray(commands)
    ? JSON.stringify({ version: 0.2, phases: { build: { commands } } })
    : commands;
  return (s) => void s.resource(PROJECT, "build", { environment: { privilegedMode }, source: { buildspec }, ...more });
}

const FOUND = [
  { resource: "build", path: "environment.privilegedMode", found: /no command of the buildspec builds an image/ },
];

export default cases("codebuild-privileged-mode", {
  passes: {
    "not privileged": project(false, ["pulumi up"]),
    "builds an image": project(true, ["docker build -t app ."]),
    "a script may build one": project(true, ["make image"]),
    "a buildspec in a file cannot be seen": project(true, "buildspec.yml"),
    "EFS needs it": project(true, ["ls"], { fileSystemLocations: [{ type: "EFS" }] }),
    "a project that settings name": { stack: project(true, ["pulumi up"]), options: { imageBuilders: ["bui*"] } },
  },
  fails: {
    "only Pulumi runs": { stack: project(true, ["pulumi up"]), findings: FOUND },
    "docker is only named": { stack: project(true, ["echo docker build", "# docker build"]), findings: FOUND },
  },
  undecided: {
    "the mode": (s) => project(s.unknown, ["pulumi up"])(s),
    "the buildspec": (s) => project(true, s.unknown)(s),
  },
  malformed: {
    "broken YAML": { stack: project(true, "a:\n\t- b"), findings: [] },
    "text as mode": { stack: project("yes", ["ls"]), findings: [] },
  },
});
