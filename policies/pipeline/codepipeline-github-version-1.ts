import { pipelines } from "../../aws/pipeline";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codepipeline-github-version-1",
  category: "pipeline",
  requirements: ["PIP-08"],
  severity: "medium",
  level: "advisory",
  title: "GitHub sources use a connection",
  description: "A pipeline's GitHub source uses a CodeConnections connection rather than an OAuth token (version 1).",
  rationale:
    "AWS no longer recommends version 1 of the GitHub action, which connects with a person's OAuth token, and keeps existing pipelines with it working.",
  fix: 'Add an aws.codeconnections.Connection with providerType: "GitHub", and use owner: "AWS", provider: "CodeStarSourceConnection", version: "1" with configuration: { ConnectionArn: connection.arn, FullRepositoryId: "owner/repository", BranchName: "main" }.',
  references: [
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/appendix-github-oauth.html",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/update-github-action-connections.html",
  ],
  subjects: pipelines,
  needs: "resource",
  check(pipeline, { report, each }) {
    each(pipeline.actions, (action) => {
      if (action.owner === "ThirdParty" && action.provider === "GitHub") {
        report(action.at.at("provider"), {
          found: "This is the GitHub action of version 1, which AWS no longer recommends and keeps working.",
        });
      }
    });
  },
});
