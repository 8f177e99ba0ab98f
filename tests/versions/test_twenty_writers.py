"""Twenty people change the same items at once: what was acknowledged is kept, the rest is refused."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Barrier, Semaphore
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from alignment.deeds import StaleWrite
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.links import edit_link
from alignment.models import BusinessGoal, Deed, Layer, OutcomeLink, Plan, Role, User, Workspace
from tests.factories import make_member, make_plan, make_user, make_workspace
from tests.threads import at_once, shared_database

WRITERS = 20
ROUNDS = 3
GOALS = 3
FIELDS = ("strategy", "description")
PATIENCE = 30  # seconds
THREADS = Semaphore(settings.WEB_THREADS)

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Answer:
    """What one writer was told of one save: the version that holds it, or nothing when it was refused."""

    writer: int
    round: int
    row: int
    field: str
    text: str
    version: int | None
    deed: int | None


@dataclass(frozen=True)
class Place:
    """Where they all write."""

    workspace: int
    plan: int
    goals: list[int]
    link: int
    writers: list[int]


def furnish() -> Place:
    workspace = make_workspace("busy", owner=make_user("owner"))
    plan = make_plan(workspace)
    titles = [f"Goal {number}" for number in range(GOALS)]
    goals = [create_item(Layer.GOAL, by=None, plan=plan, fields={"title": title}) for title in titles]
    uppers = [(goals[0], "Because")]
    outcome = create_item(Layer.OUTCOME, by=None, plan=plan, fields={"title": "Score"}, uppers=uppers)
    link = outcome.links_up.get()
    writers = [make_user(f"writer{number}") for number in range(WRITERS)]
    for writer in writers:
        make_member(workspace, writer, Role.EDITOR)
    pks = [writer.pk for writer in writers]
    return Place(workspace.pk, plan.pk, [goal.pk for goal in goals], link.pk, pks)


@contextmanager
def its_turn() -> Iterator[None]:
    """PostgreSQL is asked by as many threads at once as a server has; SQLite by all."""
    if connection.vendor == "sqlite":
        yield
        return
    with THREADS:
        yield
        connection.close()


def meet(together: Barrier) -> None:
    """Waits for all the others, so that they all begin from what they all have read."""
    together.wait(timeout=PATIENCE)


def write(place: Place, number: int, together: Barrier) -> list[Answer]:
    """One writer: in every round a field of a goal and the link, each as it was when all had read it."""
    field = FIELDS[number % len(FIELDS)]
    answers = []
    for turn in range(ROUNDS):
        text = f"Writer {number}, round {turn}"
        with its_turn():
            me = User.objects.get(pk=place.writers[number])
            goals = BusinessGoal.objects.select_related("workspace", "plan")
            goal = goals.get(pk=place.goals[(number // 2 + turn) % GOALS])
            link = OutcomeLink.objects.select_related("workspace", "lower__plan").get(pk=place.link)
        meet(together)
        saves: list[tuple[Any, str, Callable[[], Any]]] = [
            (goal, field, partial(save_item, goal, by=me, version=goal.version, fields={field: text})),
            (link, "reason", partial(edit_link, link, by=me, version=link.version, reason=text)),
        ]
        for row, name, save in saves:
            with its_turn():
                kept = answer_to(save)
            answers.append(Answer(number, turn, row.pk, name, text, *kept))
        meet(together)
    return answers


def answer_to(save: Callable[[], Any]) -> tuple[int | None, int | None]:
    """The version and the deed of a save; of one that was refused, nothing."""
    try:
        saved = save()
    except StaleWrite:
        return None, None
    return saved.version, saved.done.pk


def check(place: Place, answers: list[Answer]) -> None:
    """What the database says of what the writers were told."""
    kept = [one for one in answers if one.version is not None]
    rounds = Counter((one.round, one.row, one.field) for one in kept)
    assert rounds == {(one.round, one.row, one.field): 1 for one in answers}  # one of each, the rest refused
    for model, pks, fields in (
        (BusinessGoal, place.goals, FIELDS),
        (OutcomeLink, [place.link], ("reason",)),
    ):
        for pk in pks:
            mine = [one for one in kept if one.row == pk and one.field in fields]
            _check_row(model, pk, fields, sorted(mine, key=lambda one: one.version or 0), place)
    workspace = Workspace.objects.get(pk=place.workspace)
    assert workspace.revision == Deed.objects.filter(workspace=workspace).count()


def _check_row(model: Any, pk: int, fields: tuple[str, ...], mine: list[Answer], place: Place) -> None:
    past = list(model.history.filter(id=pk, version__gt=1).order_by("history_id"))
    assert [row.version for row in past] == list(range(2, len(mine) + 2))
    assert [row.deed_id for row in past] == sorted(row.deed_id for row in past)
    told = [
        (getattr(row, one.field), row.deed_id, row.deed.by_id) for row, one in zip(past, mine, strict=True)
    ]
    assert told == [(one.text, one.deed, place.writers[one.writer]) for one in mine]
    now = model.objects.get(pk=pk)
    for field in fields:
        last = [one.text for one in mine if one.field == field]
        assert getattr(now, field) == last[-1]


def test_every_acknowledged_write_is_kept_and_none_is_lost(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        [place] = at_once(furnish)
        together = Barrier(WRITERS)
        told = at_once(*(partial(write, place, number, together) for number in range(WRITERS)))
        assert [one for one in told if isinstance(one, Exception)] == []
        [wrong] = at_once(partial(check, place, [answer for one in told for answer in one]))
        assert wrong is None


def send(place: Place, number: int, together: Barrier) -> list[int]:
    """One writer in a browser: opens two forms, waits for all the others, and sends both."""
    client = Client(raise_request_exception=False)
    with its_turn():
        client.force_login(User.objects.get(pk=place.writers[number]))
    plan, goal = (
        reverse("framework:plan_edit", args=["busy", place.plan]),
        reverse("framework:item_edit", args=["busy", "goal", place.goals[0]]),
    )
    words = f"Writer {number}"
    answers = []
    meet(together)
    for here, fields in ((plan, {"description": words}), (goal, {"strategy": words, "level": "team"})):
        with its_turn():
            sent = {"title": "Growth", "version": 1, **fields}
            answers.append(client.post(here, sent).status_code)
    return answers


def check_pages(place: Place) -> tuple[int, ...]:
    workspace = Workspace.objects.get(pk=place.workspace)
    assert workspace.revision == Deed.objects.filter(workspace=workspace).count()
    plan, goal = Plan.objects.get(pk=place.plan), BusinessGoal.objects.get(pk=place.goals[0])
    written = [plan.history.latest("history_id").description, goal.history.latest("history_id").strategy]
    assert written == [plan.description, goal.strategy]
    return plan.version, goal.version


def test_of_twenty_browsers_one_is_acknowledged_and_the_others_see_both_texts(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        [place] = at_once(furnish)
        together = Barrier(WRITERS)
        told = at_once(*(partial(send, place, number, together) for number in range(WRITERS)))
        assert [one for one in told if isinstance(one, Exception)] == []
        assert Counter(plan for plan, _goal in told) == {302: 1, 409: WRITERS - 1}
        assert Counter(goal for _plan, goal in told) == {302: 1, 409: WRITERS - 1}
        [versions] = at_once(partial(check_pages, place))
        assert versions == (2, 2)
