#!/usr/bin/env bash
# Tells in one comment of the pull request what it changes in meaning. The comment is found by the mark in
# its first line and by its author, and written anew; when nothing changed and there is none, none is made.
# Where comments may not be written, as on a pull request from a fork, the text goes to the step summary.
# It ends with 0 whatever happens: the result of the check is not its business.
#
# Reads GH_TOKEN, PULL_REQUEST (its number), ISMS_DIRECTORY and ISMS_BASE, of which the last two may be empty.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/trust.sh"

if [[ "${GITHUB_SERVER_URL:-https://github.com}" != https://github.com ]]; then
  export GH_HOST="${GITHUB_SERVER_URL#https://}" GH_ENTERPRISE_TOKEN="$GH_TOKEN"
fi

marker='<!-- isms-diff -->'
text="$RUNNER_TEMP/isms-diff.md"
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"

warn() {
  echo "::warning title=isms::$1"
}

compare() { # compare: writes what changed to $text
  # What other branches brought since is not of this pull request: it is compared with where it left them.
  local base="${ISMS_BASE:-origin/$GITHUB_BASE_REF}" code=0
  rm -f "$text"
  isms -C "${ISMS_DIRECTORY:-.}" diff "$base...HEAD" "--format=md=$text" --max-bytes 60000 || code=$?
  ((code < 2)) && [[ -s "$text" ]]
}

own_comment() { # own_comment: prints the number of the comment that this token wrote before, if there is one
  local me
  me="$(gh api graphql -f 'query={viewer{login}}' --jq .data.viewer.login)" || return 1
  gh api --paginate "$comments?per_page=100" \
    --jq '.[] | [.id, .user.login, ((.body // "") | split("\n")[0])] | @tsv' >"$RUNNER_TEMP/isms-comments.tsv" || return 1
  local id login first
  while IFS=$'\t' read -r id login first; do
    # A carriage return is written \r in such a list.
    if [[ "$login" == "$me" && "${first%'\r'}" == "$marker" ]]; then
      echo "$id"
      return
    fi
  done <"$RUNNER_TEMP/isms-comments.tsv"
}

publish() { # publish: writes the comment, or says by its exit code that it could not
  local id
  id="$(own_comment)" || return 1
  if [[ -n "$id" ]]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$text" --silent
  elif grep -q '^\*\*No difference\*\*' "$text"; then
    echo "Nothing changes in what the ISMS says."
  else
    gh api --method POST "$comments" -F "body=@$text" --silent
  fi
}

if ! compare; then
  warn "what the pull request changes cannot be told; the checkout needs fetch-depth: 0, and the log of this step says more"
elif ! publish; then
  warn "the comment cannot be written, and the log of this step says why; a job needs the permission pull-requests: write, which a fork's has not. The comparison stands in the step summary"
  cat "$text" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
fi
