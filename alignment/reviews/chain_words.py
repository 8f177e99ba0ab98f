"""The chains that concern a person, in plain words: each item with its number and its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from alignment.framework.item_words import verb_up
from alignment.help.topics import CONFIDENCE, ENTRIES, Entry
from alignment.reviews.changes import shown_graph
from alignment.rules.content import Item, Layer, Learning, Metric, Moment, PlanContent
from alignment.rules.for_guests import for_guests
from alignment.rules.graph import Edge
from alignment.rules.person_chains import Chain, chains_of_person, own_items
from alignment.tracing.metric_words import target_in_period
from alignment.tracing.words import confidence_word
from alignment.ui.formats import day, quantity

LONGEST_NOTE = 180


@dataclass(frozen=True)
class ChainStep:
    """One item of a chain: what it is, and what it does for the item above it."""

    layer: str
    id: int
    title: str
    own: bool  # it carries the person's name
    note: str
    numbers: tuple[str, ...]
    verb: str  # "serves"; empty for the first
    reason: str
    confidence: str
    missing: str  # what the link lacks


@dataclass(frozen=True)
class ChainInWords:
    """One chain from the top down; its title names what sets it apart from the first one."""

    title: str
    steps: tuple[ChainStep, ...]


@dataclass(frozen=True)
class ChainsInWords:
    """The chains to read; `own` says whether anything carries the person's name."""

    chains: tuple[ChainInWords, ...]
    own: bool
    left: int
    meanings: tuple[Entry, ...]  # one line for each word that stands on the page


def chains_in_words(whole: PlanContent, person: str, plan: str) -> ChainsInWords:
    """The chains of a plan (its key) for a person (their key), without what a guest is not to see.

    Whose a metric is, a guest does not read; that it is their own decides what they read.
    """
    content = for_guests(whole)
    found = chains_of_person(content, shown_graph(content), own_items(whole, person), plan)
    items = {item.key: (layer, item) for layer, item in content.layered()}
    reasons = {(link.lower, link.upper): link.reason.strip() for link in content.links}
    numbers: dict[str, list[Metric]] = {}
    for metric in content.metrics:
        if not metric.archived and not metric.volume_only:
            numbers.setdefault(metric.item, []).append(metric)
    first = set(found.chains[0].keys) if found.chains else set()
    told = tuple(
        ChainInWords(
            " ← ".join(items[key][1].title for key in chain.keys if key not in first),
            tuple(_steps(chain, items, reasons, numbers, found.own, content)),
        )
        for chain in found.chains
    )
    layers = {step.layer for chain in told for step in chain.steps}
    return ChainsInWords(told, bool(found.own), found.left, tuple(meanings(layers)))


def meanings(layers: set[str]) -> Iterator[Entry]:
    """The lines of the glossary for some layers, and for what every chain shows."""
    for entry in ENTRIES:
        if entry.layer in layers or (layers and entry.word == CONFIDENCE):
            yield entry


def _steps(
    chain: Chain,
    items: dict[str, tuple[Layer, Item]],
    reasons: dict[tuple[str, str], str],
    numbers: dict[str, list[Metric]],
    own: frozenset[str],
    content: PlanContent,
) -> Iterator[ChainStep]:
    for place, key in enumerate(chain.keys):
        layer, item = items[key]
        edge = chain.links[place - 1] if place else None
        above = chain.keys[place - 1] if place else ""
        reason = reasons.get((key, above), "") if place else ""
        yield ChainStep(
            layer=layer.word,
            id=item.id,
            title=item.title,
            own=key in own,
            note=_note(layer, item, content),
            numbers=tuple(filter(None, map(_number, numbers.get(key, [])[:2]))),
            verb=verb_up(layer) if place else "",
            reason=reason,
            confidence=confidence_word(edge.confidence) if edge else "",
            missing=_missing(edge),
        )


def _missing(edge: Edge | None) -> str:
    if edge is None:
        return ""
    if not edge.has_reason:
        return _("no reason is given yet")
    return _("to be checked again") if edge.suspect else ""


def _note(layer: Layer, item: Item, content: PlanContent) -> str:
    """What says most about an item beside its title."""
    if isinstance(item, Moment):
        return Truncator(item.situation).chars(LONGEST_NOTE)
    if isinstance(item, Learning):
        names = {group.key: group.name for group in content.target_groups}
        groups = ", ".join(names.get(one.group, "") for one in item.target_groups)
        return _("For: %(groups)s") % {"groups": groups} if groups else ""
    return Truncator(item.description).chars(LONGEST_NOTE) if layer is Layer.INITIATIVE else ""


def _number(metric: Metric) -> str:
    """A metric in one line: what, from where, to where, by when."""
    target = target_in_period(metric)
    if not target:
        return ""
    words = {
        "title": metric.title,
        "start": quantity(metric.baseline, metric.unit) if metric.baseline is not None else "",
        "target": target,
        "day": day(metric.target_date) if metric.target_date else "",
    }
    if words["start"] and words["day"]:
        return _("%(title)s: from %(start)s to %(target)s by %(day)s") % words
    if words["day"]:
        return _("%(title)s: %(target)s by %(day)s") % words
    return _("%(title)s: %(target)s") % words
