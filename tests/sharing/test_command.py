"""manage.py share prints one address and nothing else, or one clear line."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import Deed, Plan, ShareLink, User
from alignment.versions.services import take_snapshot
from tests import factories as make

Share = Callable[..., tuple[str, str]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def share(plan: Plan) -> Share:
    """Runs the command for the plan; gives standard output and standard error."""

    def call(**options: Any) -> tuple[str, str]:
        out, err = StringIO(), StringIO()
        said = {"workspace": "acme", "plan": plan.key, "rights": "view"} | options
        call_command("share", **said, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return call


@pytest.mark.parametrize("rights", ["view", "comment", "answer"])
def test_it_prints_the_address_and_nothing_else(share, client, settings, plan, ann, rights):
    out, err = share(rights=rights)
    address = out.removesuffix("\n")
    assert address.startswith(f"{settings.SITE_URL}/r/")
    assert ("\n" in address, err.count("\n"), address in err) == (False, 1, False)
    link = ShareLink.objects.get()
    assert (link.rights, link.created_by, link.plan, link.snapshot) == (rights, ann, plan, None)
    assert client.get(address.removeprefix(settings.SITE_URL), follow=True).status_code == 200


def test_a_review_is_of_the_latest_version_and_for_14_days(share, plan, ann):
    take_snapshot(plan, note="", by=ann)
    latest, _done = take_snapshot(plan, note="", by=ann)
    person = make.make_person(plan.workspace, key="cfo")
    share(rights="review", person="cfo")
    link = ShareLink.objects.get()
    assert (link.person, link.snapshot.number) == (person, latest.number)
    assert round((link.expires_at - timezone.now()) / timedelta(days=1)) == 14


def test_days_and_the_id_of_a_plan_are_taken(share, plan):
    share(days="7", plan=str(plan.pk))
    assert round((ShareLink.objects.get().expires_at - timezone.now()) / timedelta(days=1)) == 7


def test_the_first_owner_who_may_still_sign_in_is_the_maker(share, workspace, ann):
    second = make.make_user("second")
    make.make_member(workspace, second, "owner")
    User.objects.filter(pk=ann.pk).update(is_active=False)
    share()
    assert ShareLink.objects.get().created_by == second


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"rights": "own"}, "There are no rights 'own'. There are: view, comment, review, answer."),
        ({"workspace": "nowhere"}, "There is no workspace 'nowhere'."),
        ({"plan": "p9"}, "Workspace 'acme' has no plan 'p9'."),
        ({"person": "nobody"}, "Workspace 'acme' has no person 'nobody'."),
        ({"days": "0"}, "--days takes a whole number from 1 to 180, not '0'."),
        ({"days": "181"}, "--days takes a whole number from 1 to 180, not '181'."),
        ({"days": "soon"}, "--days takes a whole number from 1 to 180, not 'soon'."),
        ({"days": "9" * 5000}, f"--days takes a whole number from 1 to 180, not '{'9' * 60}'."),
        ({"rights": "review"}, "A review is for one named person. Say who with --person KEY."),
        ({"rights": "review", "person": "cfo"}, "A review is about a version, and plan 'people' has none. "
         "Freeze one first."),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_nothing_is_written(share, plan, options, said):
    make.make_person(plan.workspace, key="cfo")
    with deed("edit", by=None, workspace=plan.workspace):
        plan.key = "people"
        plan.save(update_fields=["key"])
    options = {"plan": "people"} | options
    with pytest.raises(CommandError) as refused:
        share(**options)
    assert (str(refused.value), refused.value.returncode) == (said, 1)
    assert not ShareLink.objects.exists()
    assert not Deed.objects.filter(verb="share").exists()


def test_a_plan_that_is_archived_is_not_shared(share, plan):
    with deed("archive_plan", by=None, workspace=plan.workspace):
        plan.archived_at = timezone.now()
        plan.save(update_fields=["archived_at"])
    with pytest.raises(CommandError, match="archived"):
        share()
