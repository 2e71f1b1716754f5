import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

/** Stages by name, category and provider of their one action. */
function stages(...list: (readonly [name: unknown, category: unknown, provider?: string])[]): Build {
  return (s) =>
    void s.resource(PIPELINE, "deploy", {
      stages: list.map(([name, category, provider = "X"]) => ({ name, actions: [{ category, provider }] })),
    });
}

const S = ["Source", "Source"] as const;
const B = ["Build", "Build", "CodeBuild"] as const;
const D = ["Deploy", "Deploy"] as const;
const EXACT = { by: "name", exact: true };

function missing(key: string, found: RegExp) {
  return [{ resource: "deploy", path: "stages", found, key }];
}

export default cases("codepipeline-stages", {
  passes: {
    "the three": stages(S, B, D),
    "names are free": stages(["Checkout", "Source"], ["Verify", "Test"], ["Ship", "Invoke"]),
    "a manual approval alone deploys": stages(S, B, ["Approve", "Approval", "Manual"]),
    "a CodeBuild project deploys": stages(S, B, ["Deploy", "Build", "CodeBuild"]),
    "commands build": stages(S, ["Build", "Compute", "Commands"], D),
    "further stages between and after": stages(S, B, ["Approve", "Approval"], D, ["Test", "Test"]),
    "exactly the three by name": { stack: stages(S, B, D), options: EXACT },
    "a list of one's own": {
      stack: stages(S, ["T", "Test"], ["A", "Approval"]),
      options: { stages: ["Source", "Test", "Approval"] },
    },
  },
  fails: {
    "no deploy": { stack: stages(S, B), findings: missing("missing:Deploy", /No stage after Build holds a Deploy/) },
    "no build": { stack: stages(S, D), findings: missing("missing:Build", /No stage after Source holds a Build/) },
    "no source": { stack: stages(B, D), findings: missing("missing:Source", /holds a Source action/) },
    "wrong order": { stack: stages(S, D, B), findings: missing("missing:Deploy", /after Build/) },
    "source is not the first": {
      stack: stages(["Before", "Approval"], S, B, D),
      findings: missing("first", /first stage is "Before"/),
    },
    "the build cannot be the deployment too": {
      stack: stages(S, ["All", "Build", "CodeBuild"]),
      findings: missing("missing:Deploy", /Deploy/),
    },
    "one stage too many, exactly": {
      stack: stages(S, B, ["Approve", "Approval"], D),
      options: EXACT,
      findings: [{ resource: "deploy", path: "stages[2]", found: /"Approve" is more than Source, Build, Deploy/ }],
    },
    "another name, by name": {
      stack: stages(S, B, ["Ship", "Deploy"]),
      options: EXACT,
      findings: missing("missing:Deploy", /named Deploy/),
    },
    "no stages": { stack: (s) => void s.resource(PIPELINE, "deploy"), findings: missing("none", /no stages/) },
  },
  undecided: {
    "the category of the last": (s) => stages(S, B, ["Deploy", s.unknown])(s),
    "the category of the first": (s) => stages(["X", s.unknown], S, B, D)(s),
    "the stages": (s) => void s.resource(PIPELINE, "deploy", { stages: s.unknown }),
    "the actions": (s) => void s.resource(PIPELINE, "deploy", { stages: [{ name: "Source", actions: s.unknown }] }),
  },
  malformed: {
    "stages that are text": {
      stack: (s) => void s.resource(PIPELINE, "deploy", { stages: ["Source", "Build"] }),
      findings: missing("missing:Source", /Source/),
    },
  },
});
