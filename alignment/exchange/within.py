"""What of a workspace's requests and skills belongs into the file of one plan.

The catalogue, its barriers and the practices are the workspace's and stay out of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from alignment.exchange.library import LIBRARY, SKILLS
from alignment.rules.content import Learning, PlanContent
from alignment.rules.library import Request

LIBRARY_LISTS = tuple(kind.name for kind in (*SKILLS, *LIBRARY))


def requests_within(content: PlanContent, own: set[str]) -> tuple[tuple[Request, ...], int]:
    """The requests that serve a plan's goals or became items of it, and how much of them leads elsewhere."""
    mine = [one for one in content.requests if own & {*one.goals, *(result.item for result in one.results)}]
    keys = {one.key for one in mine}
    found, out = [], 0
    for one in mine:
        inside = replace(
            one,
            goals=tuple(key for key in one.goals if key in own),
            results=tuple(result for result in one.results if result.item in own),
            duplicate_of=one.duplicate_of if one.duplicate_of in keys else "",
        )
        out += len(one.goals) - len(inside.goals) + len(one.results) - len(inside.results)
        out += one.duplicate_of != inside.duplicate_of
        found.append(inside)
    return tuple(found), out


def skills_within(content: PlanContent, learning: Iterable[Learning]) -> dict[str, Any]:
    """The skills that learning outcomes name, with what they are part of, and their frameworks."""
    skills = {one.key: one for one in content.skills}
    wanted: set[str] = set()
    for key in (one.framework_skill for one in learning):
        while key and key not in wanted:
            wanted.add(key)
            key = skills[key].parent
    kept = tuple(one for one in content.skills if one.key in wanted)
    frameworks = {one.framework for one in kept}
    return {
        "skills": kept,
        "skill_frameworks": tuple(one for one in content.skill_frameworks if one.key in frameworks),
    }
