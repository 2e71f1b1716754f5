import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

function action(...actions: unknown[]): Build {
  return (s) => void s.resource(PIPELINE, "deploy", { stages: [{ actions }] });
}

export default cases("codepipeline-github-version-1", {
  passes: {
    "a connection": action({ category: "Source", owner: "AWS", provider: "CodeStarSourceConnection" }),
    "an action of one's own": action({ category: "Source", owner: "Custom", provider: "GitHub" }),
  },
  fails: {
    "version 1": {
      stack: action({ category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" }),
      findings: [
        { resource: "deploy", path: "stages[0].actions[0].provider", found: /no longer recommends and keeps working/ },
      ],
    },
    "beside an unknown": {
      stack: (s) => action(s.unknown, { owner: "ThirdParty", provider: "GitHub" })(s),
      findings: [{ resource: "deploy", path: "stages[0].actions[1].provider", found: /version 1/ }],
    },
  },
  undecided: { "the owner": (s) => action({ owner: s.unknown, provider: "GitHub" })(s) },
  malformed: { "wrong types": { stack: action("x", null, { owner: [] }), findings: [] } },
});
