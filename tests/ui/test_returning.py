"""Where a form leads back to: a page of this site, or nowhere in particular."""

import pytest
from django.test import RequestFactory

from alignment.ui.htmx import own_page


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/w/acme/plans/", "/w/acme/plans/"),
        ("/w/acme/plans/?page=2#goal-1", "/w/acme/plans/?page=2#goal-1"),
        ("http://testserver/w/acme/plans/?page=2", "/w/acme/plans/?page=2"),
        ("", ""),
        ("plans", ""),
        ("?page=2", ""),
        ("http://elsewhere.example/", ""),
        ("//elsewhere.example/", ""),
        ("http://testserver//elsewhere.example/", ""),
        ("http://testserver/\\elsewhere.example/", ""),
        ("/\\elsewhere.example/", ""),
        ("/\t/elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("http://testserver", ""),
        ("\x00", ""),
    ],
)
def test_only_pages_of_this_site(asked, page):
    assert own_page(RequestFactory().get("/"), asked) == page


@pytest.mark.parametrize("back", ["plans", "?page=2", "http://testserver//elsewhere.example/"])
def test_the_theme_is_kept_wherever_the_form_wants_to_go(client_of, ann, back):
    response = client_of(ann).post("/preferences/", {"theme": "dark", "next": back})
    ann.refresh_from_db()
    assert (response.status_code, response["Location"], ann.theme) == (303, "/preferences/", "dark")
