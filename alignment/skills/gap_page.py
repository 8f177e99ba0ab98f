"""The skills gap of a plan as its page draws it: a heat map in words and tones, and a card for each gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.rules.content import Goal, TargetGroup
from alignment.rules.skills_gap import Gap, GoalGaps
from alignment.skills import words
from alignment.skills.queries.gaps import Gaps, Offer
from alignment.ui.formats import number

MOST_ROWS = 60
MOST_GROUPS = 12
MOST_CARDS = 40


@dataclass(frozen=True)
class Cell:
    """A cell of the heat map: its short word, its tone, and all of it in words."""

    short: str
    tone: str
    words: str


@dataclass(frozen=True)
class Row:
    """A goal's row, or the one of a learning outcome below it."""

    title: str
    cells: tuple[Cell, ...]
    is_goal: bool
    learning_id: int = 0


@dataclass(frozen=True)
class Heat:
    """Goals and learning outcomes by target group; `left` rows and `left_groups` groups do not fit."""

    groups: tuple[TargetGroup, ...]
    rows: tuple[Row, ...]
    left: int
    left_groups: int


@dataclass(frozen=True)
class Titled:
    """An item by its id and title."""

    id: int
    title: str


@dataclass(frozen=True)
class Card:
    """One gap, with what it means and the ways out of it."""

    gap: Gap
    tone: str
    short: str
    missing: str
    needed: str
    there: str
    how: str
    trend: str
    people: str
    decides: tuple[str, ...]
    initiatives: tuple[Titled, ...]
    offers: tuple[Offer, ...]
    skill: str

    @property
    def is_tied(self) -> bool:
        """Whether the gap decides a moment of truth (E03)."""
        return bool(self.gap.moments)


@dataclass(frozen=True)
class Section:
    """What is missing for one goal; None: what reaches no goal."""

    goal: Goal | None
    cards: tuple[Card, ...]
    met: tuple[Card, ...]
    more: int
    people: str
    no_group: tuple[Titled, ...]


def heat_of(gaps: Gaps) -> Heat | None:
    """The heat map; None while no target group needs anything."""
    needed = {gap.group.key for gap in gaps.all}
    groups = [one for one in gaps.content.target_groups if one.key in needed]
    if not groups:
        return None
    shown = groups[:MOST_GROUPS]
    rows = [row for one in gaps.goals if one.gaps for row in _rows(one, shown)]
    return Heat(
        tuple(shown), tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS), len(groups) - len(shown)
    )


def _rows(one: GoalGaps, groups: list[TargetGroup]) -> Iterable[Row]:
    title = one.goal.title if one.goal else _("Reaches no goal")
    by_group = {key.key: [gap for gap in one.gaps if gap.group.key == key.key] for key in groups}
    yield Row(title, tuple(_worst(by_group[group.key], group) for group in groups), True)
    learning = {gap.learning.key: gap.learning for gap in one.gaps}
    at = {(gap.learning.key, gap.group.key): gap for gap in one.gaps}
    for key, item in learning.items():
        cells = tuple(_cell(at.get((key, group.key)), group) for group in groups)
        yield Row(item.title, cells, False, item.id)


def _worst(gaps: list[Gap], group: TargetGroup) -> Cell:
    """The goal's own cell: the largest gap of the group speaks for it, before what nobody knows."""
    if not gaps:
        return _cell(None, group)
    missing = [gap for gap in gaps if gap.missing]
    unknown = [gap for gap in gaps if not gap.is_known]
    if missing:
        largest = max(missing, key=lambda gap: gap.missing)
        said = {"group": group.name, "n": number(largest.missing), "what": largest.learning.title}
        text = _("%(group)s: %(n)s missing at most, in “%(what)s”") % said
        return Cell(words.gap_short(largest), words.gap_tone(largest), text)
    if unknown:
        return Cell("?", "none", _("%(group)s: not known") % {"group": group.name})
    return Cell(_("Met"), "good", _("%(group)s: all that is needed is there") % {"group": group.name})


def _cell(gap: Gap | None, group: TargetGroup) -> Cell:
    if gap is None:
        return Cell("", "blank", _("%(group)s: not needed") % {"group": group.name})
    parts = [f"{group.name}: {words.gap_words(gap)}"]
    if gap.now is not None:
        parts.append(words.how_words(gap.now))
    return Cell(words.gap_short(gap), words.gap_tone(gap), " ".join(parts))


def sections_of(gaps: Gaps, offers: Mapping[int, list[Offer]], most: int = MOST_CARDS) -> list[Section]:
    """What is missing goal by goal, the largest gaps first."""
    return [_section(one, gaps, offers, most) for one in gaps.goals]


def _section(one: GoalGaps, gaps: Gaps, offers: Mapping[int, list[Offer]], most: int) -> Section:
    wanted = [gap for gap in one.gaps if gap.missing or not gap.is_known]
    met = [gap for gap in one.gaps if gap.is_known and not gap.missing]
    return Section(
        goal=one.goal,
        cards=tuple(card_of(gap, gaps, offers) for gap in wanted[:most]),
        met=tuple(card_of(gap, gaps, offers) for gap in met[:most]),
        more=max(0, len(wanted) - most),
        people=words.people_words(one.people) if one.open else "",
        no_group=tuple(Titled(item.id, item.title) for item in one.no_group),
    )


def card_of(gap: Gap, gaps: Gaps, offers: Mapping[int, list[Offer]]) -> Card:
    """One gap in words."""
    nodes = gaps.graph.nodes
    return Card(
        gap=gap,
        tone=words.gap_tone(gap),
        short=words.gap_short(gap),
        missing=words.gap_words(gap),
        needed=words.level_words(gap.required) or _("not said"),
        there=words.level_words(gap.now.value) if gap.now else _("not known"),
        how=words.how_words(gap.now) if gap.now else "",
        trend=words.trend_words(gap),
        people=words.people_words(gap.group.size),
        decides=tuple(_decides(gap, gaps)),
        initiatives=tuple(Titled(nodes[key].id, nodes[key].title) for key in gap.initiatives),
        offers=tuple(offers.get(gap.learning.id, ())),
        skill=gap.learning.skill,
    )


def _decides(gap: Gap, gaps: Gaps) -> Iterable[str]:
    """What closing it means for the goal, a sentence for each moment that it decides."""
    nodes, above = gaps.graph.nodes, gaps.graph.above
    for key in gap.moments:
        outcomes = [nodes[edge.upper].title for edge in above.get(key, ()) if edge.upper in gap.outcomes]
        said = {"moment": nodes[key].title, "outcomes": "”, “".join(outcomes)}
        if outcomes:
            yield _("“%(moment)s” goes differently, and moves “%(outcomes)s”.") % said
        else:
            yield _("“%(moment)s” goes differently; it is linked to no outcome yet.") % said
