"""What nobody types into a search: the pages that offer items to link stand it, on both databases."""

import pytest

from tests.factories import make_goal, make_outcome


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "%", "\\", "x" * 5000, "\U0001f600"])
def test_any_text_may_be_searched_for(client_of, ann, plan, text):
    goal = make_goal(plan)
    outcome = make_outcome(plan)
    client = client_of(ann)
    for page in (f"goal/{goal.pk}/support", f"outcome/{outcome.pk}/link"):
        assert client.get(f"/w/acme/items/{page}/", {"q": text}).status_code == 200
    assert client.get("/w/acme/search/", {"q": text}).status_code == 200
