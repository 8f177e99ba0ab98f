"""Walks from link to link, once for each kind of page: what tests about every page go through."""

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve


@dataclass
class Walk:
    """What a walk found: pages to look at, and links that lead nowhere (with the page they stand on)."""

    pages: list[str] = field(default_factory=list)
    dead: list[tuple[str, str, int]] = field(default_factory=list)


def kind_of(address: str) -> tuple[str, ...] | None:
    """Pages that differ in ids, workspace or the words of their query are of one kind; None: not ours."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    words = [
        str(word) for name, word in match.kwargs.items() if name != "workspace" and not str(word).isdigit()
    ]
    return (match.view_name, *words, "?" if urlsplit(address).query else "")


class Anchors(HTMLParser):
    """Collects what the anchors of a page point at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value for name, value in attrs if tag == "a" and name == "href" and value]


def links_of(page: str, address: str) -> list[str]:
    """The addresses on this site that a page links to."""
    found = [urldefrag(urljoin(address, href)).url for href in Anchors(page).hrefs]
    return [link for link in found if link.startswith("/")]


def walk(client: Client, start: str, *, most: int = 400) -> Walk:
    """Follow every link from `start`, one address of each kind; files are not read."""
    found, seen = Walk(), {kind_of(start)}
    waiting = deque([(start, "")])
    while waiting and most:
        address, came_from = waiting.popleft()
        most -= 1
        response = client.get(address, follow=True)
        if response.status_code != 200:
            found.dead.append((address, came_from, response.status_code))
            continue
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        found.pages.append(address)
        for link in links_of(response.content.decode(), address):
            kind = kind_of(link)
            if kind in seen:
                continue
            seen.add(kind)
            waiting.append((link, address))
    return found
