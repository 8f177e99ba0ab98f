"""Signing in, as a person with a browser does it."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from alignment.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.journey


def test_a_person_signs_in(page: Page, quiet: list[str], live_server: object, ann: User) -> None:
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(ann.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    expect(page).to_have_url(re.compile("/welcome/$"))
