"""The cases of skills and the catalogue, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.catalogue.services import importing as catalogue
from alignment.models import Assessment, ColumnChoice, Layer
from alignment.skills.reading import read_skills
from alignment.skills.services import assessments, columns
from alignment.skills.services import importing as skills
from alignment.skills.services.levels import add_level
from tests import factories as make
from tests.versions.undo_world import World

Act = Callable[[], Any]


def import_skills(w: World) -> Act:
    _name, reading = read_skills(f"id,name,parent\na,{w.words()},b\nb,Other,\n".encode(), {})
    return lambda: skills.import_skills(w.plan.workspace, reading, name="Ours", by=w.by).deed


def import_catalogue(w: World) -> Act:
    reading = catalogue.read_catalogue(f"title,seats,skills\n{w.words()},2,One; Two\n".encode(), {})
    return lambda: catalogue.import_catalogue(w.plan.workspace, reading, by=w.by).deed


def choose_columns(w: World) -> Act:
    said = {"title": w.words()}
    return lambda: columns.remember_columns(w.plan.workspace, ColumnChoice.Of.SKILLS, said, by=w.by)


def add_level_of(w: World) -> Act:
    item, group = w.item(Layer.LEARNING), make.make_group(w.plan.workspace)
    said = {"level": Decimal(3), "on": date(2026, 11, 3), "how": "estimate"}
    return lambda: add_level(item, group, by=w.by, **said)


def _assessment(w: World) -> Assessment:
    goal, group = w.item(Layer.GOAL), make.make_group(w.plan.workspace)
    return assessments.open_assessment(w.plan, goal=goal, group=group, title=w.words(), by=w.by)


def open_assessment(w: World) -> Act:
    goal, group, title = w.item(Layer.GOAL), make.make_group(w.plan.workspace), w.words()
    return lambda: assessments.open_assessment(w.plan, goal=goal, group=group, title=title, by=w.by)


def edit_assessment(w: World) -> Act:
    row, title = _assessment(w), w.words()
    return lambda: assessments.edit_assessment(
        row, title=title, closes_on=date(2999, 1, 1), version=row.version, by=w.by
    )


add_level_of.__name__ = "add_level"

#: By verb: those that are called like their function.
LIBRARY: tuple[Callable[[World], Act], ...] = (
    import_skills,
    import_catalogue,
    choose_columns,
    add_level_of,
    open_assessment,
    edit_assessment,
)
