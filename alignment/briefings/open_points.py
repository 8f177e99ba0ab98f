"""What is open, said honestly: how sure each chain is, every gap, every link to be checked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.briefs import Brief
from alignment.briefings.headline import support_sentence
from alignment.rules.gaps import Gap, GapKind
from alignment.rules.strength import weakest_below
from alignment.tracing.words import confidence_in_print, gap_words, work_words

MOST_GAPS = 60


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure it is that a goal is served, and the hop that makes it no surer."""

    goal: str
    says: str
    work: str
    sure: str
    hop: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One gap in words."""

    layer: str  # empty for an expectation of the plan as a whole
    title: str
    words: str


def sureness_of(brief: Brief) -> list[Sureness]:
    """How sure the surest chain below each goal is."""
    found = []
    for facts in brief.base.goals:
        weakest = weakest_below(brief.source.graph, facts.goal.key)
        hop = weakest.hop if weakest else ""
        sure = confidence_in_print(facts.trace.strength) if weakest else _("no chain yet")
        says = support_sentence([facts])
        found.append(Sureness(facts.goal.title, says, work_words(facts.trace), sure, hop))
    return found


def gaps_of(brief: Brief) -> list[OpenPoint]:
    """Every gap but the links to be checked again, which have a list of their own."""
    return [_point(gap) for gap in brief.base.gaps if gap.kind is not GapKind.SUSPECT]


def queue_of(brief: Brief) -> list[OpenPoint]:
    """The links that are to be checked again, because something changed at one end."""
    return [_point(gap) for gap in _suspects(brief.base.gaps)]


def counted_words(brief: Brief) -> str:
    """How many gaps are open in all, and how many links are to be checked again."""
    again = len(_suspects(brief.base.gaps))
    gaps = len(brief.base.gaps) - again
    if not gaps and not again:
        return _("No gap is open, and no link is to be checked again.")
    first = ngettext("%(count)s gap is open in all", "%(count)s gaps are open in all", gaps)
    words = {"gaps": first % {"count": gaps}}
    if not again:
        return _("%(gaps)s, no link is to be checked again.") % words
    second = ngettext(
        "%(count)s link is to be checked again", "%(count)s links are to be checked again", again
    )
    return _("%(gaps)s, %(again)s.") % {**words, "again": second % {"count": again}}


def _suspects(found: Sequence[Gap]) -> list[Gap]:
    return [gap for gap in found if gap.kind is GapKind.SUSPECT]


def _point(gap: Gap) -> OpenPoint:
    return OpenPoint(gap.layer.word if gap.has_item else "", gap.title, gap_words(gap))
