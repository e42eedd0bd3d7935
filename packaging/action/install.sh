#!/usr/bin/env bash
# Installs the released binary of isms for this runner, if its digest is the expected one.
#
# Reads ISMS_VERSION; ISMS_SHA256 and ISMS_URL, which may be empty; ACTION_REPOSITORY (owner/name); and what
# every runner sets. Exits with 2 when nothing that can be trusted is to be had.
set -euo pipefail

fail() {
  echo "::error title=isms::$1"
  exit 2
}

fetch() { # fetch URL FILE
  curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 --output "$2" "$1" ||
    fail "cannot download $1"
}

digest() { # digest FILE
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
  Linux-X64) target=x86_64-unknown-linux-gnu ;;
  Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *) fail "there is no released binary for ${RUNNER_OS:-an unknown system} on ${RUNNER_ARCH:-an unknown processor}" ;;
esac

[[ "$ISMS_VERSION" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
  fail "the input version is no version such as 0.1.0"

folder="$RUNNER_TEMP/isms-bin"
mkdir -p "$folder"
archive="isms-$ISMS_VERSION-$target.tar.gz"
if [[ -n "$ISMS_URL" ]]; then
  [[ -n "$ISMS_SHA256" ]] || fail "the input url needs the input sha256: what is downloaded is run"
  url="$ISMS_URL"
  expected="$ISMS_SHA256"
else
  repository="${ACTION_REPOSITORY:-$GITHUB_REPOSITORY}"
  release="${GITHUB_SERVER_URL:-https://github.com}/$repository/releases/download/v$ISMS_VERSION"
  url="$release/$archive"
  expected="$ISMS_SHA256"
  if [[ -z "$expected" ]]; then
    fetch "$release/SHA256SUMS" "$folder/SHA256SUMS"
    expected="$(awk -v name="$archive" '$2 == name { print $1 }' "$folder/SHA256SUMS")"
    [[ -n "$expected" ]] || fail "SHA256SUMS of $release does not name $archive"
  fi
fi

fetch "$url" "$folder/download"
found="$(digest "$folder/download")"
if [[ "$found" != "$expected" ]]; then
  rm -f "$folder/download"
  fail "the digest of $url is $found, expected $expected; nothing was installed"
fi

if [[ "$url" == *.tar.gz ]]; then
  tar -xzf "$folder/download" -C "$folder"
  rm -f "$folder/download"
else
  mv "$folder/download" "$folder/isms"
fi
[[ "$RUNNER_OS" == Windows ]] || chmod +x "$folder/isms"
echo "$folder" >>"$GITHUB_PATH"
"$folder/isms" --version
