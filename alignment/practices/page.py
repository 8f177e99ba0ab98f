"""What the pages of the five practices show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alignment.models import Practice, PracticeAnswer, Workspace
from alignment.practices.queries import Past, answers_of, archived_answers, counts_of, past_of, plan_ids
from alignment.practices.words import SCORES, TEXTS, Line, Text, count_words, line_of
from alignment.rules.practices import Count, Missing
from alignment.ui.charts import ONE_TO_FIVE, Point, bar, course
from alignment.ui.formats import day, number, percent
from alignment.ui.tables import ROWS_A_PAGE

FEW = 3


@dataclass(frozen=True)
class Judged:
    """An answer with its score in words."""

    answer: PracticeAnswer
    words: str


@dataclass(frozen=True)
class Card:
    """One practice: what it means, what is counted, what was judged last, and the first things missing."""

    slug: str
    name: str
    text: Text
    counted: str  # "7 of 12 goals"; empty where nothing can be counted
    bar: SafeString | str
    missing: list[Line]
    more: int
    judged: Judged | None


@dataclass(frozen=True)
class Detail:
    """One practice with everything that is missing, all answers, and both over time."""

    card: Card
    lines: list[Line]
    page: "Page[Missing]"
    answers: list[Judged]
    archived: list[Judged]
    judged_chart: SafeString | str
    counted_chart: SafeString | str
    past: list[Past]  # the latest first


def cards(workspace: Workspace, today: date) -> list[Card]:
    """The five practices."""
    counts, plans = counts_of(workspace, today), plan_ids(workspace)
    latest: dict[str, PracticeAnswer] = {}
    for answer in answers_of(workspace):
        latest.setdefault(answer.practice, answer)
    return [
        _card(workspace, one, counts.get(one), plans, latest.get(one)) for one in map(str, Practice.values)
    ]


def detail(workspace: Workspace, practice: str, today: date, page: str) -> Detail:
    """One practice; `page` of what is missing."""
    count, plans = counts_of(workspace, today).get(practice), plan_ids(workspace)
    answers, past = answers_of(workspace, practice), past_of(workspace, practice)
    if count and count.of and (not past or past[-1].on < today):
        past.append(Past(today, count.met, count.of))
    shown = Paginator(count.missing if count else (), ROWS_A_PAGE).get_page(page)
    return Detail(
        card=_card(workspace, practice, count, plans, answers[0] if answers else None),
        lines=[line_of(one, workspace.slug, plans) for one in shown.object_list],
        page=shown,
        answers=[_judged(one) for one in answers],
        archived=[_judged(one) for one in archived_answers(workspace, practice)],
        judged_chart=_judged_chart(answers),
        counted_chart=_counted_chart(past),
        past=past[::-1],
    )


def _card(
    workspace: Workspace,
    practice: str,
    count: Count | None,
    plans: dict[str, tuple[int, str]],
    latest: PracticeAnswer | None,
) -> Card:
    name, missing = str(Practice(practice).label), count.missing if count else ()
    return Card(
        slug=practice,
        name=name,
        text=TEXTS[practice],
        counted=count_words(count) if count and count.of else "",
        bar=bar(count.share, title=name) if count and count.of else "",
        missing=[line_of(one, workspace.slug, plans) for one in missing[:FEW]],
        more=max(0, len(missing) - FEW),
        judged=_judged(latest) if latest else None,
    )


def _judged(answer: PracticeAnswer) -> Judged:
    return Judged(answer, str(SCORES[answer.score]))


def _judged_chart(answers: Sequence[PracticeAnswer]) -> SafeString | str:
    days = {one.on: one for one in reversed(answers)}  # the latest of a day
    if len(days) < 2:
        return ""
    points = [Point(one.on, Decimal(one.score)) for one in days.values()]
    text = _("From %(before)s of 5 on %(first)s to %(after)s of 5 on %(last)s.") % {
        "before": number(points[0].value),
        "first": day(points[0].day),
        "after": number(points[-1].value),
        "last": day(points[-1].day),
    }
    return course(points, title=_("As it was judged"), text=text, scale=ONE_TO_FIVE)


def _counted_chart(past: Sequence[Past]) -> SafeString | str:
    if len(past) < 2:
        return ""
    points = [Point(one.on, Decimal(100 * one.met) / one.of) for one in past]
    text = _("From %(before)s on %(first)s to %(after)s on %(last)s.") % {
        "before": percent(points[0].value / 100),
        "first": day(points[0].day),
        "after": percent(points[-1].value / 100),
        "last": day(points[-1].day),
    }
    return course(points, title=_("As it was counted"), text=text)
