"""Requests, skills and catalogue go through plan files without loss, and half-said ones are refused."""

from typing import Any

import pytest

from alignment.deeds import undo
from alignment.exchange.document import read, to_content
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import (
    CatalogueItem,
    DevelopmentRequest,
    LearningOutcome,
    Plan,
    RequestResult,
    Skill,
    Workspace,
)
from tests.exchange.files import chain, load, only
from tests.factories import make_workspace

SKILLS = {
    "skill_frameworks": [{"key": "own", "title": "Our skills", "source": "Academy"}],
    "skills": [
        # Below its parent in the file on purpose: order is kept, and the parent still found.
        {
            "key": "listening",
            "framework": "own",
            "identifier": "http://example.org/skill/1",
            "title": "Listening",
            "parent": "talking",
            "level": "basic",
            "priority": "high",
        },
        {"key": "talking", "framework": "own", "identifier": "Talking", "title": "Talking"},
    ],
}
REQUEST = {
    "key": "course",
    "title": "Offers do not end in deals",
    "asked_on": "2026-03-02",
    "came": "form",
    "requester_name": "Raj Patel",
    "requester_email": "raj@example.org",
    "happening": "22 % of offers end in a deal.",
    "belief": "Negotiation course",
    "planned": False,
    "hours": "96",
    "cost": "4800.5",
    "verdict": "partly",
    "verdict_on": "2026-03-20",
    "goals": ["retention"],
    "whys": ["They compare on price", "They do not see what they gain"],
    "causes": [
        {"kind": "skill", "text": "Nobody has practised it", "would_show": "Watch ten talks", "chosen": True},
        {"kind": "staffing", "text": "Too few people"},
    ],
    "triage": [{"question": "where", "text": "In two regions"}],
    "results": [
        {"item": "enps"},
        {"item": "elp", "cause": "Nobody has practised it"},
    ],
}
COURSE = {
    "key": "c1",
    "identifier": "LMS 0001",
    "title": "Listening 101",
    "hours": "1.5",
    "cost": "80",
    "seats": 5300,
    "fate": "link",
    "fate_on": "2026-04-01",
    "skills": [{"name": "Listening", "skill": "listening"}, {"name": "Excel"}],
    "links": [
        {"learning_outcome": "listen", "reason": "Same skill", "suggested": True},
        {"goal": "retention"},
    ],
    "approvals": [
        {"for_whom": "Two planners", "why": "They lead talks", "on": "2026-05-01", "approved": False}
    ],
}


def library(**lists: Any) -> dict[str, Any]:
    raw = chain(
        **SKILLS,
        triage_questions=[{"key": "where", "text": "Where does it not happen?"}],
        requests=[
            {"key": "again", "title": "The same again", "asked_on": "2026-04-01", "duplicate_of": "course"},
            REQUEST,
        ],
        catalogue=[COURSE],
        barriers=[{"key": "paid", "text": "We are paid by the seat", "owner": "cfo"}],
        practices=[{"key": "w1", "practice": "metrics", "score": 3, "on": "2026-06-01"}],
    )
    raw["learning_outcomes"][0] |= {
        "skill": "Listening",
        "framework_skill": "listening",
        "levels": [
            {"group": "young", "date": "2026-06-30", "level": "2.4", "how": "self_assessment", "people": 12}
        ],
    }
    raw["outcomes"][0]["causes"] = [{"kind": "tools", "text": "No search"}]
    raw["target_groups"][0]["audience"] = "team_lead"
    return {**raw, **lists}


def test_everything_comes_back_from_the_file(workspace: Workspace) -> None:
    first = load(library(), workspace)
    assert (first.added > 0, first.changed) == (True, 0)
    text = write(export_content(workspace).content)
    other = make_workspace(slug="other", name=workspace.name)
    import_document(read(text), workspace=other, by=None)
    assert write(export_content(other).content) == text
    assert DevelopmentRequest.objects.filter(workspace=other).count() == 2
    assert Skill.objects.get(workspace=other, key="listening").parent.key == "talking"
    assert {one.item.key for one in RequestResult.objects.filter(workspace=other)} == {"enps", "elp"}


def test_the_same_file_again_changes_nothing(workspace: Workspace) -> None:
    load(library(), workspace)
    again = load(library(), workspace)
    assert (again.added, again.changed, again.deed) == (0, 0, None)


