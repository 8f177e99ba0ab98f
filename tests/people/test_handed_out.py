"""Everything about a person is handed out by lists of columns, and no secret stands in any of them."""

import json
import re

from django.db import models
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import Comment, OutgoingMail, Participant, Person, ShareLink
from alignment.outbox.services import post
from alignment.people.queries.belongings import Belongings
from alignment.people.queries.handed_out import GIVEN_OUT, given_out
from tests.factories import make_person
from tests.traces import EMAIL, NAME, furnish

SECRET = re.compile(r"_hash$|^text$|^html$|^key$|^browser$|request_key|once|message_id|digest$|session_data")


def _naming_models() -> set[type[models.Model]]:
    return {
        one.related_model
        for one in Person._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and not one.related_model.__name__.startswith("Historical")
    }


def test_every_table_that_names_a_person_has_a_list_of_columns_that_exist():
    assert _naming_models() <= set(GIVEN_OUT)
    for model, names in GIVEN_OUT.items():
        assert names <= {field.attname for field in model._meta.concrete_fields}, model
    assert set(Belongings.__annotations__) >= {"links", "mails"}


def test_no_list_holds_what_opens_or_proves_something():
    found = {
        (model.__name__, name) for model, names in GIVEN_OUT.items() for name in names if SECRET.search(name)
    }
    said = (
        "Answer",
        "Barrier",
        "BenefitLine",
        "Comment",
        "Expectation",
        "Momentum",
        "RequestComment",
        "Story",
    )
    words = {(name, "text") for name in said}
    keys = {
        (model.__name__, "key")
        for model in GIVEN_OUT
        if model is not Participant and any(field.name == "key" for field in model._meta.concrete_fields)
    }
    assert found == words | keys | {("MailChoice", "digest")}


def test_the_file_holds_no_code_and_no_mark_of_a_browser(client_of, ann, plan, workspace):
    zadie = make_person(workspace, NAME, email=EMAIL)
    furnish(zadie, ann)
    Comment.objects.filter(person=zadie).update(browser="mark-of-a-browser")
    with deed("edit", by=ann, workspace=workspace, plan=plan):
        post("sign_off_code", to=EMAIL, person=zadie, subject="Your code", template="reviews/code_mail.txt",
             context={"code": "424242", "plan": plan, "minutes": 30}, once="sign-off-code:7",
             workspace=workspace)  # fmt: skip
    assert "424242" in OutgoingMail.objects.get(kind="sign_off_code").text
    said = client_of(ann).get(reverse("people:person_download", args=["acme", zadie.pk])).content.decode()
    document = json.loads(said)
    assert {"Your code"} <= {one["subject"] for one in document["mails"]}
    assert [one["text"] for one in document["comments"]] == ["My words"]
    secrets = ["424242", "mark-of-a-browser", str(Participant.objects.get().key)]
    secrets += [ShareLink.objects.get().token_hash, "sign-off-code:7"]
    assert [one for one in secrets if one in said] == []


def test_of_a_table_that_nobody_listed_only_the_id_goes_out(workspace):
    assert given_out(workspace) == {"id": workspace.pk}
