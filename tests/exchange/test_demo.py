"""The sample workspaces: complete, current whatever the month, restored only when asked."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from alignment.deeds import deed
from alignment.exchange.queries import export_content
from alignment.exchange.samples import ACCOUNTS, PASSWORD, load_samples, moved, sample_text
from alignment.exchange.writing import write
from alignment.framework.queries.expectations import as_content, read
from alignment.management.demo import load_demo
from alignment.models import (
    BusinessGoal,
    Deed,
    Expectation,
    Membership,
    Metric,
    MomentOfTruth,
    OutgoingMail,
    Person,
    Plan,
    Reading,
    Story,
    Update,
    User,
    Workspace,
)
from alignment.people.queries.stakes import stakes_of
from alignment.rules.as_json import trace_json
from alignment.rules.roe import roe_of
from alignment.tracing.queries import traced
from alignment.updates.telling import telling_of

TODAY = date(2026, 11, 22)

INITIATIVES = {
    "elp": "traced",
    "card": "traced",
    "sit-in": "traced",
    "time-management": "orphan",
    "svc-cards": "traced",
    "svc-micro": "traced",
    "svc-courtesy": "broken moment",
    "svc-onboarding": "claimed",
    "sal-mentoring": "traced",
    "sal-recordings": "unconfirmed",
    "sal-course": "broken learning_outcome",
    "soc-exchange": "traced",
    "soc-lab": "broken outcome",
    "one-reorg": "claimed",
    "one-communities": "claimed",
}
GOALS = {
    "retention": "supported",
    "svc-satisfaction": "supported",
    "svc-complaints": "reaches_2",
    "svc-phones": "no_learning_planned",
    "sal-revenue": "supported",
    "sal-independent": "reaches_4",
    "sal-renewals": "reaches_1",
    "soc-earnings": "supported",
    "one-earnings": "reaches_3",
    "one-learning": "reaches_1",
}


@pytest.fixture
def local(settings: Any, db: None) -> None:
    settings.LOCAL_MODE = True


def report(slug: str) -> dict[str, Any]:
    return trace_json(slug, *traced(Workspace.objects.get(slug=slug)))


def test_samples_show_every_verdict(local: None) -> None:
    assert load_samples(today=TODAY) == {"sample": True, "sample-start": True}
    found = report("sample")
    assert {one["key"]: one["verdict"] for one in found["goals"]} == GOALS
    verdicts = {
        one["key"]: " ".join(filter(None, [one["verdict"], one["stops_at"]])) for one in found["initiatives"]
    }
    assert verdicts == INITIATIVES
    start = report("sample-start")
    assert [(one["key"], one["verdict"]) for one in start["initiatives"]] == [("start-elp", "unconfirmed")]
    assert [(one["verdict"], one["strength"]) for one in start["goals"]] == [("supported", 0)]


def test_changed_moment_has_three_links_to_look_at(local: None) -> None:
    load_samples(today=TODAY)
    workspace = Workspace.objects.get(slug="sample")
    suspects = {(one.lower, one.upper) for one in export_content(workspace).content.links if one.suspect}
    moment = "development-plan"
    assert suspects == {(moment, "enps"), ("listen", moment), ("trust", moment)}
    change = Deed.objects.get(verb="edit")
    assert (change.by_name, change.at.date(), change.plan.key if change.plan else "") == (
        "Sam Reyes (sample)",
        date(2026, 11, 12),
        "leaders",
    )
    assert change.why == "Agreed with the works council: twice a year, and with a real opportunity"
    assert MomentOfTruth.history.filter(key=moment, deed=change).count() == 1


def test_samples_are_marked_and_complete(local: None) -> None:
    load_samples(today=TODAY)
    assert list(Workspace.objects.order_by("slug").values_list("slug", "is_sample")) == [
        ("sample", True),
        ("sample-start", True),
    ]
    plans = Plan.objects.order_by("workspace", "position").values_list("key", flat=True)
    assert list(plans) == ["leaders", "service", "sales", "social", "one-company", "leaders-start"]
    assert all(title.startswith("Sample:") for title in Plan.objects.values_list("title", flat=True))


def test_accounts_belong_to_the_samples(local: None) -> None:
    load_samples(today=TODAY)
    for email, (_name, role) in ACCOUNTS.items():
        user = User.objects.get(email=email)
        assert user.check_password(PASSWORD)
        assert EmailAddress.objects.get(user=user).verified
        assert list(Membership.objects.filter(user=user).values_list("role", flat=True)) == [role, role]


@pytest.mark.django_db
def test_no_accounts_outside_local_mode(settings: Any) -> None:
    settings.LOCAL_MODE = False
    load_samples(today=TODAY)
    assert not User.objects.exists()
    assert not Membership.objects.exists()


def test_demo_leaves_existing_samples_alone(local: None) -> None:
    load_samples(today=TODAY)
    workspace = Workspace.objects.get(slug="sample")
    with deed("edit", by=None, workspace=workspace):
        goal = BusinessGoal.objects.get(key="retention")
        goal.title = "Ours now"
        goal.save()
    assert load_samples(today=TODAY) == {"sample": False, "sample-start": False}
    assert BusinessGoal.objects.get(key="retention").title == "Ours now"


def test_reset_restores_the_samples(local: None) -> None:
    load_samples(today=TODAY)
    workspace = Workspace.objects.get(slug="sample")
    before = write(export_content(workspace).content)
    with deed("edit", by=None, workspace=workspace):
        BusinessGoal.objects.create(
            workspace=workspace, plan=Plan.objects.get(key="leaders"), key="more", title="More"
        )
    workspace.refresh_from_db()
    revision = workspace.revision
    assert load_samples(today=TODAY, reset=True) == {"sample": True, "sample-start": True}
    workspace.refresh_from_db()
    assert write(export_content(workspace).content) == before
    assert workspace.revision > revision
    assert Membership.objects.filter(workspace=workspace).count() == len(ACCOUNTS)
    assert not BusinessGoal.history.filter(key="more").exists()


def test_reset_leaves_other_workspaces_alone(local: None, workspace: Workspace) -> None:
    with deed("edit", by=None, workspace=workspace):
        Plan.objects.create(workspace=workspace, key="p1", title="Ours")
    load_samples(today=TODAY)
    load_samples(today=TODAY, reset=True)
    assert Plan.objects.get(workspace=workspace).title == "Ours"
    assert Plan.history.filter(workspace_id=workspace.pk).count() == 1


def test_somebody_s_own_workspace_of_that_name_is_never_touched(local: None) -> None:
    own = Workspace(slug="sample", name="Ours")
    with deed("found", by=None, workspace=own):
        Plan.objects.create(workspace=own, key="p1", title="Ours")
    assert load_samples(today=TODAY, reset=True) == {"sample": False, "sample-start": True}
    assert list(Plan.objects.filter(workspace=own).values_list("key", flat=True)) == ["p1"]
    assert not Membership.objects.filter(workspace=own).exists()


def test_dates_move_with_the_month(local: None) -> None:
    load_samples(today=date(2028, 2, 3))
    metric = Metric.objects.get(key="turnover")
    assert (metric.baseline_date, metric.target_date) == (date(2027, 3, 31), date(2028, 9, 30))
    counting = metric.readings.filter(state="approved")
    days = counting.order_by("position").values_list("date", flat=True)
    assert list(days) == [date(2027, 6, 30), date(2027, 9, 30), date(2027, 12, 31)]
    assert Deed.objects.get(verb="edit").at.date() == date(2028, 2, 12)


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 9, 30), 1, date(2026, 10, 31)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 2, 28), 24, date(2028, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 12, 11), 1, date(2027, 1, 11)),
        (date(2026, 1, 14), -13, date(2024, 12, 14)),
    ],
)
def test_month_end_stays_a_month_end(day: date, months: int, wanted: date) -> None:
    assert moved(day, months) == wanted


def test_people_of_the_samples_are_marked() -> None:
    for plan in ("leaders", "service", "sales"):
        assert sample_text(plan).count("(sample)") >= 1


def test_people_of_the_samples_stand_in_the_picture(local: None) -> None:
    load_samples(today=TODAY)
    picture = stakes_of(Workspace.objects.get(slug="sample"))
    placed = [[[one.key for one in field.people] for field in fields] for _name, fields in picture.rows]
    assert placed == [[["sal-raj"], ["svc-lena", "sam", "tom"]], [[], ["jonas", "mia"]]]
    assert [one.person.key for one in picture.between] == ["dana", "priya"]
    assert picture.unsaid == []
    assert Person.objects.get(key="tom").next_contact == date(2026, 11, 27)
    readers = Metric.objects.get(key="feedback-held").readers.values_list("person__key", flat=True)
    assert set(readers) == {"tom", "mia"}


def test_demo_command_says_what_it_did(local: None) -> None:
    out, err = StringIO(), StringIO()
    call_command("demo", stdout=out, stderr=err)
    assert out.getvalue() == "sample: loaded\nsample-start: loaded\n"
    assert PASSWORD in err.getvalue()
    out = StringIO()
    call_command("demo", stdout=out, stderr=err)
    assert out.getvalue() == "sample: left as it is\nsample-start: left as it is\n"


def test_the_sample_tells_what_people_said_and_what_came_back(local: None) -> None:
    load_demo(today=TODAY)
    plan = Plan.objects.get(key="leaders")
    assert (plan.budget, plan.hours_budget) == (150_000, 1_200)
    stories = Story.objects.filter(workspace=plan.workspace)
    assert sorted(stories.values_list("person__key", "kind", "permission")) == [
        ("jonas", "learner_feedback", "named"),
        ("mia", "manager_observation", "named"),
    ]
    found = roe_of(as_content(row) for row in read(Expectation.objects.filter(plan=plan)))
    assert (found.every.rated, found.every.percent) == (2, 88)
    assert [one.key for one in found.disagree] == ["group-1-finished"]
    drafts = Reading.objects.filter(workspace=plan.workspace, state="draft")
    assert [(one.metric.key, one.date) for one in drafts] == [("turnover", date(2026, 10, 31))]
    grouped = Reading.objects.filter(workspace=plan.workspace).exclude(group=None)
    assert sorted(grouped.values_list("metric__key", "group__key", "value")) == [
        ("enps-score", "young-managers", 4),
        ("enps-score", "young-managers", 13),
    ]


def test_the_sample_s_update_was_sent_with_its_figures_and_to_nobody_s_mail(local: None) -> None:
    load_demo(today=date(2028, 2, 3))
    update = Update.objects.get(plan__key="leaders")
    assert (update.start, update.end, update.sent_on) == (
        date(2027, 10, 31),
        date(2027, 12, 31),
        date(2028, 1, 7),
    )
    told = telling_of(update)
    assert [(one["title"], one["before"], one["now"]) for one in told.figures] == [
        ("Voluntary turnover, last 12 months", "17.4\u00a0%", "16.4\u00a0%"),
        ("Employee Net Promoter Score", "16\u00a0points", "19\u00a0points"),
        (
            "Team members of young managers who had a feedback discussion in the month",
            "47\u00a0%",
            "58\u00a0%",
        ),
    ]
    assert told.who == "Jonas Weber (sample)"
    sent = Deed.objects.get(verb="send_update")
    assert (sent.at.date(), sent.by_name) == (update.sent_on, "Dana Okoro (sample)")
    assert not OutgoingMail.objects.exists()
    load_demo(today=date(2028, 2, 3))
    assert Deed.objects.filter(verb="send_update").count() == 1
