#!/usr/bin/env bash
# Brings the database and the static files up to date, loads the samples if they are not there, and serves,
# with a worker beside the server. The worker ends when the server does, however that ends (--stop-with).
set -euo pipefail
cd "$(dirname "$0")/.."
# A trial for this computer alone, unless SITE_URL is an address at which others reach it.
case "${SITE_URL:-}" in
    "" | http://127.* | http://localhost | http://localhost[:/]*) trial=1 ;;
    *) trial=0 ;;
esac
export LOCAL_MODE=${LOCAL_MODE:-$trial} PORT=${PORT:-8000} PYTHONUNBUFFERED=1
.venv/bin/python scripts/prepare.py
.venv/bin/python manage.py worker --stop-with $$ &
exec .venv/bin/gunicorn --config config/gunicorn.conf.py config.wsgi
