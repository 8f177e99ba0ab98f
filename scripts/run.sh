#!/usr/bin/env bash
# Brings the database and the static files up to date, loads the samples if they are not there, and serves.
set -euo pipefail
cd "$(dirname "$0")/.."
export LOCAL_MODE=${LOCAL_MODE:-1} PORT=${PORT:-8000} PYTHONUNBUFFERED=1
.venv/bin/python scripts/prepare.py
exec .venv/bin/gunicorn --config config/gunicorn.conf.py config.wsgi
