"""The cases of stories, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alignment.stories import services as stories
from tests.versions.undo_world import World

Act = Callable[[], Any]


def add_story(w: World) -> Act:
    item, fields = w.item(), {"text": w.words(), "kind": "customer", "date": date(2026, 11, 3)}
    return lambda: stories.add_story(item, by=w.by, fields=fields, who=w.words())


def edit_story(w: World) -> Act:
    row, fields = w.story(), {"text": w.words(), "permission": "unnamed"}
    return lambda: stories.edit_story(row, by=w.by, version=1, fields=fields, who=w.words())


def archive_story(w: World) -> Act:
    row = w.story()
    return lambda: stories.archive_story(row, by=w.by)


def restore_story(w: World) -> Act:
    row = w.story()
    stories.archive_story(row, by=w.by)
    return lambda: stories.restore_story(row, by=w.by)


STORIES: tuple[Callable[[World], Act], ...] = (add_story, edit_story, archive_story, restore_story)
