"""Skills, levels and assessments for tests."""

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    GroupNeed,
    HowKnown,
    Job,
    LearningOutcome,
    LevelReading,
    Plan,
    Rights,
    Skill,
    SkillFramework,
    TargetGroup,
    User,
    Workspace,
)
from tests import factories as make


def skills_in(
    plan: Plan, goal: Any, learning: LearningOutcome, group: TargetGroup, owner: User
) -> dict[str, Any]:
    """One of each, by the name that addresses give it."""
    make_need(learning, group, required=4, current=2)
    skill = make_skill(make_framework(plan.workspace))
    told = {
        "title": "Leadership",
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "skipped": [],
        "warnings": [],
        "deed": None,
    }
    job = Job.objects.create(
        workspace=plan.workspace,
        kind="import_skills",
        title="Import",
        asked_by=owner,
        finished_at=timezone.now(),
        file_name="skills.json",
        content_type="application/json",
        result=json.dumps(told).encode(),
    )
    return {
        "framework_id": skill.framework_id,
        "skill_id": skill.pk,
        "assessment_id": make_assessment(plan, goal, group).pk,
        "skills_job_id": job.pk,
    }


def make_framework(workspace: Workspace, title: str = "Leadership") -> SkillFramework:
    with deed("create", by=None, workspace=workspace):
        return SkillFramework.objects.create(workspace=workspace, key=make.key("f"), title=title)


def make_skill(framework: SkillFramework, title: str = "Listening", **fields: Any) -> Skill:
    fields = {"key": make.key("s"), "identifier": make.key("id")} | fields
    with deed("create", by=None, workspace=framework.workspace):
        return Skill.objects.create(workspace=framework.workspace, framework=framework, title=title, **fields)


def make_need(
    learning: LearningOutcome, group: TargetGroup, required: int | None = 4, current: int | None = None
) -> GroupNeed:
    with deed("edit", by=None, workspace=learning.workspace):
        return GroupNeed.objects.create(
            workspace=learning.workspace,
            learning_outcome=learning,
            group=group,
            required=required,
            current=current,
        )


def make_level(
    learning: LearningOutcome, group: TargetGroup, level: str, on: date, **fields: Any
) -> LevelReading:
    fields = {"how": HowKnown.ESTIMATE} | fields
    with deed("add_level", by=None, workspace=learning.workspace):
        return LevelReading.objects.create(
            workspace=learning.workspace,
            learning_outcome=learning,
            group=group,
            level=Decimal(level),
            date=on,
            **fields,
        )


def make_assessment(plan: Plan, goal: Any, group: TargetGroup, **fields: Any) -> Assessment:
    fields = {"key": make.key("a"), "title": "How far are we?"} | fields
    with deed("open_assessment", by=None, workspace=plan.workspace, plan=plan):
        return Assessment.objects.create(
            workspace=plan.workspace, plan=plan, goal=goal, group=group, **fields
        )


def make_reply(assessment: Assessment, levels: dict[int, int], name: str = "") -> AssessmentReply:
    """What somebody said, by learning outcome."""
    reply = AssessmentReply.objects.create(
        workspace=assessment.workspace, assessment=assessment, name=name, key=uuid4()
    )
    AssessedLevel.objects.bulk_create(
        AssessedLevel(workspace=assessment.workspace, reply=reply, learning_outcome_id=learning, level=level)
        for learning, level in levels.items()
    )
    return reply


def phone_of(assessment: Assessment, by: User) -> tuple[Client, int]:
    """A browser that has followed a link of the assessment, and the link's id."""
    link, token = make.make_share(
        assessment.plan, by=by, rights=Rights.ASSESS, assessment=assessment, group_name="All"
    )
    phone = Client()
    phone.get(reverse("link_open", args=[token]))
    return phone, link.pk


def page(name: str, assessment: Assessment) -> str:
    return reverse(f"skills:{name}", args=["acme", assessment.plan_id, assessment.pk])


def close(client: Client, assessment: Assessment) -> None:
    assessment.refresh_from_db()
    client.post(page("assessment_close", assessment), {"version": assessment.version})


def send(phone: Client, link: int, said: dict[str, Any]) -> Any:
    return phone.post(reverse("guest_skills:assess_send", args=[link]), said)
