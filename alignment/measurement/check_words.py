"""What the checks of a metric say on pages: what holds, what does not, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.rules.content import Metric
from alignment.rules.metric_checks import Check, Finding

Words = str | Promise


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check as it is read; `todo` and `field` (where it is done) are empty when it holds."""

    holds: bool
    words: Words
    todo: Words = ""
    field: str = ""


#: What is said when a check holds; when it does not: what is said, what to do, and in which field.
SAYINGS: dict[Check, tuple[Words, Words, Words, str]] = {
    Check.NUMBER: (
        _("It has a number."),
        _("It has no number yet."),
        _("Say where the number stands now and what is wanted."),
        "target",
    ),
    Check.DIRECTION: (
        _("It is clear which way is better."),
        _("Start and target do not fit the direction."),
        _("Choose “Goes up” for a target above the start, “Goes down” for one below it."),
        "kind",
    ),
    Check.DATE: (
        _("It says by when."),
        _("It does not say by when."),
        _("Name the day on which the target is to be reached."),
        "target_date",
    ),
    Check.OWNER: (
        _("Somebody answers for it."),
        _("Nobody answers for it."),
        _("Name the person who would explain this number to a business leader."),
        "owner",
    ),
    Check.START_DATE: (
        _("It is known from which day the start value is."),
        _("Nobody said from which day the start value is."),
        _("Add the day: without it nobody can say how far the number should be by now."),
        "baseline_date",
    ),
    Check.ORDER: (
        _("The start lies before the target date."),
        _("The target date lies before the start."),
        _("Check the day of the start value, the day of the first effect and the target date."),
        "target_date",
    ),
    Check.EFFECT: (
        _("It measures what changes, not the training itself."),
        _("It reads as if it counted the training, not what the training changes."),
        _(
            "Ask what people would do differently, and what the business would see. Measure that instead; "
            "keep this number at the initiative, marked as volume only."
        ),
        "title",
    ),
    Check.VOLUME: (
        _("It counts our own work and stands with the initiative. It is never shown as impact."),
        _("It counts our own work, so it cannot show that this item has changed."),
        _("Put it at the initiative, and measure here what people or the business do differently."),
        "volume_only",
    ),
}
IN_WORDS = _("If nothing can be counted, ask people and count the answers; tell the rest beside the numbers.")
BOTH_ENDS = _("Enter both ends of the range, the lower one first.")


def check_words(found: Iterable[Finding], metric: Metric) -> tuple[CheckWords, ...]:
    """The checks in words; those that do not hold stand first."""
    said = [_said(one, metric) for one in found]
    return tuple(sorted(said, key=lambda one: one.holds))


def _said(finding: Finding, metric: Metric) -> CheckWords:
    good, bad, todo, field = SAYINGS[finding.check]
    if finding.holds:
        return CheckWords(True, good)
    if finding.check is Check.NUMBER and metric.kind == "qualitative":
        return CheckWords(False, bad, IN_WORDS, "kind")
    if metric.kind == "range" and finding.check in {Check.NUMBER, Check.DIRECTION}:
        return CheckWords(False, bad, BOTH_ENDS, "target_low")
    return CheckWords(False, bad, todo, field)
