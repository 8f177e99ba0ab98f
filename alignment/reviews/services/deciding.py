"""Records what stakeholders decide, and that they took it back; the same for guests and for members."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.guests import valid_links
from alignment.guests.services import start
from alignment.models import (
    Agreement,
    Person,
    Plan,
    ReviewRequest,
    ShareLink,
    SignOff,
    SignOffWithdrawal,
    Snapshot,
    User,
)
from alignment.outbox.services import post
from alignment.reviews.queries.addresses import address_stands, asked_since
from alignment.reviews.queries.decisions import standing_decision
from alignment.reviews.queries.identity import is_theirs, proves, same_address
from alignment.reviews.services.codes import use_code
from alignment.ui.texts import one_line
from alignment.versions.frozen import digest_of
from alignment.versions.snapshots import title_of


class NotNow(Exception):
    """It cannot be decided; the message says why, in words for whoever reviews."""


@dataclass(frozen=True)
class Reviewer:
    """Who decides: a person, who came in by a link or is signed in."""

    person: Person
    version: Snapshot
    link: ShareLink | None = None
    user: User | None = None

    @property
    def plan(self) -> Plan:
        """The plan that the version is of."""
        return self.version.plan

    def deed(self, verb: str, subject: str) -> Any:
        """A deed of this reviewer's."""
        return deed(
            verb,
            by=self.user,
            link=self.link,
            name=self.person.name,
            workspace=self.plan.workspace,
            plan=self.plan,
            subject=subject,
        )


def of_link(link: ShareLink) -> Reviewer:
    """The reviewer whom a reviewing link is for."""
    version, person = link.snapshot, link.person
    if version is None or person is None:
        raise ValueError("A reviewing link is for a person and a version.")
    version.plan, version.workspace = link.plan, link.workspace
    return Reviewer(person, version, link=link)


def confirm_read(reviewer: Reviewer) -> None:
    """Notes that somebody has read the version. Only the first time counts."""
    with reviewer.deed("confirm_read", reviewer.person.name) as done:
        row = _request(reviewer)
        _admit(reviewer)
        _started(reviewer, done.at)
        if row.read_at is None:
            row.read_at = done.at
            row.version += 1
            row.save(update_fields=["read_at", "version"])


def sign_off(
    reviewer: Reviewer,
    *,
    decision: str,
    words: str,
    name: str,
    code: int | None = None,
    verified: bool = False,
) -> SignOff:
    """Records a decision for good. NotNow when one stands already, or the request was taken back.

    `code` is the mailed code (its id) that was entered and has been found right; it is used up here, so
    that it works once. `verified`: the address of a signed-in user is known to be theirs; whether it is
    the person's as well is looked up here.
    """
    words, name = words.strip(), one_line(name)
    if decision not in Agreement.values:
        raise ValidationError({"decision": _("Choose one.")})
    if decision != Agreement.AGREE and not words:
        raise ValidationError({"words": _("Say why, so that something can be done about it.")})
    if not name:
        raise ValidationError({"name": _("Fill this in.")})
    version = reviewer.version
    with reviewer.deed("sign_off", str(version.number)) as done:
        row = _request(reviewer)
        _admit(reviewer)
        if not is_intact(version):
            raise NotNow(_("This version was changed after it was frozen. Nobody can agree to it."))
        if standing_decision(reviewer.person, version) is not None:
            raise NotNow(_("You have decided about this version already."))
        if code is not None and not use_code(code):
            raise NotNow(_("This code has been used already. Ask for a new one."))
        _started(reviewer, done.at)
        known = reviewer.user.email if reviewer.user else reviewer.person.email
        found = SignOff(
            workspace=version.workspace,
            plan=reviewer.plan,
            snapshot=version,
            snapshot_digest=version.digest,
            person=reviewer.person,
            link=reviewer.link,
            user=reviewer.user,
            name=name,
            known_as=reviewer.person.name,
            email=known,
            email_verified=_is_proved(reviewer, row, code, verified=verified),
            decision=decision,
            words=words,
            at=done.at,
        )
        found.full_clean()
        found.save(force_insert=True)
        _tell(row, found, "reviews/decided_mail.txt", _("%(who)s has decided about “%(plan)s”"))
    return found


