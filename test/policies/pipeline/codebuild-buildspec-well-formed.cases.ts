import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function spec(buildspec: unknown) {
  return { source: { type: "CODEPIPELINE", buildspec } };
}

const GOOD = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";

export default cases("codebuild-buildspec-well-formed", {
  passes: {
    YAML: (s) => void s.resource(PROJECT, "build", spec(GOOD)),
    JSON: (s) =>
      void s.resource(
        PROJECT,
        "build",
        spec(JSON.stringify({ version: 0.2, phases: { build: { commands: ["make"] } } })),
      ),
    "a file of the source": (s) => void s.resource(PROJECT, "build", spec("ci/buildspec.yml")),
    "a file in a bucket": (s) => void s.resource(PROJECT, "build", spec("arn:aws:s3:::specs/buildspec.yml")),
    "no buildspec, so buildspec.yml of the source": (s) => void s.resource(PROJECT, "build", spec(undefined)),
    "a batch without phases": (s) =>
      void s.resource(PROJECT, "build", spec("version: 0.2\nbatch:\n  build-list:\n    - identifier: one\n")),
  },
  fails: {
    "YAML with a wrong indentation": {
      stack: (s) =>
        void s.resource(PROJECT, "build", spec("version: 0.2\nphases:\n  build:\n    commands:\n  - make\n")),
      findings: [
        {
          resource: "build",
          path: "source.buildspec",
          found: /neither YAML nor JSON: at line 5, column \d+/,
          key: "malformed",
        },
      ],
    },
    "JSON that ends too early": {
      stack: (s) => void s.resource(PROJECT, "build", spec('{ "version": 0.2, "phases": {')),
      findings: [{ resource: "build", path: "source.buildspec", found: /at line 2, column 1: unexpected end/ }],
    },
    "a misspelled phase": {
      stack: (s) =>
        void s.resource(PROJECT, "build", spec("version: 0.2\nphases:\n  prebuild:\n    commands: [make]\n")),
      findings: [{ resource: "build", path: "source.buildspec.phases.prebuild", found: /"prebuild" is not a phase/ }],
    },
    "a command with a colon that YAML reads as a mapping": {
      stack: (s) =>
        void s.resource(
          PROJECT,
          "build",
          spec("version: 0.2\nphases:\n  build:\n    commands:\n      - echo Stack: dev\n"),
        ),
      findings: [{ resource: "build", path: "source.buildspec.phases.build.commands[0]", found: /mapping, not text/ }],
    },
    "no phases": {
      stack: (s) => void s.resource(PROJECT, "build", spec("version: 0.2\nartifacts:\n  files: ['*']\n")),
      findings: [{ resource: "build", path: "source.buildspec", found: /no phases/ }],
    },
  },
  undecided: {
    "a buildspec with an output in it": (s) =>
      void s.resource(
        PROJECT,
        "build",
        spec(s.text`version: 0.2\nphases: ${s.resource("aws:s3/bucket:Bucket", "b").id}`),
      ),
  },
  malformed: {
    "a number": { stack: (s) => void s.resource(PROJECT, "build", spec(7)), findings: [] },
    "a list": { stack: (s) => void s.resource(PROJECT, "build", spec(["version: 0.2"])), findings: [] },
    "a source that is text": { stack: (s) => void s.resource(PROJECT, "build", { source: "x" }), findings: [] },
    "a text of 5 MB": {
      stack: (s) => void s.resource(PROJECT, "build", spec(`version: 0.2\nphases: ${"[".repeat(5_000_000)}`)),
      findings: [],
    },
    "deep brackets": {
      stack: (s) => void s.resource(PROJECT, "build", spec(`version: 0.2\nphases: ${"[".repeat(200_000)}`)),
      findings: [{ resource: "build", path: "source.buildspec", found: /neither YAML nor JSON/ }],
    },
    "a circle of anchors": {
      stack: (s) => void s.resource(PROJECT, "build", spec("version: 0.2\nphases: &a\n  build: *a\n")),
      findings: [],
    },
  },
});
