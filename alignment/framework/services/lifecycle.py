"""What happens to an item as a whole: archived, brought back, put in order, starred, agreed, set aside."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import check_version, deed, update_all
from alignment.framework.services.checks import Refused, intended
from alignment.framework.services.items import is_live, save_item
from alignment.framework.services.meaning import doubt_links, fresh_meaning
from alignment.models import BusinessGoal, Deed, Item, MomentOfTruth, PerformanceOutcome, Person, User

MOST_STARS = 3


def archive_item(item: Item, *, by: User | None, version: int) -> Deed:
    """Takes an item out of lists, maps and traces; StaleWrite when somebody saved it since `version`."""
    with deed("archive", by=by, workspace=item.workspace, plan=item.plan, subject=item.title) as row:
        fresh = check_version(item, version)
        fresh.archived_at, fresh.archived_by = timezone.now(), by
        fresh.version += 1
        fresh.save(update_fields=["archived_at", "archived_by", "version", "updated"])
    return row


def restore_item(item: Item, *, by: User | None) -> Deed:
    """Brings an item back from the archive; its links have to be confirmed again."""
    with deed("restore", by=by, workspace=item.workspace, plan=item.plan, subject=item.title) as row:
        fresh = type(item)._default_manager.get(pk=item.pk)
        if not fresh.is_archived:
            return row
        fresh.archived_at = fresh.archived_by = None
        fresh.version += 1
        fresh.meaning = fresh_meaning(fresh)
        fresh.save(update_fields=["archived_at", "archived_by", "version", "meaning", "updated"])
        if is_live(fresh):
            doubt_links(fresh.layer, [fresh.pk])
    return row


def reorder(item: Item, *, by: User | None, to: Item) -> Deed:
    """Puts an item in the place of another of its layer and plan; those between move up or down."""
    if type(to) is not type(item) or to.plan_id != item.plan_id:
        raise Refused(_("Only items of one list can change places."))
    with deed("reorder", by=by, workspace=item.workspace, plan=item.plan, subject=item.title) as row:
        there = type(item)._default_manager.filter(plan=item.plan_id).current()
        rows = sorted(there, key=lambda one: (one.position, one.key))
        place = {one.pk: index for index, one in enumerate(rows)}
        if item.pk not in place or to.pk not in place:
            raise Refused(_("One of the two is archived now."))
        rows.insert(place[to.pk], rows.pop(place[item.pk]))
        moved = [one for index, one in enumerate(rows) if one.position != index]
        for index, one in enumerate(rows):
            one.position = index
        update_all(moved, ["position"])
    return row


def star_moment(moment: MomentOfTruth, *, by: User | None, starred: bool) -> Deed:
    """Marks a moment as one of the vital few of its plan, three at most, or takes the star away."""
    verb = "star" if starred else "unstar"
    with deed(verb, by=by, workspace=moment.workspace, plan=moment.plan, subject=moment.title) as row:
        fresh = MomentOfTruth.objects.get(pk=moment.pk)
        others = MomentOfTruth.objects.current().filter(plan=fresh.plan_id, starred=True).exclude(pk=fresh.pk)
        if starred and others.count() >= MOST_STARS:
            raise Refused(_("Three moments are starred already. Take a star away first."))
        fresh.starred = starred
        fresh.version += 1
        fresh.save(update_fields=["starred", "version", "updated"])
    return row


def agree_goal(goal: BusinessGoal, *, by: User | None, version: int, person: Person | str, on: date) -> Any:
    """Records that somebody agreed to a goal, and when. Errors as save_item; the person is needed."""
    if not person:
        raise ValidationError({"agreed_by": _("Say who agreed.")})
    fields = {"status": BusinessGoal.Status.AGREED, "agreed_by": person, "agreed_on": on}
    return save_item(goal, by=by, version=version, fields=fields)


def agree_split(
    outcome: PerformanceOutcome, *, by: User | None, version: int, person: Person | str, on: date
) -> Any:
    """Records who agreed to the split of an outcome, and when.

    Refused without a split. StaleWrite when anybody saved the outcome since `version`: nobody agrees to
    what they have not seen.
    """
    with deed("edit", by=by, workspace=outcome.workspace, plan=outcome.plan, subject=outcome.title) as row:
        fresh = check_version(outcome, version)
        if not fresh.contribution.exists():
            raise Refused(_("Say first who has which share in it."))
        found = intended(fresh, {"contribution_agreed_by": person}, {})
        fresh.contribution_agreed_by_id = found["contribution_agreed_by_id"]
        fresh.contribution_agreed_on = on
        fresh.version += 1
        fresh.save(update_fields=["contribution_agreed_by", "contribution_agreed_on", "version", "updated"])
    fresh.done = row
    return fresh


def mark_no_learning(
    goal: BusinessGoal, *, by: User | None, version: int, reason: str, person: Person | str | None = None
) -> Any:
    """Says that no learning is planned for a goal, why, and who decided; an empty reason takes it back."""
    fields = {"no_learning_planned": reason.strip(), "no_learning_by": person if reason.strip() else None}
    return save_item(goal, by=by, version=version, fields=fields)


def retire_goal(goal: BusinessGoal, *, by: User | None, version: int) -> Any:
    """Says that a goal is not pursued any more; StaleWrite when anybody saved it since `version`."""
    if goal.status == BusinessGoal.Status.RETIRED:
        return goal
    with deed("edit", by=by, workspace=goal.workspace, plan=goal.plan, subject=goal.title) as row:
        check_version(goal, version)
        saved = save_item(goal, by=by, version=version, fields={"status": BusinessGoal.Status.RETIRED})
    saved.done = row
    return saved
