import { pipelines } from "../../aws/pipeline";
import { originOf } from "../../aws/sensitive";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codepipeline-oauth-token",
  category: "pipeline",
  requirements: ["PIP-08", "SEC-02"],
  severity: "critical",
  level: "mandatory",
  title: "The OAuth token of a pipeline is not in the program",
  description: "The OAuthToken of a pipeline's source is not a literal of the program.",
  rationale:
    "A token in the program is in its repository, for everybody who may read it and for as long as the history is kept.",
  fix: 'Use an aws.codeconnections.Connection, which needs no token (owner "AWS", provider "CodeStarSourceConnection"); until then take the token from config.requireSecret("githubToken").',
  references: [
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/appendix-github-oauth.html",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/connections-github.html",
  ],
  subjects: pipelines,
  needs: "stack",
  check(pipeline, context) {
    context.each(pipeline.actions, (action) => {
      const token = action.configuration("OAuthToken");
      if (!isHashOfProvider(token.raw) && originOf(token, context) === "literal") {
        context.report(token, { found: "The OAuthToken is written into the program." });
      }
    });
  },
});

/** The provider keeps only a hash of the token in the state. */
function isHashOfProvider(raw: unknown): boolean {
  return typeof raw === "string" && /^hash-[0-9a-f]{64}$/.test(raw);
}
