#!/usr/bin/env bash
# A private PostgreSQL for the tests: in $PGDIR, on a socket there and on no port; thrown away afterwards.
set -euo pipefail
bin=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -1)")

as_postgres() { # initdb and the server refuse to run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

case ${1:-} in
start)
    mkdir -p "$PGDIR"
    if [ "$(id -u)" = 0 ]; then
        chmod 711 "$(dirname "$PGDIR")"
        chown postgres "$PGDIR"
    fi
    chmod 700 "$PGDIR"
    cd "$PGDIR"
    as_postgres "$bin/initdb" -D "$PGDIR/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    # It is thrown away, so it need not survive a crash.
    as_postgres "$bin/pg_ctl" -D "$PGDIR/data" -l "$PGDIR/log" -w -o \
        "-k $PGDIR -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
    ;;
stop)
    cd "$PGDIR"
    as_postgres "$bin/pg_ctl" -D "$PGDIR/data" -m immediate stop
    ;;
*)
    echo "PGDIR=folder $0 start|stop" >&2
    exit 2
    ;;
esac
