"""The process that turns pages into PDF: `python -m alignment.ui.pdf_child`, started by ui/pdf.py.

It reads one job a line from standard input (JSON: html, css, fit) and answers with a line of JSON,
followed by that many bytes. It opens the product's own style sheets and fonts and nothing else:
no address, no other file. Each job may take 60 seconds of computing; then the system ends it.
"""

import gc
import json
import resource
import sys
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "static.invalid"  # a name that can never exist: our own files stand below it
BASE = f"https://{HOST}/"
STATIC = "/static/"
VARIANT = "pdf/ua-1"
CPU_SECONDS = 60
TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}


class Files:
    """The directories that may be read, by the prefix under which their files are asked for."""

    def __init__(self, roots: dict[str, str]) -> None:
        self.roots = {prefix: Path(root).resolve() for prefix, root in roots.items()}

    def path(self, url: str) -> Path:
        """The file behind an address; ValueError when it is not one of ours."""
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != ("https", HOST) or not parts.path.startswith(STATIC):
            raise ValueError("blocked")
        name = PurePosixPath(unquote(parts.path.removeprefix(STATIC)))
        for prefix in sorted(self.roots, key=len, reverse=True):
            if name.is_relative_to(prefix):
                root = self.roots[prefix]
                path = (root / name.relative_to(prefix)).resolve()
                if path.is_relative_to(root) and path.suffix in TYPES and path.is_file():
                    return path
        raise ValueError("blocked")


class Renderer:
    """Keeps fonts and parsed style sheets warm between jobs."""

    def __init__(self, files: Files) -> None:
        # Imported here: this module is also read by the parent, which must start without Pango.
        from weasyprint import CSS, HTML  # noqa: PLC0415 (slow, and needs Pango)
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 (as above)
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 (as above)

        class OwnFiles(URLFetcher):
            """Serves our static files and refuses everything else."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                path = files.path(url)
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

        self._html, self._css = HTML, CSS
        self._fetcher = OwnFiles(timeout=1, allow_redirects=False, allowed_protocols=["https"])
        self._fonts = FontConfiguration()
        self._sheets: dict[str, Any] = {}

    def sheet(self, name: str) -> Any:
        """A parsed style sheet of ours ("css/print.css")."""
        if name not in self._sheets:
            url = f"{BASE}static/{name}"
            self._sheets[name] = self._css(
                string=self._fetcher.fetch(url).read().decode(),
                base_url=url,
                url_fetcher=self._fetcher,
                font_config=self._fonts,
            )
        return self._sheets[name]

    def pdf(self, html: str, css: list[str], fit: dict[str, Any] | None) -> bytes:
        """The page as PDF/UA-1; with `fit` set closer until it ends where it must, or as close as it gets."""
        page = self._html(string=html, base_url=BASE, url_fetcher=self._fetcher)
        closer = list(fit["css"]) if fit else []
        while True:
            document = page.render(
                stylesheets=[self.sheet(name) for name in css],
                font_config=self._fonts,
                presentational_hints=False,
                pdf_variant=VARIANT,
            )
            if fit is None or not closer or fit["end"] in document.pages[fit["page"] - 1].anchors:
                break
            css = [*css, closer.pop(0)]
        answer: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=scoped)
        return answer


def scoped(_document: Any, pdf: Any) -> None:
    """Says of every header of a table what it is the header of: its column, or outside the head its row.

    WeasyPrint names the headers of each cell; readers that look for a scope find one, too.
    """
    parts = {one.number: one for one in pdf.objects if hasattr(one, "keys") and "S" in one}

    def above(element: Any) -> Any:
        parent = element.get("P")
        number = parent.split()[0] if isinstance(parent, (bytes, str)) else None
        return parts.get(int(number)) if number is not None else None

    for element in parts.values():
        if element["S"] == "/TH" and "A" in element:
            row = above(element)
            group = above(row) if row is not None else None
            in_body = group is not None and group["S"] == "/TBody"
            element["A"]["Scope"] = "/Row" if in_body else "/Column"


def limit() -> None:
    """The limits that hold for the whole life of the process."""
    mega = 2**20
    resource.setrlimit(resource.RLIMIT_AS, (1536 * mega, 1536 * mega))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * mega, 64 * mega))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_job() -> None:
    """Gives the next job its seconds of computing; past them the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def main() -> None:
    """Answers jobs until the input ends."""
    limit()
    out = sys.stdout.buffer
    files = Files(json.loads(sys.stdin.buffer.readline()))
    try:
        renderer = Renderer(files)
    except (ImportError, OSError) as problem:
        answer(out, error=str(problem))
        return
    answer(out)
    gc.set_threshold(100_000, 50, 100)  # collecting while a page is laid out costs a fifth of the time
    for line in sys.stdin.buffer:
        limit_job()
        job = json.loads(line)
        try:
            body = renderer.pdf(job["html"], job["css"], job["fit"])
        except Exception as problem:  # noqa: BLE001 (whatever is wrong with a page, the next job must not suffer)
            answer(out, error=f"{type(problem).__name__}: {problem}")
        else:
            answer(out, body)
        gc.collect()
        gc.freeze()  # what is left are fonts and style sheets, which stay


def answer(out: Any, body: bytes = b"", error: str = "") -> None:
    out.write(json.dumps({"size": len(body), "error": error}).encode() + b"\n")
    out.write(body)
    out.flush()


if __name__ == "__main__":
    main()
