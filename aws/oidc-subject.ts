/**
 * What the subjects of well-known OIDC providers begin with, up to who owns the workload. Everybody can have a repository,
 * workspace or environment of any name there, so only the owner tells.
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://docs.gitlab.com/ci/cloud_services/aws/
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 * https://buildkite.com/docs/pipelines/security/oidc/aws
 * https://www.pulumi.com/docs/deployments/guides/oidc/aws/ and https://www.pulumi.com/docs/esc/guides/configuring-oidc/aws/
 * https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
 */
const OWNER_FOLLOWS = [
  "repo:",
  "repository:",
  "repository_owner:",
  "repository_owner_id:",
  "repository_id:",
  "job_workflow_ref:",
  "enterprise:",
  "project_path:",
  "organization:",
  "org/",
  "pulumi:deploy:org:",
  "pulumi:environments:org:",
  "pulumi:environments:pulumi.organization.login:",
  "pulumi:cmk:pulumi.organization.login:",
];

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const SERVICE_ACCOUNT = "system:serviceaccount:";

/**
 * Whether a subject, or a pattern of subjects, says whose workload it is: the owner is written out (`repo:acme/*`, not
 * `repo:acme*`), of a Kubernetes service account the namespace, and its name is more than a wildcard. Subjects of other
 * providers must not begin with a wildcard, unless they name something by its UUID, as Bitbucket's do.
 * https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */
export function isBoundedSubject(pattern: string): boolean {
  const prefix = [...OWNER_FOLLOWS, SERVICE_ACCOUNT].find((one) => pattern.startsWith(one));
  if (prefix === undefined) {
    return /\{[0-9a-f-]{36}\}/i.test(pattern) || hasDefiniteStart(pattern);
  }
  const [owner = "", ...rest] = pattern.slice(prefix.length).split(/[:/]/);
  return isWrittenOut(owner) && (prefix !== SERVICE_ACCOUNT || rest.some((part) => /[^*?]/.test(part)));
}

/** Whether a key (in lower case) stands for a claim that begins with a repository: GitHub's `repository` and `job_workflow_ref`. */
export function isRepositoryClaim(key: string): boolean {
  return /^token\.actions\.githubusercontent\.com[^:]*:(?:repository|job_workflow_ref)$/.test(key);
}

/** Whether the owner in front of a repository is written out: everybody can have a repository of any name. */
export function namesOwner(pattern: string): boolean {
  return /^[^*?/]+\//.test(pattern);
}

/** Whether it begins with more than what subjects of some provider have in common: `re*`, `system:*`, `{*}:*` do not. */
function hasDefiniteStart(pattern: string): boolean {
  const [start = ""] = pattern.split(/[*?]/);
  const isCommon = start !== pattern && [...OWNER_FOLLOWS, SERVICE_ACCOUNT].some((one) => one.startsWith(start));
  return !isCommon && /[^:/{}]/.test(start);
}

function isWrittenOut(part: string): boolean {
  return part !== "" && !/[*?]/.test(part);
}
