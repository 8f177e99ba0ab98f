"""PDFs: drawn in a child with limits, from our own files only."""

import http.server
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alignment.models import Plan, User
from alignment.ui import pdf
from alignment.ui.pdf_child import Files

#: Makes the loader of shared libraries fail as it does where Pango is not installed.
NO_PANGO = """
import cffi

load = cffi.FFI.dlopen


def dlopen(self, name, *args):
    if name and "pango" in str(name):
        raise OSError(f"cannot load library {name!r}")
    return load(self, name, *args)


cffi.FFI.dlopen = dlopen
"""
PAGE = '<!doctype html><html lang="en"><head><title>A title</title></head><body><h1>{}</h1></body></html>'


@pytest.fixture
def calls() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine and the paths that were asked of it."""
    seen: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", seen
    server.shutdown()
    server.server_close()


def test_pdf_has_title_language_text_and_tags() -> None:
    reader = PdfReader(BytesIO(pdf.pdf_of(PAGE.format("Words on paper"), ["css/tokens.css"])))

    assert reader.metadata is not None
    assert reader.metadata.title == "A title"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Words on paper" in reader.pages[0].extract_text()


def test_pdf_opens_no_address_and_no_file(calls: tuple[str, list[str]], tmp_path: Path) -> None:
    address, seen = calls
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'LEAKED' }")
    body = "".join(
        [
            f'<img src="{address}/a.png"><link rel="stylesheet" href="{address}/b.css">',
            f'<style>@import url("{address}/c.css"); body {{ background: url({address}/d.png) }}</style>',
            f'<object data="{address}/e.svg"></object><a rel="attachment" href="{address}/f">x</a>',
            f'<link rel="stylesheet" href="file://{secret}"><a rel="attachment" href="file:///etc/passwd">y</a>',
            f'<svg><image href="{address}/g.png"/></svg>',
        ]
    )

    reader = PdfReader(BytesIO(pdf.pdf_of(PAGE.format("x") + body, [])))

    assert seen == []
    assert reader.attachments == {}
    assert "LEAKED" not in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "url",
    [
        "https://static.invalid/static/../../etc/passwd",
        "https://static.invalid/static/css/%2e%2e/%2e%2e/manage.py",
        "https://static.invalid/etc/passwd",
        "https://elsewhere.invalid/static/css/a.css",
        "http://static.invalid/static/css/a.css",
        "file:///static/css/a.css",
    ],
)
def test_files_outside_our_own_are_blocked(tmp_path: Path, url: str) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text("")

    with pytest.raises(ValueError, match="blocked"):
        Files({"": str(tmp_path)}).path(url)


def test_our_own_files_are_found(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text("")

    found = Files({"": str(tmp_path)}).path("https://static.invalid/static/css/a.css")

    assert found == tmp_path / "css" / "a.css"


def test_a_page_that_takes_too_long_is_ended_and_the_next_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "WALL_SECONDS", 2)
    bomb = "<table><tr>" + "".join(f'<td colspan="{n}000">x</td>' for n in range(1, 400)) + "</tr></table>"

    with pytest.raises(pdf.PdfFailed):
        pdf.pdf_of(PAGE.format("x") + bomb, [])
    monkeypatch.setattr(pdf, "WALL_SECONDS", 75)

    assert pdf.pdf_of(PAGE.format("next"), [])[:5] == b"%PDF-"


@pytest.fixture
def without_pango(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A machine on which the libraries that draw text cannot be loaded, as the child that draws sees it."""
    for name in ("alignment", "static"):
        (tmp_path / name).symlink_to(settings.BASE_DIR / name)
    (tmp_path / "sitecustomize.py").write_text(NO_PANGO)
    settings.BASE_DIR = tmp_path
    pdf._worker.stop()
    yield
    pdf._worker.stop()


def test_without_the_libraries_the_message_says_what_to_install(without_pango: None) -> None:
    with pytest.raises(pdf.PdfMissing, match="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz"):
        pdf.pdf_of(PAGE.format("x"), [])


@pytest.mark.parametrize(
    ("page", "paper"),
    [
        ("briefings:briefing executive", "briefings:briefing_pdf executive"),
        ("tracing:map", "tracing:map_pdf"),
    ],
)
def test_without_the_libraries_the_page_answers_503_and_leads_to_what_can_be_printed(
    page: str, paper: str, without_pango: None, client_of: Callable[[User], Client], ann: User, plan: Plan
) -> None:
    address, paper = (
        reverse(name, args=[plan.workspace.slug, plan.pk, *more])
        for name, *more in (page.split(), paper.split())
    )
    client = client_of(ann)

    response = client.get(paper)

    assert response.status_code == 503
    body = response.content.decode()
    assert "libpango-1.0-0" in body
    assert f'href="{address}"' in body
    assert client.get(address).status_code == 200


LONG = '<section><p>{}</p><div id="end"></div></section><section style="break-before: page">next</section>'


@pytest.mark.parametrize(("words", "pages"), [(100, 2), (900, 2), (4_000, 3)])
def test_page_is_set_closer_until_it_ends_where_it_must(
    settings: Any, tmp_path: Path, words: int, pages: int
) -> None:
    """As close as it gets and no closer: what does not fit even then is printed all the same."""
    (tmp_path / "alignment").symlink_to(settings.BASE_DIR / "alignment")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "plain.css").write_text("p { font-size: 30px }")
    (tmp_path / "static" / "closer.css").write_text("p { font-size: 8px }")
    settings.BASE_DIR = tmp_path
    pdf._worker.stop()
    fit = pdf.Fit(end="end", page=1, css=["closer.css"])

    body = pdf.pdf_of(PAGE.format("x") + LONG.format("word " * words), ["plain.css"], fit)
    pdf._worker.stop()

    assert len(PdfReader(BytesIO(body)).pages) == pages


def test_same_page_gives_the_same_bytes() -> None:
    assert pdf.pdf_of(PAGE.format("same"), []) == pdf.pdf_of(PAGE.format("same"), [])


def test_who_would_wait_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.1)
    with pdf._turn(), pytest.raises(pdf.PdfBusy, match="Try again in a minute"):
        pdf.pdf_of(PAGE.format("Hello"), [])
    with pdf._slot(), pdf._slot(), pytest.raises(pdf.PdfBusy, match="Try again in a minute"):
        pdf.pdf_of(PAGE.format("Hello"), [])
