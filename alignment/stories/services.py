"""Writes stories. One function a deed."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.keys import row_key
from alignment.models import METRIC_FIELD, Deed, Item, Person, Story, User, Workspace


def add_story(
    item: Item, *, by: User, fields: dict[str, Any], who: str = "", request_key: UUID | None = None
) -> tuple[Story, Deed]:
    """A new story about an item; AlreadyDone when the same form was sent before."""
    workspace = item.workspace
    with deed(
        "add_story",
        by=by,
        workspace=workspace,
        plan=item.plan,
        subject=fields["text"],
        request_key=request_key,
    ) as done:
        story = Story(
            workspace=workspace,
            key=row_key(workspace, Story),
            position=Story.objects.filter(workspace=workspace).next_position(),
            **fields,
            **told_by(workspace, who),
        )
        setattr(story, METRIC_FIELD[item.layer], item)
        story.full_clean(exclude=["workspace"])
        story.save()
    return story, done


def edit_story(story: Story, *, by: User, version: int, fields: dict[str, Any], who: str = "") -> Deed:
    """Changes a story; StaleWrite when somebody saved it since `version`."""
    with deed(
        "edit_story", by=by, workspace=story.workspace, plan=story.item.plan, subject=fields["text"]
    ) as done:
        fresh: Story = check_version(story, version)
        said = fields if who == name_of(fresh) else fields | told_by(story.workspace, who)
        for name, value in said.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
    return done


def archive_story(story: Story, *, by: User) -> Deed:
    """Takes a story out of every page but that of its item, where it can be brought back."""
    return _set_archived(story, by=by, archived=True)


def restore_story(story: Story, *, by: User) -> Deed:
    """Brings an archived story back."""
    return _set_archived(story, by=by, archived=False)


def name_of(story: Story) -> str:
    """Who told it, as the form shows it."""
    return story.person.name if story.person else story.who


def told_by(workspace: Workspace, who: str) -> dict[str, Any]:
    """Who told a story: a person who is known by that name, else the words as they are ("a nurse")."""
    name = " ".join(who.split())
    known = Person.objects.filter(workspace=workspace).current().order_by("position", "pk")
    person = next((one for one in known if one.name.casefold() == name.casefold()), None)
    return {"person": person, "who": "" if person else name}


def _set_archived(story: Story, *, by: User, archived: bool) -> Deed:
    verb = "archive_story" if archived else "restore_story"
    with deed(verb, by=by, workspace=story.workspace, plan=story.item.plan, subject=story.text) as done:
        fresh = Story.objects.get(pk=story.pk)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    return done
