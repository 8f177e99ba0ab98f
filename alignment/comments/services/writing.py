"""Writes, edits, withdraws, resolves and reopens comments; every one of these is a deed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.comments.queries.items import Subject
from alignment.comments.queries.people import name_of, people_to_mention, person_of
from alignment.comments.services.telling import drop_mail, tell
from alignment.comments.voices import TALKING, Voice
from alignment.comments.words import clean_name, clean_text, named_in
from alignment.deeds import StaleWrite, check_version, deed
from alignment.models import Comment, Deed, Mention, Person, Plan, ShareLink, User


class NotTheirs(Exception):
    """Somebody would change what another one wrote, or a guest what guests do not see."""


class Unchanged(Exception):
    """There is nothing to do: it says or is so already."""


def add_comment(
    plan: Plan,
    *,
    text: str,
    subject: Subject | None = None,
    parent: Comment | None = None,
    internal: bool = True,
    by: User | None = None,
    link: ShareLink | None = None,
    name: str = "",
    browser: str = "",
    request_key: UUID | None = None,
) -> tuple[Comment, Deed]:
    """Writes a comment on an item (`subject`) or the plan, or an answer to one, and tells whom it concerns.

    An answer is about what its thread is about, and internal when that is. What a guest writes is never
    internal. `name` is what a guest of a group typed. AlreadyDone for a repeated `request_key`.
    """
    voice = Voice(user=by, link=link, browser=browser)
    head = _head(plan, subject, parent, voice)
    person = person_of(plan, voice)
    author = clean_name(name_of(voice, person, name))[:120] or _("A member")
    with deed(
        "comment",
        by=by,
        link=link,
        name=author,
        workspace=plan.workspace,
        plan=plan,
        subject=about(plan, subject),
        request_key=request_key,
    ) as row:
        comment = write(
            plan,
            text=text,
            item=subject.key if subject else "",
            parent=head,
            internal=link is None and (internal or (head is not None and head.internal)),
            user=by,
            person=person,
            link=link,
            author_name=author,
            browser=browser if link else "",
        )
        mention(comment, people_to_mention(plan, voice, subject))
        row.made = [["Comment", comment.pk]]
        row.save(update_fields=["made"])
        tell(comment, subject)
    comment.done = row
    return comment, row


def edit_comment(
    comment: Comment,
    *,
    text: str,
    version: int,
    subject: Subject | None,
    by: User | None = None,
    link: ShareLink | None = None,
    browser: str = "",
) -> Deed:
    """Says one's own comment in other words; StaleWrite when it was saved since `version`.

    Who is mentioned only now is told.
    """
    voice = Voice(user=by, link=link, browser=browser)
    with _deed("edit_comment", comment, subject, by, link) as row:
        fresh: Comment = check_version(comment, version)
        if not voice.wrote(fresh):
            raise NotTheirs
        if fresh.withdrawn_at is not None:
            raise StaleWrite(None)
        text = clean_text(text)
        if text == fresh.text:
            raise Unchanged
        fresh.text, fresh.edited_at, fresh.version = text, timezone.now(), fresh.version + 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
        new = mention(fresh, people_to_mention(comment.plan, voice, subject))
        fresh.plan = comment.plan
        tell(fresh, subject, only=new)
    return row


def withdraw_comment(
    comment: Comment,
    *,
    subject: Subject | None,
    by: User | None = None,
    link: ShareLink | None = None,
    browser: str = "",
) -> Deed:
    """Takes one's own words back: they are kept in the history alone, and mail that waits does not go."""
    voice = Voice(user=by, link=link, browser=browser)
    with _deed("withdraw_comment", comment, subject, by, link) as row:
        fresh = Comment.objects.get(pk=comment.pk)
        if not voice.wrote(fresh):
            raise NotTheirs
        if fresh.withdrawn_at is not None:
            raise Unchanged
        for one in fresh.mentions.all():
            one.delete()
        fresh.text, fresh.withdrawn_at, fresh.version = "", timezone.now(), fresh.version + 1
        fresh.save()
        drop_mail(fresh)
    return row


def settle(
    head: Comment,
    *,
    resolved: bool,
    subject: Subject | None,
    by: User | None = None,
    link: ShareLink | None = None,
    browser: str = "",
) -> Deed:
    """Resolves or reopens a thread; guests only what they began. Unchanged when it is so already."""
    voice = Voice(user=by, link=link, browser=browser, may_write=True)
    with _deed("resolve_comment" if resolved else "reopen_comment", head, subject, by, link) as row:
        fresh = Comment.objects.get(pk=head.pk)
        if fresh.parent_id is not None or not voice.may_settle(fresh):
            raise NotTheirs
        if (fresh.resolved_at is not None) == resolved:
            raise Unchanged
        fresh.resolved_at = timezone.now() if resolved else None
        fresh.resolved_by_name = _name(head, voice) if resolved else ""
        fresh.save()
    return row


def write(plan: Plan, *, text: str, created: datetime | None = None, **fields: Any) -> Comment:
    """A new comment. Joins the deed in progress; tells nobody."""
    comment = Comment(workspace=plan.workspace, plan=plan, text=clean_text(text), **fields)
    if created is not None:
        comment.created = created
    comment.full_clean(exclude=["workspace"])
    comment.save()
    return comment


def mention(comment: Comment, people: Iterable[Person]) -> list[Person]:
    """Keeps who of some people a comment mentions, in the deed in progress; those who are new in it."""
    people = list(people) if "@" in comment.text else []
    names = named_in(comment.text, [one.name for one in people])
    wanted = {one.pk: one for one in people if one.name in names}
    for gone in comment.mentions.exclude(person__in=list(wanted)):
        gone.delete()
    there = set(comment.mentions.values_list("person_id", flat=True))
    new = [one for pk, one in wanted.items() if pk not in there]
    for one in new:
        Mention.objects.create(workspace=comment.workspace, comment=comment, person=one)
    return new


def about(plan: Plan, subject: Subject | None) -> str:
    """What a comment is about, as its deed says it."""
    return f"“{subject.title if subject else plan.title}”"


def _head(plan: Plan, subject: Subject | None, parent: Comment | None, voice: Voice) -> Comment | None:
    """The comment that is answered; what cannot be answered is refused."""
    if voice.link is not None and (voice.link.rights not in TALKING or voice.link.plan_id != plan.pk):
        raise NotTheirs
    if parent is None:
        return None
    if parent.parent_id is not None:
        raise ValueError("An answer is not answered: its thread is.")
    if parent.plan_id != plan.pk or parent.item != (subject.key if subject else ""):
        raise ValueError("An answer is about what its thread is about.")
    if voice.is_guest and parent.internal:
        raise NotTheirs
    return parent


def _deed(
    verb: str, comment: Comment, subject: Subject | None, by: User | None, link: ShareLink | None
) -> Any:
    """A deed about a comment that is there."""
    return deed(
        verb,
        by=by,
        link=link,
        name=comment.author_name,
        workspace=comment.workspace,
        plan=comment.plan,
        subject=about(comment.plan, subject),
    )


def _name(head: Comment, voice: Voice) -> str:
    """Who settles a thread: a guest is the one who began it."""
    if voice.is_guest:
        return head.author_name
    return name_of(voice, person_of(head.plan, voice))[:120] or _("A member")
