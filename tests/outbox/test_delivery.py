"""How mail gets on its way: by the worker, or at once where none runs."""

import pytest
from django.core import mail as sent_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alignment.models import OutgoingMail, User, Worker, Workspace
from alignment.outbox.services import post
from tests.outbox.test_sending import write

pytestmark = pytest.mark.django_db


def test_mail_goes_with_its_cause_or_not_at_all(workspace: Workspace, ann: User) -> None:
    with transaction.atomic():
        write(workspace, ann)
        transaction.set_rollback(True)
    assert (OutgoingMail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_mail_without_a_transaction_is_a_mistake(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="in the transaction of its cause"):
        post("a", to="a@example.org", subject="", template="", context={}, once="a", workspace=workspace)


def test_urgent_mail_is_sent_at_once_where_no_worker_runs(
    workspace: Workspace, ann: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        write(workspace, ann, urgent=True)
        write(workspace, ann, once="later")
    assert len(sent_mail.outbox) == 1
    assert DBTaskResult.objects.count() == 1


def test_a_worker_is_told_once_of_all_the_mail_that_waits(
    workspace: Workspace, ann: User, django_capture_on_commit_callbacks: object
) -> None:
    Worker.objects.create(name="here", seen_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for number in range(3):
            write(workspace, ann, once=str(number), urgent=True)
    assert (len(sent_mail.outbox), DBTaskResult.objects.count()) == (0, 1)
