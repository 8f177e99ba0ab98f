"""Which database, and how it is spoken to. Reasons and measurements: docs/decisions/."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config import environment

NETWORK_FILE_SYSTEMS = ("9p", "afs", "ceph", "cifs", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs")


def wal_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (https://sqlite.org/wal.html#walresetbug)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def databases(folder: Path, *, threads: int, migrating: bool) -> dict[str, Any]:
    """Django's DATABASES: PostgreSQL where DATABASE_URL says so, otherwise SQLite in the data folder."""
    url = environment.text("DATABASE_URL")
    if not url:
        return {"default": sqlite(folder / "throughline.sqlite3")}
    if url.partition("://")[0] not in ("postgres", "postgresql", "sqlite"):
        raise ImproperlyConfigured("DATABASE_URL is not understood: " + HOW)
    try:
        chosen = environ.Env.db_url_config(url)
    except (ValueError, KeyError) as problem:
        raise ImproperlyConfigured("DATABASE_URL is not understood: " + HOW) from problem
    if chosen["NAME"] == ":memory:":
        raise ImproperlyConfigured("A database in memory forgets everything: " + HOW)
    if url.startswith("sqlite"):
        return {"default": sqlite(Path(str(chosen["NAME"])))}
    return {"default": postgresql(chosen, threads=threads, migrating=migrating)}


HOW = "write postgres://user:password@host:5432/name, or leave it out for SQLite."


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite: writers queue at BEGIN (IMMEDIATE), none fails half-way; a commit is on the disk (FULL)."""
    prepare(file)
    journal = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        if wal_safe()
        else "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 600,  # closing the last connection would drop the write-ahead log every time
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": journal + "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
            "PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864;",
        },
    }


def prepare(file: Path) -> None:
    """Make the file for its owner only, and refuse one that could be corrupted or read by others."""
    kind = file_system(file.parent)
    if kind in NETWORK_FILE_SYSTEMS:
        raise ImproperlyConfigured(
            f"{file.parent} is on a network file system ({kind}), where SQLite can lose data. "
            "Set DATA_DIR to a local disk, or DATABASE_URL to a PostgreSQL database."
        )
    if not file.exists():
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as problem:
            raise ImproperlyConfigured(
                f"{file} cannot be made. Correct DATA_DIR or DATABASE_URL."
            ) from problem
    environment.refuse_if_open_to_others(file)
    with file.open("rb") as opened:
        in_wal_mode = opened.read(20)[18:20] == b"\x02\x02"
    if in_wal_mode and not wal_safe():
        raise ImproperlyConfigured(
            f"{file} keeps a write-ahead log, which SQLite {sqlite3.sqlite_version} can corrupt. "
            f"Install pysqlite3, or stop every process and run: sqlite3 {file} "
            "'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE'"
        )


def file_system(folder: Path) -> str:
    """The type of the file system that holds the folder, "" where the system does not tell."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    place, best, kind = folder.resolve(), -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        mounted = Path(left.split()[4].replace("\\040", " "))
        if place.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), right.split()[0]
    return kind


def postgresql(chosen: dict[str, Any], *, threads: int, migrating: bool) -> dict[str, Any]:
    """PostgreSQL through a pool that checks its connections: a restart of the server costs a second."""
    statement_timeout = 0 if migrating else 15_000  # building an index may take its time
    return {
        **chosen,
        "CONN_MAX_AGE": 0,  # the pool keeps them
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **chosen.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": threads + 2, "timeout": 5},
            "connect_timeout": 5,
            "sslmode": environment.text("DB_SSLMODE", "prefer"),
            "options": f"-c statement_timeout={statement_timeout} -c lock_timeout=5000 "
            "-c idle_in_transaction_session_timeout=30000",
        },
    }
