import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

function pipeline(build: unknown, deploy: unknown, category = "Build"): Build {
  const action = (ProjectName: unknown, kind: string) => ({
    category: kind,
    provider: "CodeBuild",
    configuration: { ProjectName },
  });
  return (s) =>
    void s.resource(PIPELINE, "deploy", {
      stages: [
        { name: "Source", actions: [{ category: "Source", provider: "CodeStarSourceConnection" }] },
        { name: "Build", actions: [action(build, "Build")] },
        { name: "Deploy", actions: [action(deploy, category)] },
      ],
    });
}

export default cases("codepipeline-separate-deploy-project", {
  passes: {
    "two projects": pipeline("build-dev", "deploy-dev"),
    "a later test with the same project": pipeline("build-dev", "build-dev", "Test"),
    "an approval": (s) =>
      void s.resource(PIPELINE, "deploy", {
        stages: [
          { actions: [{ category: "Source" }] },
          { actions: [{ category: "Build", provider: "CodeBuild" }] },
          { actions: [{ category: "Approval", provider: "Manual" }] },
        ],
      }),
  },
  fails: {
    "one project": {
      stack: pipeline("all-dev", "all-dev"),
      findings: [
        {
          resource: "deploy",
          path: "stages[2].actions[0].configuration.ProjectName",
          found: /"all-dev" of the stage Build/,
        },
      ],
    },
  },
  undecided: {
    "both names": (s) => pipeline(s.unknown, s.unknown)(s),
    "one name": (s) => pipeline("all-dev", s.unknown)(s),
  },
  malformed: { "wrong types": { stack: pipeline({ a: 1 }, ["x"]), findings: [] } },
});
