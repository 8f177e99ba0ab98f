"""The browser that journeys are made with: the system's Chromium, never a downloaded one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from alignment.models import User, Workspace
from tests.factories import make_user

PATIENCE = 10_000  # milliseconds until something that is not there counts as missing
#: Answers that the product gives on purpose and shows in the page; Chromium mentions each in the console.
ON_PURPOSE = ("status of 401", "status of 409", "status of 422")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Headless; root may not use Chromium's sandbox."""
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium",
        "headless": True,
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


@pytest.fixture
def browser_context_args(live_server: Any) -> dict[str, Any]:
    """Addresses in journeys are paths of the server under test."""
    size = {"width": 1280, "height": 900}
    return {"base_url": live_server.url, "locale": "en-GB", "viewport": size, "reduced_motion": "reduce"}


def listen(page: Page, said: list[str]) -> Page:
    """Write down whatever the console of a page says, but for the answers given on purpose."""
    page.set_default_timeout(PATIENCE)

    def hear(message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource") or not any(
            status in message.text for status in ON_PURPOSE
        ):
            said.append(f"{message.type}: {message.text} ({page.url})")

    page.on("console", hear)
    page.on("pageerror", lambda problem: said.append(f"error: {problem} ({page.url})"))
    return page


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """What the browser's console said; a journey that says anything has failed."""
    said: list[str] = []
    listen(page, said)
    yield said
    assert said == []


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Let a browser context be somebody, without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


@pytest.fixture
def page_of(page: Page, live_server: Any, quiet: list[str]) -> Callable[[User], Page]:
    """The browser's page, signed in as somebody: page_of(ann).goto("/")."""

    def signed_in(user: User) -> Page:
        sign_in(page.context, user, live_server.url)
        return page

    return signed_in


@pytest.fixture
def another_page(
    browser: Browser, browser_context_args: dict[str, Any], quiet: list[str]
) -> Iterator[Callable[..., Page]]:
    """A page in a browser of its own, for a second person or without JavaScript."""
    contexts: list[BrowserContext] = []

    def opened(user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(**(browser_context_args | options))
        contexts.append(context)
        if user:
            sign_in(context, user, browser_context_args["base_url"])
        return listen(context.new_page(), quiet)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def zoe(db: None) -> User:
    """Zoe has an account and belongs to no workspace yet."""
    return make_user("zoe")


@pytest.fixture
def samples(db: None, settings: Any) -> Workspace:
    """The sample workspaces with their four accounts, as `make run` loads them."""
    settings.LOCAL_MODE = True
    call_command("demo")
    return Workspace.objects.get(slug="sample")


@pytest.fixture
def lead(samples: Workspace) -> User:
    """Owns the samples."""
    return User.objects.get(email="lead@example.org")


@pytest.fixture
def viewer(samples: Workspace) -> User:
    """May read the samples."""
    return User.objects.get(email="viewer@example.org")