def withdraw(
    reviewer: Reviewer, *, reason: str, code: int | None = None, verified: bool = False
) -> SignOffWithdrawal:
    """Takes the decision of this reviewer back, with a reason. NotNow when none stands.

    What was decided with a mailed code, or signed in, is not taken back by the link alone; `code` and
    `verified` are what they are in `sign_off`.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Fill this in.")})
    version = reviewer.version
    with reviewer.deed("withdraw_sign_off", str(version.number)) as done:
        _admit(reviewer)
        found = standing_decision(reviewer.person, version)
        if found is None:
            raise NotNow(_("There is no decision of yours to take back."))
        _may_take_back(reviewer, found, code, verified=verified)
        if code is not None and not use_code(code):
            raise NotNow(_("This code has been used already. Ask for a new one."))
        request = ReviewRequest.objects.filter(snapshot=version, person=reviewer.person)
        asked = request.select_related("asked_by").first()
        row = SignOffWithdrawal(
            workspace=version.workspace,
            sign_off=found,
            reason=reason.strip(),
            name=found.name,
            link=reviewer.link,
            user=reviewer.user,
            email_verified=asked is not None and _is_proved(reviewer, asked, code, verified=verified),
            at=done.at,
        )
        row.full_clean()
        row.save(force_insert=True)
        if asked is not None:
            asked.plan, asked.workspace = reviewer.plan, reviewer.plan.workspace
            title = _("%(who)s has taken a decision back: “%(plan)s”")
            _tell(asked, found, "reviews/withdrawn_mail.txt", title, row)
    return row


def is_intact(version: Snapshot) -> bool:
    """Whether a version still says what it said when it was frozen."""
    before = Snapshot.objects.filter(plan=version.plan_id, number=version.number - 1)
    previous = before.values_list("digest", flat=True).first() or ""
    return bool(version.digest == digest_of(version, previous))


def _request(reviewer: Reviewer) -> ReviewRequest:
    """The request that is answered; made here when only a reviewing link was made. Inside a deed."""
    found = ReviewRequest.objects.filter(snapshot=reviewer.version, person=reviewer.person)
    row = found.select_related("asked_by").first()
    if row is None:
        link = reviewer.link
        if link is None:
            raise NotNow(_("You are not asked about this version."))
        row = ReviewRequest(
            workspace=link.workspace,
            plan=link.plan,
            snapshot=reviewer.version,
            person=reviewer.person,
            link=link,
            asked_at=link.created,
            asked_by=link.created_by,
        )
        row.save()
    if row.withdrawn_at is not None:
        raise NotNow(_("You are not asked about this version any more."))
    row.plan, row.workspace = reviewer.plan, reviewer.plan.workspace
    return row


def _admit(reviewer: Reviewer) -> None:
    """Looks again, now that nobody else writes, whether this is still the person. Inside a deed."""
    link = reviewer.link
    if link is not None and not valid_links().filter(pk=link.pk).exists():
        raise NotNow(_("This link opens nothing any more."))
    person = Person.objects.get(pk=reviewer.person.pk)
    if reviewer.user is not None and not is_theirs(person, reviewer.user):
        raise NotNow(_("Your account is not the one of the person who is asked."))
    reviewer.person.name = person.name
    reviewer.person.email, reviewer.person.user_id = person.email, person.user_id


def _is_proved(reviewer: Reviewer, row: ReviewRequest, code: int | None, *, verified: bool) -> bool:
    """Whether it is shown that the address on record belongs to whoever decides."""
    if reviewer.user is None:
        known = code is not None and bool(reviewer.person.email)
        return known and address_stands(reviewer.person, asked_since(row))
    return verified and proves(reviewer.person, reviewer.user, row.asked_at)


def _may_take_back(reviewer: Reviewer, found: SignOff, code: int | None, *, verified: bool) -> None:
    """Taking a decision back asks for as much as making it did: NotNow otherwise."""
    confirmed = found.email_verified or found.user_id is not None
    if not confirmed:
        return
    if reviewer.user is None and code is not None:
        if same_address(found.email, reviewer.person.email) or address_stands(reviewer.person, found.at):
            return
        raise NotNow(_("Your e-mail address was changed after you decided. Ask whoever asked you."))
    if reviewer.user is None:
        raise NotNow(_("This decision was confirmed by mail or by signing in, and so is taking it back."))
    same = found.user_id == reviewer.user.pk
    if not same and not _is_proved(reviewer, _request(reviewer), None, verified=verified):
        raise NotNow(_("This decision was confirmed in another way. Take it back in the way it was made."))


def _started(reviewer: Reviewer, at: datetime) -> None:
    """Whoever decides has opened the link by then, whether they pressed Start or not."""
    if reviewer.link is not None:
        start(reviewer.link, at=at)


def _tell(
    row: ReviewRequest,
    found: SignOff,
    template: str,
    title: str,
    withdrawal: SignOffWithdrawal | None = None,
) -> None:
    """Mails whoever asked."""
    asker = row.asked_by
    if asker is None or not asker.is_active or found.user_id == asker.pk:
        return
    about, version = withdrawal or found, found.snapshot
    version.plan, version.workspace = row.plan, row.plan.workspace
    plan_title = title_of(version)
    post(
        "review",
        to=asker.email,
        user=asker,
        subject=title % {"who": found.who, "plan": plan_title},
        template=template,
        context={
            "plan": row.plan,
            "title": plan_title,
            "sign_off": found,
            "withdrawal": withdrawal,
            "version": version,
        },
        once=f"review:{type(about).__name__}:{about.pk}",
        workspace=row.workspace,
    )
