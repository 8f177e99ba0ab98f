"""A session with its link, and phones that join by it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from alignment.models import GuidedSession, Plan, Rights, ShareLink
from tests.factories import make_session, make_share


@dataclass
class Phone:
    """A browser that followed the link of a session."""

    link: ShareLink
    session: GuidedSession
    client: Client = field(default_factory=Client)

    def follow(self, token: str) -> "Phone":
        self.client.get(reverse("link_open", args=[token]))
        return self

    def place(self, name: str, *args: int) -> str:
        return reverse(f"guest_sessions:{name}", args=[self.link.pk, self.session.pk, *args])

    def join(self, **sent: str) -> "Phone":
        self.client.post(self.place("join"), sent)
        return self

    def answer(self, text: str, number: int = 1, **more: str) -> int:
        sent = {"send": str(number), f"text_{number}": text} | more
        return self.client.post(self.place("answer"), sent).status_code

    def page(self) -> str:
        return self.client.get(self.place("open_session")).content.decode()


@pytest.fixture
def session(plan: Plan) -> GuidedSession:
    return make_session(plan, votes_each=2)


@pytest.fixture
def phone_of() -> Callable[..., Phone]:
    """A phone that followed a new link: phone_of(session), phone_of(session, person=…)."""

    def made(session: GuidedSession, *, bound: bool = True, **fields: object) -> Phone:
        own = {"session": session} if bound else {}
        link, token = make_share(session.plan, rights=Rights.ANSWER, **own, **fields)
        return Phone(link, session).follow(token)

    return made


@pytest.fixture
def phone(session: GuidedSession, phone_of: Callable[..., Phone]) -> Phone:
    return phone_of(session)
