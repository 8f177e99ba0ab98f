"""Whether a mail may still go to whom it was written for, asked in the moment in which it is sent."""

from django.utils.translation import gettext as _

from alignment.models import Membership, OutgoingMail
from alignment.outbox.choices import is_wanted
from alignment.outbox.registry import check_of


def why_not(mail: OutgoingMail) -> str:
    """Why nobody may get this mail any more, in words; empty when it may be sent."""
    own = check_of(mail.kind)
    return (
        _of_user(mail)
        or _of_person(mail)
        or ("" if is_wanted(mail) else _("Does not want such mail."))
        or (own(mail) if own else "")
    )


def _of_user(mail: OutgoingMail) -> str:
    user = mail.user
    if user is None:
        return ""
    if not user.is_active:
        return _("The account is closed.")
    if user.email.lower() != mail.to.lower():
        return _("The e-mail address has changed since.")
    if mail.workspace_id is None:
        return ""
    member = Membership.objects.filter(workspace=mail.workspace_id, user=user).exists()
    return "" if member else _("Is not a member of the workspace any more.")


def _of_person(mail: OutgoingMail) -> str:
    person = mail.person
    if person is None:
        return ""
    if person.erased_at is not None:
        return _("The person was erased.")
    if person.archived_at is not None:
        return _("The person was archived.")
    # A person with an account may be written to at the address of the account, while it is theirs.
    theirs = mail.user is not None and mail.user_id == person.user_id
    known = {person.email.lower(), mail.user.email.lower() if mail.user and theirs else ""} - {""}
    return "" if mail.to.lower() in known else _("The e-mail address has changed since.")
