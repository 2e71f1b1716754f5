#!/bin/sh
# Previews the Pulumi programs that a commit changes, with aws-security-baseline, and stops the commit at mandatory findings.
# Guide: docs/guides/ci.md of aws-security-baseline.
#
# As a hook of git:  cp node_modules/aws-security-baseline/recipes/pre-commit.sh .git/hooks/pre-commit
# As a hook of pre-commit (https://pre-commit.com), which hands it the changed files: see .pre-commit-hooks.yaml of the pack.
#
# It previews the stack that is selected (`pulumi stack select`), or BASELINE_STACK, and judges the files as they are in the
# folder, staged or not. Skip it once with `git commit --no-verify`; CI looks again.
set -eu

pack=aws-security-baseline
cd "$(git rev-parse --show-toplevel)"

# Files, one a line, of which some program is made.
changed_files() {
  if [ "$#" -gt 0 ]; then
    printf '%s\n' "$@"
  else
    # Deleted files count as well. core.quotePath would hide names with letters beyond ASCII.
    git -c core.quotePath=off diff --cached --name-only
  fi | grep -E '\.(ts|mts|cts|js|mjs|cjs|py|go|cs|fs|vb|java|ya?ml|json|toml|mod|csproj)$' || true
}

# The nearest folder above a file that has a Pulumi.yaml; nothing when there is none.
project_of() {
  folder=$(dirname "$1")
  while :; do
    if [ -f "$folder/Pulumi.yaml" ] || [ -f "$folder/Pulumi.yml" ]; then
      printf '%s\n' "$folder"
      return
    fi
    [ "$folder" != . ] && [ "$folder" != / ] || return 0
    folder=$(dirname "$folder")
  done
}

# The pack that a program's folder, or one above it, has installed.
pack_of() {
  folder=$1
  while :; do
    if [ -f "$folder/node_modules/$pack/PulumiPolicy.yaml" ]; then
      (cd "$folder/node_modules/$pack" && pwd)
      return
    fi
    [ "$folder" != . ] && [ "$folder" != / ] || return 0
    folder=$(dirname "$folder")
  done
}

preview() {
  installed=$(pack_of "$1")
  if [ -z "$installed" ]; then
    echo "$pack: it is not installed for $1. Run npm install --save-dev $pack there, or in the root of the repository." >&2
    return 1
  fi
  (
    cd "$1"
    set -- --non-interactive --policy-pack "$installed"
    [ -z "${BASELINE_STACK:-}" ] || set -- "$@" --stack "$BASELINE_STACK"
    [ ! -f policy-config.json ] || set -- "$@" --policy-pack-config policy-config.json
    pulumi preview "$@"
  )
}

projects=$(changed_files "$@" | while IFS= read -r file; do project_of "$file"; done | sort -u)
[ -n "$projects" ] || exit 0

# Git tells hooks where its files are; programs that call git for another folder must not be told.
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GIT_PREFIX

failed=$(printf '%s\n' "$projects" | while IFS= read -r project; do
  echo "$pack: previewing $project" >&2
  preview "$project" >&2 </dev/null || echo "$project"
done)
[ -z "$failed" ] && exit 0
echo "$pack: not committed. Mend what was found in: $(echo $failed), or exempt it with a reason (docs/guides/exemptions.md)." >&2
exit 1
