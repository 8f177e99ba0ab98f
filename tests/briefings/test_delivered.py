"""What learning delivers, and what it needs, is work for a goal; learners have numbers of their own."""

from alignment.models import Plan
from tests.briefings.reading import briefed, mattering, pages_of
from tests.factories import make_chain, make_initiative, make_metric, make_person


def test_what_serves_no_goal_is_neither_delivered_nor_needed(plan: Plan) -> None:
    """It stands among the gaps, where somebody decides about it; duties and own development stay."""
    head = make_person(plan.workspace, "Tom Birch", role="department_head")
    make_chain(plan, title="Serves", status="running")
    make_initiative(plan, title="Idle", status="running")
    make_initiative(plan, title="Idle, of a head", status="running", owner=head)
    make_initiative(plan, title="Fire drill", status="running", purpose="compliance")
    for reader in ("department", "hr"):
        parts = briefed(plan, reader).parts
        assert [row.what for row in parts["delivered"]["rows"]] == ["Serves", "Fire drill"]
        assert parts["needed"]["rows"] == []
    gaps = [row.title for row in briefed(plan, "hr").parts["gaps"]["rows"]]
    assert ("Idle" in gaps, "Idle, of a head" in gaps) == (True, True)


def test_learners_read_their_own_number_without_a_name(plan: Plan) -> None:
    _goal, _outcome, _moment, learning, _initiative = make_chain(plan)
    owner, pat = make_person(plan.workspace, "Olga Owner"), make_person(plan.workspace, "Pat", role="learner")
    mattering(make_metric(learning, title="Practice score", target=4, owner=owner), pat)

    text = " ".join(pages_of(plan, "learners"))

    assert ("Practice score" in text, "Target 4" in text, "Olga" in text) == (True, True, False)
