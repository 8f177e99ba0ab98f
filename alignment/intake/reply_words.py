"""The reply to a request as a draft, from the verdict: plain and kind, and nobody is blamed."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.models import DevelopmentRequest, RivalCause, Verdict
from alignment.ui.formats import day, plain


def draft_of(request: DevelopmentRequest, causes: Iterable[RivalCause]) -> str:
    """What could be answered, in sentences; empty while nothing is decided."""
    if not request.verdict:
        return ""
    found = [one for one in causes if one.chosen]
    parts = [_("Thank you for raising it."), *_looked_at(found), *_decided(request)]
    return " ".join(part for part in parts if part)


def _looked_at(chosen: list[RivalCause]) -> list[str]:
    """What lies behind the problem, and what was seen of it."""
    seen = [sentence(one.found) for one in chosen if one.found.strip()]
    if seen:
        return [_("We looked at it together with you."), *seen]
    if not chosen:
        return [_("We looked at what happens, and at what should happen instead.")]
    causes = "; ".join(one.text.rstrip(". ") for one in chosen)
    return [_("This is what we found behind it: %(causes)s.") % {"causes": causes}]


def _decided(request: DevelopmentRequest) -> list[str]:
    reason = sentence(request.verdict_reason)
    words = {
        Verdict.LEARNING: [_("We think that learning can change this, and we take it on."), reason],
        Verdict.PARTLY: [
            _("Learning can change a part of it, and we take that part on."),
            reason,
            _suggested(request, _("For the rest we suggest this: %(remedy)s")),
            _look_again(request),
        ],
        Verdict.NOT_LEARNING: [
            reason,
            _left_as_it_is(request.hours),
            _suggested(request, _("We suggest this instead: %(remedy)s")),
            _("If it stays as it is, come back to us, and we start from there."),
        ],
        Verdict.WAIT: [
            _("We do not start on it now."),
            reason,
            _look_again(request),
            _("If something changes before then, tell us."),
        ],
        Verdict.DECLINE: [
            _("We do not take it on, and this is why."),
            reason,
            _suggested(request, _("What may help: %(remedy)s")),
            _("If something changes, come back to us, and we look at it again."),
        ],
    }[Verdict(request.verdict)]
    return [str(one) for one in words]


def _left_as_it_is(hours: Decimal | None) -> str:
    if not hours:
        return _("A course would leave that as it is.")
    count = plain(hours)
    words = ngettext(
        "A course would take %(count)s hour and leave that as it is.",
        "A course would take %(count)s hours and leave that as it is.",
        2 if hours != 1 else 1,
    )
    return words % {"count": count}


def _suggested(request: DevelopmentRequest, words: str) -> str:
    """The better remedy, with who takes it on and from when."""
    if not request.remedy.strip():
        return ""
    who = request.remedy_owner.name if request.remedy_owner else ""
    remedy = request.remedy.strip().rstrip(".")
    told = words % {"remedy": remedy}
    if who and request.remedy_date:
        return _("%(told)s. %(who)s takes it on, from %(day)s.") % {
            "told": told,
            "who": who,
            "day": day(request.remedy_date),
        }
    return sentence(told)


def _look_again(request: DevelopmentRequest) -> str:
    if request.look_again_on is None:
        return ""
    return _("We look at it again on %(day)s.") % {"day": day(request.look_again_on)}


def sentence(text: str) -> str:
    """What was written, ending as a sentence does."""
    text = " ".join(text.split())
    return f"{text}." if text and text[-1] not in ".!?…" else text
