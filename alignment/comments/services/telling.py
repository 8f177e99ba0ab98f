"""Tells by mail whom a comment concerns, as their rights are now; asked again when the mail is sent.

Told are the people who are mentioned, who began the thread, the members who took part in it, and
whoever answers for the item: each once a comment, never its author. What is internal goes to members
alone, and is not quoted: mail is forwarded. Somebody without an account is told only while holding
a link that shows the comment, and gets no address: the link itself is not known any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.comments.queries.items import Subject, shown_subjects, subjects
from alignment.comments.voices import TALKING
from alignment.guests import valid_links
from alignment.models import ITEM, Comment, Layer, Membership, OutgoingMail, Person, User
from alignment.outbox.services import post
from alignment.speaking import speaking_to

KIND = "comment"


@dataclass(frozen=True)
class Recipient:
    """One address that is told, and whose it is: a member's, or that of a person without an account."""

    to: str
    user: User | None = None
    person: Person | None = None


def tell(comment: Comment, subject: Subject | None, only: Iterable[Person] | None = None) -> None:
    """Queues the mail about a comment, in the deed in progress; `only` when nobody else is to be told."""
    for one in recipients(comment, subject, only):
        _post(comment, subject, one)


def drop_mail(comment: Comment) -> None:
    """Mail about a comment that nobody has begun to send does not go any more."""
    waiting = OutgoingMail.objects.filter(once__startswith=_once(comment), sent_at=None, claimed_at=None)
    waiting.filter(dropped_at=None).update(dropped_at=timezone.now(), text="", html="")


def recipients(
    comment: Comment, subject: Subject | None, only: Iterable[Person] | None = None
) -> list[Recipient]:
    """Whom a comment is mailed to, in the order in which they are thought of."""
    thread = _thread(comment)
    people = list(only) if only is not None else list(_people(comment, subject, thread))
    users = [] if only is not None else [one.user_id for one in thread if one.user_id]
    members = _members(comment, [*users, *(one.user_id for one in people if one.user_id)])
    guests = guests_shown(comment, subject, people)
    found = [Recipient(members[pk].email, user=members[pk]) for pk in users if pk in members]
    for person in people:
        if person.user_id in members:
            found.append(Recipient(members[person.user_id].email, members[person.user_id], person))
        elif person.pk in guests and person.email:
            found.append(Recipient(person.email, person=person))
    return list(_once_each(comment, found))


def why_not_any_more(mail: OutgoingMail) -> str:
    """Why mail about a comment may not go to somebody without an account any more; empty when it may."""
    if mail.user is not None or mail.person is None:
        return ""
    number = mail.once.split("-")[1]
    comment = Comment.objects.select_related("workspace", "plan", "parent").filter(pk=number).first()
    if comment is None or comment.withdrawn_at is not None:
        return _("The comment was withdrawn.")
    head = comment.parent or comment
    about = subjects(comment.workspace, [comment.item]).get(comment.item) if comment.item else None
    if head.internal or (comment.item and about is None):
        return _("Holds no link that shows the comment any more.")
    shown = guests_shown(comment, about, [mail.person])
    return "" if shown else _("Holds no link that shows the comment any more.")


def _thread(comment: Comment) -> list[Comment]:
    """What was said in the thread before, the comment itself left out; its beginning even if withdrawn."""
    if comment.parent_id is None:
        return []
    within = Q(pk=comment.parent_id) | Q(parent=comment.parent_id, withdrawn_at=None)
    said = Comment.objects.filter(within).exclude(pk=comment.pk)
    return list(said.select_related("person").order_by("created", "pk"))


def _people(comment: Comment, subject: Subject | None, thread: list[Comment]) -> Iterator[Person]:
    """The people whom a new comment concerns."""
    yield from (one.person for one in comment.mentions.select_related("person"))
    if thread and thread[0].pk == comment.parent_id and thread[0].person and not thread[0].user_id:
        yield thread[0].person
    if subject is not None:
        model: Any = ITEM[Layer.of(subject.layer)]
        item = model.objects.filter(workspace=comment.workspace_id, key=subject.key).select_related("owner")
        yield from (one.owner for one in item if one.owner is not None)


def _members(comment: Comment, users: list[int]) -> dict[int, User]:
    """Those of some users who belong to the workspace now, by id."""
    there = Membership.objects.filter(
        workspace=comment.workspace_id, user__in=users, user__is_active=True
    ).select_related("user")
    return {one.user_id: one.user for one in there}


def guests_shown(comment: Comment, subject: Subject | None, people: list[Person]) -> set[int]:
    """Those of some people, by id, whose link shows the comment now; what is internal none shows."""
    if comment.internal:
        return set()
    links = valid_links().filter(plan=comment.plan_id, person__in=people, rights__in=TALKING)
    found = set()
    for link in links.select_related("workspace", "plan", "snapshot"):
        if subject is None or shown_subjects(link, [subject.key]):
            found.add(link.person_id)
    return {pk for pk in found if pk is not None}


def _once_each(comment: Comment, found: list[Recipient]) -> Iterator[Recipient]:
    """Nobody twice, not the author, and nobody who is erased or was told of this comment before."""
    author = comment.person
    own_users = {comment.user_id, author.user_id if author else None} - {None}
    told = OutgoingMail.objects.filter(once__startswith=_once(comment)).values_list("to", flat=True)
    seen = {to.casefold() for to in told}
    if author is not None:
        seen.add(author.email.casefold())
    if comment.user is not None:
        seen.add(comment.user.email.casefold())
    for one in found:
        person = one.person
        if (one.user and one.user.pk in own_users) or (person and person.pk == comment.person_id):
            continue
        if person and (person.erased_at or person.archived_at) and one.user is None:
            continue
        if one.to and one.to.casefold() not in seen:
            seen.add(one.to.casefold())
            yield one


def _post(comment: Comment, subject: Subject | None, one: Recipient) -> None:
    plan = comment.plan
    with speaking_to(one.user, comment.workspace):
        said = {"who": comment.author_name, "what": subject.title if subject else plan.title}
        post(
            KIND,
            to=one.to,
            subject=_("%(who)s on “%(what)s”") % said,
            template="comments/mail.txt",
            context={
                "comment": comment,
                "plan": plan,
                "subject": subject,
                "lines": [] if comment.internal else comment.text.split("\n"),
                "address": _address(comment) if one.user else "",
            },
            once=f"{_once(comment)}{'user' if one.user else 'person'}-{(one.user or one.person).pk}",  # type: ignore[union-attr]
            workspace=comment.workspace,
            user=one.user,
            person=one.person,
        )


def _address(comment: Comment) -> str:
    """The thread on the pages of members, at this comment."""
    thread = reverse("comments:thread", args=[comment.workspace.slug, comment.head_id])
    return f"{settings.SITE_URL}{thread}#comment-{comment.pk}"


def _once(comment: Comment) -> str:
    """What the mail about a comment is filed under."""
    return f"comment-{comment.pk}-"
