import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const AT = "stages[0].actions[0].configuration";

function source(configuration: unknown): Build {
  return (s) => void s.resource(PIPELINE, "deploy", { stages: [{ actions: [{ category: "Source", configuration }] }] });
}

const CONFIG = { "app:repositoryOwner": "acme-corp", "app:repository": "infra" };

export default cases("codepipeline-source-from-config", {
  passes: {
    "owner and repository of the config": {
      stack: source({ Owner: "acme-corp", Repo: "infra", Branch: "main" }),
      config: CONFIG,
    },
    "a full id of both": { stack: source({ FullRepositoryId: "acme-corp/infra", BranchName: "main" }), config: CONFIG },
    "a full id of the config": {
      stack: source({ FullRepositoryId: "acme/app" }),
      config: { "app:repo": "https://github.com/acme/app" },
    },
    "a value inside a structured config": {
      stack: source({ Owner: "acme" }),
      config: { "app:source": '{"owner":"acme"}' },
    },
    "a repository of the stack": (s) => {
      const repository = s.resource("aws:codecommit/repository:Repository", "infra", { repositoryName: "infra" });
      s.resource(PIPELINE, "deploy", {
        stages: [
          { actions: [{ category: "Source", configuration: { RepositoryName: repository.ref("repositoryName") } }] },
        ],
      });
    },
    "a placeholder, which is another policy's finding": source({ Owner: "your-org" }),
    "a branch need not": { stack: source({ Branch: "main" }) },
  },
  fails: {
    "owner and repository in the program": {
      stack: source({ Owner: "acme-corp", Repo: "infra" }),
      findings: [
        { resource: "deploy", path: `${AT}.Owner`, found: /Owner "acme-corp"/ },
        { resource: "deploy", path: `${AT}.Repo`, found: /Repo "infra"/ },
      ],
    },
    "only the owner in the config": {
      stack: source({ FullRepositoryId: "acme-corp/website" }),
      config: CONFIG,
      findings: [
        {
          resource: "deploy",
          path: `${AT}.FullRepositoryId`,
          found: /acme-corp\/website/,
          fix: /require\("fullRepositoryId"\)/,
        },
      ],
    },
    "a CodeCommit repository elsewhere": {
      stack: source({ RepositoryName: "infra" }),
      findings: [{ resource: "deploy", path: `${AT}.RepositoryName`, found: /infra/ }],
    },
  },
  undecided: { "the owner": (s) => source({ Owner: s.unknown })(s) },
  malformed: { "wrong types": { stack: source({ Owner: { a: 1 }, Repo: [] }), findings: [] } },
});
