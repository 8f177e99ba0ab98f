"""Conversations and expectations go through plan files, copies and versions without loss."""

import json
from datetime import date
from typing import Any

import pytest

from alignment.exchange.document import read
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.framework.services.copying import copy_plan
from alignment.models import (
    Conversation,
    Expectation,
    ExpectationAnswer,
    ExpectationRating,
    Plan,
    User,
    Workspace,
)
from alignment.rules.content import PlanContent
from alignment.rules.graph import graph_of_content
from alignment.versions.frozen import frozen
from alignment.versions.frozen import read as thaw
from alignment.versions.frozen import write as freeze
from tests.exchange.files import chain, load
from tests.factories import make_workspace

SAID = {"person": "cfo", "name": "Priya Nair", "answer": "confirmed", "on": "2026-10-01"}


def talked(**expected: Any) -> dict[str, Any]:
    """The chain with a conversation and its follow-up."""
    return chain(
        plans=[
            {
                "key": "p1",
                "title": "People plan 2027",
                "consultations": [
                    {"step": 1, "person": "cfo", "date": "2026-01-14", "conversation": "talk"},
                    {"step": 2, "role": "learner"},
                ],
            }
        ],
        conversations=[
            {
                "key": "talk",
                "title": "What leaving costs",
                "date": "2026-01-14",
                "goal": "retention",
                "questions": "What happens if nothing is done?",
                "answers": "EUR 18,000 for each who leaves",
                "decisions": "Keeping people comes first",
            }
        ],
        expectations=[
            {
                "key": "dates",
                "direction": "we_need",
                "text": "Dates for sitting in",
                "initiative": "elp",
                "conversation": "talk",
                "owner": "cfo",
                "due": "2026-11-13",
                "answers": [
                    {**SAID, "how": "by_link", "outdated": True},
                    {**SAID, "words": "From January", "recorded_by": "Dana"},
                ],
                **expected,
            }
        ],
    )


def test_export_import_export_loses_nothing_but_how_answers_came_in(workspace: Workspace, ann: User) -> None:
    load(talked(), workspace)
    first = write(export_content(workspace).content)
    there = make_workspace("there", owner=ann, name=workspace.name)
    import_document(read(first), workspace=there, by=ann)
    second = write(export_content(there).content)
    lists = json.loads(first)
    for one in lists["expectations"][0]["answers"]:
        one.pop("how", None)
        one["recorded_by"] = "Ann"
    assert json.loads(second) == lists
    for text in (first, second):
        assert import_document(read(text), workspace=there, by=ann).deed is None
    assert import_document(read(first), workspace=workspace, by=ann).deed is None
    one = Conversation.objects.get(workspace=there)
    assert [str(part) for part in one.consultations.all()] == ["Business goals: Priya Nair"]
    assert [answer.outdated for answer in ExpectationAnswer.objects.filter(workspace=there)] == [True, False]
    assert load(talked(), workspace).deed is None


