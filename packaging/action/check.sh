#!/usr/bin/env bash
# Runs `isms check` with annotations and writes to $GITHUB_OUTPUT what later steps need: exit-code, errors,
# warnings, sarif. It ends with 0 whatever was found, so that those steps run; the last one gives the code.
#
# Reads ISMS_DIRECTORY, ISMS_PATHS (one a line), ISMS_STAGE, ISMS_FAIL_ON and ISMS_BASELINE; each may be empty.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/trust.sh"

sarif="$RUNNER_TEMP/isms.sarif"
json="$RUNNER_TEMP/isms.json"
rm -f "$sarif" "$json"

arguments=(-C "${ISMS_DIRECTORY:-.}" check --format github "--format=sarif=$sarif" "--format=json=$json")
[[ -z "${ISMS_STAGE:-}" ]] || arguments+=("--stage=$ISMS_STAGE")
[[ -z "${ISMS_FAIL_ON:-}" ]] || arguments+=("--fail-on=$ISMS_FAIL_ON")
[[ -z "${ISMS_BASELINE:-}" ]] || arguments+=("--baseline=$ISMS_BASELINE")
arguments+=(--)
while IFS= read -r path; do
  path="${path%$'\r'}"
  [[ -z "$path" ]] || arguments+=("$path")
done <<<"${ISMS_PATHS:-}"

code=0
isms "${arguments[@]}" || code=$?
# 0 and 1 are results; with any other code the check did not take place, and standard error says why.
((code < 2)) || echo "::error title=isms::the ISMS could not be checked; the log of this step says why"

count() { # count NAME: a number of the summary, which stands before anything that a document says
  [[ ! -s "$json" ]] || grep -o "\"$1\": *[0-9]*" "$json" | head -n 1 | grep -o '[0-9]*$'
}

{
  echo "exit-code=$code"
  echo "errors=$(count errors || true)"
  echo "warnings=$(count warnings || true)"
  [[ ! -s "$sarif" ]] || echo "sarif=$sarif"
} >>"$GITHUB_OUTPUT"
