"""Who plays in the tests: Ann owns the workspace, Ben may read it, Cleo is a stranger."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from alignment.models import Plan, Role, User, Workspace
from tests.clock import noon
from tests.factories import make_member, make_plan, make_user, make_workspace


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of one day, for tests that tell yesterday from today: no midnight falls into them."""
    monkeypatch.setattr(timezone, "now", noon)


@pytest.fixture
def ann(db: None) -> User:
    """Ann owns the workspace."""
    return make_user("ann")


@pytest.fixture
def workspace(ann: User) -> Workspace:
    return make_workspace("acme", owner=ann)


@pytest.fixture
def ben(workspace: Workspace) -> User:
    """Ben may read Ann's workspace, and nothing more."""
    user = make_user("ben")
    make_member(workspace, user, Role.VIEWER)
    return user


@pytest.fixture
def rita(workspace: Workspace) -> User:
    """Rita reviews: she comments and confirms."""
    user = make_user("rita")
    make_member(workspace, user, Role.REVIEWER)
    return user


@pytest.fixture
def eddy(workspace: Workspace) -> User:
    """Eddy edits."""
    user = make_user("eddy")
    make_member(workspace, user, Role.EDITOR)
    return user


@pytest.fixture
def cleo(db: None) -> User:
    """Cleo is a stranger: she owns another workspace."""
    user = make_user("cleo")
    make_workspace("other", owner=user)
    return user


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A signed-in client for a person: client_of(ann)."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def plan(workspace: Workspace) -> Plan:
    """An empty plan of Ann's."""
    return make_plan(workspace)
