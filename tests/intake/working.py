"""Makes requests and the work on them, for tests."""

from typing import Any

from django.test import Client

from alignment.deeds import deed
from alignment.models import (
    RESULT_FIELD,
    DevelopmentRequest,
    Item,
    PerformanceOutcome,
    RequestResult,
    RivalCause,
    Why,
)

#: A verdict that says all it has to.
NO = {
    "verdict": "not_learning",
    "verdict_reason": "Changes come after the deadline.",
    "remedy": "The plan is closed on Thursday at noon",
    "remedy_owner": "Tom Birch",
    "remedy_date": "2026-11-02",
}


def home(asked: DevelopmentRequest, part: str = "") -> str:
    """The address of a request of Ann's, or of a page below it."""
    return f"/w/acme/requests/{asked.pk}/{part}"


def version(asked: DevelopmentRequest) -> dict[str, int]:
    """What a form says that was opened just now."""
    return {"version": DevelopmentRequest.objects.get(pk=asked.pk).version}


def decide(client: Client, asked: DevelopmentRequest, **said: Any) -> Any:
    """Sends the form of the verdict: a no, or what is said."""
    return client.post(home(asked, "verdict/"), {**version(asked), **(said or NO)})


def make_why(asked: DevelopmentRequest, text: str = "Changes arrive after the deadline") -> Why:
    with deed("add_why", by=None, workspace=asked.workspace):
        place = Why.objects.filter(request=asked).next_position()
        return Why.objects.create(workspace=asked.workspace, request=asked, text=text, position=place)


def make_cause(about: DevelopmentRequest | PerformanceOutcome, **fields: Any) -> RivalCause:
    owner = {"request" if isinstance(about, DevelopmentRequest) else "outcome": about}
    fields = {"kind": "process", "text": "Nobody keeps the deadline"} | fields
    with deed("add_cause", by=None, workspace=about.workspace):
        place = RivalCause.objects.filter(**owner).next_position()
        return RivalCause.objects.create(**{"workspace": about.workspace, "position": place} | owner | fields)


def make_result(asked: DevelopmentRequest, item: Item, cause: str = "") -> RequestResult:
    with deed("link_request", by=None, workspace=asked.workspace):
        return RequestResult.objects.create(
            workspace=asked.workspace, request=asked, cause=cause, **{RESULT_FIELD[item.layer]: item}
        )


def work_on(asked_id: int, item: Item) -> dict[str, Any]:
    """Decides about a request that became an item; one of each, by the name that addresses give it."""
    asked = DevelopmentRequest.objects.select_related("workspace").get(pk=asked_id)
    with deed("decide_request", by=None, workspace=asked.workspace):
        asked.verdict, asked.verdict_reason, asked.reply = "partly", "Some of it", "Thank you."
        asked.save()
    return {
        "why_id": make_why(asked).pk,
        "cause_id": make_cause(asked).pk,
        "result_id": make_result(asked, item).pk,
    }
