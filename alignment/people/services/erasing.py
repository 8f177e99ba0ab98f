"""Takes a person out of a workspace on request: name and address everywhere, and their words if they ask.

What evidence needs stays: a sign-off keeps name, decision, version and time (Art. 17(3) GDPR), and a
version keeps what it froze. docs/privacy.md lists every exception.
"""

from collections import defaultdict
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.keys import row_key
from alignment.models import (
    Answer,
    Comment,
    Consultation,
    Conversation,
    Deed,
    DevelopmentRequest,
    ExpectationAnswer,
    ExpectationRating,
    OutgoingMail,
    Participant,
    Permission,
    Person,
    RelevanceApproval,
    RequestComment,
    SignOffCode,
    SignOffWithdrawal,
    Story,
    Update,
    User,
    Workspace,
)
from alignment.models.user import ERASED_AT
from alignment.people.queries.belongings import (
    Belongings,
    account_goes,
    belongings_of,
    is_member,
)
from alignment.people.queries.said import Words, mail_about, texts_of, words_ever
from alignment.people.queries.traces import Trace, Wanted, searched_models, traces_of, wanted_of
from alignment.people.services.members import close_invitation, require_owner
from alignment.taking_back import history_of

#: What is emptied of a person, in their row and in its history.
EMPTIED: dict[str, Any] = {
    "email": "",
    "team": "",
    "interest": "",
    "influence": "",
    "user": None,
    "next_contact": None,
}
BATCH = 500


class StillMember(Exception):
    """The person's account belongs to the workspace."""

    def __init__(self) -> None:
        super().__init__(_("This person is a member of the workspace. Remove the member first."))


class AlreadyErased(Exception):
    """The name was taken out before."""

    def __init__(self) -> None:
        super().__init__(_("This person was anonymised or erased before."))


def erase(person: Person, *, words: bool, by: User, inside: bool = True) -> tuple[Person, Deed]:
    """Anonymises a person everywhere in the workspace; with `words` takes out what they said, too. For good.

    `inside`: a name of a single word is looked for inside sentences as well. Owners only; StillMember,
    AlreadyErased when that cannot be done.
    """
    workspace = person.workspace
    with deed("erase_person", by=by, workspace=workspace) as row:
        require_owner(workspace, by)
        fresh = Person.objects.select_related("user").get(pk=person.pk)
        fresh.workspace = workspace
        if fresh.is_erased:
            raise AlreadyErased
        if is_member(fresh):
            raise StillMember
        name = _next_name(workspace)
        row.subject = name
        row.save(update_fields=["subject"])
        wanted = wanted_of(fresh, name=name, address=_("(address erased)"), inside=inside)
        found = belongings_of(fresh, wanted)
        said = words_ever(fresh, found)
        if words:
            _take_words(workspace, said)
        _empty_mail_about(fresh, found, said)
        _rename_theirs(fresh, said, name)
        _close_doors(found)
        _take_account(fresh, name)
        _anonymise(fresh, wanted)
        _replace(traces_of(workspace, wanted))
    return fresh, row


def _next_name(workspace: Workspace) -> str:
    number = Person.objects.filter(workspace=workspace, erased_at__isnull=False).count() + 1
    return _("Former stakeholder %(number)s") % {"number": number}


def _close_doors(found: Belongings) -> None:
    """No link of theirs opens anything, nobody waits for them, and no mail goes to them."""
    now = timezone.now()
    SignOffCode.objects.filter(link__in=found.links).delete()
    for link in found.open_links:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
    for request in found.open_requests:
        request.withdrawn_at = now
        request.version += 1
        request.save(update_fields=["withdrawn_at", "version"])
    for invitation in found.invitations.filter(accepted_at=None, revoked_at=None):
        close_invitation(invitation)
    found.mails.delete()
    # What they decided stays, with the name that they had and signed with: it is evidence.
    SignOffWithdrawal.objects.filter(sign_off__in=found.sign_offs).update(link=None, user=None)
    found.sign_offs.update(person=None, link=None, user=None, email="")


def _rename_theirs(person: Person, words: Words, name: str) -> None:
    """What they wrote, under whatever name they gave there, is under the new one."""
    _everywhere(Comment, words.comments, author_name=name)
    _everywhere(ExpectationAnswer, words.responses, name=name)
    _everywhere(ExpectationRating, words.ratings, name=name)
    for stories in (Story._base_manager, history_of(Story)):
        stories.filter(person=person.pk).exclude(who="").update(who=name)
    _everywhere(RequestComment, words.remarks, author_name=name)
    # What they called themselves there can be another name; the request keeps the person.
    _everywhere(DevelopmentRequest, words.asked, requester_name="", requester_email="")
    # Known by the address alone: without the person an older file would name them again.
    nameless = DevelopmentRequest.objects.filter(pk__in=words.asked, requester=None)
    _everywhere(DevelopmentRequest, list(nameless.values_list("pk", flat=True)), requester=person)
    said = history_of(RelevanceApproval).filter(supervisor=person.pk).values_list("id", flat=True)
    _everywhere(RelevanceApproval, list(said), supervisor_name=name)
    theirs = models.Q(person=person) | models.Q(link__in=words.links)
    Participant.objects.filter(theirs, workspace=person.workspace).update(name=name)
    deeds = models.Q(link__in=words.links)
    if person.user_id:
        deeds |= models.Q(by=person.user_id)
    Deed.objects.filter(deeds, workspace=person.workspace).update(by_name=name)


