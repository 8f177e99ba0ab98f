"""Records conversations: what was said, who took part in which step, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from alignment.conversations.services.expectations import add
from alignment.deeds import check_version, deed
from alignment.keys import row_key
from alignment.models import Consultation, Conversation, Deed, Plan, User
from alignment.people.services.people import find_or_make_person


@dataclass(frozen=True)
class Part:
    """Somebody who took part: a person by name or a role, and the step that it was about."""

    step: int
    who: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True)
class FollowUp:
    """What was agreed to be done: by whom, by when."""

    text: str
    direction: str
    owner: str = ""
    due: date | None = None


def record(
    plan: Plan,
    *,
    by: User | None,
    fields: dict[str, Any],
    parts: Iterable[Part],
    follow_ups: Iterable[FollowUp] = (),
    request_key: UUID | None = None,
) -> tuple[Conversation, Deed]:
    """A new conversation; AlreadyDone when the same form was sent before."""
    with deed(
        "converse",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=fields["title"],
        request_key=request_key,
    ) as row:
        made = Conversation(
            workspace=plan.workspace,
            plan=plan,
            key=row_key(plan.workspace, Conversation),
            position=Conversation.objects.filter(plan=plan).next_position(),
            **fields,
        )
        made.full_clean(exclude=["workspace"])
        made.save()
        _set_parts(made, parts, by)
        _add_follow_ups(made, follow_ups, by)
    return made, row


def edit(
    conversation: Conversation,
    *,
    by: User | None,
    version: int,
    fields: dict[str, Any],
    parts: Iterable[Part],
    follow_ups: Iterable[FollowUp] = (),
) -> Deed:
    """Corrects a conversation and adds follow-ups. StaleWrite when somebody saved it since `version`."""
    plan = conversation.plan
    with deed(
        "edit_conversation", by=by, workspace=plan.workspace, plan=plan, subject=fields["title"]
    ) as row:
        fresh: Conversation = check_version(conversation, version)
        fresh.plan, fresh.workspace = plan, plan.workspace
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
        _set_parts(fresh, parts, by)
        _add_follow_ups(fresh, follow_ups, by)
    return row


def remove(conversation: Conversation, *, by: User | None) -> Deed:
    """Takes a conversation out, with who took part; its follow-ups stay. Undo brings it back.

    StaleWrite when it was changed since it was read.
    """
    plan = conversation.plan
    with deed(
        "remove_conversation", by=by, workspace=plan.workspace, plan=plan, subject=conversation.title
    ) as row:
        fresh: Conversation = check_version(conversation, conversation.version)
        for one in fresh.follow_ups.all():
            one.conversation = None
            one.version += 1
            one.save()
        fresh.delete()
    return row


def _set_parts(conversation: Conversation, parts: Iterable[Part], by: User | None) -> None:
    """Brings who took part in line with `parts`, in their order; what stays as it was is not written."""
    there = list(conversation.consultations.order_by("position", "pk"))
    parts = list(parts)
    for row in there[len(parts) :]:
        row.delete()
    first = Consultation.objects.filter(plan=conversation.plan).next_position()
    for place, part in enumerate(parts):
        new = place >= len(there)
        row = _new_part(conversation, first + place) if new else there[place]
        said = {
            "step": part.step,
            "person_id": _person_id(conversation.plan, part.who, by),
            "role": part.role,
            "note": part.note,
            "date": conversation.date,
        }
        if new or any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.version += 0 if new else 1
            row.full_clean(exclude=["workspace"])
            row.save()


def _new_part(conversation: Conversation, position: int) -> Consultation:
    return Consultation(
        workspace=conversation.workspace,
        plan=conversation.plan,
        conversation=conversation,
        position=position,
    )


def _person_id(plan: Plan, name: str, by: User | None) -> int | None:
    return find_or_make_person(plan.workspace, name=name, by=by).pk if name.strip() else None


def _add_follow_ups(conversation: Conversation, follow_ups: Iterable[FollowUp], by: User | None) -> None:
    for one in follow_ups:
        fields = {"text": one.text, "direction": one.direction, "due": one.due}
        add(conversation.plan, by=by, fields=fields, owner=one.owner, conversation=conversation)
