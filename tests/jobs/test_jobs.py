"""Asking for long work, doing it, and what its page says."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alignment.deeds import deed
from alignment.jobs import registry, services, sweeping
from alignment.jobs.registry import CannotWork, Outcome, Progress, work
from alignment.jobs.sweeping import sweep
from alignment.models import Job, Membership, OutgoingMail, User, Worker, Workspace
from alignment.outbox import registry as outbox_registry
from alignment.outbox.registry import due

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def kinds() -> Iterator[list[int]]:
    """Two kinds of work: one that counts to three, one that fails as often as it is told."""
    runs: list[int] = []

    @work("test_counts")
    def counts(job: Job, progress: Progress) -> Outcome:
        runs.append(job.attempts)
        for number in range(3):
            progress(number, 3)
        if "fails" in job.asked and len(runs) <= job.asked["fails"]:
            raise ValueError
        if "cannot" in job.asked:
            raise CannotWork("There is nothing to count.")
        return Outcome("count.txt", "text/plain", b"1 2 3")

    yield runs
    del registry._works["test_counts"]


def ask(workspace: Workspace, user: User, **asked: Any) -> Job:
    return services.ask("test_counts", title="Counting", asked=asked, workspace=workspace, by=user)


def test_what_is_asked_is_done_kept_and_mailed_as_a_link(workspace: Workspace, ben: User) -> None:
    job = ask(workspace, ben)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [job.pk]
    assert (services.run(job.pk), services.run(job.pk)) == (True, False)
    job.refresh_from_db()
    assert (bytes(job.result or b""), job.file_name, job.done, job.of) == (b"1 2 3", "count.txt", 3, 3)
    sweep()
    (message,) = sent_mail.outbox
    assert message.to == [ben.email]
    assert f"http://127.0.0.1:8000/w/acme/jobs/{job.pk}/" in message.body


def test_the_same_asked_again_while_it_is_made_is_one_job(workspace: Workspace, ben: User) -> None:
    first, second, other = ask(workspace, ben), ask(workspace, ben), ask(workspace, ben, goal="x")
    assert (first.pk == second.pk, first.pk == other.pk) == (True, False)
    services.run(first.pk)
    assert ask(workspace, ben).pk != first.pk


def test_asked_again_a_job_that_was_left_behind_is_started(workspace: Workspace, ben: User) -> None:
    ask(workspace, ben)
    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=10))
    DBTaskResult.objects.all().delete()
    job = ask(workspace, ben)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [job.pk]


def test_work_that_fails_is_tried_again_and_then_says_so(
    workspace: Workspace, ben: User, kinds: list[int]
) -> None:
    job = ask(workspace, ben, fails=2)
    services.run(job.pk)
    job.refresh_from_db()
    assert (kinds, job.problem, job.file_name) == ([1, 2, 3], "", "count.txt")
    hopeless = ask(workspace, ben, fails=99)
    services.run(hopeless.pk)
    hopeless.refresh_from_db()
    assert (hopeless.attempts, hopeless.problem[:15], hopeless.result) == (3, "It did not work", None)
    assert services.ask_again(hopeless)
    hopeless.refresh_from_db()
    assert (hopeless.attempts, hopeless.problem) == (0, "")


def test_work_that_cannot_be_done_says_why_at_once(workspace: Workspace, ben: User, kinds: list[int]) -> None:
    job = ask(workspace, ben, cannot=True)
    services.run(job.pk)
    job.refresh_from_db()
    assert (kinds, job.problem) == ([1], "There is nothing to count.")


def test_a_job_at_which_somebody_works_is_left_alone_until_they_are_silent(
    workspace: Workspace, ben: User, settings: Any
) -> None:
    job = ask(workspace, ben)
    Job.objects.update(heartbeat_at=timezone.now(), started_at=timezone.now(), attempts=1)
    assert not services.run(job.pk)
    silent = timezone.now() - timedelta(seconds=settings.SILENT_SECONDS + 1)
    Job.objects.update(heartbeat_at=silent)
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.attempts, job.file_name) == (2, "count.txt")


def test_a_job_that_was_begun_three_times_is_given_up(workspace: Workspace, ben: User) -> None:
    job = ask(workspace, ben)
    Job.objects.update(attempts=3)
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert job.problem.startswith("It was begun 3 times")


def test_a_process_that_comes_back_to_life_does_not_overwrite_the_result(
    workspace: Workspace, ben: User, kinds: list[int]
) -> None:
    job = ask(workspace, ben)
    old = services._take(job.pk)
    assert old is not None
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(days=1))
    assert services.run(job.pk)
    services._finish(old, Outcome("late.txt", "text/plain", b"late"))
    job.refresh_from_db()
    assert (job.file_name, OutgoingMail.objects.count()) == ("count.txt", 1)


def test_whoever_left_gets_nothing_any_more(workspace: Workspace, ben: User, kinds: list[int]) -> None:
    job = ask(workspace, ben)
    with deed("remove_member", by=None, workspace=workspace):
        Membership.objects.get(user=ben).delete()
    services.run(job.pk)
    job.refresh_from_db()
    assert (kinds, job.result, OutgoingMail.objects.count()) == ([], None, 0)
    assert job.problem.startswith("Whoever asked for it")


def test_the_sweep_takes_up_what_was_left_behind(workspace: Workspace, ben: User) -> None:
    job = ask(workspace, ben)
    assert sweep().jobs == 0  # the worker may be about to take it
    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    assert sweep().jobs == 1
    job.refresh_from_db()
    assert job.file_name == "count.txt"


def test_the_sweep_leaves_it_to_a_worker_that_is_there(workspace: Workspace, ben: User) -> None:
    ask(workspace, ben)
    Worker.objects.create(name="here", seen_at=timezone.now())
    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    DBTaskResult.objects.all().delete()
    assert [sweep().jobs, sweep().jobs, DBTaskResult.objects.count()] == [1, 0, 1]


def test_results_are_kept_for_a_week(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    job = ask(workspace, ben)
    services.run(job.pk)
    client, place = client_of(ben), [workspace.slug, job.pk]
    answer = client.get(reverse("jobs:job_file", args=place))
    assert (answer.content, answer["Content-Type"]) == (b"1 2 3", "text/plain")
    Job.objects.update(finished_at=timezone.now() - timedelta(days=8))
    sweep()
    assert client.get(reverse("jobs:job_file", args=place)).status_code == 404
    assert "Not kept any more" in client.get(reverse("jobs:job", args=place)).content.decode()
    client.post(reverse("jobs:job_again", args=place))
    assert services.run(job.pk)


def test_the_page_asks_for_news_and_gets_none_while_nothing_changed(
    workspace: Workspace, ben: User, client_of: ClientOf
) -> None:
    job = ask(workspace, ben)
    client, place = client_of(ben), [workspace.slug, job.pk]
    shown = client.get(reverse("jobs:job", args=place)).content.decode()
    ask_news = reverse("jobs:job_progress", args=place)
    assert f'hx-get="{ask_news}?seen=waits-0-0-0"' in shown
    assert "<progress" in shown
    assert client.get(ask_news, {"seen": "waits-0-0-0"}).status_code == 204
    Job.objects.update(heartbeat_at=timezone.now(), attempts=1, done=1, of=3)
    news = client.get(ask_news, {"seen": "waits-0-0-0"}).content.decode()
    assert ('max="100" value="33"' in news, "1 of 3 steps" in news) == (True, True)
    Job.objects.update(heartbeat_at=None)
    services.run(job.pk)
    ready = client.get(ask_news, {"seen": "works-1-1-3"}).content.decode()
    assert ("Open the file" in ready, "hx-get" in ready) == (True, False)


def test_a_job_is_seen_by_whoever_asked_and_by_owners(
    workspace: Workspace, ann: User, ben: User, eddy: User, client_of: ClientOf
) -> None:
    job = ask(workspace, ben)
    page = reverse("jobs:job", args=[workspace.slug, job.pk])
    assert [client_of(user).get(page).status_code for user in (ben, ann, eddy)] == [200, 200, 404]
    mine = reverse("jobs:job_list", args=[workspace.slug])
    assert ["Counting" in client_of(user).get(mine).content.decode() for user in (ben, eddy)] == [True, False]


def test_a_job_that_still_runs_is_not_started_twice(
    workspace: Workspace, ben: User, client_of: ClientOf
) -> None:
    job = ask(workspace, ben)
    again = reverse("jobs:job_again", args=[workspace.slug, job.pk])
    assert "It is still being worked on." in client_of(ben).post(again, follow=True).content.decode()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    workspace: Workspace, ben: User, client_of: ClientOf, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        ask(workspace, ben, number=number)
    client = client_of(ben)
    client.get(reverse("jobs:job_list", args=[workspace.slug]))
    with django_assert_num_queries(4):
        client.get(reverse("jobs:job_list", args=[workspace.slug]))


def test_a_second_sweep_at_the_same_time_does_nothing(workspace: Workspace) -> None:
    with sweeping._alone() as alone:
        assert (alone, sweep().words) == (True, "Another one is at it. Nothing done.")


def test_the_command_says_in_one_line_what_it_did(workspace: Workspace, ben: User) -> None:
    job = ask(workspace, ben)
    services.run(job.pk)
    said = StringIO()
    call_command("send_due", stdout=said)
    call_command("send_due", stdout=said)
    assert said.getvalue().splitlines() == [
        "Queued 0, sent 1, failed 0, given up 0; jobs taken up 0.",
        "Queued 0, sent 0, failed 0, given up 0; jobs taken up 0.",
    ]


def test_what_fails_to_queue_is_named_and_keeps_nothing_else_from_it(workspace: Workspace, ben: User) -> None:
    @due
    def breaks(now: datetime) -> int:
        raise ValueError

    services.run(ask(workspace, ben).pk)
    said = StringIO()
    try:
        with pytest.raises(CommandError, match="Not everything worked"):
            call_command("send_due", stdout=said)
    finally:
        del outbox_registry._due[f"{__name__}.{breaks.__qualname__}"]
    assert "sent 1" in said.getvalue()
    assert "breaks" in said.getvalue()
