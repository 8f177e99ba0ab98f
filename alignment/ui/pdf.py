"""Makes PDFs from templates, in a child process with hard limits (ui/pdf_child.py).

Each web worker keeps one child warm and replaces it after 20 jobs; over all workers at most two
render at once, which two locked files in the data directory see to.
"""

import atexit
import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

JOBS_A_CHILD = 20
SLOTS = 2
WALL_SECONDS = 75
WAIT_SECONDS = 30  # for the turn and for the place each: whoever waits holds a thread that pages need
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Fit:
    """What has to end on which page: the element with the id `end` on page `page`, the first being 1.

    While it does not, the style sheets in `css` are added one by one.
    """

    end: str
    page: int
    css: list[str]


class PdfUnavailable(Exception):
    """There is no PDF; the message tells the user why and what to do."""


class PdfMissing(PdfUnavailable):
    """The system libraries that draw text are not installed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "PDF needs a few system packages that are not installed. "
                "Ask whoever runs this server to run “apt-get install %(packages)s”. "
                "Until then, print the page from the browser."
            )
            % {"packages": PACKAGES}
        )


class PdfFailed(PdfUnavailable):
    """The page could not be drawn within its limits."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(
            _(
                "The PDF could not be made: the page is too large or too slow to draw. "
                "Narrow it down, or print it from the browser."
            )
        )


class PdfBusy(PdfUnavailable):
    """Other PDFs are being made."""

    def __init__(self) -> None:
        super().__init__(_("Other PDFs are being made at the moment. Try again in a minute."))


def render_pdf(template: str, context: dict[str, Any], *, css: list[str], fit: Fit | None = None) -> bytes:
    """A template as PDF/UA-1 with these style sheets ("css/print.css"); PdfUnavailable when there is none."""
    return pdf_of(render_to_string(template, context), css, fit)


def pdf_of(html: str, css: list[str], fit: Fit | None = None) -> bytes:
    """A page of HTML as PDF/UA-1."""
    with _turn(), _slot():
        return _worker.render(html, css, fit)


class _Worker:
    """The warm child of this process."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def render(self, html: str, css: list[str], fit: Fit | None) -> bytes:
        if self._child is None or self._jobs >= JOBS_A_CHILD or self._child.poll() is not None:
            self.stop()
            self._start()
        self._jobs += 1
        size, error = self._ask({"html": html, "css": css, "fit": asdict(fit) if fit else None})
        if error:
            raise PdfFailed(error)
        return self._pipe("stdout").read(size)

    def _start(self) -> None:
        cache = settings.DATA_DIR / "cache"
        cache.mkdir(exist_ok=True)
        self._child = subprocess.Popen(  # noqa: S603 (our own module, no shell, nothing from a request)
            [sys.executable, "-m", "alignment.ui.pdf_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            start_new_session=True,  # a Ctrl-C is for us: what is being drawn need not fail for it
            # An empty environment but for what Python and the font library need to find their files.
            env={"PYTHONPATH": str(settings.BASE_DIR), "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8"},
        )
        self._jobs = 0
        if self._ask({"": str(settings.BASE_DIR / "static"), "fonts": str(settings.FONTS)})[1]:
            self.stop()
            raise PdfMissing

    def _ask(self, message: dict[str, Any]) -> tuple[int, str]:
        """Sends a line and waits for the answer's head: how many bytes follow, or what went wrong."""
        child = self._child
        timer = threading.Timer(WALL_SECONDS, self._kill)
        timer.daemon = True
        timer.start()
        try:
            self._pipe("stdin").write(json.dumps(message).encode() + b"\n")
            self._pipe("stdin").flush()
            head = self._pipe("stdout").readline()
        except BrokenPipeError:
            head = b""
        finally:
            timer.cancel()
        if not head:
            self.stop()
            raise PdfFailed(f"ended with {child.returncode if child else None}")
        answer = json.loads(head)
        return answer["size"], answer["error"]

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self._child, name)
        return pipe

    def _kill(self) -> None:
        if self._child is not None:
            self._child.kill()

    def stop(self) -> None:
        """Ends the child, if there is one."""
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with _quietly():
                    pipe.close()
        self._child = None


@contextmanager
def _quietly() -> Iterator[None]:
    try:
        yield
    except OSError:  # the child is gone and so is its pipe
        return


@contextmanager
def _turn() -> Iterator[None]:
    """The child of this process; PdfBusy rather than all its threads waiting while pages go unanswered."""
    if not _lock.acquire(timeout=WAIT_SECONDS):
        raise PdfBusy
    try:
        yield
    finally:
        _lock.release()


@contextmanager
def _slot() -> Iterator[None]:
    """One of the two places of this machine in which PDFs are made; PdfBusy when none becomes free."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        for number in range(SLOTS):
            handle = os.open(settings.DATA_DIR / f"pdf-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            try:
                yield
            finally:
                os.close(handle)
            return
        time.sleep(0.1)
    raise PdfBusy


_lock = threading.Lock()
_worker = _Worker()
atexit.register(_worker.stop)
