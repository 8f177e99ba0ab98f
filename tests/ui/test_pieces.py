"""Icons, statuses, messages with Undo, and answers for htmx."""

import re
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxMiddleware

from alignment.ui.feedback import tell, undo_of
from alignment.ui.htmx import fragment, go
from alignment.ui.icons import NAMES, edition, sheet, svg_icon
from alignment.ui.statuses import LAYERS, STATUSES


def ask(path: str = "/", **headers: str):
    request = RequestFactory().get(path, headers=headers)
    for middleware in (SessionMiddleware, MessageMiddleware, HtmxMiddleware):
        middleware(lambda request: HttpResponse())(request)
    return request


def written(text: str, **context: object) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize("code", sorted(STATUSES))
def test_every_status_has_a_word_and_an_icon(code):
    html = written("{% status_tag code %}", code=code)
    assert html.count("<svg") == 1
    assert str(STATUSES[code].label) in html
    assert f"st-{STATUSES[code].tone}" in html


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_every_layer_has_its_icon(layer):
    assert 'aria-hidden="true"' in svg_icon(LAYERS[layer].icon)


def test_status_takes_other_words():
    assert "Stops at moment of truth" in written('{% status_tag "broken" "Stops at moment of truth" %}')


def test_icon_carries_a_colour_where_it_is_told_one():
    assert 'color="#2a58c8"' in svg_icon("target", 20, "#2a58c8")
    assert "color=" not in svg_icon("target")


def test_every_icon_of_a_page_is_on_the_sheet():
    words = "\n".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    named = set(re.findall(r'icon(?:_name=| )"([a-z0-9-]+)"', words)) - set(LAYERS)
    named |= {one.icon for one in (*STATUSES.values(), *LAYERS.values())}
    assert named - set(NAMES) == set()


def test_browsers_keep_the_sheet_of_icons_for_good(client: Client) -> None:
    address = svg_icon("target").split('href="')[1].split("#")[0]
    answer = client.get(address)
    assert address == f"/icons.svg?v={edition()}"
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/svg+xml", sheet())
    assert sorted(answer["Cache-Control"].split(", ")) == ["immutable", "max-age=31536000", "public"]
    assert [one.attrib["id"] for one in fromstring(sheet())] == list(NAMES)


def test_an_icon_that_is_not_on_the_sheet_is_drawn_where_it_stands():
    assert list(fromstring(svg_icon("anchor"))) != []
    assert "use" not in svg_icon("anchor")


def test_message_offers_to_undo_its_deed():
    request = ask()
    tell(request, "Linked.", undo=SimpleNamespace(pk=7, workspace=SimpleNamespace(slug="acme")))
    tell(request, "Saved.")
    offers = [undo_of(message) for message in request._messages]
    assert offers == [("acme", 7), None]


def test_fragment_is_for_htmx_and_the_page_for_all_others():
    assert fragment(ask(), "a.html", "row") == "a.html"
    assert fragment(ask(**{"HX-Request": "true"}), "a.html", "row") == "a.html#row"
    assert fragment(ask(**{"HX-Request": "true", "HX-Boosted": "true"}), "a.html", "row") == "a.html"
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert fragment(ask(**restored), "a.html", "row") == "a.html"


def test_go_redirects_or_tells_htmx_to():
    plain, htmx = go(ask(), "/there/"), go(ask(**{"HX-Request": "true"}), "/there/")
    assert (plain.status_code, plain["Location"]) == (303, "/there/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/there/")


def test_current_entry_is_marked():
    request = ask()
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="step", namespaces=["framework"])
    mark = ' aria-current="page"'
    assert written('{% current "framework:" %}', request=request) == mark
    assert written('{% current "tracing:map" "framework:step" %}', request=request) == mark
    assert written('{% current "framework:plan_list" %}', request=request) == ""


def test_querystring_changes_and_drops_parts():
    request = ask("/?show=gaps&page=3")
    assert written("{% querystring page=4 %}", request=request) == "?show=gaps&amp;page=4"
    assert written('{% querystring show="" page="" %}', request=request) == "?"