def _empty_mail_about(person: Person, found: Belongings, words: Words) -> None:
    """Mail to others that tells what they wrote or decided holds nothing of it; what waits is not sent."""
    about = mail_about(person, found, words)
    about.filter(sent_at=None, dropped_at=None).update(
        dropped_at=timezone.now(), problem=_("The person was erased.")
    )
    about.update(subject="", text="", html="")


def _take_words(workspace: Workspace, words: Words) -> None:
    """Takes out what a person said, in the rows and in their histories, also of rows that were removed."""
    now = timezone.now()
    _everywhere(Comment, words.comments, text="")
    Comment.objects.filter(pk__in=words.comments, withdrawn_at=None).update(withdrawn_at=now)
    _everywhere(RequestComment, words.remarks, text="")
    RequestComment.objects.filter(pk__in=words.remarks, withdrawn_at=None).update(withdrawn_at=now)
    said = texts_of(Answer, words.answers)
    _everywhere(Answer, words.answers, text="")
    Answer.objects.filter(pk__in=words.answers, withdrawn_at=None).update(withdrawn_at=now)
    _everywhere(ExpectationAnswer, words.responses, words="")
    _everywhere(ExpectationRating, words.ratings, words="")
    told = texts_of(Story, words.stories)
    _everywhere(Story, words.stories, text=_("(words erased)"), permission=Permission.REFUSED)
    _take_quotes(words.quoting, told)
    _everywhere(Consultation, words.consultations, note="")
    _everywhere(Conversation, words.alone, questions="", answers="", decisions="")
    # Deeds quote what they are about.
    Deed.objects.filter(link__in=words.links).update(why="")
    for text in (said | told) - {""}:
        Deed.objects.filter(workspace=workspace, subject=text[:200]).update(subject="")


def _take_quotes(updates: list[int], told: set[str]) -> None:
    """Updates quote their stories no more, mail that waits neither; all else that was told stays."""
    for rows in (Update._base_manager.filter(pk__in=updates), history_of(Update).filter(id__in=updates)):
        for row in rows:
            quote = row.told.get("story")
            if quote and quote["text"] in told:
                rows.filter(pk=row.pk).update(told={**row.told, "story": None})
    for update in updates:
        for mail in OutgoingMail.objects.filter(once__startswith=f"update:{update}:").exclude(text=""):
            for text in told - {""}:
                mail.text = mail.text.replace(f"“{text}”", _("(words erased)"))
                mail.html = mail.html.replace(f"“{linebreaksbr(text)}”", _("(words erased)"))
            mail.save(update_fields=["text", "html"])


def _everywhere(model: Any, ids: list[int], **new: Any) -> None:
    """Writes the same into rows and into all of their history; a form that is open meets a conflict."""
    if not ids:
        return
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        raised = {"version": models.F("version") + 1} if _has_version(model) else {}
        model._base_manager.filter(pk__in=some).update(**new, **raised)
        history_of(model).filter(id__in=some).update(**new)


def _has_version(model: Any) -> bool:
    names = {field.name for field in model._meta.concrete_fields}
    return "version" in names and "history_id" not in names


def _replace(traces: Any) -> None:
    """Writes the new texts, rows that change in the same columns together."""
    alike: dict[tuple[Any, tuple[str, ...]], list[Trace]] = defaultdict(list)
    for one in list(traces):  # all are found before any is written
        alike[one.model, tuple(sorted(one.new))].append(one)
    for (model, columns), some in alike.items():
        for start in range(0, len(some), BATCH):
            _write(model, columns, some[start : start + BATCH])


def _write(model: Any, columns: tuple[str, ...], some: list[Trace]) -> None:
    rows = model._base_manager.in_bulk([one.pk for one in some])
    for one in some:
        for name, value in one.new.items():
            setattr(rows[one.pk], name, value)
        if _has_version(model):
            rows[one.pk].version += 1
    raised = ("version",) if _has_version(model) else ()
    model._base_manager.bulk_update(rows.values(), [*columns, *raised], batch_size=BATCH)


def _anonymise(person: Person, wanted: Wanted) -> None:
    """The row itself, and all that it was."""
    parts = {word.casefold() for name in wanted.names for word in name.split() if len(word) > 2}
    if any(part in person.key.casefold() for part in parts):
        person.key = row_key(person.workspace, Person)
    person.name = wanted.name
    for column, value in EMPTIED.items():
        setattr(person, column, value)
    person.erased_at = person.archived_at = timezone.now()
    person.version += 1
    person.save()
    history_of(Person).filter(id=person.pk).update(name=wanted.name, key=person.key, **EMPTIED)


def _take_account(person: Person, name: str) -> None:
    """Forgets the account that nobody uses any more; one that others need loses its ties here."""
    user = person.user
    if user is None:
        return
    if account_goes(person):
        user.email, user.name, user.is_active = f"{user.pk}{ERASED_AT}", name, False
        user.set_unusable_password()
        user.save(update_fields=["email", "name", "is_active", "password"])
        EmailAddress.objects.filter(user=user).delete()
        return
    for model in searched_models():
        for field in model._meta.concrete_fields:
            if field.related_model is User and field.null:
                model._base_manager.filter(workspace=person.workspace, **{field.name: user}).update(
                    **{field.name: None}
                )
