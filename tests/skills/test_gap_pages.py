"""The skills gap of a plan, the skill of a learning outcome, and the development plan of a group."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed, undo
from alignment.models import (
    BusinessGoal,
    CatalogueItem,
    CatalogueSkill,
    Deed,
    Initiative,
    LearningOutcome,
    LevelReading,
    MomentOfTruth,
    PerformanceOutcome,
    Plan,
    TargetGroup,
    User,
    Workspace,
)
from tests import factories as make
from tests.skills.making import make_framework, make_level, make_need, make_skill

ClientOf = Callable[[User], Client]
TODAY = timezone.localdate()


def gap_page(plan: Plan) -> str:
    return reverse("skills:plan_skills", args=["acme", plan.pk])


@pytest.fixture
def group(workspace: Workspace) -> TargetGroup:
    return make.make_group(workspace, size=40)


@pytest.fixture
def learning(plan: Plan, group: TargetGroup) -> LearningOutcome:
    _goal, _outcome, _moment, learning, _initiative = make.make_chain(plan)
    make_need(learning, group, required=4, current=2)
    return learning


def test_the_page_tells_gaps_in_words_and_tones(
    plan: Plan, learning: LearningOutcome, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    make_level(learning, group, "1.5", TODAY - timedelta(days=60), how="self_assessment", people=9)
    make_level(learning, group, "2.5", TODAY, how="self_assessment", people=7)
    response = client_of(ann).get(gap_page(plan))
    goal, row = response.context["heat"].rows
    assert (goal.is_goal, [cell.short for cell in goal.cells]) == (True, ["−1.5"])
    assert [(cell.short, cell.tone) for cell in row.cells] == [("−1.5", "bad")]
    assert "Self-assessment of 7 people" in row.cells[0].words
    (section,) = response.context["sections"]
    (card,) = section.cards
    assert (card.needed, card.there, section.people) == (
        "4 (alone, also when it is hard)",
        "2.5",
        "40 people",
    )
    assert card.trend.startswith("1 higher than on ")
    assert card.decides == (f"“{_moment(plan)}” goes differently, and moves “{_outcome(plan)}”.",)


def _moment(plan: Plan) -> str:
    return str(MomentOfTruth.objects.get(plan=plan).title)


def _outcome(plan: Plan) -> str:
    return str(PerformanceOutcome.objects.get(plan=plan).title)


def test_a_gap_without_a_moment_says_so(
    plan: Plan, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    make_need(make.make_learning(plan), group, required=3, current=1)
    text = client_of(ann).get(gap_page(plan)).content.decode()
    assert "Tied to no moment of truth" in text
    assert "A gap without a business problem is no reason to teach anything" in text


def test_the_level_that_nobody_named_is_asked_for_where_it_is_typed(
    plan: Plan, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    learning = make.make_chain(plan)[3]
    make_need(learning, group, required=None, current=2)
    client, field = client_of(ann), f"learning-{learning.pk}-required_{group.pk}"
    assert f'#{field}"' in client.get(gap_page(plan)).content.decode()
    edit = reverse("framework:item_edit", args=["acme", "learning", learning.pk])
    assert f'id="{field}"' in client.get(edit).content.decode()


def test_what_the_catalogue_offers_for_the_skill_is_told(
    workspace: Workspace, plan: Plan, learning: LearningOutcome, ann: User, client_of: ClientOf
) -> None:
    skill = make_skill(make_framework(workspace))
    with deed("create", by=None, workspace=workspace):
        learning.framework_skill = skill
        learning.save()
        for title, more in (("Listen well", {}), ("Old one", {"out_of_use": True})):
            item = CatalogueItem.objects.create(
                workspace=workspace, key=make.key("c"), identifier=title, title=title, **more
            )
            CatalogueSkill.objects.create(workspace=workspace, item=item, name="Listening", skill=skill)
    (section,) = client_of(ann).get(gap_page(plan)).context["sections"]
    assert [offer.title for offer in section.cards[0].offers] == ["Listen well"]


def test_a_goal_without_learning_outcomes_is_named(plan: Plan, ann: User, client_of: ClientOf) -> None:
    goal = make.make_goal(plan)
    assert [one.id for one in client_of(ann).get(gap_page(plan)).context["goals_without"]] == [goal.pk]


def test_a_level_is_written_down_and_taken_back(
    plan: Plan, learning: LearningOutcome, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    said = {
        "learning_outcome": learning.pk, "group": group.pk, "level": "3", "how": "manager",
        "date": "2026-11-02", "by": make.make_person(plan.workspace).pk, "note": "Seen in two talks",
    }  # fmt: skip
    client = client_of(ann)
    address = reverse("skills:level_new", args=["acme", plan.pk])
    assert client.post(address, said).status_code == 303
    made = LevelReading.objects.get()
    assert (made.level, made.how, made.date, made.note) == (
        Decimal(3), "manager", date(2026, 11, 2), "Seen in two talks",
    )  # fmt: skip
    undo(Deed.objects.get(verb="add_level"), by=ann)
    assert LevelReading.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("level", "7", "Select a valid choice"),
        ("how", "self_assessment", "Select a valid choice"),
        ("date", "2999-01-01", "choose a day that is over, or today"),
        ("learning_outcome", "0", "Select a valid choice"),
    ],
)
def test_a_level_that_cannot_be_is_refused(
    plan: Plan, learning: LearningOutcome, group: TargetGroup, ann: User, client_of: ClientOf,
    field: str, value: str, words: str,
) -> None:  # fmt: skip
    said = {
        "learning_outcome": learning.pk, "group": group.pk, "level": "3", "how": "manager",
        "date": "2026-11-02", "note": "kept",
    } | {field: value}  # fmt: skip
    response = client_of(ann).post(reverse("skills:level_new", args=["acme", plan.pk]), said)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert response.context["form"]["note"].value() == "kept"


def test_a_level_is_of_a_group_that_the_learning_outcome_names(
    plan: Plan, learning: LearningOutcome, ann: User, client_of: ClientOf
) -> None:
    stranger = make.make_group(plan.workspace, "Drivers")
    said = {"learning_outcome": learning.pk, "group": stranger.pk, "level": "3", "how": "estimate"}
    response = client_of(ann).post(reverse("skills:level_new", args=["acme", plan.pk]), said)
    assert "does not name this group" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_many_queries_for_many_gaps(
    plan: Plan,
    group: TargetGroup,
    ann: User,
    client_of: ClientOf,
    count: int,
    django_assert_num_queries: object,
) -> None:
    skills = make_framework(plan.workspace)
    for _one in range(count):
        _goal, _outcome, _moment, item, _initiative = make.make_chain(plan)
        make_need(item, group, required=4, current=2)
        make_level(item, group, "3", TODAY)
        with deed("edit", by=None, workspace=plan.workspace):
            item.framework_skill = make_skill(skills)
            item.save()
    client = client_of(ann)
    client.get(gap_page(plan))  # the content is kept from here on
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(gap_page(plan))


def test_a_skill_is_looked_for_and_chosen(
    workspace: Workspace, plan: Plan, learning: LearningOutcome, ann: User, client_of: ClientOf
) -> None:
    framework = make_framework(workspace)
    listening, _other = make_skill(framework, "Active listening"), make_skill(framework, "Budgeting")
    client = client_of(ann)
    address = reverse("skills:skill_choose", args=["acme", learning.pk])
    assert client.get(address + "?q=listen").context["found"] == [listening]
    client.post(address, {"skill": listening.pk, "version": learning.version})
    learning.refresh_from_db()
    assert (learning.framework_skill, learning.skill) == (listening, "Active listening")
    shown = client.get(reverse("skills:skill_detail", args=["acme", listening.pk]))
    assert shown.context["required_by"] == [learning]
    client.post(address, {"skill": "", "version": learning.version})
    learning.refresh_from_db()
    assert (learning.framework_skill, learning.skill) == (None, "Active listening")
    foreign = make_skill(make_framework(make.make_workspace("foreign")))
    refused = client.post(address, {"skill": foreign.pk, "version": learning.version})
    assert refused.status_code == 422


def test_a_choice_on_top_of_another_change_is_refused(
    workspace: Workspace, learning: LearningOutcome, ann: User, client_of: ClientOf
) -> None:
    skill = make_skill(make_framework(workspace))
    address = reverse("skills:skill_choose", args=["acme", learning.pk])
    client_of(ann).post(address, {"skill": skill.pk, "version": learning.version + 1})
    learning.refresh_from_db()
    assert learning.framework_skill is None


def test_the_development_plan_speaks_to_both_sides(
    plan: Plan, learning: LearningOutcome, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    with deed("edit", by=None, workspace=plan.workspace):
        learning.gain = "Hears of trouble while it is small"
        learning.save()
        initiative = Initiative.objects.get(plan=plan)
        initiative.end = date(2027, 3, 1)
        initiative.save()
    client = client_of(ann)
    address = reverse("skills:group_development", args=["acme", group.pk])
    learners = client.get(address)
    (step,) = learners.context["plan_of"].steps
    assert (step.by_when, [one.title for one in step.work]) == (date(2027, 3, 1), [initiative.title])
    assert "Hears of trouble while it is small" in learners.content.decode()
    assert "For the goal:" not in learners.content.decode()
    leaders = client.get(address + "?for=leaders").content.decode()
    assert BusinessGoal.objects.get(plan=plan).title in leaders
    table = client.get(reverse("skills:development_csv", args=["acme", group.pk])).content.decode()
    assert '"2"' in table
    assert "2027-03-01" in table
    for name in ("development_xlsx", "development_pdf"):
        assert client.get(reverse(f"skills:{name}", args=["acme", group.pk])).status_code == 200


def test_what_is_there_already_is_no_step(
    plan: Plan, learning: LearningOutcome, group: TargetGroup, ann: User, client_of: ClientOf
) -> None:
    make_level(learning, group, "4", TODAY)
    found = (
        client_of(ann).get(reverse("skills:group_development", args=["acme", group.pk])).context["plan_of"]
    )
    assert (found.steps, [card.gap.learning.key for card in found.there]) == ((), [learning.key])


def test_the_gap_goes_out_as_tables(
    plan: Plan, learning: LearningOutcome, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    table = client.get(reverse("skills:plan_skills_csv", args=["acme", plan.pk])).content.decode()
    assert f'"{learning.title}"' in table
    assert client.get(reverse("skills:plan_skills_xlsx", args=["acme", plan.pk])).status_code == 200


def test_strangers_and_readers(plan: Plan, ben: User, cleo: User, client_of: ClientOf) -> None:
    assert client_of(ben).get(gap_page(plan)).status_code == 200
    assert client_of(cleo).get(gap_page(plan)).status_code == 404
    assert client_of(ben).get(reverse("skills:level_new", args=["acme", plan.pk])).status_code == 403
