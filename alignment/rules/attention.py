"""What needs attention now, in one order: what a metric, a date or a person who waits asks to be done.

It is made of what other rules have found: gaps (rules.gaps) and standings (rules.progress); and of the dates
of requests. Other gaps, such as a missing link, belong to the making of a plan and stay on its check page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from alignment.rules.content import Layer, Metric
from alignment.rules.gaps import Gap, GapKind
from alignment.rules.graph import Graph
from alignment.rules.progress import Measurement, Status, measure


class Kind(StrEnum):
    """Why something needs attention, the most severe first; each has its status in ui/statuses.py."""

    OFF_TRACK = "off_track"
    PAST_DATE = "past_date"
    AT_RISK = "at_risk"
    UNANSWERED = "unanswered"
    UNAPPROVED = "unapproved"
    STALE = "stale"


class Source(StrEnum):
    """What a matter was found in; it decides its words and the act that closes it."""

    GAP = "gap"
    METRIC = "metric"
    NEEDED_BY = "needed_by"  # an initiative that was needed and has not begun
    NOT_PLANNED = "not_planned"  # a learning outcome that an initiative was to be planned for
    READINGS = "readings"  # drafts of one metric
    REVIEW = "review"
    COMMENT = "comment"
    NOT_TAKEN_UP = "not_taken_up"  # a request that nobody works on
    LOOK_AGAIN = "look_again"  # a request that was to wait until a day
    REMEDY = "remedy"  # a better remedy that was to be there by a day
    NO_REPLY = "no_reply"  # a request that was decided, and whoever asked was not told
    ASSESSMENT = "assessment"  # it is past its closing date and still open
    BARRIER = "barrier"


OF_GAP = {
    GapKind.TARGET_PASSED: Kind.PAST_DATE,
    GapKind.HORIZON_OVER: Kind.PAST_DATE,
    GapKind.NOT_KEPT: Kind.PAST_DATE,
    GapKind.UNANSWERED: Kind.UNANSWERED,
    GapKind.STALE: Kind.STALE,
}
OF_STATUS = {Status.OFF_TRACK: Kind.OFF_TRACK, Status.AT_RISK: Kind.AT_RISK}
NOT_BEGUN = frozenset({"proposed", "approved", "in_design"})
#: So many days a request may wait until somebody takes it up.
DAYS_TO_TAKE_UP = 14
RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that needs attention. `layer`, `id` and `title` name the item, where it is about one.

    `since` is the day since when it waits: the date that is past, the last reading, the day of a comment.
    """

    kind: Kind
    source: Source
    plan: str  # key; empty for what belongs to no plan
    title: str
    since: date | None = None
    layer: Layer | None = None
    id: int = 0
    gap: Gap | None = None
    metric: Metric | None = None
    standing: Measurement | None = None
    row: int = 0  # by its id what no item is, such as a comment; of drafts how many they are
    who: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What of a development request can ask for attention."""

    id: int
    title: str
    who: str = ""  # who asked, by name
    asked_on: date
    taken_up_on: date | None = None
    verdict: str = ""
    verdict_on: date | None = None
    look_again_on: date | None = None
    remedy_owner: str = ""
    remedy_date: date | None = None
    spoken_on: date | None = None  # the last day on which a member commented
    has_requester: bool = False  # somebody waits for a reply
    replied_on: date | None = None


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """The most severe kind first; within a kind what has waited longest, then by plan and title."""

    def place(one: Matter) -> tuple[int, date, str, str, str, int]:
        metric = one.metric.title if one.metric else one.what
        return (RANKS[one.kind], one.since or date.max, one.plan, one.title, metric, one.row)

    return sorted(matters, key=place)


def counts(matters: Iterable[Matter]) -> dict[Kind, int]:
    """How many there are of each kind, the most severe first; kinds without any are left out."""
    found = Counter(one.kind for one in matters)
    return {kind: found[kind] for kind in Kind if found[kind]}


def of_measures(gaps: Iterable[Gap], metrics: Iterable[Metric], graph: Graph, as_of: date) -> list[Matter]:
    """What dates and numbers ask for: of the gaps those that time has made, and metrics not on track.

    A metric whose target date is past is off track for that reason alone, so it is listed once. One that
    never had a reading is listed when its first one is late.
    """
    live = [metric for metric in metrics if _is_live(graph, metric)]
    now = {metric.id: measure(metric, as_of) for metric in live}
    by_id = {metric.id: metric for metric in live}
    found = [matter for gap in gaps if (matter := _of_gap(gap, by_id, now)) is not None]
    passed = {one.gap.metric_id for one in found if one.gap and one.gap.kind is GapKind.TARGET_PASSED}
    for metric in live:
        kind = OF_STATUS.get(now[metric.id].status)
        if kind is not None and not metric.volume_only and metric.id not in passed:
            standing = now[metric.id]
            since = standing.current_date
            found.append(of_metric(kind, Source.METRIC, metric, graph, since=since, standing=standing))
    return found


def of_requests(requests: Iterable[Waiting], today: date) -> list[Matter]:
    """What requests ask for, each at most once: what waits for a reply before what a date asks.

    A remedy that is past its date is looked after once a member has commented on that day or later.
    """
    found = []
    for one in requests:
        said = _of_request(one, today)
        if said is not None:
            kind, source, since, who = said
            found.append(
                Matter(kind=kind, source=source, plan="", title=one.title, since=since, row=one.id, who=who)
            )
    return found


def _of_request(one: Waiting, today: date) -> tuple[Kind, Source, date | None, str] | None:
    if not one.verdict:
        late = one.asked_on + timedelta(days=DAYS_TO_TAKE_UP) < today
        if one.taken_up_on is None and late:
            return Kind.UNANSWERED, Source.NOT_TAKEN_UP, one.asked_on, one.who
        return None
    if one.has_requester and one.replied_on is None:
        return Kind.UNANSWERED, Source.NO_REPLY, one.verdict_on, one.who
    if one.verdict == "wait" and one.look_again_on is not None and one.look_again_on <= today:
        return Kind.PAST_DATE, Source.LOOK_AGAIN, one.look_again_on, one.who
    if one.remedy_date is not None and one.remedy_date < today and not _looked_after(one, one.remedy_date):
        return Kind.PAST_DATE, Source.REMEDY, one.remedy_date, one.remedy_owner
    return None


def _looked_after(one: Waiting, since: date) -> bool:
    return one.spoken_on is not None and one.spoken_on >= since


def of_metric(
    kind: Kind,
    source: Source,
    metric: Metric,
    graph: Graph,
    *,
    since: date | None,
    standing: Measurement | None = None,
    row: int = 0,
) -> Matter:
    """A matter about a metric: it stands under the item that is measured."""
    node = graph.nodes[metric.item]
    return Matter(
        kind=kind,
        source=source,
        plan=node.plan,
        title=node.title,
        since=since,
        layer=node.layer,
        id=node.id,
        metric=metric,
        standing=standing,
        row=row,
    )


def _is_live(graph: Graph, metric: Metric) -> bool:
    node = graph.nodes.get(metric.item)
    return not metric.archived and node is not None and node.live


def _of_gap(gap: Gap, metrics: Mapping[int, Metric], now: Mapping[int, Measurement]) -> Matter | None:
    kind, since = OF_GAP.get(gap.kind), gap.day
    if gap.kind is GapKind.NO_READING and gap.metric_id in now and now[gap.metric_id].stale:
        metric = metrics[gap.metric_id]
        kind, since = Kind.STALE, metric.baseline_date or metric.created_on
    if kind is None:
        return None
    return Matter(
        kind=kind,
        source=Source.GAP,
        plan=gap.plan,
        title=gap.title,
        since=since,
        layer=gap.layer if gap.has_item else None,
        id=gap.id,
        gap=gap,
    )
