"""A plan with people around it who talk: members, somebody with a link by name, and a group."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from alignment.comments.queries.items import subject_of
from alignment.comments.services.writing import add_comment
from alignment.models import Comment, OutgoingMail, Plan, ShareLink, User
from tests import factories as make


@dataclass
class Guest:
    """A browser that has opened a share link."""

    link: ShareLink
    client: Client

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"guest_comments:{name}", args=[self.link.pk, *args])

    def say(self, text: str, name: str = "Mia", item: Any = None, **more: Any) -> Any:
        where = ("item_comments", item.layer.word, item.pk) if item else ("comment_list",)
        return self.client.post(self.url(*where), {"text": text, "name": name, **more})


def guest_of(plan: Plan, rights: str = "comment", **fields: Any) -> Guest:
    """Somebody with a link of their own browser."""
    link, token = make.make_share(plan, rights=rights, **fields)
    return another_browser(link, token)


def another_browser(link: ShareLink, token: str) -> Guest:
    client = Client()
    client.get(reverse("link_open", args=[token]))
    return Guest(link, client)


def place(name: str, *args: Any) -> str:
    return reverse(f"comments:{name}", args=["acme", *args])


def comment(plan: Plan, text: str = "How sure is it?", *, item: Any = None, **fields: Any) -> Comment:
    """A comment that guests see, unless told otherwise."""
    made, _row = add_comment(
        plan, text=text, subject=subject_of(item) if item else None, **({"internal": False} | fields)
    )
    return made


def account(person: Any, user: User) -> Any:
    """A person with an account."""
    type(person).objects.filter(pk=person.pk).update(user=user)
    person.refresh_from_db()
    return person


def mailed() -> list[str]:
    """To whom mail is queued, in order."""
    return sorted(OutgoingMail.objects.filter(dropped_at=None).values_list("to", flat=True))
