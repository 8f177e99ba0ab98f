"""Help is open to everybody and explains every word and step."""

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.questions import BY_LAYER, STEPS
from alignment.help.topics import ENTRIES, TOPICS

pytestmark = pytest.mark.django_db
EVERY = [step.slug for step in STEPS] + list(TOPICS)


def test_index_leads_to_every_page(client: Client):
    page = client.get(reverse("help:index")).content.decode()
    for slug in EVERY:
        assert f'href="{reverse("help:topic", args=[slug])}"' in page


@pytest.mark.parametrize("slug", EVERY)
def test_page_opens_without_signing_in(client: Client, slug: str):
    response = client.get(reverse("help:topic", args=[slug]))
    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1


def test_unknown_topic_is_not_found(client: Client):
    assert client.get(reverse("help:topic", args=["nothing"])).status_code == 404


def test_posting_to_help_is_refused(client: Client):
    assert client.post(reverse("help:index")).status_code == 405


def test_every_step_has_six_prompts_and_the_room():
    assert [len(step.prompts) for step in STEPS] == [6, 6, 6, 6, 6]
    assert all(step.room and step.help and step.example for step in STEPS)
    assert [step.title for step in STEPS][0] == "1. Business goals"
    assert set(BY_LAYER) == {"goal", "outcome", "moment", "learning", "initiative"}


def test_glossary_says_each_word_once(client: Client):
    words = [str(entry.word) for entry in ENTRIES]
    assert len(words) == len(set(words))
    page = client.get(reverse("help:topic", args=["glossary"])).content.decode()
    assert page.count("<dt") == len(words)


def test_origin_credits_the_framework(client: Client):
    page = client.get(reverse("help:topic", args=["origin"])).content.decode()
    for name in ("Impact Lab", "Lepaya", "Laura Overton", "Bo Dury"):
        assert name in page
