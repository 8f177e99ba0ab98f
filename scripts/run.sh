#!/usr/bin/env bash
# Brings the database and the static files up to date, loads the samples if they are not there, and serves,
# with a worker beside the server. The worker ends when the server does, however that ends (--stop-with).
set -euo pipefail
cd "$(dirname "$0")/.."
export LOCAL_MODE=${LOCAL_MODE:-1} PORT=${PORT:-8000} PYTHONUNBUFFERED=1
.venv/bin/python scripts/prepare.py
.venv/bin/python manage.py worker --stop-with $$ &
exec .venv/bin/gunicorn --config config/gunicorn.conf.py config.wsgi
