"""What is wrong with what learning claims of an outcome, in words."""

from django.utils.translation import gettext as _

from alignment.rules.shared_credit import Breach, Credit
from alignment.ui.formats import number


def breach_words(credit: Credit, title: str) -> str:
    """The claims beside what was agreed; empty when they keep to it."""
    said = {"outcome": title, "claimed": number(credit.claimed), "share": number(credit.share)}
    if credit.breach is Breach.ABOVE_SHARE:
        words = _(
            "All initiatives together claim %(claimed)s %% of “%(outcome)s”; %(share)s %% are agreed for "
            "learning."
        )
        return words % said
    if credit.breach is Breach.NOT_AGREED:
        words = _(
            "Learning claims %(claimed)s %% of “%(outcome)s”, and nobody has agreed to a split of it yet."
        )
        return words % said
    return ""
