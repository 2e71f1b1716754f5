import { matchesGlobIgnoringCase, type Value } from "../core";
import type { PipelineView } from "./pipeline";

/** A setting that names the source: which one and where it stands. */
export interface SourceSetting {
  readonly key: string;
  readonly value: Value;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/structure-configuration-examples.html */
const REPOSITORY_KEYS = ["Owner", "Repo", "FullRepositoryId", "RepositoryName"];
const BRANCH_KEYS = ["Branch", "BranchName"];

/** What people write where a name is to be filled in. */
export const DEFAULT_PLACEHOLDERS: readonly string[] = [
  ...["example", "example-*", "*-example", "your-*", "your?", "yourorg*", "yourrepo*", "<*>"],
  ...[
    "my-org",
    "my-organization",
    "my-organisation",
    "my-company",
    "my-owner",
    "my-repo",
    "my-repository",
    "my-username",
  ],
  ...["my-user", "myorg", "myrepo", "my-branch", "owner", "repo", "repository", "org", "organization", "organisation"],
  ...["username", "user", "owner-name", "repo-name", "repository-name", "org-name", "branch", "branch-name"],
  ...["github-owner", "github-repo", "github-org", "github-username", "some-*", "dummy*", "sample", "sample-repo"],
  ...["todo*", "tbd", "fixme*", "changeme*", "change-me*", "replace*me*", "placeholder*", "*-placeholder"],
  ...["xxx*", "foo", "bar", "foobar", "acme-placeholder", "n/a", "none", "test-owner", "test-repo", "test-org"],
];

/** The settings of the pipeline's sources that name an owner, a repository or a branch. */
export function sourceSettings(pipeline: PipelineView): readonly SourceSetting[] {
  return pipeline.sourceActions.flatMap((action) =>
    [...REPOSITORY_KEYS, ...BRANCH_KEYS]
      .map((key) => ({ key, value: action.configuration(key) }))
      .filter(({ value }) => !value.isAbsent),
  );
}

export function isRepositorySetting({ key }: SourceSetting): boolean {
  return REPOSITORY_KEYS.includes(key);
}

/** Whether a name, or a part of `owner/repository`, is a placeholder. */
export function isPlaceholder(text: string, placeholders: readonly string[]): boolean {
  const parts = [text, ...text.split("/")]
    .map((part) => part.trim())
    .flatMap((part) => [part, part.replaceAll("_", "-")]);
  return parts.some((part) => placeholders.some((glob) => matchesGlobIgnoringCase(part, glob)));
}

/** A config entry for a setting of a source, as fixes suggest it: `repositoryName` for RepositoryName. */
export function configEntryFor(setting: string): string {
  return setting.charAt(0).toLowerCase() + setting.slice(1);
}
