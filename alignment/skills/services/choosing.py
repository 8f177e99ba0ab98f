"""Names a learning outcome's skill out of a framework."""

from alignment.deeds import check_version, deed
from alignment.models import LearningOutcome, Skill, User

LONGEST_NAME = 200  # of LearningOutcome.skill


def choose_skill(
    learning: LearningOutcome, skill: Skill | None, *, version: int, by: User
) -> LearningOutcome:
    """Sets the skill and what it is called; None takes the framework's away and leaves the name.

    StaleWrite when the learning outcome was changed since `version`.
    """
    with deed("edit", by=by, workspace=learning.workspace, plan=learning.plan, subject=learning.title) as row:
        fresh: LearningOutcome = check_version(learning, version)
        fresh.framework_skill = skill
        if skill is not None:
            fresh.skill = skill.title[:LONGEST_NAME]
        fresh.version += 1
        fresh.save(update_fields=["framework_skill", "skill", "version", "updated"])
        fresh.done = row
    return fresh
