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

step "Format" ruff format --check .
step "Style" ruff check .
step "Types" mypy
step "Imports" lint-imports
step "Templates" djlint --lint --quiet templates
step "Migrations" python manage.py makemigrations --check --dry-run
step "Production settings" env SITE_URL=https://throughline.example.org DATA_DIR="$scratch/production" \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    python manage.py check --deploy --fail-level WARNING
step "Migrating an empty SQLite database" python manage.py migrate -v0
step "Tests on SQLite" pytest -q -n 2

server=$PWD/scripts/postgres.sh
export PGDIR="$scratch/postgres"
step "Tests on PostgreSQL" "$server" start
PGHOST=$PGDIR PGUSER=postgres DATABASE_URL=postgres:///throughline pytest -q -n 2 --migrations
"$server" stop >/dev/null

step "Journeys in Chromium" pytest -q -n 2 -m journey
