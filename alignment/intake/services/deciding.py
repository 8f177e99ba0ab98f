"""Decides about a request: what must be there before learning helps, and the verdict with its reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.deeds import check_version, deed
from alignment.models import Deed, DevelopmentRequest, Person, User, Why
from alignment.people.services.people import find_or_make_person
from alignment.rules.verdict_of_request import SaidOfVerdict, lacking

LONGEST_NAME = 120
READINESS = ("manager_supports", "time_released", "measure_agreed")

#: What is asked for when a verdict lacks it.
ASK_FOR = {
    "verdict": _("Choose one."),
    "verdict_reason": _("Say why, in words that hold in a year."),
    "no_whys_reason": _("Nobody has asked why yet. Ask, or say why it is accepted without."),
    "remedy": _("Say what would help instead."),
    "remedy_owner": _("Say who takes it on."),
    "remedy_date": _("Say from when."),
    "look_again_on": _("Say when it is looked at again."),
}

#: What is cleared by another verdict: it belonged to the old one.
OF_VERDICT: dict[str, tuple[str, ...]] = {
    "learning": ("no_whys_reason",),
    "partly": ("no_whys_reason", "remedy", "remedy_owner", "remedy_date", "look_again_on"),
    "not_learning": ("remedy", "remedy_owner", "remedy_date"),
    "wait": ("look_again_on",),
    "decline": ("remedy", "remedy_owner", "remedy_date"),
}
BLANK: dict[str, Any] = {
    "no_whys_reason": "",
    "remedy": "",
    "remedy_owner": None,
    "remedy_date": None,
    "look_again_on": None,
}


def say_readiness(
    request: DevelopmentRequest, *, answers: dict[str, str], version: int, by: User | None
) -> Deed:
    """Keeps what is there before learning can help. StaleWrite when it was saved since `version`."""
    with deed("say_readiness", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh: DevelopmentRequest = check_version(request, version)
        for name in READINESS:
            setattr(fresh, name, answers[name])
        _save(fresh)
    return row


def decide_request(
    request: DevelopmentRequest, *, said: SaidOfVerdict, version: int, by: User | None
) -> Deed:
    """Gives a request its verdict, or another one; who and when are kept with it.

    ValidationError that names the fields when something has to be said first; StaleWrite when it was
    saved since `version`. Another verdict, or another reason, asks for a reply of its own: the old one
    stays in the history.
    """
    with deed("decide_request", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh: DevelopmentRequest = check_version(request, version)
        check_verdict(said, Why.objects.filter(request=fresh).count())
        fresh.verdict, fresh.verdict_reason = said.verdict, said.verdict_reason.strip()
        for name, value in _kept(fresh, said, by).items():
            setattr(fresh, name, value)
        fresh.verdict_on, fresh.verdict_by = timezone.localdate(), str(by)[:LONGEST_NAME] if by else ""
        fresh.taken_up_on = fresh.taken_up_on or fresh.verdict_on
        fresh.reply, fresh.replied_on = "", None
        _save(fresh)
    return row


def reopen_request(request: DevelopmentRequest, *, version: int, by: User | None) -> Deed:
    """Takes the verdict back: the request is open again. StaleWrite when it was saved since `version`."""
    with deed("reopen_request", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh: DevelopmentRequest = check_version(request, version)
        for name, value in BLANK.items():
            setattr(fresh, name, value)
        fresh.verdict = fresh.verdict_reason = fresh.verdict_by = fresh.reply = ""
        fresh.verdict_on = fresh.replied_on = None
        _save(fresh)
    return row


def check_verdict(said: SaidOfVerdict, whys: int) -> None:
    """ValidationError by field when the verdict lacks something."""
    missing = lacking(said, whys)
    if missing:
        raise ValidationError({name: [ASK_FOR[name]] for name in missing})


def _kept(request: DevelopmentRequest, said: SaidOfVerdict, by: User | None) -> dict[str, Any]:
    """What belongs to the verdict; a name that is not known makes a new person."""
    kept = dict(BLANK)
    for name in OF_VERDICT[said.verdict]:
        value = getattr(said, name)
        kept[name] = value.strip() if isinstance(value, str) else value
    if isinstance(kept["remedy_owner"], str):
        kept["remedy_owner"] = _person(request, kept["remedy_owner"], by)
    return kept


def _person(request: DevelopmentRequest, name: str, by: User | None) -> Person | None:
    return find_or_make_person(request.workspace, name=name, by=by) if name else None


def _save(request: DevelopmentRequest) -> None:
    request.version += 1
    request.full_clean(exclude=["workspace"])
    request.save()