def test_a_new_date_in_a_file_asks_again_unless_it_gives_the_answers(workspace: Workspace) -> None:
    load(talked(), workspace)
    later = talked(due="2026-12-13")
    given = later["expectations"][0].pop("answers")
    assert load(later, workspace).changed == 1
    assert [one.outdated for one in ExpectationAnswer.objects.order_by("position")] == [True, True]
    later["expectations"][0] |= {"due": "2026-12-14", "answers": given}
    load(later, workspace)
    assert [one.outdated for one in ExpectationAnswer.objects.order_by("position")] == [True, False]
    assert Expectation.objects.get().due == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"initiative": "enps"}, "expectations[0].initiative: wrong layer: 'enps' is an outcome"),
        ({"conversation": "nope"}, "expectations[0].conversation: unknown reference 'nope'"),
        ({"owner": "nope"}, "expectations[0].owner: unknown reference 'nope'"),
        (
            {"answers": [{**SAID, "person": "nope"}]},
            "expectations[0].answers[0].person: unknown reference 'nope'",
        ),
        ({"due": "2026-02-30"}, "expectations[0].due: bad date '2026-02-30' (write 2027-06-30)"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_place(
    change: dict[str, Any], problem: str, workspace: Workspace
) -> None:
    with pytest.raises(PlanFileError) as refused:
        load(talked(**change), workspace)
    assert (list(refused.value.problems), Expectation.objects.count()) == ([problem], 0)


def test_of_one_plan_everything_inside_it_is_exported(workspace: Workspace) -> None:
    load(talked(), workspace)
    found = export_content(workspace, Plan.objects.get())
    whole = export_content(workspace).content
    assert (found.left_out, found.content.conversations) == (0, whole.conversations)
    assert found.content.expectations == whole.expectations


def test_a_version_keeps_them_and_older_ones_have_none(workspace: Workspace) -> None:
    load(talked(), workspace)
    content = export_content(workspace).content
    text = freeze(frozen(content, graph_of_content(content), "p1"))
    assert thaw(text).content.expectations == content.expectations
    assert thaw(text).content.conversations == content.conversations
    before = freeze(frozen(PlanContent(plans=content.plans), graph_of_content(content), "p1"))
    assert '"expectations"' not in before
    assert thaw(before).content.expectations == ()


def test_a_copied_plan_begins_without_them(workspace: Workspace, ann: User) -> None:
    load(talked(), workspace)
    new = copy_plan(Plan.objects.get(), title="Next year", by=ann).plan
    assert (new.conversations.count(), new.expectations.count(), Expectation.objects.count()) == (0, 0, 1)


def test_a_file_neither_claims_nor_changes_an_answer_by_link(workspace: Workspace, ann: User) -> None:
    load(talked(), workspace)
    assert {one.how for one in ExpectationAnswer.objects.all()} == {"told"}
    ExpectationAnswer.objects.update(how="by_link", recorded_by="", outdated=False)
    kept = list(ExpectationAnswer.objects.order_by("pk").values())
    forged = talked(answers=[{**SAID, "answer": "declined", "how": "signed_in", "recorded_by": "Dana"}])
    load(forged, workspace, ann)
    *there, new = ExpectationAnswer.objects.order_by("pk").values()
    assert there == kept
    assert (new["answer"], new["how"], new["recorded_by"]) == ("declined", "told", "Ann")
    assert load(forged, workspace, ann).deed is None


RATED = {"side": "owner", "kept": "partly", "usefulness": 4, "on": "2026-11-14", "name": "Priya Nair"}


def test_a_file_neither_claims_nor_changes_a_rating_by_link(workspace: Workspace, ann: User) -> None:
    load(talked(ratings=[{**RATED, "person": "cfo", "how": "by_link"}]), workspace)
    assert ExpectationRating.objects.get().how == "told"
    ExpectationRating.objects.update(how="by_link", recorded_by="")
    kept = list(ExpectationRating.objects.order_by("pk").values())
    forged = talked(ratings=[{**RATED, "kept": "kept", "how": "signed_in", "recorded_by": "Dana"}])
    load(forged, workspace, ann)
    *there, new = ExpectationRating.objects.order_by("pk").values()
    assert there == kept
    assert (new["kept"], new["how"], new["recorded_by"]) == ("kept", "told", "Ann")
    assert load(forged, workspace, ann).deed is None


def test_ratings_go_out_and_come_back_once(workspace: Workspace, ann: User) -> None:
    load(talked(ratings=[RATED, {**RATED, "side": "party", "kept": "kept"}]), workspace, ann)
    text = write(export_content(workspace).content)
    assert import_document(read(text), workspace=workspace, by=ann).deed is None
    there = make_workspace("there", owner=ann, name=workspace.name)
    import_document(read(text), workspace=there, by=ann)
    found = ExpectationRating.objects.filter(workspace=there).order_by("position")
    assert [(one.side, one.kept, one.usefulness, one.recorded_by) for one in found] == [
        ("owner", "partly", 4, "Ann"),
        ("party", "kept", 4, "Ann"),
    ]
    assert import_document(read(text), workspace=there, by=ann).deed is None
