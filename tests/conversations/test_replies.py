"""A reply that cannot be taken loses nothing; the forms stand where their lists do."""

import pytest
from django.urls import reverse

from alignment.models import ExpectationAnswer, Plan, User
from tests.conversations.test_expectation_pages import Clients, expect, place
from tests.factories import make_person

pytestmark = pytest.mark.usefixtures("still_clock")


def test_a_reply_that_is_refused_comes_back_as_it_was_typed(
    plan: Plan, rita: User, client_of: Clients
) -> None:
    make_person(plan.workspace, "Rita", user=rita)
    one, other = expect(plan, owner="Rita"), expect(plan, "Another", owner="Rita")
    words = "<b>Never</b> on a Monday"
    page = client_of(rita).post(place("expectation_reply", one.pk), {"answer": "perhaps", "words": words})
    body = page.content.decode()
    assert (page.status_code, ExpectationAnswer.objects.count()) == (422, 0)
    assert page.context["reply"].errors["answer"] == [
        "Select a valid choice. perhaps is not one of the available choices."
    ]
    assert "<title>Error:" in body
    assert body.count("&lt;b&gt;Never&lt;/b&gt; on a Monday</textarea>") == 1
    assert f'id="reply-{one.pk}-words"' in body
    assert f'<textarea id="reply-{other.pk}" name="words"' in body


@pytest.mark.parametrize("name", ["conversation_new", "expectation_new"])
def test_the_forms_keep_both_rows_of_tabs(name: str, plan: Plan, ann: User, client_of: Clients) -> None:
    body = client_of(ann).get(place(name, plan.pk)).content.decode()
    here = {"conversation_new": "conversation_list", "expectation_new": "expectation_list"}[name]
    assert f'<a href="{reverse("reviews:review_list", args=["acme", plan.pk])}" aria-current="page">' in body
    assert f'<a href="{place(here, plan.pk)}" aria-current="page">' in body
