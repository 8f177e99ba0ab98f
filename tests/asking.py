"""Development requests for tests: one, with what hangs on it."""

from datetime import date
from typing import Any

from alignment.deeds import deed
from alignment.models import (
    DevelopmentRequest,
    Person,
    RequestComment,
    RequestLink,
    TriageQuestion,
    User,
    Workspace,
)
from alignment.tokens import digest
from tests import factories as make


def make_request(workspace: Workspace, **fields: Any) -> DevelopmentRequest:
    """A request that somebody wrote down, by the workspace's nobody."""
    given = {
        "key": make.key("r"),
        "title": "Offers are lost at the price",
        "came": "recorded",
        "asked_on": date(2026, 11, 2),
    }
    with deed("create", by=None, workspace=workspace):
        return DevelopmentRequest.objects.create(workspace=workspace, **(given | fields))


def make_ask_link(workspace: Workspace, token: str = "secret-of-the-form", **fields: Any) -> RequestLink:
    """A link to the request form that opens by `token`."""
    with deed("make_request_link", by=None, workspace=workspace):
        return RequestLink.objects.create(workspace=workspace, token_hash=digest(token), **fields)


def make_question(workspace: Workspace, text: str = "Is there a law behind it?") -> TriageQuestion:
    with deed("create", by=None, workspace=workspace):
        return TriageQuestion.objects.create(workspace=workspace, key=make.key("q"), text=text)


def make_remark(asked: DevelopmentRequest, user: User, text: str = "Seen before.") -> RequestComment:
    with deed("comment_on_request", by=user, workspace=asked.workspace):
        return RequestComment.objects.create(
            workspace=asked.workspace, request=asked, user=user, author_name=str(user), text=text
        )


def asked_in(workspace: Workspace, person: Person, owner: User, token: str) -> dict[str, Any]:
    """One of each, by the name that addresses give it."""
    asked = make_request(workspace, requester=person)
    return {
        "asked_id": asked.pk,
        "ask_link_id": make_ask_link(workspace, token).pk,
        "question_id": make_question(workspace).pk,
        "remark_id": make_remark(asked, owner).pk,
    }
