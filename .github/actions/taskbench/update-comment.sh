#!/usr/bin/env bash
# Puts a file where the one comment of its mark stands, or adds it where there is none. Its text is read from the file alone.
set -euo pipefail

IFS= read -r TB_MARK < "$TB_COMMENT_FILE"
if [[ ! "$TB_MARK" =~ ^'<!-- taskbench:'[a-z0-9._-]+' -->'$ || ! "$TB_PULL" =~ ^[0-9]+$ ]]; then
  echo "::error::$TB_COMMENT_FILE is no comment of taskbench, or this is no pull request" && exit 2
fi
if (($(wc -c < "$TB_COMMENT_FILE") > 65536)); then
  echo "::error::the comment is longer than GitHub takes" && exit 2
fi
export TB_MARK
# A failed look-up ends here: it is never taken for "there is none".
found=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$TB_PULL/comments?per_page=100" \
  --jq '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.TB_MARK))) | .id')
first="${found%%$'\n'*}"
if [[ -n "$first" ]]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$first" -F "body=@$TB_COMMENT_FILE"
else
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$TB_PULL/comments" -F "body=@$TB_COMMENT_FILE"
fi
