"""The cases of skills and the catalogue, for the property that every deed can be taken back."""

from collections.abc import Callable
from typing import Any

from alignment.catalogue.services import importing as catalogue
from alignment.skills.reading import read_skills
from alignment.skills.services import importing as skills
from tests.versions.undo_world import World

Act = Callable[[], Any]


def import_skills(w: World) -> Act:
    _name, reading = read_skills(f"id,name,parent\na,{w.words()},b\nb,Other,\n".encode(), {})
    return lambda: skills.import_skills(w.plan.workspace, reading, name="Ours", by=w.by).deed


def import_catalogue(w: World) -> Act:
    reading = catalogue.read_catalogue(f"title,seats,skills\n{w.words()},2,One; Two\n".encode(), {})
    return lambda: catalogue.import_catalogue(w.plan.workspace, reading, by=w.by).deed


#: By verb: those that are called like their function.
LIBRARY: tuple[Callable[[World], Act], ...] = (import_skills, import_catalogue)
