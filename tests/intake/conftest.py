"""A request, and an editor who works through it."""

from collections.abc import Callable

import pytest
from django.test import Client

from alignment.models import DevelopmentRequest, User, Workspace
from tests.asking import make_request


@pytest.fixture
def asked(workspace: Workspace) -> DevelopmentRequest:
    return make_request(
        workspace,
        title="Plans are late",
        happening="Three plans out of four are late.",
        requester_name="Tom",
        requester_email="tom@example.org",
        hours=96,
        cost=4800,
    )


@pytest.fixture
def client(client_of: Callable[[User], Client], eddy: User) -> Client:
    return client_of(eddy)
