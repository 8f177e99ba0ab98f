"""What members say about a request, and the questions that a workspace asks of every one."""

from collections.abc import Callable

import pytest
from django.test import Client

from alignment.deeds import StaleWrite
from alignment.intake.services import questions as services
from alignment.models import DevelopmentRequest, RequestComment, TriageAnswer, TriageQuestion, User, Workspace
from tests.asking import make_question, make_remark, make_request

Clients = Callable[[User], Client]
QUESTIONS = "/w/acme/requests/questions/"
KEY = {"request_key": "1d0f4b5e-7f0e-4a3e-b0e0-9c6d1b0e7a33"}


@pytest.fixture
def asked(workspace: Workspace) -> DevelopmentRequest:
    return make_request(workspace)


def test_a_reviewer_comments_once_however_often_it_is_sent(
    client_of: Clients, rita: User, ben: User, asked: DevelopmentRequest
) -> None:
    address = f"/w/acme/requests/{asked.pk}/comments/"
    for _ in range(2):
        client_of(rita).post(address, {"text": "Seen before.\nIn spring.", **KEY})
    one = RequestComment.objects.get()
    assert (one.user, one.author_name, one.text) == (rita, "Rita", "Seen before.\nIn spring.")
    assert "In spring." in client_of(ben).get(f"/w/acme/requests/{asked.pk}/").content.decode()
    assert client_of(ben).post(address, {"text": "Me too"}).status_code == 403


def test_an_empty_comment_is_refused_on_the_page(
    client_of: Clients, rita: User, asked: DevelopmentRequest
) -> None:
    page = client_of(rita).post(f"/w/acme/requests/{asked.pk}/comments/", {"text": "  "})
    assert page.status_code == 422
    assert "Write something first." in page.content.decode()


def test_only_the_own_comment_is_withdrawn(
    client_of: Clients, rita: User, eddy: User, asked: DevelopmentRequest
) -> None:
    one = make_remark(asked, rita)
    address = f"/w/acme/requests/{asked.pk}/comments/{one.pk}/withdraw/"
    page = client_of(eddy).post(address, follow=True).content.decode()
    assert "Only who wrote a comment can withdraw it." in page
    assert "Seen before." in page
    assert "Seen before." not in client_of(rita).post(address, follow=True).content.decode()
    assert RequestComment.objects.get().withdrawn_at is not None


def test_a_comment_is_found_on_its_own_request_only(
    client_of: Clients, rita: User, asked: DevelopmentRequest
) -> None:
    one, other = make_remark(asked, rita), make_request(asked.workspace)
    address = f"/w/acme/requests/{other.pk}/comments/{one.pk}/withdraw/"
    assert client_of(rita).post(address).status_code == 404
    assert RequestComment.objects.get().withdrawn_at is None


def test_questions_are_added_put_better_and_set_aside(
    client_of: Clients, eddy: User, ben: User, workspace: Workspace
) -> None:
    client = client_of(eddy)
    for _ in range(2):
        client.post(QUESTIONS, {"text": "Is there a law?", **KEY})
    one = TriageQuestion.objects.get()
    client.post(f"{QUESTIONS}{one.pk}/", {"text": "Is there a law behind it?", "version": 1})
    page = client.post(f"{QUESTIONS}{one.pk}/", {"text": "Mine", "version": 1})
    assert page.status_code == 409
    assert "Mine" in page.content.decode()
    client.post(f"{QUESTIONS}{one.pk}/archive/", {"version": 2})
    one.refresh_from_db()
    assert (one.text, one.is_archived) == ("Is there a law behind it?", True)
    client.post(f"{QUESTIONS}{one.pk}/restore/", {"version": 3})
    one.refresh_from_db()
    assert not one.is_archived
    assert client_of(ben).post(QUESTIONS, {"text": "Mine"}).status_code == 403
    assert client.post(QUESTIONS, {"text": ""}).status_code == 422


def test_answers_stand_on_the_page_of_the_request(
    client_of: Clients, eddy: User, ben: User, asked: DevelopmentRequest
) -> None:
    law, others = make_question(asked.workspace), make_question(asked.workspace, "Who else has it?")
    address = f"/w/acme/requests/{asked.pk}/answers/"
    said = {f"question-{law.pk}": "No.", f"question-{others.pk}": " ", "version": 1}
    client_of(eddy).post(address, said)
    assert [(one.question, one.text) for one in TriageAnswer.objects.all()] == [(law, "No.")]
    page = client_of(ben).get(f"/w/acme/requests/{asked.pk}/").content.decode()
    assert ("No." in page, "Not answered yet" in page) == (True, True)
    client_of(eddy).post(address, {f"question-{law.pk}": "", "version": 2})
    assert not TriageAnswer.objects.exists()


def test_answers_of_two_people_are_not_lost(
    client_of: Clients, eddy: User, ann: User, asked: DevelopmentRequest
) -> None:
    law = make_question(asked.workspace)
    services.answer(asked, answers={law.pk: "Theirs."}, by=ann, version=1)
    page = client_of(eddy).post(
        f"/w/acme/requests/{asked.pk}/answers/", {f"question-{law.pk}": "Mine.", "version": 1}
    )
    assert page.status_code == 409
    assert all(words in page.content.decode() for words in ("Theirs.", "Mine."))
    with pytest.raises(StaleWrite):
        services.answer(asked, answers={law.pk: "Mine."}, by=ann, version=1)


def test_a_question_that_is_not_asked_any_more_keeps_its_answers(
    client_of: Clients, ben: User, ann: User, asked: DevelopmentRequest
) -> None:
    law, never = make_question(asked.workspace), make_question(asked.workspace, "Never answered?")
    services.answer(asked, answers={law.pk: "No."}, by=ann, version=1)
    for one in (law, never):
        services.set_archived(one, archived=True, by=ann, version=1)
    page = client_of(ben).get(f"/w/acme/requests/{asked.pk}/").content.decode()
    assert ("Is there a law behind it?" in page, "Never answered?" in page) == (True, False)
