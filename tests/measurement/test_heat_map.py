"""The heat map: in words, on the metrics tab, of a version, and in the briefing for HR and L&D."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.measurement.heat import MOST_ROWS, heat_map
from alignment.models import Metric as Row
from alignment.models import Plan, User
from alignment.rules.content import Metric, Reading
from alignment.versions.services import take_snapshot
from tests.factories import make_goal, make_initiative, make_metric, make_outcome, make_reading
from tests.rules.making import goal, link, outcome, plan

ClientOf = Callable[[User], Client]
TODAY = date(2026, 11, 20)
SCORE = Metric(
    key="score",
    item="o",
    title="Employee score",
    kind="increase",
    baseline=Decimal(0),
    baseline_date=date(2025, 11, 30),
    target=Decimal(100),
    target_date=date(2027, 11, 30),
    cadence="monthly",
    readings=(Reading(date=date(2026, 8, 15), value=Decimal(50)),),
)


def measured_plan(plan: Plan) -> None:
    """A goal whose outcome was half-way long ago, and nobody has looked since."""
    today = timezone.localdate()
    metric = make_metric(
        make_outcome(plan, make_goal(plan, title="Keep people")), title="Employee score", baseline=0,
        target=100, cadence="monthly", baseline_date=today - timedelta(days=900),
        target_date=today + timedelta(days=900),
    )  # fmt: skip
    make_reading(metric, today - timedelta(days=200), 50)


def test_every_cell_says_in_words_how_it_stood() -> None:
    found = heat_map(plan(goal(), outcome(), link("o", "g"), SCORE), TODAY)
    assert found is not None
    above, below = found.lines
    assert (above.title, above.note, {cell.words for cell in above.cells}) == (
        "G", "no number of its own", {"no number of its own"},
    )  # fmt: skip
    assert [cell.words.replace("\u00a0", " ") for cell in below.cells[7:]] == [
        "No reading yet, No recent reading",
        "On track, 50 % of the way",
        "On track, 50 % of the way",
        "On track, 50 % of the way, No recent reading",
        "On track, 50 % of the way, No recent reading",
    ]
    assert [str(cell.short) for cell in below.cells[7:]] == ["–", "On", "On", "On", "On"]
    assert ([cell.stale for cell in below.cells[7:]], found.has_stale) == (
        [False, False, False, True, True],
        True,
    )


def test_a_goal_s_only_number_is_named_in_the_goal_s_row() -> None:
    found = heat_map(plan(goal(), replace(SCORE, item="g", id=7)), TODAY)
    assert found is not None
    (line,) = found.lines
    assert (line.note, line.metric_id, str(line.cells[-1].short)) == ("Employee score", 7, "On")


def test_without_a_number_there_is_no_map() -> None:
    assert heat_map(plan(goal()), TODAY) is None
    assert heat_map(plan(goal(), replace(SCORE, item="g", volume_only=True)), TODAY) is None


def test_rows_that_do_not_fit_are_counted() -> None:
    many = [replace(SCORE, key=f"m{number}") for number in range(MOST_ROWS + 4)]
    found = heat_map(plan(goal(), outcome(), link("o", "g"), *many), TODAY)
    assert found is not None
    assert (len(found.lines), found.left) == (MOST_ROWS, 5)


def test_the_metrics_tab_shows_it_as_a_table(client_of: ClientOf, ben: User, plan: Plan) -> None:
    measured_plan(plan)
    make_metric(make_initiative(plan), title="Completions", volume_only=True)
    response = client_of(ben).get(reverse("measurement:metric_list", args=["acme", plan.pk]))
    body = " ".join(response.content.decode().split())
    table = body[body.index('<table class="heat"') : body.index("</table>", body.index('class="heat"'))]
    assert table.count('scope="col"') == 13
    assert table.count('scope="row"') == 2
    assert "On track, 50 % of the way, No recent reading" in table
    assert "Completions" not in table
    assert "style=" not in table


def test_a_plan_without_a_number_shows_no_map(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_metric(make_initiative(plan), title="Completions", volume_only=True)
    body = client_of(ann).get(reverse("measurement:metric_list", args=["acme", plan.pk])).content.decode()
    assert "Month by month" not in body


def test_a_version_shows_it_as_of_its_day(client_of: ClientOf, ann: User, plan: Plan) -> None:
    measured_plan(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    address = reverse("versions:version_metrics", args=["acme", plan.pk, version.number])
    response = client_of(ann).get(address)
    assert response.context["heat"].lines[1].title == "Employee score"
    assert "Month by month" in response.content.decode()


def test_the_briefing_for_hr_shows_months_and_trends(client_of: ClientOf, ann: User, plan: Plan) -> None:
    measured_plan(plan)
    metric = Row.objects.get()
    for days in (150, 100):
        make_reading(metric, timezone.localdate() - timedelta(days=days), 60)
    volume = make_metric(make_initiative(plan), title="Completions", volume_only=True)
    for days in (90, 60, 30):
        make_reading(volume, timezone.localdate() - timedelta(days=days), 5)
    client = client_of(ann)

    hr = client.get(reverse("briefings:briefing", args=["acme", plan.pk, "hr"]))

    body = hr.content.decode()
    charts = body[
        body.index('class="sheet-charts"') : body.index("</ul>", body.index('class="sheet-charts"'))
    ]
    assert (charts.count("<svg"), "Employee score" in charts, "Completions" in charts) == (1, True, False)
    assert "c-expected" in charts
    assert '<table class="heat"' in body
    executive = client.get(reverse("briefings:briefing", args=["acme", plan.pk, "executive"]))
    assert '<table class="heat"' not in executive.content.decode()
