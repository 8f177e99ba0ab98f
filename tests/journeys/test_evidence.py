"""A hop raised from reasoned to measured by citing a reading: on its item page, on the map; no script."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.models import InitiativeLink, Metric, OutcomeLink, Plan, User
from tests.factories import make_chain, make_metric, make_reading
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey

WORDS = "Engagement score, 30 Jun 2026: 19\u00a0points"
REFUSED = "“Measured” needs an approved reading that shows it."


@pytest.fixture
def metric(plan: Plan) -> Metric:
    _goal, outcome, *_rest = make_chain(plan)
    metric = make_metric(outcome, title="Engagement score", unit="points")
    make_reading(metric, "2026-03-31", 17)
    make_reading(metric, "2026-06-30", 19)
    return metric


@pytest.fixture
def hop(metric: Metric) -> OutcomeLink:
    return OutcomeLink.objects.get()


def item_page(hop: OutcomeLink) -> str:
    return reverse("framework:item", args=[hop.workspace.slug, "outcome", hop.lower_id])


def map_page(hop: OutcomeLink) -> str:
    found = reverse("tracing:map", args=[hop.workspace.slug, hop.lower.plan_id])
    return f"{found}?focus=outcome-{hop.lower_id}"


def make_measured(page: Page, place: Locator) -> None:
    """Calls the hop measured, is told to cite a reading, and does."""
    place.get_by_role("link", name="Edit").click()
    form = page.locator("form", has=page.get_by_label("Why does this lead to that?"))
    form.get_by_label("Why does this lead to that?").fill("The numbers moved together")
    form.get_by_label("How sure are we").select_option("3")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text(REFUSED).first).to_be_visible()
    expect(form.get_by_label("Why does this lead to that?")).to_have_value("The numbers moved together")
    form.get_by_label("Cited reading").select_option(WORDS)
    form.get_by_role("button", name="Save").click()


def check(page: Page, place: Locator, hop: OutcomeLink, metric: Metric) -> None:
    """The hop says what was written, and the reading leads to its metric."""
    expect(place).to_contain_text("The numbers moved together")
    expect(place).to_contain_text("easured")
    expect(place.get_by_role("link", name=WORDS)).to_have_attribute(
        "href", reverse("measurement:metric_detail", args=[hop.workspace.slug, metric.pk])
    )
    expect(page.get_by_role("status")).to_contain_text("Saved the link of")
    hop.refresh_from_db()
    assert (hop.confidence, hop.cited_metric, str(hop.cited_on)) == (3, metric, "2026-06-30")


def test_from_the_item_page(
    page_of: Callable[[User], Page], ann: User, hop: OutcomeLink, metric: Metric
) -> None:
    page = page_of(ann)
    page.goto(item_page(hop))
    page.evaluate("window.here = true")
    place = page.locator(f"#hop-up-outcome-{hop.pk}")
    make_measured(page, place)
    check(page, place, hop, metric)
    assert page.evaluate("window.here"), "the page was loaded again"
    way = page.locator("#hop-way1-1")
    way.get_by_role("link", name="Edit").click()
    expect(way.get_by_label("How sure are we")).to_have_value("3")
    way.get_by_role("link", name="Cancel").click()
    expect(way).to_contain_text("(measured)")
    page.get_by_role("button", name="Undo").click()
    expect(place).to_contain_text("Because it helps")
    hop.refresh_from_db()
    assert (hop.confidence, hop.cited_metric) == (1, None)


def test_from_the_map(page_of: Callable[[User], Page], ann: User, hop: OutcomeLink, metric: Metric) -> None:
    page = page_of(ann)
    page.goto(map_page(hop).split("?")[0])
    page.locator(f"#card-outcome-{hop.lower_id}").click()
    expect(page.get_by_role("heading", name=f"The links of “{hop.lower}”")).to_be_visible()
    page.evaluate("window.here = true")
    place = page.locator(f"#hop-map-outcome-{hop.pk}")
    make_measured(page, place)
    check(page, place, hop, metric)
    assert page.evaluate("window.here"), "the page was loaded again"
    expect(page).to_have_url(f"{page.url.split('/w/')[0]}{map_page(hop)}")
    expect(page.locator(f"#card-outcome-{hop.lower_id}")).to_have_attribute("aria-current", "true")
    expect(page.locator(".map-links .hop-3")).to_have_count(1)
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()


def test_a_line_of_the_map_leads_to_its_hop(
    page_of: Callable[[User], Page], ann: User, hop: OutcomeLink
) -> None:
    page = page_of(ann)
    page.goto(map_page(hop).split("?")[0])
    box = page.locator(".hop-line path").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hop-chosen")).to_have_count(1)
    expect(page.locator("[aria-current].map-card")).to_have_count(1)


def test_links_beside_the_map_can_be_read_by_everybody(page_of: Callable[[User], Page], lead: User) -> None:
    link = InitiativeLink.objects.exclude(cited_metric=None).get()
    page = page_of(lead)
    page.goto(f"/w/sample/plans/{link.lower.plan_id}/map/?focus=initiative-{link.lower_id}")
    assert wrong_with(page) == []
    page.locator(f"#hop-map-initiative-{link.pk}").get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Cited reading")).to_be_visible()
    assert wrong_with(page) == []


@pytest.mark.parametrize("where", ["item", "map"])
def test_without_script(
    where: str, another_page: Callable[..., Page], ann: User, hop: OutcomeLink, metric: Metric
) -> None:
    page = another_page(ann, java_script_enabled=False)
    address, place = (item_page(hop), "up") if where == "item" else (map_page(hop), "map")
    page.goto(address)
    make_measured(page, page.locator(f"#hop-{place}-outcome-{hop.pk}"))
    check(page, page.locator(f"#hop-{place}-outcome-{hop.pk}"), hop, metric)
    assert page.url.endswith(address)
