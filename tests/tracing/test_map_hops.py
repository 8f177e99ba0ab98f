"""The hops at the chosen card of a map: what each link says, and who may change it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link
from alignment.models import MomentLink, OutcomeLink, Plan, User
from tests.factories import make_chain, make_goal, make_metric, make_moment, make_plan, make_reading

ClientOf = Callable[[User], Client]


def focused(client: Client, plan: Plan, ref: str, **more: str) -> Any:
    address = reverse("tracing:map", args=[plan.workspace.slug, plan.pk])
    return client.get(address, {"focus": ref, **more})


def test_hops_lead_up_and_down(plan: Plan, ann: User, client_of: ClientOf) -> None:
    goal, outcome, moment, *_rest = make_chain(plan)
    hops = focused(client_of(ann), plan, f"outcome-{outcome.pk}").context["hops"]
    assert [(hop.other, hop.reason, hop.confidence) for hop in (*hops.up, *hops.down)] == [
        (goal.title, "Because it helps", "reasoned"),
        (moment.title, "Because it helps", "reasoned"),
    ]
    assert [hop.edit_url for hop in (*hops.up, *hops.down)] == [
        reverse("framework:link_edit", args=["acme", "outcome", OutcomeLink.objects.get().pk]),
        reverse("framework:link_edit", args=["acme", "moment", MomentLink.objects.get().pk]),
    ]
    assert hops.title == outcome.title


def test_chosen_line_is_marked(plan: Plan, ann: User, client_of: ClientOf) -> None:
    goal, outcome, *_rest = make_chain(plan)
    hops = focused(client_of(ann), plan, f"outcome-{outcome.pk}", hop=f"goal-{goal.pk}").context["hops"]
    assert [hop.chosen for hop in (*hops.up, *hops.down)] == [True, False]


def test_goal_and_initiative_say_how_sure_they_are(plan: Plan, ann: User, client_of: ClientOf) -> None:
    goal, outcome, _moment, _learning, initiative = make_chain(plan)
    link = OutcomeLink.objects.get()
    edit_link(link, by=ann, version=1, reason="", confidence=0)
    client = client_of(ann)
    for ref in (f"goal-{goal.pk}", f"initiative-{initiative.pk}"):
        strength = focused(client, plan, ref).context["hops"].strength
        assert (strength.weakest, strength.edit_url) == (
            f"weakest: {outcome.title} → {goal.title}, assumed",
            reverse("framework:link_edit", args=["acme", "outcome", link.pk]),
        )
    assert focused(client, plan, f"outcome-{outcome.pk}").context["hops"].strength is None


def test_reader_sees_hops_and_no_edit(plan: Plan, ann: User, ben: User, client_of: ClientOf) -> None:
    _goal, outcome, *_rest = make_chain(plan)
    address = reverse("framework:link_edit", args=["acme", "outcome", OutcomeLink.objects.get().pk])
    for user, edits in ((ann, True), (ben, False)):
        page = focused(client_of(user), plan, f"outcome-{outcome.pk}").content.decode()
        assert ("The links of “" in page, address in page) == (True, edits)


@pytest.mark.parametrize("ref", ["", "outcome-0", "nonsense", "remedy-{}"])
def test_no_hops_without_a_card_that_has_links(ref: str, plan: Plan, ann: User, client_of: ClientOf) -> None:
    moment = make_moment(plan, not_a_learning_problem="A tool is missing")
    answer = focused(client_of(ann), plan, ref.format(moment.pk))
    assert (answer.status_code, answer.context["hops"]) == (200, None)


def test_reading_of_a_metric_from_elsewhere_is_shown(plan: Plan, ann: User, client_of: ClientOf) -> None:
    _goal, outcome, *_rest = make_chain(plan)
    metric = make_metric(make_goal(make_plan(plan.workspace)), title="Turnover", unit="%")
    reading = make_reading(metric, "2026-06-30", 12)
    cited = Citation(metric, reading.history.first().instance.date)
    edit_link(OutcomeLink.objects.get(), by=ann, version=1, reason="Seen", confidence=3, cited=cited)
    hop = focused(client_of(ann), plan, f"outcome-{outcome.pk}").context["hops"].up[0]
    assert (hop.cited.words, hop.cited.stands) == ("Turnover, 30 Jun 2026: 12\u00a0%", True)
    assert hop.cited.address == reverse("measurement:metric_detail", args=["acme", metric.pk])


def test_lines_are_chosen_on_the_page_only(plan: Plan, ann: User, client_of: ClientOf) -> None:
    goal, outcome, *_rest = make_chain(plan)
    client = client_of(ann)
    page = focused(client, plan, "").content.decode()
    wanted = f'<a class="hop-line" href="?focus=outcome-{outcome.pk}&amp;hop=goal-{goal.pk}" tabindex="-1">'
    assert (page.count(wanted), page.count('class="hop-line"')) == (1, 4)
    drawing = client.get(reverse("tracing:map_svg", args=["acme", plan.pk])).content.decode()
    assert "hop-line" not in drawing
