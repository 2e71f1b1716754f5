import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function source(location: unknown): Build {
  return (s) => void s.resource(PROJECT, "build", { source: { location } });
}

function found(location: string) {
  return {
    stack: source(location),
    findings: [{ resource: "build", path: "source.location", found: /^(?!.*hunter2).*credential before the host/ }],
  };
}

export default cases("codebuild-source-url-credentials", {
  passes: {
    "no credential": source("https://github.com/acme/infra.git"),
    "a user name alone": source("https://jane@bitbucket.org/acme/infra.git"),
    "an @ in the path": source("https://github.com/acme/@scope"),
    "a bucket": source("sources/infra.zip"),
    "no location": source(undefined),
  },
  fails: {
    "user and password": found("https://jane:hunter2@bitbucket.org/acme/infra.git"),
    "a token as password": found("https://x-token-auth:hunter2@bitbucket.org/acme/infra.git"),
    "a token as user": found("https://ATBBxyz1234567890abcdef1234@bitbucket.org/acme/infra.git"),
    "in a secondary source": {
      stack: (s) =>
        void s.resource(PROJECT, "build", {
          source: { location: s.unknown },
          secondarySources: [{ location: "https://a:hunter2@host/x" }],
        }),
      findings: [{ resource: "build", path: "secondarySources[0].location", found: /credential/ }],
    },
  },
  undecided: { "the location": (s) => source(s.unknown)(s) },
  malformed: {
    "a list": { stack: source(["https://a:b@c"]), findings: [] },
    "a long text": { stack: source("https://".repeat(100_000)), findings: [] },
  },
});
