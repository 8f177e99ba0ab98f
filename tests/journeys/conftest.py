"""The browser that journeys are made with: the system's Chromium, never a downloaded one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from alignment.models import User


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


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """What the browser's console said; a journey that says anything has failed."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda problem: said.append(f"error: {problem}"))
    yield said
    assert said == []


@pytest.fixture
def page_of(page: Page, live_server: Any, quiet: list[str]) -> Callable[[User], Page]:
    """The browser's page, signed in as somebody: page_of(ann).goto("/")."""

    def sign_in(user: User) -> Page:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
        )
        return page

    return sign_in
