"""How sure a goal or an initiative is, in words, with the hop that would make it surer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.rules.graph import Graph
from alignment.rules.strength import Weakest, weakest_above, weakest_below
from alignment.tracing.addresses import link_address
from alignment.tracing.words import confidence_word


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """How sure, the weakest hop by name, and the page on which that hop is edited."""

    sure: str
    weakest: str
    edit_url: str
    confidence: int


def weakest_words(hop: str, confidence: int) -> str:
    """The weakest hop: "weakest: Listen → Monthly talk, assumed"."""
    words = {"hop": hop, "sure": confidence_word(confidence)}
    return _("weakest: %(hop)s, %(sure)s") % words


def strength_of_goal(graph: Graph, goal: str, workspace: str) -> StrengthWords | None:
    """How sure a goal's support is; None when no initiative reaches it. `workspace` is a slug."""
    return _words(weakest_below(graph, goal), workspace)


def strength_of_initiative(graph: Graph, initiative: str, workspace: str) -> StrengthWords | None:
    """How sure an initiative's way to a goal is; None when it reaches none."""
    return _words(weakest_above(graph, initiative), workspace)


def _words(weakest: Weakest | None, workspace: str) -> StrengthWords | None:
    if weakest is None:
        return None
    return StrengthWords(
        confidence_word(weakest.confidence),
        weakest_words(weakest.hop, weakest.confidence),
        link_address(workspace, weakest.lower.layer.word, weakest.edge.id),
        weakest.confidence,
    )
