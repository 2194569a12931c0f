#!/usr/bin/env bash
# Makes TASKBENCH_BASELINE name the baseline for the steps that follow: a given file, or the newest artifact that the default branch of this
# very repository has left. Without one the run is not compared, and says so.
set -euo pipefail

if [[ "$TB_BASELINE" != artifact ]]; then
  printf 'TASKBENCH_BASELINE=%s\n' "$(realpath -- "$TB_BASELINE")" >> "$GITHUB_ENV"
  exit 0
fi
if [[ ! "$TB_ARTIFACT" =~ ^[A-Za-z0-9._-]+$ ]]; then
  echo "::error::baseline-artifact: expected letters, digits, dots, dashes and underscores" && exit 2
fi
# A fork's branch may have the name of the default branch.
newest='[.artifacts[] | select((.expired | not) and .workflow_run.head_branch == env.TB_BRANCH
  and .workflow_run.head_repository_id == .workflow_run.repository_id)] | sort_by(.created_at) | last | .workflow_run.id // empty'
if ! run=$(gh api "repos/$GITHUB_REPOSITORY/actions/artifacts?name=$TB_ARTIFACT&per_page=100" --jq "$newest"); then
  echo "::warning::the baseline could not be looked up: does the job have actions: read?" && exit 0
fi
if [[ -z "$run" ]]; then
  echo "no baseline of $TB_BRANCH has been kept yet" && exit 0
fi
folder="$RUNNER_TEMP/taskbench-baseline"
rm -rf "$folder"
if gh run download "$run" --repo "$GITHUB_REPOSITORY" --name "$TB_ARTIFACT" --dir "$folder"; then
  printf 'TASKBENCH_BASELINE=%s\n' "$folder/main.json" >> "$GITHUB_ENV"
else
  echo "::warning::the baseline of run $run could not be fetched"
fi
