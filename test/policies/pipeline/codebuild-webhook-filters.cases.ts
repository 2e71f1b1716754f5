import { cases } from "../../harness/cases";

const WEBHOOK = "aws:codebuild/webhook:Webhook";
const FOUND = [{ resource: "hook", path: "filterGroups", found: /no filters/ }];

export default cases("codebuild-webhook-filters", {
  passes: {
    "a filter": (s) =>
      void s.resource(WEBHOOK, "hook", { filterGroups: [{ filters: [{ type: "EVENT", pattern: "PUSH" }] }] }),
    "the older filter by branch": (s) => void s.resource(WEBHOOK, "hook", { branchFilter: "main" }),
  },
  fails: {
    "no filters": { stack: (s) => void s.resource(WEBHOOK, "hook", { projectName: "p" }), findings: FOUND },
    "groups without filters": {
      stack: (s) => void s.resource(WEBHOOK, "hook", { filterGroups: [{ filters: [] }] }),
      findings: FOUND,
    },
  },
  undecided: {
    "the groups": (s) => void s.resource(WEBHOOK, "hook", { filterGroups: s.unknown }),
    "the filters": (s) => void s.resource(WEBHOOK, "hook", { filterGroups: [{ filters: s.unknown }] }),
    "the branch": (s) => void s.resource(WEBHOOK, "hook", { branchFilter: s.unknown }),
  },
  malformed: { text: { stack: (s) => void s.resource(WEBHOOK, "hook", { filterGroups: "x" }), findings: FOUND } },
});
