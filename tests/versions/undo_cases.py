"""One case for every verb that can be taken back: it prepares what it needs and gives the act."""

from collections.abc import Callable
from typing import Any

from alignment.framework.services import hints, lifecycle, notes, plans
from alignment.framework.services.copying import copy_plan
from alignment.framework.services.deciding import decide
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.links import Seen, confirm_links, edit_link, link, unlink
from alignment.framework.services.promoting import promote
from alignment.models import Layer, Person, Plan
from alignment.models import MomentOfTruth as Moment
from alignment.people.services import importing as people
from alignment.people.services.importing import PersonRow
from tests.exchange.files import load, only
from tests.framework.rechecking import confirm
from tests.versions.reverting import revert_to_first
from tests.versions.undo_asking import ASKING
from tests.versions.undo_catalogue import OFFERED
from tests.versions.undo_consulting import CONSULTING
from tests.versions.undo_library import LIBRARY
from tests.versions.undo_numbers import MEASURED_AND_TOLD
from tests.versions.undo_practices import PRACTISED
from tests.versions.undo_stories import STORIES
from tests.versions.undo_talks import TALKS
from tests.versions.undo_voices import VOICES
from tests.versions.undo_world import World

Act = Callable[[], Any]


def create(w: World) -> Act:
    layer = w.dice.choice(list(Layer)[1:])
    uppers = [(w.item(Layer(layer - 1)), "Because")]
    return lambda: create_item(layer, by=w.by, plan=w.plan, fields={"title": w.words()}, uppers=uppers)


def edit(w: World) -> Act:
    item = w.item()
    kept = w.dice.random() < 0.5
    fields = {"title": w.words(), "description": w.words(), "owner": w.words()}
    return lambda: save_item(item, by=w.by, version=item.version, fields=fields, wording_only=kept)


def revert(w: World) -> Act:
    item = w.item()
    save_item(item, by=w.by, version=item.version, fields={"title": w.words(), "description": w.words()})
    return lambda: revert_to_first(item, by=w.by)


def archive(w: World) -> Act:
    item = w.item()
    return lambda: lifecycle.archive_item(item, by=w.by, version=item.version)


def restore(w: World) -> Act:
    item = w.item()
    lifecycle.archive_item(item, by=w.by, version=item.version)
    return lambda: lifecycle.restore_item(item, by=w.by)


def move(w: World) -> Act:
    item, to = w.item(), plans.create_plan(w.plan.workspace, title=w.words(), by=w.by)
    return lambda: plans.move_item(item, to=to, by=w.by)


def reorder(w: World) -> Act:
    first, last = (
        create_item(Layer.GOAL, by=w.by, plan=w.plan, fields={"title": w.words()}) for _ in range(2)
    )
    return lambda: lifecycle.reorder(last, by=w.by, to=first)


def star(w: World) -> Act:
    Moment.objects.filter(workspace=w.plan.workspace).update(starred=False)
    moment = w.item(Layer.MOMENT)
    return lambda: lifecycle.star_moment(moment, by=w.by, starred=True)


def unstar(w: World) -> Act:
    Moment.objects.filter(workspace=w.plan.workspace).update(starred=False)
    moment = w.item(Layer.MOMENT)
    lifecycle.star_moment(moment, by=w.by, starred=True)
    return lambda: lifecycle.star_moment(moment, by=w.by, starred=False)


def link_two(w: World) -> Act:
    upper = w.item(w.dice.choice(list(Layer)[:-1]))
    made = create_item(Layer(upper.layer + 1), by=w.by, plan=w.plan, fields={"title": w.words()})
    return lambda: link(made, upper, by=w.by, reason="Because")


def change_link(w: World) -> Act:
    found = w.link()
    return lambda: edit_link(found, by=w.by, version=found.version, reason=w.words())


def take_link(w: World) -> Act:
    found = w.link()
    return lambda: unlink(found, by=w.by)


def confirm_one(w: World) -> Act:
    found = w.shaken_link()
    return lambda: confirm(found, w.by, "Still holds")


def confirm_two(w: World) -> Act:
    lower = create_item(Layer.OUTCOME, by=w.by, plan=w.plan, fields={"title": w.words()})
    for _ in range(2):
        upper = create_item(Layer.GOAL, by=w.by, plan=w.plan, fields={"title": w.words()})
        link(lower, upper, by=w.by, reason="Because")
    lower = save_item(lower, by=w.by, version=1, fields={"title": w.words()})
    seen = [
        Seen(Layer.OUTCOME, one.pk, one.version, lower.meaning, one.upper.meaning)
        for one in lower.links_up.select_related("upper")
    ]
    return lambda: confirm_links(w.plan.workspace, seen, by=w.by, why="Both hold")