def test_a_file_alone_is_the_same_content(workspace: Workspace) -> None:
    load(library(), workspace)
    text = write(export_content(workspace).content)
    assert write(to_content(read(text))) == text


def test_nested_rows_change_places_and_go(workspace: Workspace) -> None:
    load(library(), workspace)
    course = {**COURSE, "skills": COURSE["skills"][::-1], "links": COURSE["links"][1:]}  # type: ignore[index]
    request = {**REQUEST, "results": REQUEST["results"][::-1]}  # type: ignore[index]
    load(only(catalogue=[course], requests=[request]), workspace)
    item = CatalogueItem.objects.get()
    assert [one.name for one in item.skills.all()] == ["Excel", "Listening"]
    assert [str(one) for one in item.links.all()] == ["Keep people"]
    assert [one.item.key for one in DevelopmentRequest.objects.get(key="course").results.all()] == [
        "elp",
        "enps",
    ]


def test_an_import_is_taken_back_as_a_whole(workspace: Workspace, ann: Any) -> None:
    report = load(library(), workspace, ann)
    assert report.deed is not None
    undo(report.deed, by=ann)
    assert not Skill.objects.exists()
    assert not DevelopmentRequest.objects.exists()
    assert not LearningOutcome.objects.exists()


def test_file_of_a_plan_holds_its_requests_and_skills(workspace: Workspace) -> None:
    load(library(), workspace)
    load(
        only(
            plans=[{"key": "p2", "title": "Two"}],
            goals=[{"key": "other", "title": "Other", "plan": "p2"}],
            requests=[{**REQUEST, "goals": ["retention", "other"]}],
        ),
        workspace,
    )
    found = export_content(workspace, Plan.objects.get(key="p1"))
    assert [(one.key, one.goals) for one in found.content.requests] == [("course", ("retention",))]
    assert {one.key for one in found.content.skills} == {"listening", "talking"}
    assert found.content.catalogue == ()
    assert found.left_out == 1
    other = export_content(workspace, Plan.objects.get(key="p2"))
    assert [one.results for one in other.content.requests] == [()]
    assert other.content.skills == ()


LISTEN = {"key": "listen", "title": "Listen", "kind": "skill", "target_groups": ["young"]}
OWN_WORDS = {"group": "young", "date": "2026-06-30", "level": "2.4", "how": "self_assessment"}


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (
            {"skills": [SKILLS["skills"][1], {**SKILLS["skills"][1], "key": "twin"}]},
            "skills[1].identifier: 'Talking' is there already, under the key 'talking'",
        ),
        (
            {"catalogue": [COURSE, {**COURSE, "key": "c2"}]},
            "catalogue[1].identifier: 'LMS 0001' is there already, under the key 'c1'",
        ),
        (
            {"requests": [{**REQUEST, "results": [{"item": "retention"}]}]},
            "requests[0].results[0].item: 'retention' is a goal",
        ),
        (
            {"requests": [{**REQUEST, "results": [{"item": "elp"}, {"item": "elp"}]}]},
            "requests[0].results[1]: stands twice, see [0]",
        ),
        (
            {"catalogue": [{**COURSE, "links": [{"learning_outcome": "listen", "goal": "retention"}]}]},
            "catalogue[0].links[0]: say either",
        ),
        (
            {"requests": [{**REQUEST, "duplicate_of": "course"}]},
            "requests[0].duplicate_of: requests are duplicates of each other: course → course",
        ),
        (
            {"practices": [{"key": "w1", "practice": "metrics", "score": 6, "on": "2026-06-01"}]},
            "practices[0].score",
        ),
        (
            {"learning_outcomes": [LISTEN | {"levels": [OWN_WORDS | {"people": 4}]}]},
            "learning_outcomes[0].levels[0].people: what fewer than 5 people said of themselves is not kept",
        ),
    ],
)
def test_what_cannot_be_stored_is_refused(workspace: Workspace, lists: dict[str, Any], said: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        load(library(**lists), workspace)
    assert any(line.startswith(said) for line in refused.value.problems)
    assert not Plan.objects.exists()


def test_an_identifier_does_not_change(workspace: Workspace) -> None:
    load(library(), workspace)
    with pytest.raises(PlanFileError) as refused:
        load(only(skills=[{**SKILLS["skills"][1], "identifier": "Speaking"}]), workspace)
    assert refused.value.problems == [
        "skills[0].identifier: 'talking' stands for 'Talking' in the workspace: that does not change"
    ]
