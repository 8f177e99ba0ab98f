"""What a link cites, in words: the same on pages, on the map and in briefings."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.rules.evidence import Cited
from alignment.ui.formats import quantity, short_day


@dataclass(frozen=True, slots=True)
class CitedWords:
    """A citation to be shown: its words, the page of its metric, and whether it counts as evidence."""

    words: str
    address: str
    stands: bool


def cited_words(cited: Cited) -> str:
    """A cited reading: "Engagement score, 30 Jun 2026: 19 points", or that it is gone."""
    said = {"metric": cited.title, "day": short_day(cited.day)}
    if cited.value is None:
        return _("%(metric)s, %(day)s: no approved reading any more, so it counts as no evidence") % said
    return _("%(metric)s, %(day)s: %(value)s") % {**said, "value": quantity(cited.value, cited.unit)}


def cited_line(cited: Cited | None, workspace: str) -> CitedWords | None:
    """The same with the address of the metric; None when nothing is cited."""
    if cited is None:
        return None
    address = reverse("measurement:metric_detail", args=[workspace, cited.metric_id])
    return CitedWords(cited_words(cited), address, cited.stands)