def create_plan(w: World) -> Act:
    return lambda: plans.create_plan(w.plan.workspace, title=w.words(), goal="First", by=w.by)


def edit_plan(w: World) -> Act:
    plan = Plan.objects.select_related("workspace").get(pk=w.plan.pk)
    said = {"title": w.words(), "description": w.words()}
    return lambda: plans.rename_plan(plan, **said, version=plan.version, by=w.by)


def archive_plan(w: World) -> Act:
    return lambda: plans.archive_plan(w.plan, by=w.by)


def restore_plan(w: World) -> Act:
    other = plans.create_plan(w.plan.workspace, title=w.words(), goal="First", by=w.by)
    plans.archive_plan(other, by=w.by)
    return lambda: plans.restore_plan(other, by=w.by)


def copy(w: World) -> Act:
    return lambda: copy_plan(w.plan, title=w.words(), by=w.by)


def decide_about(w: World) -> Act:
    made = create_item(Layer.INITIATIVE, by=w.by, plan=w.plan, fields={"title": w.words()})
    kind = w.dice.choice(["keep", "stop"])
    return lambda: decide(made, decision=kind, reason="We looked at it", by=w.by)


def promote_one(w: World) -> Act:
    made = create_item(Layer.LEARNING, by=w.by, plan=w.plan, fields={"title": w.words()})
    return lambda: promote(made, by=w.by)


def consult(w: World) -> Act:
    return lambda: notes.add_consultation(w.plan, step=2, person=w.words(), by=w.by)


def edit_consultation(w: World) -> Act:
    row = w.consultation()
    said = {"step": 3, "person": w.words(), "role": "learner", "date": None, "note": w.words()}
    return lambda: notes.edit_consultation(row, **said, version=1, by=w.by)


def unconsult(w: World) -> Act:
    row = w.consultation()
    return lambda: notes.remove_consultation(row, by=w.by)


def park(w: World) -> Act:
    return lambda: notes.park_note(w.plan, text=w.words(), by=w.by)


def edit_note(w: World) -> Act:
    note = w.note()
    return lambda: notes.edit_note(note, text=w.words(), version=1, by=w.by)


def unpark(w: World) -> Act:
    note = w.note()
    return lambda: notes.remove_note(note, by=w.by)


def turn_note(w: World) -> Act:
    note = w.note()
    return lambda: notes.turn_note(note, layer=w.dice.choice(list(Layer)), by=w.by)


def paste(w: World) -> Act:
    return lambda: notes.paste_items(w.plan, Layer.MOMENT, [w.words(), w.words()], by=w.by)


def dismiss_hint(w: World) -> Act:
    gap = w.hint()
    return lambda: hints.dismiss_hint(w.plan, gap, reason="Known", by=w.by)


def bring_back_hint(w: World) -> Act:
    gap = w.hint()
    hints.dismiss_hint(w.plan, gap, reason="Known", by=w.by)
    return lambda: hints.bring_back_hint(w.plan, gap, by=w.by)


def import_file(w: World) -> Act:
    goal, new = w.item(Layer.GOAL), w.words().replace(" ", "-")
    rows = {
        "goals": [{"key": goal.key, "title": w.words(), "plan": goal.plan.key}],
        "outcomes": [{"key": new, "title": "New", "plan": w.plan.key, "momentum": [{"text": "Pay review"}]}],
        "links": [{"lower": new, "upper": goal.key, "reason": "Because"}],
    }
    return lambda: load(only(**rows), w.plan.workspace, w.by)


def import_people(w: World) -> Act:
    there = Person.objects.filter(workspace=w.plan.workspace).first()
    rows = [PersonRow(2, {"name": w.words(), "team": "HR"})]
    if there is not None:
        rows.append(PersonRow(3, {"name": there.name, "influence": "high", "team": w.words()}))
    return lambda: people.import_people(w.plan.workspace, rows, update=True, by=w.by)


CASES: dict[str, Callable[[World], Act]] = {
    one.__name__: one
    for one in (
        *(create, edit, revert, archive, restore, move, reorder, star, unstar),
        *(create_plan, edit_plan, archive_plan, restore_plan, paste),
        *(consult, edit_consultation, unconsult, park, edit_note, unpark, turn_note),
        *(dismiss_hint, bring_back_hint),
        *MEASURED_AND_TOLD,
        *TALKS,
        *VOICES,
        *LIBRARY,
        *OFFERED,
        *PRACTISED,
        *ASKING,
        *CONSULTING,
        *STORIES,
    )
} | {
    "link": link_two,
    "edit_link": change_link,
    "unlink": take_link,
    "confirm": confirm_one,
    "confirm_links": confirm_two,
    "copy_plan": copy,
    "decide": decide_about,
    "promote": promote_one,
    "import": import_file,
    "import_people": import_people,
}
