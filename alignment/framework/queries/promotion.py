"""Which business goal grew out of which learning outcome."""

from dataclasses import dataclass

from alignment.models import BusinessGoal, Item, LearningOutcome


@dataclass(frozen=True)
class Promotion:
    """The other end of the tie, for the page of either; None where there is none."""

    grew_out_of: LearningOutcome | None = None
    became: BusinessGoal | None = None


def promotion_of(item: Item) -> Promotion:
    """What a goal grew out of, or what a learning outcome became; one query at most."""
    if isinstance(item, LearningOutcome):
        return Promotion(became=goal_made_of(item))
    if isinstance(item, BusinessGoal):
        return Promotion(grew_out_of=item.promoted_from)
    return Promotion()


def goal_made_of(learning: LearningOutcome) -> BusinessGoal | None:
    """The goal that a learning outcome became, the first of them; archived goals are none."""
    return BusinessGoal.objects.current().filter(promoted_from=learning).order_by("pk").first()
