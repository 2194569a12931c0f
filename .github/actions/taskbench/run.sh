#!/usr/bin/env bash
# Runs evaluations, or merges their shards, and writes what is shown of them. All it is told stands in the environment; how the run ended
# becomes an output, so that what comes after it happens in any case.
set -euo pipefail
set -f # what is split at white space is not expanded

# Over all lines: an input may be a block of YAML.
read -rd '' -a command <<< "$TB_COMMAND" || true
read -rd '' -a filters <<< "$TB_FILTERS" || true
read -rd '' -a arguments <<< "$TB_ARGUMENTS" || true
options=()
if [[ -n "$TB_BUDGET" ]]; then options+=(--budget "$TB_BUDGET"); fi
output() { printf '%s=%s\n' "$1" "$2" >> "$GITHUB_OUTPUT"; }

# Of Vitest's own reporters: the one for GitHub would annotate failed tests one by one, and GitHub shows ten.
flags=(--reporter=default)
code=0
if [[ "$TB_MERGE" == true ]]; then
  "${command[@]}" run -- "${flags[@]}" --merge-reports=taskbench-blobs "${arguments[@]}" || code=$?
elif [[ -n "$TB_SHARD" ]]; then
  if [[ ! "$TB_SHARD" =~ ^[0-9]+/[0-9]+$ ]]; then
    echo "::error::shard: expected a part as in 1/4" && exit 2
  fi
  name="${TB_SHARD/\//-}"
  export TASKBENCH_RUN_ID="$TB_RUN_ID"
  "${command[@]}" run "${filters[@]}" "${options[@]}" -- "${flags[@]}" --shard="$TB_SHARD" \
    --reporter=blob --outputFile.blob="taskbench-blobs/blob-$name.json" "${arguments[@]}" || code=$?
  output shard-artifact "taskbench-shard-$name"
else
  "${command[@]}" run "${filters[@]}" "${options[@]}" -- "${flags[@]}" "${arguments[@]}" || code=$?
fi
output exit-code "$code"

# Nothing is shown of a part, nor of a run that did not begin.
if [[ -n "$TB_SHARD" || "$code" == 2 || "$code" == 5 ]]; then exit 0; fi
if "${command[@]}" github comment latest --name "$TB_COMMENT_NAME" --out taskbench-comment.md; then
  output comment-file "$PWD/taskbench-comment.md"
fi
# As it is, whether its gates passed or not: the best run is no baseline.
if [[ "$TB_SET_BASELINE" == true && ("$code" == 0 || "$code" == 1) ]] && "${command[@]}" baseline set latest --name main; then
  output baseline-file "$PWD/baselines/main.json"
fi
