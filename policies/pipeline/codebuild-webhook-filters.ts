import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, some } from "../../core";

export default definePolicy({
  name: "codebuild-webhook-filters",
  category: "pipeline",
  requirements: ["PIP-10"],
  severity: "medium",
  level: "advisory",
  title: "Webhooks of builds have filters",
  description: "A CodeBuild webhook says by filters which events, branches or people start a build.",
  rationale:
    "Without filters every push to every branch, and every pull request of a stranger, runs its code with the project's role.",
  fix: 'Set filterGroups: [{ filters: [{ type: "EVENT", pattern: "PUSH" }, { type: "HEAD_REF", pattern: "^refs/heads/main$" }] }].',
  references: ["https://docs.aws.amazon.com/codebuild/latest/APIReference/API_WebhookFilter.html"],
  subjects: resourcesOfType(...types.CODEBUILD_WEBHOOK),
  needs: "resource",
  check(webhook, { report }) {
    const groups = webhook.at("filterGroups");
    const isFiltered = [
      () => some(groups.list(), (group) => group.at("filters").isPresent),
      () => webhook.at("branchFilter").isPresent,
    ];
    if (!some(isFiltered, (test) => test())) {
      report(groups, { found: "The webhook has no filters: every event starts a build." });
    }
  },
});
