"""What a guest reads about one item: all from what the link shows, nothing from the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from alignment.framework.facts import Fact, facts_in
from alignment.framework.item_words import above_words, below_words
from alignment.framework.queries.metrics import MetricLine
from alignment.rules.content import Item, Layer, Link, is_live
from alignment.rules.evidence import cited_by, metrics_of
from alignment.rules.progress import measure
from alignment.tracing.evidence_words import cited_words
from alignment.tracing.quotes import Quote, quotes_of
from alignment.tracing.sources import Source
from alignment.tracing.words import confidence_word, goal_words, outcomes_words, verdict_words, work_words


@dataclass(frozen=True)
class Hop:
    """One link at an item; `said` is false where only the map speaks of it, which says no reason."""

    layer: str
    id: int
    title: str
    foreign: bool
    reason: str
    sure: str
    evidence: str
    cited: str
    suspect: bool
    said: bool

    @property
    def weak(self) -> bool:
        """Whether somebody has to look at it."""
        return self.suspect or not self.reason


@dataclass(frozen=True)
class Part:
    """The links of an item in one direction."""

    name: str
    heading: str
    hops: tuple[Hop, ...]


@dataclass(frozen=True)
class GuestItemPage:
    """An item with what stands above and below it, its answers and its metrics."""

    on_map: bool
    verdict: str
    verdict_words: str
    sentence: str
    parts: tuple[Part, ...]
    facts: list[Fact]
    metrics: list[MetricLine]
    quotes: list[Quote]


def guest_item_page(source: Source, layer: Layer, item: Item) -> GuestItemPage:
    """What the page of an item says; of one at home in another plan no more than its card on the map."""
    verdict, words, sentence = ("", "", "") if item.foreign else _verdict(source, item.key)
    return GuestItemPage(
        on_map=is_live(layer, item),
        verdict=verdict,
        verdict_words=words,
        sentence=sentence,
        parts=tuple(_parts(source, layer, item)),
        facts=[] if item.foreign else _facts(source, layer, item),
        metrics=[] if item.foreign else _metrics(source, item),
        quotes=[] if item.foreign else quotes_of(source.content, {item.key}),
    )


def _verdict(source: Source, key: str) -> tuple[str, str, str]:
    if key in source.trace.initiatives:
        found = source.trace.initiatives[key]
        return found.verdict.value, verdict_words(found), ""
    if key in source.trace.goals:
        goal = source.trace.goals[key]
        return goal.verdict.value, goal_words(goal), f"{outcomes_words(goal)}, {work_words(goal)}."
    return "", "", ""


def _parts(source: Source, layer: Layer, item: Item) -> Iterator[Part]:
    items = {one.key: (of, one) for of, one in source.content.layered() if is_live(of, one)}
    metrics = metrics_of(source.content)

    def hops(own: str, other: str) -> Iterator[Hop]:
        for link in source.content.links:
            if getattr(link, own) == item.key and getattr(link, other) in items:
                of, one = items[getattr(link, other)]
                cited = cited_by(link, metrics)
                yield _hop(link, of, one, cited_words(cited) if cited else "", item.foreign and one.foreign)

    if layer is not Layer.GOAL:
        yield Part("up", above_words(layer), tuple(hops("lower", "upper")))
    if layer is not Layer.INITIATIVE:
        yield Part("down", below_words(layer), tuple(hops("upper", "lower")))


def _hop(link: Link, layer: Layer, other: Item, cited: str, unsaid: bool) -> Hop:
    return Hop(
        layer=layer.word,
        id=other.id,
        title=other.title,
        foreign=other.foreign,
        reason=link.reason.strip(),
        sure=confidence_word(link.confidence),
        evidence=link.evidence.strip(),
        cited=cited,
        suspect=link.suspect,
        said=not unsaid,
    )


def _facts(source: Source, layer: Layer, item: Item) -> list[Fact]:
    """Its answers; the status stands beside the title."""
    return [fact for fact in facts_in(source.content, layer, item) if fact.name != "status"]


def _metrics(source: Source, item: Item) -> list[MetricLine]:
    """What shows an effect; a count of our own work is no concern of guests."""
    metrics = source.content.metrics
    mine = (metric for metric in metrics if metric.item == item.key and not metric.volume_only)
    return [MetricLine(metric, measure(metric, source.as_of)) for metric in mine]
