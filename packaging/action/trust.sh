# shellcheck shell=bash
# Read by the other scripts. In a job that runs in a container the checkout belongs to another user, and git refuses
# it unless it is told that this is meant; then nothing that git knows could be judged. It is told for these
# scripts alone, beside the settings of the runner.
if [[ "${RUNNER_OS:-}" == Linux ]]; then
  export XDG_CONFIG_HOME="$RUNNER_TEMP/isms-config"
  mkdir -p "$XDG_CONFIG_HOME/git"
  printf '[safe]\n\tdirectory = %s\n' "${GITHUB_WORKSPACE:-$PWD}" >"$XDG_CONFIG_HOME/git/config"
fi
