#!/usr/bin/env bash
# Everything that must hold. The first step that fails ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONUNBUFFERED=1
unset SITE_URL LOCAL_MODE DEBUG SECRET_KEY DATABASE_URL EMAIL_URL

scratch=$(mktemp -d)
server=
stop() {
    status=$?
    if [ -n "$server" ]; then "$server" stop >/dev/null 2>&1 || true; fi
    rm -rf "$scratch"
    exit $status
}
trap stop EXIT
export DATA_DIR="$scratch/var"

step() { printf '\n== %s\n' "$1"; shift; "$@"; }

# Steps that need nothing of each other run at once; what they say is printed in their order.
names=() pids=()
beside() {
    local name=$1 at=${#pids[@]}
    shift
    DATA_DIR="$scratch/var.$at" "$@" >"$scratch/said.$at" 2>&1 &
    names+=("$name") pids+=($!)
}
together() {
    local at failed=
    for at in "${!pids[@]}"; do
        if ! wait "${pids[$at]}"; then failed="$failed ${names[$at]}"; fi
    done
    for at in "${!pids[@]}"; do step "${names[$at]}" cat "$scratch/said.$at"; done
    if [ -n "$failed" ]; then
        echo "Failed:$failed" >&2
        exit 1
    fi
}

server=$PWD/scripts/postgres.sh
export PGDIR="$scratch/postgres"

step "Format" ruff format --check .
step "Style" ruff check .
beside "Types" mypy
beside "Imports" lint-imports
beside "Templates" djlint --lint --quiet templates
beside "Migrations" python manage.py makemigrations --check --dry-run
beside "Production settings" env SITE_URL=https://throughline.example.org \
    EMAIL_URL=smtp+ssl://mail:secret@mail.example.org:465 \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    python manage.py check --deploy --fail-level WARNING
beside "Migrating an empty SQLite database" python manage.py migrate -v0
beside "Starting PostgreSQL" "$server" start
together

# Stealing work keeps both cores busy to the end, when the last tests are long ones.
step "Tests on SQLite" pytest -q -n 2 --dist worksteal
PGHOST=$PGDIR PGUSER=postgres DATABASE_URL=postgres:///throughline \
    step "Tests on PostgreSQL" pytest -q -n 2 --dist worksteal --migrations
"$server" stop >/dev/null
server=
step "Journeys in Chromium" pytest -q -n 2 --dist worksteal -m journey
