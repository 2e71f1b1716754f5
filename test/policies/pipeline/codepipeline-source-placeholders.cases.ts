import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const AT = "stages[0].actions[0].configuration";

function source(configuration: unknown, category = "Source"): Build {
  return (s) =>
    void s.resource(PIPELINE, "deploy", { stages: [{ name: "Source", actions: [{ category, configuration }] }] });
}

function found(key: string, value: string) {
  return {
    stack: source({ [key]: value }),
    findings: [{ resource: "deploy", path: `${AT}.${key}`, found: /looks like a placeholder/ }],
  };
}

export default cases("codepipeline-source-placeholders", {
  passes: {
    "real names": source({ Owner: "acme-corp", Repo: "infra", Branch: "main" }),
    "a repository of a connection": source({ FullRepositoryId: "acme-corp/infra", BranchName: "main" }),
    "names with a placeholder inside": source({ Owner: "repoworks", Repo: "examples-gallery", Branch: "release" }),
    "an action that is no source": source({ Owner: "owner" }, "Build"),
    "a placeholder that settings allow": { stack: source({ Owner: "owner" }), options: { placeholders: ["nobody"] } },
  },
  fails: {
    "your-org": found("Owner", "your-org"),
    "my-repo": found("Repo", "my-repo"),
    example: found("Owner", "example"),
    "with underscores": found("FullRepositoryId", "YOUR_ORG/my_repo"),
    owner: found("Owner", "owner"),
    TODO: found("Branch", "TODO"),
    changeme: found("RepositoryName", "ChangeMe"),
    "one half of a repository": found("FullRepositoryId", "acme-corp/my-repo"),
    "in angle brackets": found("BranchName", "<branch>"),
    "one of the settings": {
      stack: source({ Owner: "Team-X-Placeholder1" }),
      options: { placeholders: ["team-x-*"] },
      findings: [{ resource: "deploy", path: `${AT}.Owner`, found: /Team-X/ }],
    },
    "beside an unknown": {
      stack: (s) => source({ Owner: s.unknown, Repo: "my-repo" })(s),
      findings: [{ resource: "deploy", path: `${AT}.Repo`, found: /my-repo/, fix: /require\("repo"\)/ }],
    },
  },
  undecided: { "the owner": (s) => source({ Owner: s.unknown })(s), "the settings": (s) => source(s.unknown)(s) },
  malformed: {
    "an object as owner": { stack: source({ Owner: { a: 1 }, Repo: ["x"], Branch: null }), findings: [] },
    "stages that are text": { stack: (s) => void s.resource(PIPELINE, "deploy", { stages: "x" }), findings: [] },
  },
});
