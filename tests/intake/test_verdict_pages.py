"""The pages on which a request is decided, and on which whoever asked is answered."""

import pytest
from django.test import Client

from alignment.models import (
    DevelopmentRequest,
    OutgoingMail,
    Person,
    Workspace,
)
from tests.asking import make_request
from tests.intake.working import NO, decide, home, make_cause, make_why, version


def test_what_is_not_ready_is_told_and_stops_nobody(client: Client, asked: DevelopmentRequest) -> None:
    make_why(asked)
    answers = {"manager_supports": "yes", "time_released": "no", "measure_agreed": ""}
    client.post(home(asked, "readiness/"), answers | version(asked))
    page = client.get(home(asked, "verdict/")).content.decode()
    assert "time for it" in page
    assert "the support of the managers" not in page
    assert decide(client, asked, verdict="learning", verdict_reason="It helps").status_code == 302
    assert "a number that shows whether it helped" in client.get(home(asked)).content.decode()


def test_a_verdict_says_what_it_lacks_and_keeps_what_was_typed(
    client: Client, asked: DevelopmentRequest
) -> None:
    response = decide(client, asked, verdict="not_learning", verdict_reason="A rule is in the way")
    text = response.content.decode()
    assert response.status_code == 422
    for words in ("Say what would help instead.", "Say who takes it on.", "Say from when.", "A rule is in"):
        assert words in text
    response = decide(client, asked, verdict="learning", verdict_reason="It helps")
    assert "Nobody has asked why yet." in response.content.decode()
    assert decide(client, asked, verdict="maybe", verdict_reason="It helps").status_code == 422
    assert DevelopmentRequest.objects.get(pk=asked.pk).verdict == ""


def test_the_form_says_what_a_verdict_needs(client: Client, asked: DevelopmentRequest) -> None:
    text = " ".join(client.get(home(asked, "verdict/")).content.decode().split())
    assert 'What do you decide? <span class="required">required</span>' in text
    assert 'Why <span class="required">required</span>' in text
    assert text.count("Needed with “Not a learning problem”.") == 3


def test_nobody_works_on_it_since_a_day(client: Client, asked: DevelopmentRequest) -> None:
    decide(client, asked)
    text = " ".join(client.get(home(asked)).content.decode().split())
    assert text.count("<dt>Who works on it</dt><dd>Nobody yet</dd>") == 1


def test_a_no_says_what_it_frees(client: Client, asked: DevelopmentRequest) -> None:
    assert decide(client, asked)["Location"] == home(asked, "#verdict")
    text = client.get(home(asked)).content.decode()
    assert "This no frees 96 hours and EUR 4,800 for something that helps." in " ".join(text.split())
    assert Person.objects.get().name == "Tom Birch"


def test_an_old_verdict_form_meets_the_newer_verdict(client: Client, asked: DevelopmentRequest) -> None:
    old = version(asked)
    decide(client, asked)
    response = client.post(home(asked, "verdict/"), {**NO, "remedy": "Something else", **old})
    assert response.status_code == 409
    assert "The plan is closed on Thursday at noon" in response.content.decode()


def test_the_request_is_opened_again(client: Client, asked: DevelopmentRequest) -> None:
    decide(client, asked)
    client.post(home(asked, "verdict/remove/"))
    assert DevelopmentRequest.objects.get(pk=asked.pk).verdict == "not_learning"
    client.post(home(asked, "verdict/remove/"), version(asked))
    assert DevelopmentRequest.objects.get(pk=asked.pk).verdict == ""
    assert "Earlier verdicts" in client.get(home(asked)).content.decode()


def test_the_reply_is_drafted_changed_printed_and_sent_once(
    client: Client, asked: DevelopmentRequest
) -> None:
    assert client.get(home(asked, "reply/")).status_code == 404
    assert client.get(home(asked, "reply/edit/"))["Location"] == home(asked, "#verdict")
    make_cause(asked, found="In five of six weeks changes came late", chosen=True)
    decide(client, asked)
    draft = client.get(home(asked, "reply/edit/")).context["form"]["reply"].value()
    assert draft == (
        "Thank you for raising it. We looked at it together with you. "
        "In five of six weeks changes came late. Changes come after the deadline. "
        "A course would take 96 hours and leave that as it is. "
        "We suggest this instead: The plan is closed on Thursday at noon. "
        "Tom Birch takes it on, from 2 November 2026. "
        "If it stays as it is, come back to us, and we start from there."
    )
    assert client.post(home(asked, "reply/edit/"), {"reply": "", **version(asked)}).status_code == 422
    client.post(home(asked, "reply/edit/"), {"reply": "Thank you, Tom.", **version(asked)})
    letter = client.get(home(asked, "reply/")).content.decode()
    assert "Thank you, Tom." in letter
    client.post(home(asked, "reply/send/"))
    assert OutgoingMail.objects.count() == 0
    for _time in range(2):
        client.post(home(asked, "reply/send/"), version(asked))
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["tom@example.org"]
    late = client.post(home(asked, "reply/edit/"), {"reply": "Too late", **version(asked)})
    assert (late.status_code, "Too late" in late.content.decode()) == (422, True)
    assert client.get(home(asked, "reply/edit/"))["Location"] == home(asked, "#reply")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"verdict": "learning"}, "We think that learning can change this, and we take it on."),
        ({"verdict": "partly"}, "Learning can change a part of it, and we take that part on."),
        (
            {"verdict": "wait", "look_again_on": "2027-01-15"},
            "We look at it again on 15 January 2027.",
        ),
        ({"verdict": "decline"}, "If something changes, come back to us, and we look at it again."),
    ],
    ids=lambda one: one["verdict"] if isinstance(one, dict) else "",
)
def test_every_verdict_has_kind_words(
    client: Client, asked: DevelopmentRequest, said: dict[str, str], words: str
) -> None:
    make_why(asked)
    decide(client, asked, verdict_reason="As we said", **said)
    draft = client.get(home(asked, "reply/edit/")).context["form"]["reply"].value()
    assert draft.startswith("Thank you for raising it.")
    assert words in draft
    assert "As we said." in draft


def test_a_reply_without_an_address_is_noted_as_given(client: Client, workspace: Workspace) -> None:
    asked = make_request(workspace, verdict="decline", verdict_reason="Not ours", reply="Thank you.")
    page = client.get(home(asked)).content.decode()
    assert ("Send it" in page, "I passed it on myself" in page) == (False, True)
    client.post(home(asked, "reply/given/"), version(asked))
    assert DevelopmentRequest.objects.get(pk=asked.pk).replied_on is not None
