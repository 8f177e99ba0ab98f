"""All that people entered into a workspace: its plans, and what it asks for, knows of skills and offers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from alignment import models
from alignment.models import RESULT_FIELD, Layer, Workspace
from alignment.rules import library
from alignment.rules.content import PlanContent
from alignment.tracing.contents import content_of
from alignment.tracing.contents_items import cause
from alignment.tracing.contents_shown import same


def whole(workspace: Workspace) -> PlanContent:
    """A workspace's content with all its lists: a fixed number of queries."""
    content = content_of(workspace)
    items = {(layer, item.id): item.key for layer, item in content.layered()}
    return replace(content, **_Library(workspace, content, items).lists())


def some_requests(
    workspace: Workspace, content: PlanContent, items: Mapping[tuple[Layer, int], str], only: Collection[int]
) -> tuple[tuple[library.Request, ...], tuple[library.TriageQuestion, ...]]:
    """Some requests of a workspace, by their ids, and the questions that it asks; nine queries.

    `items` are the keys of all items of the workspace, `content` any that holds all of its people.
    """
    found = _Library(workspace, content, items, only)
    return found.requests_read(), found.questions_read()


class _Library:
    """Reads the lists that pages do not load with a plan; of requests `only` some, where ids are given."""

    def __init__(
        self,
        workspace: Workspace,
        content: PlanContent,
        items: Mapping[tuple[Layer, int], str],
        only: Collection[int] | None = None,
    ) -> None:
        self.workspace, self.items, self.only = workspace, items, only
        self.people = {one.id: one.key for one in content.people}

    @cached_property
    def frameworks(self) -> dict[int, str]:
        return self._keys(models.SkillFramework)

    @cached_property
    def skills(self) -> dict[int, str]:
        return self._keys(models.Skill)

    @cached_property
    def questions(self) -> dict[int, str]:
        return self._keys(models.TriageQuestion)

    @cached_property
    def requests(self) -> dict[int, str]:
        return self._keys(models.DevelopmentRequest)

    def lists(self) -> dict[str, Any]:
        return {
            "skill_frameworks": self._rows(models.SkillFramework, library.SkillFramework, "title", "source"),
            "skills": self._skills(),
            "triage_questions": self.questions_read(),
            "requests": self.requests_read(),
            "catalogue": self._catalogue(),
            "barriers": tuple(
                library.Barrier(
                    owner=self._person(row.owner_id),
                    **_common(row, "text", "next_step", "due", "resolved_on"),
                )
                for row in self._all(models.Barrier)
            ),
            "practices": self._rows(
                models.PracticeAnswer, library.PracticeAnswer, "practice", "score", "on", "note", "by_name"
            ),
        }

    def questions_read(self) -> tuple[library.TriageQuestion, ...]:
        return self._rows(models.TriageQuestion, library.TriageQuestion, "text")

    def _all(self, model: Any, **where: Any) -> Any:
        rows = model.objects.filter(workspace=self.workspace, **where)
        return rows.order_by("position", "key").iterator(2000)

    def _rows(self, model: Any, row: Any, *fields: str) -> tuple[Any, ...]:
        return tuple(row(**_common(one, *fields)) for one in self._all(model))

    def _keys(self, model: Any) -> dict[int, str]:
        return dict(model.objects.filter(workspace=self.workspace).values_list("pk", "key"))

    def _person(self, pk: int | None) -> str:
        return self.people.get(pk or 0, "")

    def _hanging(self, model: Any, on: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        some = on == "request" and self.only is not None
        where = {f"{on}__in": self.only} if some else {f"{on}__isnull": False}
        rows = model.objects.filter(workspace=self.workspace, **where)
        for row in rows.order_by("position", "pk").iterator(2000):
            found[getattr(row, f"{on}_id")].append(row)
        return found

    def _skills(self) -> tuple[library.Skill, ...]:
        return tuple(
            library.Skill(
                framework=self.frameworks[row.framework_id],
                parent=self.skills.get(row.parent_id or 0, ""),
                **_common(row, "identifier", "title", "description", "level", "priority"),
            )
            for row in self._all(models.Skill)
        )

    def requests_read(self) -> tuple[library.Request, ...]:
        where = {} if self.only is None else {"pk__in": self.only}
        goals = self._hanging(models.RequestGoal, "request")
        whys = self._hanging(models.Why, "request")
        causes = self._hanging(models.RivalCause, "request")
        triage = self._hanging(models.TriageAnswer, "request")
        results = self._hanging(models.RequestResult, "request")
        return tuple(
            library.Request(
                requester=self._person(row.requester_id),
                lead=self._person(row.lead_id),
                remedy_owner=self._person(row.remedy_owner_id),
                duplicate_of=self.requests.get(row.duplicate_of_id or 0, ""),
                goals=tuple(self.items[Layer.GOAL, one.goal_id] for one in goals[row.pk]),
                whys=tuple(one.text for one in whys[row.pk]),
                causes=tuple(cause(one) for one in causes[row.pk]),
                triage=tuple(
                    library.TriageAnswer(question=self.questions[one.question_id], text=one.text)
                    for one in triage[row.pk]
                ),
                results=tuple(
                    library.RequestResult(
                        item=self.items[one.layer, getattr(one, f"{RESULT_FIELD[one.layer]}_id")],
                        cause=one.cause,
                    )
                    for one in results[row.pk]
                ),
                **_common(row, "title", "asked_on", "came", "department", "requester_name"),
                **same(row, "requester_email", "happening", "wanted", "numbers", "impact", "contribution"),
                **same(row, "tried", "by_when", "belief", "mode", "stage", "planned", "effort", "hours"),
                **same(row, "cost", "taken_up_on", "manager_supports", "time_released", "measure_agreed"),
                **same(row, "verdict", "verdict_reason", "verdict_on", "verdict_by", "no_whys_reason"),
                **same(row, "remedy", "remedy_date", "look_again_on", "reply", "replied_on"),
            )
            for row in self._all(models.DevelopmentRequest, **where)
        )

    def _catalogue(self) -> tuple[library.CatalogueItem, ...]:
        skills = self._hanging(models.CatalogueSkill, "item")
        links = self._hanging(models.CatalogueLink, "item")
        approvals = self._hanging(models.RelevanceApproval, "item")
        return tuple(
            library.CatalogueItem(
                skills=tuple(
                    library.CatalogueSkill(name=one.name, skill=self.skills.get(one.skill_id or 0, ""))
                    for one in skills[row.pk]
                ),
                links=tuple(
                    library.CatalogueLink(
                        learning_outcome=self.items.get((Layer.LEARNING, one.learning_outcome_id or 0), ""),
                        goal=self.items.get((Layer.GOAL, one.goal_id or 0), ""),
                        **same(one, "reason", "suggested"),
                    )
                    for one in links[row.pk]
                ),
                approvals=tuple(
                    library.RelevanceApproval(
                        supervisor=self._person(one.supervisor_id),
                        **same(one, "for_whom", "why", "on", "supervisor_name", "approved"),
                    )
                    for one in approvals[row.pk]
                ),
                **_common(row, "identifier", "title", "description", "url", "provider", "kind", "level"),
                **same(row, "hours", "cost", "currency", "seats", "status", "out_of_use", "purpose"),
                **same(row, "gone_on", "fate", "fate_reason", "fate_on", "fate_by"),
            )
            for row in self._all(models.CatalogueItem)
        )


def _common(row: Any, *fields: str) -> dict[str, Any]:
    return {"archived": row.is_archived, "id": row.pk, **same(row, "key", *fields)}
