"""Where an item stands between goals and initiatives, and its ways to a goal, in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.framework.queries.item_page import HopLine, ItemPage, PathLine
from alignment.rules.content import Layer
from alignment.rules.graph import Node
from alignment.rules.strength import hop_words
from alignment.tracing.addresses import item_address, link_address
from alignment.tracing.evidence_words import CitedWords
from alignment.tracing.strength_words import weakest_words
from alignment.tracing.words import (
    confidence_word,
    goal_words,
    outcomes_words,
    verdict_sentence,
    verdict_words,
    work_words,
)

MOST_NAMED = 12


@dataclass(frozen=True)
class Named:
    """An item with its address."""

    title: str
    layer: str
    address: str


@dataclass(frozen=True)
class HopWords:
    """One hop as a sentence: what does what for what, and because of what."""

    lower: Named
    verb: str
    upper: Named
    reason: str
    confidence: str
    evidence: str
    cited: CitedWords | None
    edit_url: str  # where its reason is changed; empty for a goal's parent goal
    sound: bool
    missing: str  # what keeps the hop from carrying a trace


@dataclass(frozen=True)
class PathWords:
    """A way upward as sentences."""

    hops: tuple[HopWords, ...]
    through: str
    complete: bool
    sound: bool
    weakest: str


@dataclass(frozen=True)
class Standing:
    """The verdict on an item: its code for the tag where there is one, the words and a sentence."""

    code: str
    words: str
    sentence: str
    initiatives: tuple[Named, ...] = ()
    more: int = 0


def path_lines(page: ItemPage, workspace: str) -> list[PathWords]:
    """The ways from an item to goals, each hop with its reason."""
    return [
        PathWords(
            hops=tuple(
                HopWords(
                    lower=_named(hop.lower, workspace),
                    verb=verb_up(hop.lower.layer),
                    upper=_named(hop.upper, workspace),
                    reason=hop.link.reason.strip() if hop.link else "",
                    confidence=confidence_word(hop.link.confidence) if hop.link else "",
                    evidence=hop.link.evidence.strip() if hop.link else "",
                    cited=hop.link.cited if hop.link else None,
                    edit_url=_edit_url(hop, workspace),
                    sound=hop.sound,
                    missing=_missing(hop.sound, bool(hop.link and hop.link.reason.strip())),
                )
                for hop in line.hops
            ),
            through=_through(line),
            complete=line.path.complete,
            sound=line.path.sound,
            weakest=_weakest(line),
        )
        for line in page.paths
    ]


def standing_of(page: ItemPage) -> Standing:
    """What the trace says of an item."""
    key, slug = page.item.key, page.item.workspace.slug
    if page.item.is_archived:
        return Standing("archived", "", _("It is archived: it stands on no map and in no trace."))
    if page.node is None or not page.node.live:
        return Standing("", "", _("It is not pursued any more, so nothing is expected of it."))
    if key in page.trace.initiatives:
        found = page.trace.initiatives[key]
        return Standing(found.verdict.value, verdict_words(found), verdict_sentence(found))
    named = tuple(_named(node, slug) for node in page.initiatives[:MOST_NAMED])
    more = max(0, len(page.initiatives) - MOST_NAMED)
    if key in page.trace.goals:
        goal = page.trace.goals[key]
        sentence = f"{outcomes_words(goal)}, {work_words(goal)}."
        return Standing(goal.verdict.value, goal_words(goal), sentence, named, more)
    return Standing("", "", _between(page), named, more)


def verb_up(layer: Layer) -> str:
    """What an item does for the one above it."""
    return {
        Layer.GOAL: _("is part of"),
        Layer.OUTCOME: _("serves"),
        Layer.MOMENT: _("decides"),
        Layer.LEARNING: _("prepares for"),
        Layer.INITIATIVE: _("builds"),
    }[layer]


def below_words(layer: Layer) -> str:
    """The heading over what supports an item."""
    return {
        Layer.GOAL: _("Performance outcomes that serve it"),
        Layer.OUTCOME: _("Moments of truth that decide it"),
        Layer.MOMENT: _("Learning outcomes that prepare for it"),
        Layer.LEARNING: _("Initiatives that build it"),
        Layer.INITIATIVE: "",
    }[layer]


def above_words(layer: Layer) -> str:
    """The heading over what an item supports."""
    return {
        Layer.GOAL: "",
        Layer.OUTCOME: _("Business goals it serves"),
        Layer.MOMENT: _("Performance outcomes it decides"),
        Layer.LEARNING: _("Moments of truth it prepares for"),
        Layer.INITIATIVE: _("Learning outcomes it builds"),
    }[layer]


def _through(line: PathLine) -> str:
    """The way in short: where it ends, and over what."""
    *over, end = [hop.upper.title for hop in line.hops]
    if not over:
        return _("To “%(end)s”") % {"end": end}
    return _("To “%(end)s” through %(over)s") % {"end": end, "over": ", ".join(f"“{one}”" for one in over)}


def _between(page: ItemPage) -> str:
    goals = ngettext("It leads to %(count)s goal", "It leads to %(count)s goals", page.goals)
    count = len(page.initiatives)
    work = ngettext("%(count)s initiative works on it", "%(count)s initiatives work on it", count)
    words = {"goals": goals % {"count": page.goals}, "work": work % {"count": count}}
    return _("%(goals)s; %(work)s.") % words


def _missing(sound: bool, has_reason: bool) -> str:
    if sound:
        return ""
    return _("To re-check") if has_reason else _("No reason given yet")


def _weakest(line: PathLine) -> str:
    at = line.path.weakest
    if at is None or at.edge is None:
        return ""
    hop = line.hops[line.path.hops.index(at)]
    return weakest_words(hop_words(hop.lower.title, hop.upper.title), at.edge.confidence)


def _edit_url(hop: HopLine, workspace: str) -> str:
    return link_address(workspace, hop.lower.layer.word, hop.link.pk) if hop.link else ""


def _named(node: Node, workspace: str) -> Named:
    return Named(node.title, node.layer.word, item_address(workspace, node.layer.word, node.id))
