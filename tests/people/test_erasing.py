"""A person who asks is forgotten: found nowhere but where the documents say, in every table there is."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from alignment.deeds import deed, undo, why_not_undo
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.framework.services.items import save_item
from alignment.models import (
    Answer,
    Comment,
    Consultation,
    Conversation,
    Deed,
    Invitation,
    Membership,
    OutgoingMail,
    Person,
    ReviewRequest,
    ShareLink,
    SignOff,
    User,
)
from alignment.people.queries.belongings import everything_about, forecast
from alignment.people.queries.traces import KEPT, Wanted, searched_models, words_of
from alignment.people.services import members
from alignment.people.services import people as services
from alignment.people.services.erasing import AlreadyErased, StillMember, erase
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import source_of
from tests.factories import (
    make_goal,
    make_member,
    make_person,
    make_user,
)
from tests.traces import EMAIL, NAME, NEEDLES, OLD_EMAIL, OLD_NAME, found_in_tables, furnish

#: What docs/privacy.md lists: column by column, and nothing else.
EXCEPTIONS = {
    ("alignment_signoff", "name"),
    ("alignment_signoff", "known_as"),
    ("alignment_signoff", "words"),
    ("alignment_signoffwithdrawal", "name"),
    ("alignment_signoffwithdrawal", "reason"),
    ("alignment_snapshot", "content"),
    ("alignment_snapshot", "note"),
    ("alignment_snapshot", "made_by_name"),
}


@pytest.fixture
def zadie(ann: User, workspace: Any, plan: Any) -> Person:
    """Somebody who has left traces everywhere, under two names."""
    made, _done = services.add(
        Person,
        workspace,
        by=ann,
        name=OLD_NAME,
        email=OLD_EMAIL,
        team="Quillfeather & Sons",
        interest="high",
        influence="low",
    )
    with deed("edit", by=ann, workspace=workspace):
        made.key = "zadie-quillfeather"
        made.save()
    made, _done = services.edit(
        made,
        version=1,
        by=ann,
        name=NAME,
        email=EMAIL,
        team="Quillfeather & Sons",
        next_contact=timezone.localdate(),
    )
    return made


@pytest.mark.parametrize("words", [False, True])
def test_they_are_found_nowhere_but_where_it_is_said(ann, plan, zadie, workspace, words):
    furnish(zadie, ann)
    counted = forecast(zadie)
    before = found_in_tables()
    assert {"alignment_comment", "alignment_deed", "alignment_historicalperson", "alignment_person"} <= {
        table for table, _column in before
    }
    gone, _done = erase(zadie, words=words, by=ann)
    assert found_in_tables() == EXCEPTIONS & before
    assert (gone.name, gone.email, gone.team, gone.interest, gone.next_contact) == (
        "Former stakeholder 1",
        "",
        "",
        "",
        None,
    )
    text = write(export_content(workspace).content)
    assert [one for one in NEEDLES if one.lower() in text.lower()] == []
    assert "Former stakeholder 1" in text
    assert counted.traces > 10
    assert (counted.links, counted.requests, counted.sign_offs, counted.mails) == (1, 1, 1, 1)
    assert (counted.comments, counted.answers, counted.responses, counted.notes) == (1, 1, 1, 1)
    assert (counted.conversations, counted.versions) == (1, 1)
    mine = Comment.objects.get(person=zadie)
    assert (mine.text, mine.author_name) == ("" if words else "My words", "Former stakeholder 1")
    assert (mine.withdrawn_at is not None) == words
    assert Answer.objects.get().text == ("" if words else "More time to talk")
    assert (Conversation.objects.get().questions == "") == words
    assert (Consultation.objects.get(person=zadie).note == "") == words
    assert Consultation.objects.get(role="learner").note.startswith("Ask Former stakeholder 1 (")


def test_what_evidence_needs_stays_and_what_opens_is_closed(ann, plan, zadie):
    furnish(zadie, ann)
    erase(zadie, words=True, by=ann)
    signed = SignOff.objects.get()
    assert (signed.name, signed.known_as, signed.decision) == (NAME, NAME, "agree_if")
    assert (signed.email, signed.person, signed.link) == ("", None, None)
    assert (signed.withdrawal.name, signed.withdrawal.link, signed.withdrawal.user) == (NAME, None, None)
    assert [one.is_open for one in ShareLink.objects.all()] == [False]
    assert [one.withdrawn_at is None for one in ReviewRequest.objects.all()] == [False]
    assert [one.is_open for one in Invitation.objects.all()] == [False]
    assert [one.to for one in OutgoingMail.objects.all()] == ["ann@example.org"]


def test_nobody_can_take_it_back(ann, plan, zadie, workspace):
    edited = Deed.objects.filter(verb="edit").latest("pk")
    _gone, done = erase(zadie, words=False, by=ann)
    assert (done.subject, why_not_undo(done)) == ("Former stakeholder 1", "This cannot be undone.")
    with pytest.raises(Exception, match="changed again since"):
        undo(edited, by=ann)
    with pytest.raises(AlreadyErased):
        erase(zadie, words=True, by=ann)


def test_a_version_keeps_its_text_and_its_pages_say_the_new_name(client_of, ann, plan, zadie):
    furnish(zadie, ann)
    version = plan.snapshots.get()
    text, digest = version.content, version.digest
    client = client_of(ann)
    address = f"/w/acme/plans/{plan.pk}/versions/1/"
    shown = [source_of(version).content.people[0].name]  # kept in the process
    erase(zadie, words=True, by=ann)
    version.refresh_from_db()
    assert (version.content, version.digest) == (text, digest)
    shown.append(source_of(version).content.people[0].name)
    assert shown == [NAME, "Former stakeholder 1"]
    for part in ("", "trace/", "map/"):
        page = client.get(address + part).content.decode()
        body = page.replace("Agreed with " + NAME, "")  # the note of a version is a part of it
        assert [one for one in NEEDLES if one.lower() in body.lower()] == []
    assert "has been changed" not in client.get(address).content.decode()


def test_names_inside_other_words_and_of_others_stay(ann, plan, workspace):
    ann_lee = make_person(workspace, "Ann Lee")
    other = make_person(workspace, "Bo Lind")
    twin = make_person(workspace, "Bo Lind", team="Sales")
    goal = make_goal(
        plan, title="Ann Leeway, ann  lee and Joann Lee", description="Bo Lind knows", owner=other
    )
    erase(ann_lee, words=False, by=ann)
    goal.refresh_from_db()
    assert goal.title == "Ann Leeway, Former stakeholder 1 and Joann Lee"
    assert forecast(other).wanted.shared == ("Bo Lind",)
    erase(other, words=False, by=ann)
    goal.refresh_from_db()
    twin.refresh_from_db()
    assert (goal.description, goal.owner.name, twin.name) == (
        "Bo Lind knows",
        "Former stakeholder 2",
        "Bo Lind",
    )


def test_a_name_of_one_word_is_looked_for_as_the_owner_says(client_of, ann, plan, workspace):
    finance = make_person(workspace, "Finance")
    goal = make_goal(plan, title="Finance is faster", contributors=["Finance"])
    client = client_of(ann)
    address = f"/w/acme/people/{finance.pk}/erase/"
    assert client.post(address, {"way": "anonymise", "final": "on"}).status_code == 422
    client.post(address, {"way": "anonymise", "where": "whole", "final": "on"})
    goal.refresh_from_db()
    assert (goal.title, goal.contributors) == ("Finance is faster", ["Former stakeholder 1"])


def test_other_workspaces_keep_their_rows(ann, cleo, zadie, plan):
    theirs = make_person(cleo.memberships.get().workspace, NAME, email=EMAIL)
    erase(zadie, words=True, by=ann)
    theirs.refresh_from_db()
    assert (theirs.name, theirs.email) == (NAME, EMAIL)


def test_a_members_account_goes_with_its_last_workspace(ann, plan, workspace):
    user = make_user("zadie")
    User.objects.filter(pk=user.pk).update(name=NAME, email=EMAIL)
    user.refresh_from_db()
    make_member(workspace, user, "editor")
    person, _done = services.add(Person, workspace, by=ann, name="Z. Q.", user=user)
    goal = make_goal(plan)
    save_item(goal, version=1, by=user, fields={"strategy": "Mine"})
    take_snapshot(plan, note="", by=user)
    with pytest.raises(StillMember):
        erase(person, words=False, by=ann)
    members.remove_member(Membership.objects.get(user=user), by=ann)
    assert forecast(person).account_goes is True
    erase(person, words=False, by=ann)
    user.refresh_from_db()
    assert (user.is_active, user.is_erased, user.name) == (False, True, "Former stakeholder 1")
    assert found_in_tables() == {("alignment_snapshot", "made_by_name")}
    assert plan.snapshots.get().maker == "Former stakeholder 1"


def test_an_account_that_another_workspace_needs_is_let_go(ann, cleo, plan, workspace):
    make_member(workspace, cleo, "editor")
    person, _done = services.add(Person, workspace, by=ann, name="Cleo", user=cleo)
    save_item(make_goal(plan), version=1, by=cleo, fields={"strategy": "Mine"})
    members.remove_member(Membership.objects.get(user=cleo, workspace=workspace), by=ann)
    erase(person, words=False, by=ann)
    cleo.refresh_from_db()
    assert (cleo.is_active, cleo.name) == (True, "Cleo")
    assert Deed.objects.filter(workspace=workspace, by=cleo).count() == 0
    assert set(Deed.objects.filter(workspace=workspace, by_name="Cleo")) == set()


def test_the_page_counts_first_and_is_for_owners(client_of, ann, eddy, cleo, plan, zadie):
    furnish(zadie, ann)
    address = f"/w/acme/people/{zadie.pk}/erase/"
    assert [client_of(one).get(address).status_code for one in (eddy, cleo)] == [403, 404]
    client = client_of(ann)
    page = client.get(address)
    assert "1 share link is revoked." in page.content.decode()
    assert Person.objects.get().name == NAME
    assert client.post(address, {"way": "erase"}).status_code == 422
    done = client.post(address, {"way": "erase", "final": "on"}, follow=True)
    assert "Former stakeholder 1" in done.content.decode()
    assert NAME not in client.get(f"/w/acme/people/{zadie.pk}/").content.decode()
    assert client.post(f"/w/acme/people/{zadie.pk}/restore/", {"version": 9}).status_code == 303
    assert client.get(f"/w/acme/people/{zadie.pk}/edit/").status_code == 303
    assert client.get(address).status_code == 303


def test_everything_about_them_goes_out_as_a_file(client_of, ann, eddy, plan, zadie):
    furnish(zadie, ann)
    address = f"/w/acme/people/{zadie.pk}/data.json"
    assert client_of(eddy).get(address).status_code == 403
    answer = client_of(ann).get(address)
    document = json.loads(answer.content)
    assert (document["person"]["name"], document["person"]["influence"]) == (NAME, "low")
    assert {one["name"] for one in document["earlier"]} == {NAME, OLD_NAME}
    assert [one["text"] for one in document["comments"]] == ["My words"]
    assert [one["text"] for one in document["answers"]] == ["More time to talk"]
    assert [one["decision"] for one in document["sign_offs"]] == ["agree_if"]
    assert len(document["named_by"]) > 5
    secret = ShareLink.objects.get().token_hash
    assert (secret in answer.content.decode(), "token_hash" in answer.content.decode()) == (False, False)
    assert everything_about(zadie)["account"] is None


def test_words_of_json_and_patterns_are_cleaned():
    wanted = Wanted(("Jörg Šála", "Bo"), ("bo@x.org",), name="N", address="A", inside=False)
    assert wanted.clean({"who": ["JÖRG  ŠÁLA", "Bo", "Bo said", 3], "Jörg Šála": None}) == {
        "who": ["N", "N", "Bo said", 3],
        "N": None,
    }
    assert wanted.cleaned("BO@x.org, xbo@x.org, bo@x.org.uk, bo@x.org.") == "A, xbo@x.org, bo@x.org.uk, A."


def test_every_table_with_words_is_searched_or_listed():
    """A model that comes later is searched when it belongs to a workspace; otherwise it is named here."""
    apart = {
        model.__name__
        for model in apps.get_app_config("alignment").get_models(include_auto_created=True)
        if words_of(model) and model not in searched_models() and not issubclass(model, KEPT)
    }
    assert apart == {"Workspace", "HistoricalWorkspace", "User", "Worker"}
    assert all(issubclass(one, models.Model) for one in searched_models())
