"""What keeps a metric from being measured, in the words of its form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.rules.progress import Measurement, Missing

SAYINGS: dict[Missing, Promise] = {
    Missing.BASELINE: _("no start value"),
    Missing.TARGET: _("no target"),
    Missing.LOW: _("no lower end of the range"),
    Missing.HIGH: _("no upper end of the range"),
    Missing.READING: _("no reading yet"),
    Missing.SAME: _("start and target are the same"),
    Missing.WORDS: _("it is told in words"),
}


def missing_words(standing: Measurement) -> str:
    """All of it in one line; empty when nothing is missing."""
    return ", ".join(str(SAYINGS[code]) for code in standing.missing)
