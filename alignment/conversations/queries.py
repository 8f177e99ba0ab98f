"""Reads conversations and expectations for their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.framework.queries.expectations import ExpectationLine, lines_of_plan
from alignment.models import BusinessGoal, Conversation, Initiative, Person, Plan
from alignment.rules.expectations import Standing

A_PAGE = 20

#: The groups of the page, with what each is about.
GROUPS: tuple[tuple[Standing, str | Promise, str | Promise], ...] = (
    (Standing.OVERDUE, _("Overdue"), _("Past its date and not done.")),
    (Standing.UNANSWERED, _("Not answered"), _("Somebody has not said yet whether it holds.")),
    (
        Standing.DECLINED,
        _("Declined"),
        _("Somebody does not agree: talk to them, then change it or remove it."),
    ),
    (Standing.OPEN, _("Open"), _("Confirmed by everybody concerned, not done yet.")),
    (Standing.DONE, _("Done"), ""),
)


@dataclass(frozen=True)
class Group:
    """Expectations that stand alike."""

    standing: Standing
    title: str
    help: str
    lines: list[ExpectationLine]


@dataclass(frozen=True)
class Asked:
    """What of the log is asked for; 0 for everything."""

    person: int = 0
    goal: int = 0
    step: int = 0


def conversation_page(plan: Plan, asked: Asked, page: str) -> "Page[Conversation]":
    """One page of the log, the newest first, with who took part and what follows."""
    rows = Conversation.objects.filter(plan=plan)
    if asked.person:
        rows = rows.filter(consultations__person=asked.person)
    if asked.goal:
        rows = rows.filter(goal=asked.goal)
    if asked.step:
        rows = rows.filter(consultations__step=asked.step)
    rows = rows.distinct().select_related("goal").prefetch_related("consultations__person", "follow_ups")
    return Paginator(rows.order_by("-date", "-pk"), A_PAGE).get_page(page)


def people_heard(plan: Plan) -> list[Person]:
    """Who took part in conversations of a plan, by name."""
    found = Person.objects.filter(consultations__plan=plan, consultations__conversation__isnull=False)
    return sorted(found.distinct(), key=lambda one: (one.name.casefold(), one.pk))


def goals_of(plan: Plan) -> list[BusinessGoal]:
    """The goals that a conversation about a plan can be about, in their order."""
    found = BusinessGoal.objects.filter(plan=plan).current()
    return sorted(found, key=lambda one: (one.position, one.key))


def initiatives_of(plan: Plan) -> list[Initiative]:
    """The initiatives of which something can be expected, in their order."""
    found = Initiative.objects.filter(plan=plan).current()
    return sorted(found, key=lambda one: (one.position, one.key))


def groups_of(plan: Plan, today: date) -> list[Group]:
    """What is expected in a plan, by where it stands; groups that hold nothing are left out."""
    lines = lines_of_plan(plan, today)
    found = (
        Group(kind, str(title), str(words), _by_day(line for line in lines if line.standing is kind))
        for kind, title, words in GROUPS
    )
    return [group for group in found if group.lines]


def _by_day(lines: Iterable[ExpectationLine]) -> list[ExpectationLine]:
    """The earliest date first, those without one last."""
    return sorted(lines, key=lambda line: line.row.due or date.max)
