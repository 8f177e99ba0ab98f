#!/usr/bin/env bash
# Installs what `make run` or `make test` needs: system packages when root, then .venv from the lock files.
# Does nothing, quickly, when all of it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
for_what=${1:-run}

say() { printf '%s\n' "$*" >&2; }
has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "$1"; }

missing=()
command -v python3 >/dev/null || missing+=(python3)
if [ ! -x .venv/bin/python ]; then
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
fi
has_library libpango-1.0.so.0 || missing+=(libpango-1.0-0)
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
if [ "$for_what" = test ]; then
    command -v "${CHROMIUM:-chromium}" >/dev/null || missing+=(chromium)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
fi

if [ ${#missing[@]} -gt 0 ]; then
    install="apt-get install --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing ${missing[*]} …"
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2 ||
            say "That failed. By hand: $install"
    else
        say "Missing on this machine: ${missing[*]}. On Debian: sudo $install"
    fi
    if [ "$for_what" = test ]; then
        for package in "${missing[@]}"; do
            dpkg -s "$package" >/dev/null 2>&1 || { say "The tests need $package."; exit 1; }
        done
    elif ! has_library libpangoft2-1.0.so.0 || ! has_library libharfbuzz-subset.so.0; then
        say "Going on without PDF; everything else works."
    fi
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "Throughline needs Python 3.11 or newer; python3 here is $(python3 --version)."
    exit 1
}

install() { # install LOCK: bring .venv to what the lock file says, if it is not there already
    local lock=requirements/$1.txt stamp=.venv/installed-$1 want
    want=$(sha256sum "$lock" | cut -d' ' -f1)
    [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
    say "Installing Python packages ($lock) …"
    .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r "$lock" ||
        # Some machine has no wheel of some package: build that one.
        .venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
    printf '%s' "$want" >"$stamp"
}

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    rm -rf .venv
    python3 -m venv .venv || { say "Cannot make .venv. On Debian: apt-get install python3-venv"; exit 1; }
fi
install run
if [ "$for_what" = test ]; then
    install dev
fi
