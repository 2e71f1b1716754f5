import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

export default cases("codebuild-public-builds", {
  passes: {
    unset: (s) => void s.resource(PROJECT, "build"),
    private: (s) => void s.resource(PROJECT, "build", { projectVisibility: "PRIVATE" }),
  },
  fails: {
    public: {
      stack: (s) => void s.resource(PROJECT, "build", { projectVisibility: "PUBLIC_READ" }),
      findings: [{ resource: "build", path: "projectVisibility", found: /PUBLIC_READ/ }],
    },
  },
  undecided: { "the visibility": (s) => void s.resource(PROJECT, "build", { projectVisibility: s.unknown }) },
  malformed: {
    "an object": { stack: (s) => void s.resource(PROJECT, "build", { projectVisibility: {} }), findings: [] },
  },
});
