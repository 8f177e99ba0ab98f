"""How a version names people who were taken out since: the stored text stays, its pages say the new name."""

import json
from dataclasses import replace

from alignment.models import Permission, Person, Story, Workspace
from alignment.people.queries.traces import pattern_of
from alignment.rules.content import Person as Row
from alignment.rules.content import PlanContent
from alignment.versions.frozen import Frozen, read

#: Who was taken out of a workspace: the id, and the name that stands for it.
Erased = tuple[tuple[int, str], ...]


def erased_people(workspace: Workspace) -> Erased:
    """Everybody who was taken out of a workspace. One query."""
    rows = Person.objects.filter(workspace=workspace).exclude(erased_at=None).order_by("pk")
    return tuple(rows.values_list("pk", "name"))


def read_without(text: str, erased: Erased) -> Frozen:
    """A version's plan in which those who were erased have their new names; FrozenProblem as `read`."""
    what = read(text)
    names = dict(erased)
    gone = [one for one in what.content.people if one.id in names]
    if not gone:
        return what
    for one in gone:
        text = _renamed(text, one, names[one.id])
    what = read(text)
    return replace(what, content=_without_words(_emptied(what.content, names), set(names.values())))


def _without_words(content: PlanContent, erased: set[str]) -> PlanContent:
    """A story of theirs that may not be quoted any more says what is left of it in the plan of today."""
    gone = {one.key for one in content.people if one.name in erased}
    theirs = {one.id for one in content.stories if one.person in gone or one.who in erased}
    if not theirs:
        return content
    refused = Story.objects.filter(pk__in=theirs, permission=Permission.REFUSED)
    left = dict(refused.values_list("pk", "text"))
    stories = (
        replace(one, text=left[one.id], permission=str(Permission.REFUSED)) if one.id in left else one
        for one in content.stories
    )
    return replace(content, stories=tuple(stories))


def _renamed(text: str, person: Row, name: str) -> str:
    """The JSON text with another name for one person: inside sentences too, if it has more than one word."""
    old, new = (json.dumps(one, ensure_ascii=False)[1:-1] for one in (person.name, name))
    if len(person.name.split()) > 1:
        text = pattern_of(old).sub(lambda _found: new, text)
    else:
        text = text.replace(f':"{old}"', f':"{new}"')
    if person.email:
        text = text.replace(json.dumps(person.email, ensure_ascii=False), '""')
    return text


def _emptied(content: PlanContent, names: dict[int, str]) -> PlanContent:
    people = (
        Row(key=one.key, name=names[one.id], role=one.role, archived=one.archived, id=one.id)
        if one.id in names
        else one
        for one in content.people
    )
    return replace(content, people=tuple(people))
