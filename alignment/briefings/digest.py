"""What waits for a member in a workspace, and what changed: by titles, never by the words of a comment.

Read when the mail is sent, from the rights of that moment.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.framework.queries.gaps import metrics_of_workspace
from alignment.models import (
    METRIC_FIELD,
    Deed,
    Expectation,
    Mention,
    Metric,
    ReviewRequest,
    SignOff,
    User,
    Workspace,
)
from alignment.people.concerns import links_to_recheck
from alignment.people.queries import persons_of
from alignment.rules.progress import measure
from alignment.ui.formats import day
from alignment.verbs import deed_words

MOST_LINES = 10
AHEAD_DAYS = 14
#: Deeds that no digest tells of: what people say to each other stays where it was said.
SILENT = ("comment", "edit_comment", "withdraw_comment", "resolve_comment", "reopen_comment", "erase_person")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, with the address at which it is dealt with."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """Things of one kind; `more` are not listed."""

    title: str
    lines: list[Line]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a member is told."""

    waiting: list[Part]
    changed: Part

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(len(part.lines) + part.more for part in self.waiting)

    @property
    def is_empty(self) -> bool:
        return not self.waiting and not self.changed.lines


def digest_of(workspace: Workspace, user: User, since: datetime, until: datetime, today: date) -> Digest:
    """The digest of one member: a fixed number of queries."""
    people = {person.pk for person in persons_of(user, workspace)}
    kinds = (
        (_("Reviews that you are asked for"), _reviews(workspace, people)),
        (_("Links to confirm again"), _links(workspace, people)),
        (_("Expectations that you keep"), _expectations(workspace, people, today)),
        (_("Open comments that mention you"), _mentions(workspace, people)),
        (_("Metrics without a recent reading"), _metrics(workspace, people, today)),
    )
    waiting = [_part(title, list(lines)) for title, lines in kinds] if people else []
    changed = _part(_("What changed"), list(_changes(workspace, user, since, until)))
    return Digest([part for part in waiting if part.lines], changed)


def _part(title: str, lines: list[Line]) -> Part:
    return Part(title, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _reviews(workspace: Workspace, people: set[int]) -> Iterator[Line]:
    """Requests that are open: not withdrawn, and without a decision that still stands."""
    asked = ReviewRequest.objects.filter(
        workspace=workspace, person__in=people, withdrawn_at=None, plan__archived_at=None
    )
    decided = SignOff.objects.filter(workspace=workspace, person__in=people, withdrawal=None)
    done = set(decided.values_list("snapshot_id", "person_id"))
    for one in asked.select_related("plan", "snapshot").defer("snapshot__content"):
        if (one.snapshot_id, one.person_id) in done:
            continue
        words = {"plan": one.plan.title, "n": one.snapshot.number, "day": day(one.due)}
        text = _("%(plan)s, version %(n)s") % words
        text = _("%(text)s, by %(day)s") % {"text": text, "day": words["day"]} if one.due else text
        yield Line(text, _path("reviews:review_list", workspace, one.plan_id))


def _links(workspace: Workspace, people: set[int]) -> Iterator[Line]:
    found = links_to_recheck(workspace)
    count = sum(found[person] for person in people)
    if count:
        text = ngettext(
            "%(n)s link, because something changed at one end",
            "%(n)s links, because something changed at one end",
            count,
        )
        yield Line(text % {"n": count}, reverse("framework:recheck_all", args=[workspace.slug]))


def _expectations(workspace: Workspace, people: set[int], today: date) -> Iterator[Line]:
    """Those due soon, or overdue."""
    due = Expectation.objects.filter(
        workspace=workspace,
        owner__in=people,
        done_on=None,
        due__lte=today + timedelta(days=AHEAD_DAYS),
        plan__archived_at=None,
    )
    for one in due.order_by("due", "pk"):
        words = {"what": one.text, "day": day(one.due)}
        late = one.due is not None and one.due < today
        text = _("%(what)s: was due on %(day)s") if late else _("%(what)s: due on %(day)s")
        yield Line(text % words, _path("conversations:expectation_list", workspace, one.plan_id))


def _mentions(workspace: Workspace, people: set[int]) -> Iterator[Line]:
    """How many a plan; internal ones are left to the plan's own page."""
    found = Mention.objects.filter(
        Q(comment__parent=None) | Q(comment__parent__resolved_at=None, comment__parent__withdrawn_at=None),
        workspace=workspace,
        person__in=people,
        comment__resolved_at=None,
        comment__withdrawn_at=None,
        comment__internal=False,
        comment__plan__archived_at=None,
    )
    rows = found.order_by("comment__plan__position", "comment__plan_id", "comment_id")
    plans = Counter(rows.values_list("comment__plan_id", "comment__plan__title"))
    for (pk, title), count in plans.items():
        text = ngettext("%(plan)s: %(n)s comment", "%(plan)s: %(n)s comments", count)
        yield Line(text % {"plan": title, "n": count}, _path("comments:comment_list", workspace, pk))


def _metrics(workspace: Workspace, people: set[int], today: date) -> Iterator[Line]:
    """Those that they own, or that measure an item of theirs."""
    mine = Q(owner__in=people)
    for field in METRIC_FIELD.values():
        mine |= Q(owner=None, **{f"{field}__owner__in": people, f"{field}__archived_at": None})
    rows = Metric.objects.filter(mine, workspace=workspace, archived_at=None).order_by("position", "key")
    known = {metric.id: metric for metric in metrics_of_workspace(workspace)}
    for pk, title in rows.values_list("pk", "title"):
        if pk in known and measure(known[pk], today).stale:
            yield Line(title, reverse("measurement:metric_detail", args=[workspace.slug, pk]))


def _changes(workspace: Workspace, user: User, since: datetime, until: datetime) -> Iterator[Line]:
    """What others did in plans, the latest first, the same once."""
    deeds = Deed.objects.filter(workspace=workspace, plan__archived_at=None, plan__isnull=False)
    deeds = deeds.filter(at__gte=since, at__lt=until).exclude(by=user).exclude(verb__in=SILENT)
    rows = deeds.order_by("-pk").values_list("verb", "subject", "plan_id", "plan__title")
    for verb, subject, plan, title in dict.fromkeys(rows[:500]):
        words = {"plan": title, "deed": deed_words(verb, subject)}
        yield Line(
            _("%(plan)s: %(deed)s") % words, reverse("framework:plan_overview", args=[workspace.slug, plan])
        )


def _path(name: str, workspace: Workspace, plan: int) -> str:
    """An address of the plan."""
    return reverse(name, args=[workspace.slug, plan])
