"""What no template may hold, because the Content-Security-Policy refuses it or people cannot use it."""

import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "templates"
PAGES = sorted(FOLDER.rglob("*.html"))
REFUSED = {
    "inline style": r"<[^>]*\sstyle=",
    "style element": r"<style",
    "inline handler": r"<[^>]*\son[a-z]+=",
    "htmx handler": r"hx-on",
    "evaluated values": r"hx-vals=.js:|hx-headers='js:",
    "evaluated filter": r'hx-trigger="[^"]*\[',
    "foreign address": r'(src|href)="(https?:)?//',
    "data address": r'(src|href)="data:',
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(FOLDER)))
def test_template_holds_nothing_that_the_policy_refuses(page):
    text = page.read_text()
    found = {what for what, pattern in REFUSED.items() if re.search(pattern, text)}
    assert found == set()
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text) == []


def test_behaviours_are_small():
    sizes = {
        file.name: len(file.read_text().splitlines())
        for file in (settings.BASE_DIR / "static/js").glob("*.js")
    }
    assert {name: size for name, size in sizes.items() if size > 90} == {}
