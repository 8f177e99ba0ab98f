"""Writes an update, changes it while it is a draft, and sends it once: what was sent stays as it is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, check_version, create_all, deed
from alignment.keys import row_key
from alignment.models import Deed, Person, Plan, Update, UpdateReader, User
from alignment.outbox.recipients import recipient_of
from alignment.outbox.services import post
from alignment.speaking import speaking_to
from alignment.updates.telling import Telling, may_be_told, telling_of, told_now

KIND = "update"
TEMPLATE = "updates/mail.txt"


class AlreadySent(Exception):
    """The update was sent: it can be followed by another one, never changed."""

    def __init__(self) -> None:
        super().__init__(_("This update was sent. It stays as it was told; write another one instead."))


def write(
    plan: Plan,
    *,
    by: User,
    fields: dict[str, Any],
    readers: Iterable[Person],
    request_key: UUID | None = None,
) -> tuple[Update, Deed]:
    """A new draft. AlreadyDone when the same form was sent before."""
    with deed(
        "write_update",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=fields["title"],
        request_key=request_key,
    ) as row:
        made = Update(
            workspace=plan.workspace,
            plan=plan,
            key=row_key(plan.workspace, Update),
            position=Update.objects.filter(plan=plan).next_position(),
            **fields,
        )
        _save(made)
        row.made = [["Update", made.pk]]
        row.save(update_fields=["made"])
        _name_readers(made, readers)
    return made, row


def edit(
    update: Update, *, by: User, version: int, fields: dict[str, Any], readers: Iterable[Person]
) -> Deed:
    """Changes a draft and whom it goes to. StaleWrite when it was saved since `version`; AlreadySent."""
    plan = update.plan
    with deed("edit_update", by=by, workspace=plan.workspace, plan=plan, subject=fields["title"]) as row:
        fresh = _draft(update, version)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version += 1
        _save(fresh)
        _name_readers(fresh, readers)
    return row


def remove(update: Update, *, by: User) -> Deed:
    """Throws a draft away; undo brings it back. StaleWrite when it was changed; AlreadySent."""
    plan = update.plan
    with deed("remove_update", by=by, workspace=plan.workspace, plan=plan, subject=update.title) as row:
        _draft(update, update.version).delete()
    return row


def send(update: Update, *, by: User, version: int) -> int:
    """Keeps what is told and mails it to everybody who was chosen and can be reached; how many those are.

    StaleWrite when it was changed since `version`: what goes out is what was seen. AlreadySent when it
    was sent; ValidationError when it would reach nobody.
    """
    plan = update.plan
    with deed("send_update", by=by, workspace=plan.workspace, plan=plan, subject=update.title):
        fresh = _draft(update, version)
        fresh.plan = plan
        fresh.told = told_now(fresh)
        fresh.sent_on, fresh.sent_by = timezone.localdate(), by
        fresh.version += 1
        _save(fresh)
        count = _mail(fresh, telling_of(fresh))
        if not count:
            raise ValidationError(_("Choose somebody who can be reached by mail."))
    return count


def _draft(update: Update, version: int) -> Update:
    now = Update.objects.filter(pk=update.pk).first()
    if now is not None and now.sent_on is not None:
        raise AlreadySent
    fresh: Update = check_version(update, version)
    return fresh


def _save(update: Update) -> None:
    story = update.story
    if story is not None and (story.workspace_id != update.workspace_id or not may_be_told(story)):
        raise ValidationError({"story": _("This story may not be quoted.")})
    update.full_clean(exclude=["workspace", "plan", "sent_by"])
    update.save()


def _name_readers(update: Update, people: Iterable[Person]) -> None:
    """Sets whom an update goes to; rows of those who stay are left alone."""
    wanted = {person.pk: person for person in people}
    if any(person.workspace_id != update.workspace_id for person in wanted.values()):
        raise StaleWrite(None)
    there = {row.person_id: row for row in UpdateReader.objects.filter(update=update)}
    for pk, row in there.items():
        if pk not in wanted:
            row.delete()
    place = UpdateReader.objects.filter(update=update).next_position()
    new = [person for pk, person in wanted.items() if pk not in there]
    create_all(
        [
            UpdateReader(workspace=update.workspace, update=update, person=person, position=place + n)
            for n, person in enumerate(new)
        ]
    )


def _mail(update: Update, told: Telling) -> int:
    """One mail for each address, all in the language of what is told; how many."""
    count, addresses = 0, set()
    readers = UpdateReader.objects.filter(update=update, person__archived_at=None, person__erased_at=None)
    for reader in readers.select_related("person"):
        to = recipient_of(reader.person)
        if not to["to"] or to["to"].casefold() in addresses:
            continue
        addresses.add(to["to"].casefold())
        with speaking_to(None, update.workspace):
            post(
                KIND,
                **to,
                subject=update.title,
                template=TEMPLATE,
                context={"update": update, "plan": update.plan, "told": told},
                once=f"update:{update.pk}:{reader.person_id}",
                workspace=update.workspace,
            )
        count += 1
    return count
