"""Reads the environment strictly: a value that makes no sense stops the start and says what to do.

Imports nothing of Django but its exception, so that manage.py and the server's configuration may use it.
"""

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space; `NAME_FILE` names a file that holds it instead."""
    file = os.environ.get(f"{name}_FILE", "").strip()
    if file and os.environ.get(name, "").strip():
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set. Keep one of them.")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise ImproperlyConfigured(
                f"{name}_FILE names {file}, which cannot be read. Correct the path or its permissions."
            ) from problem
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """A yes or a no; anything else is refused, because a misspelt "flase" must not count as either."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write true or false.")
    return value in YES


def number(name: str, default: int, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number within its bounds."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number from {least} to {most}.")
    return int(value)


def words(name: str) -> list[str]:
    """A list, parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def is_loopback(host: str | None) -> bool:
    """Whether the host can be reached from this machine only."""
    return (host or "") in LOOPBACK_HOSTS or (host or "").startswith("127.")


def site_url() -> SplitResult:
    """Where people reach the product. Links in mails and PDFs come from here only, never from a request."""
    port = number("PORT", 8000, 1, 65535)
    url = urlsplit(text("SITE_URL", f"http://127.0.0.1:{port}"))
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/") or url.query:
        raise ImproperlyConfigured(
            "SITE_URL must be a bare address such as https://throughline.example.org, without a path."
        )
    if url.scheme == "http" and not is_loopback(url.hostname) and not boolean("ALLOW_HTTP"):
        raise ImproperlyConfigured(
            f"SITE_URL is http://{url.netloc}, so passwords would travel unprotected. "
            "Use https://, or set ALLOW_HTTP=true if you accept that."
        )
    return url._replace(path="", fragment="")


def hosts(url: SplitResult) -> list[str]:
    """The host names that are answered: the site's own, those of ALLOWED_HOSTS, this machine's when local."""
    extra = words("ALLOWED_HOSTS")
    if any("*" in host or host.startswith(".") for host in extra):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name each host. Remove the wildcard.")
    local = ["127.0.0.1", "localhost"] if is_loopback(url.hostname) else []
    return list(dict.fromkeys([url.hostname or "", *local, *extra]))


def data_directory(base: Path) -> Path:
    """Where data lives; made for its owner only."""
    folder = Path(text("DATA_DIR", str(base / "var")))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made. Set DATA_DIR to a folder that this user may write to."
        ) from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be written to. Change its owner, or set DATA_DIR."
        )
    return folder


def secret_key(folder: Path, *, strict: bool) -> str:
    """SECRET_KEY, or the key of this installation, made once. Production (`strict`) brings its own."""
    key = text("SECRET_KEY")
    if not key and strict:
        raise ImproperlyConfigured(
            "SITE_URL is https, so SECRET_KEY or SECRET_KEY_FILE must be set: at least 50 random characters, "
            "for example from: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    key = key or kept_key(folder / "secret_key")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure"):
        raise ImproperlyConfigured("SECRET_KEY is too weak. Use at least 50 random characters.")
    return key


def kept_key(file: Path) -> str:
    """The key in the file, made if there is none. Two processes that start together end with the same key."""
    if not file.exists():
        made = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(made, file)  # the first one wins; unlike a rename it never replaces
        except FileExistsError:
            pass
        finally:
            made.unlink()
    refuse_if_open_to_others(file)
    return file.read_text(encoding="ascii").strip()


def refuse_if_open_to_others(file: Path) -> None:
    """Stop when other accounts of this machine may read the file."""
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(f"Other accounts can read {file}. Run: chmod 600 {file}")
