"""Makes a business goal of a learning outcome that turned out to be one (D24)."""

from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.framework.queries.promotion import goal_made_of
from alignment.framework.services.checks import Refused
from alignment.framework.services.items import create_item
from alignment.framework.services.merging import locked
from alignment.models import BusinessGoal, Layer, LearningOutcome, User


def promote(learning: LearningOutcome, *, by: User | None) -> BusinessGoal:
    """A proposed business goal of the same plan that remembers what it grew out of.

    The learning outcome stays as it is, with its links. Refused when it has become a goal already;
    StaleWrite when it is archived. `done` of the goal is the deed.
    """
    with deed(
        "promote", by=by, workspace=learning.workspace, plan=learning.plan, subject=learning.title
    ) as row:
        fresh: LearningOutcome = locked(learning)
        if goal_made_of(fresh) is not None:
            raise Refused(_("“%(title)s” has become a business goal already.") % {"title": fresh.title})
        goal: BusinessGoal = create_item(
            Layer.GOAL,
            by=by,
            plan=fresh.plan,
            fields={
                "title": fresh.title,
                "description": fresh.description,
                "owner": fresh.owner,
                "status": BusinessGoal.Status.PROPOSED,
                "how_set": BusinessGoal.HowSet.PROPOSED,
            },
        )
        goal.promoted_from = fresh
        goal.save(update_fields=["promoted_from", "updated"])
    goal.done = row
    return goal
