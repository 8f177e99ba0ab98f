"""Readings on the pages of metrics: old values, the short form, target groups, the setting."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from alignment.deeds import version_of
from alignment.framework.services.checks import ForeignRow
from alignment.measurement.services import (
    add_reading,
    correct_reading,
)
from alignment.models import Metric, Reading, User, Workspace
from tests.factories import make_group, make_person, make_reading
from tests.measurement.readings import SAID, SEPTEMBER, ClientOf, fresh, page


def test_the_old_value_stays_on_the_page(client_of: ClientOf, metric: Metric, ann: User) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID)
    correct_reading(fresh(reading), by=ann, version=version_of(reading), fields={"value": Decimal(14)})
    correct_reading(fresh(reading), by=ann, version=version_of(reading), fields={"note": "Pulse"})

    page_of_it = client_of(ann).get(page("metric_detail", metric.pk))

    (one,) = page_of_it.context["readings"]
    assert [(was.value, was.who) for was in one.before] == [(Decimal(12), "Ann")]
    assert "Was 12 (30 Sep 2026) until corrected on" in page_of_it.content.decode()


def test_the_form_of_a_reading_says_the_last_value(client_of: ClientOf, metric: Metric, ann: User) -> None:
    client, address = client_of(ann), page("reading_new", metric.pk)
    assert "Last value" not in client.get(address).content.decode()
    make_reading(metric, SEPTEMBER, 12)
    for asked in (client.get(address), client.get(address, headers={"HX-Request": "true"})):
        assert "Last value: 12 on 30 Sep 2026." in asked.content.decode().replace("\u00a0", " ")


def test_the_short_form_opens_in_place_and_leads_back(client_of: ClientOf, metric: Metric, ann: User) -> None:
    client, home = client_of(ann), page("metric_list", metric.item.plan_id)
    assert f'id="add-reading-{metric.pk}"' in client.get(home).content.decode()
    here = page("reading_new", metric.pk)

    part = client.get(f"{here}?next={home}", headers={"HX-Request": "true"}).content.decode()
    assert (f'id="add-reading-{metric.pk}"' in part, "<html" in part) == (True, False)
    wrong = client.post(here, {"value": "", "next": home}, headers={"HX-Request": "true"})
    assert (wrong.status_code, "<html" in wrong.content.decode()) == (422, False)
    sent = {"value": "15", "date": "2026-09-30", "next": home}
    saved = client.post(here, sent, headers={"HX-Request": "true"})
    assert saved["HX-Redirect"] == home
    plain = client.post(here, sent | {"request_key": str(uuid4())})
    assert (plain.status_code, plain["Location"]) == (303, home)


def test_lists_offer_the_short_form_to_those_who_write(
    client_of: ClientOf, metric: Metric, ann: User, ben: User
) -> None:
    item = reverse("framework:item", args=["acme", "outcome", metric.outcome_id])
    for address in (page("metric_list", metric.item.plan_id), item):
        offered = [
            page("reading_new", metric.pk) in client_of(who).get(address).content.decode()
            for who in (ann, ben)
        ]
        assert offered == [True, False]


def test_a_value_of_a_group_is_shown_beside_and_never_counts(
    client_of: ClientOf, metric: Metric, ann: User
) -> None:
    group = make_group(metric.workspace, name="Young managers")
    make_reading(metric, date(2026, 6, 30), 11)
    make_reading(metric, SEPTEMBER, 12)
    make_reading(metric, date(2026, 6, 30), 3, group=group)
    client = client_of(ann)

    sent = {"value": "5", "date": "2026-10-31", "group": group.pk}
    assert client.post(page("reading_new", metric.pk), sent).status_code == 303

    shown = client.get(page("metric_detail", metric.pk))
    assert shown.context["row"].standing.current == 12
    assert [
        (str(one.group or "Everybody"), one.latest.value, one.previous and one.previous.value, one.change)
        for one in shown.context["by_group"]
    ] == [("Everybody", 12, 11, 1), ("Young managers", 5, 3, 2)]
    assert "By target group" in shown.content.decode()


def test_a_person_s_page_takes_no_value_of_a_group_for_the_metric_s(
    client_of: ClientOf, metric: Metric, ann: User
) -> None:
    person = make_person(metric.workspace)
    Metric.objects.filter(pk=metric.pk).update(owner=person)
    make_reading(metric, SEPTEMBER, 12)
    make_reading(metric, date(2026, 10, 31), 5, group=make_group(metric.workspace))

    body = client_of(ann).get(reverse("people:person_detail", args=["acme", person.pk])).content.decode()

    assert "now 12 · wanted 20" in body


def test_without_groups_there_is_no_table_of_them(client_of: ClientOf, metric: Metric, ann: User) -> None:
    make_reading(metric, SEPTEMBER, 12)
    make_reading(metric, SEPTEMBER, 3, group=make_group(metric.workspace), state="draft")
    assert client_of(ann).get(page("metric_detail", metric.pk)).context["by_group"] == []


def test_a_group_of_another_workspace_is_refused(
    client_of: ClientOf, metric: Metric, ann: User, cleo: User
) -> None:
    theirs = make_group(cleo.memberships.get().workspace)
    sent = {"value": "5", "date": "2026-10-31", "group": theirs.pk}
    assert client_of(ann).post(page("reading_new", metric.pk), sent).status_code == 422
    with pytest.raises(ForeignRow):
        add_reading(metric, by=ann, fields=SAID | {"group": theirs})
    assert not Reading.objects.exists()


def test_owners_say_that_a_second_person_is_wanted(
    client_of: ClientOf, workspace: Workspace, ann: User
) -> None:
    client, here = client_of(ann), reverse("people:settings", args=["acme"])
    form = client.get(here).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(here, sent | {"second_person": "on"}).status_code == 303
    workspace.refresh_from_db()
    assert workspace.second_person
    assert "second person approves" in client.get(here).content.decode()


@pytest.mark.parametrize(
    "value", ["1e999999999999", "-1e999999999999", "1e-999999999999", "1e15", "1e-7", "0e999999999999"]
)
def test_a_number_beyond_all_bounds_costs_nothing(
    value: str, client_of: ClientOf, metric: Metric, ann: User
) -> None:
    answer = client_of(ann).post(page("reading_new", metric.pk), {"date": SEPTEMBER, "value": value})
    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    assert "Use at most 15 digits" in answer.content.decode()


def test_the_largest_and_the_smallest_number_are_taken(
    client_of: ClientOf, metric: Metric, ann: User
) -> None:
    for value in ("-999999999999999", "0.000001", "1e14", "0.00"):
        sent = {"date": SEPTEMBER, "value": value, "request_key": uuid4()}
        assert client_of(ann).post(page("reading_new", metric.pk), sent).status_code == 303
    values = Reading.objects.order_by("pk").values_list("value", flat=True)
    assert list(values) == [Decimal(-999999999999999), Decimal("0.000001"), Decimal(10) ** 14, Decimal(0)]
