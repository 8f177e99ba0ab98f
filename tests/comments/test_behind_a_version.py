"""Guests of a version: names and titles that came later stay inside."""

from django.urls import reverse

from alignment.deeds import deed
from alignment.models import Person, Plan, User
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.comments.talking import comment, guest_of


def test_names_are_offered_only_from_threads_that_the_link_shows(ann: User, rita: User, plan: Plan) -> None:
    make.make_chain(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    later = make.make_goal(plan, title="Later goal")
    henry = make.make_person(plan.workspace, "Hidden Henry")
    Person.objects.filter(pk=henry.pk).update(user=rita)
    User.objects.filter(pk=rita.pk).update(name="Hidden Henry")
    rita.refresh_from_db()
    comment(plan, "About later", item=later, by=rita)
    frozen, live = guest_of(plan, group_name="G", snapshot=version), guest_of(plan, group_name="G")
    pages = [one.client.get(one.url("comment_list")).content.decode() for one in (frozen, live)]
    assert ["Hidden Henry" in page for page in pages] == [False, True]


def test_behind_a_version_the_plan_is_called_as_the_version_says(ann: User, plan: Plan) -> None:
    make.make_chain(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    with deed("edit_plan", by=ann, workspace=plan.workspace, plan=plan):
        plan.title = "A secret new title"
        plan.save(update_fields=["title"])
    tom = make.make_person(plan.workspace, "Tom Birch")
    guest = guest_of(plan, person=tom, snapshot=version)
    expected = reverse("guest_conversations:expectation_list", args=[guest.link.pk])
    for page in (guest.url("comment_list"), guest.url("thread", 99_999), expected):
        text = guest.client.get(page).content.decode()
        assert ("A secret new title" in text, page == expected) == (False, "as of today" in text)
