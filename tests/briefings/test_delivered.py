"""What learning delivers, and what it needs, is work for a goal."""

from alignment.models import Plan
from tests.briefings.reading import briefed
from tests.factories import make_chain, make_initiative, make_person


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
