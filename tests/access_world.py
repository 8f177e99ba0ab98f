"""A world with one of everything, for tests that walk every address: who is in it, and ids for its parts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    Consultation,
    Deed,
    Invitation,
    Membership,
    OutgoingMail,
    ParkedNote,
    Plan,
    Rights,
    Role,
    ShareLink,
    User,
    Workspace,
)
from alignment.outbox.choices import stop_address
from alignment.people.policies import ACCOUNT_POLICIES
from alignment.people.services.accounts import sign_in_token
from alignment.people.services.invitations import digest
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.access_voices import voices_in
from tests.asking import asked_in
from tests.intake.working import work_on
from tests.offers import make_barrier, make_offer
from tests.skills.making import skills_in

MEMBERS = {"viewer": Role.VIEWER, "reviewer": Role.REVIEWER, "editor": Role.EDITOR, "owner": Role.OWNER}
ACTORS = ("anonymous", *MEMBERS, "outsider", "removed", "deactivated")
#: Who has opened a share link, and the right that it gives; those without a right were ended afterwards.
GUESTS = {
    "guest who views": Rights.VIEW,
    "guest who comments": Rights.COMMENT,
    "guest who reviews": Rights.REVIEW,
    "guest who answers": Rights.ANSWER,
    "guest who assesses": Rights.ASSESS,
    "guest who sees a version": Rights.VIEW,
    "guest of a revoked link": "",
    "guest of a link that is over": "",
    "guest of a renewed link": "",
}
#: What ended those.
ENDED: dict[str, dict[str, Any]] = {
    "guest of a revoked link": {"revoked_at": timezone.now()},
    "guest of a link that is over": {"expires_at": timezone.now()},
    "guest of a renewed link": {"token_hash": digest("another secret")},
}


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf, with what its view declares."""

    name: str
    route: str
    kwargs: tuple[str, ...]
    policy: dict[str, str] | None
    login_required: bool
    admits: dict[str, str] | None = None  # the rights that a guest's view asks for

    @property
    def is_ours(self) -> bool:
        return self.name not in ACCOUNT_POLICIES and self.admits is None

    @property
    def id_kwargs(self) -> tuple[str, ...]:
        return tuple(kwarg for kwarg in self.kwargs if kwarg.endswith("_id"))


def addresses(resolver: URLResolver | None = None, route: str = "", prefix: str = "") -> Iterator[Address]:
    """Every pattern of the URLconf."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(
                one, route + str(one.pattern), f"{one.namespace}:" if one.namespace else prefix
            )
        else:
            yield _address(one, route, prefix)


def _address(pattern: URLPattern, route: str, prefix: str) -> Address:
    name, view = f"{prefix}{pattern.name}", pattern.callback
    whole = route + str(pattern.pattern)
    given = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
    given |= {name for name in ("workspace", "share_id") if f":{name}>" in whole}
    return Address(
        name=name,
        route=whole,
        kwargs=tuple(sorted(given)),
        policy=getattr(view, "allows", None) or ACCOUNT_POLICIES.get(name),
        admits=getattr(view, "admits", None),
        login_required=getattr(view, "login_required", True),
    )


@dataclass
class World:
    """Who is in it, by the part they play, and the ids of two workspaces: ours and another one."""

    users: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    ours: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    clients: dict[bool, Client] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)  # of each guest

    def client(self, actor: str, *, checks_csrf: bool = False) -> Client:
        """A browser of an actor, signed in where that is possible. Made once: making one is slow."""
        client = self.clients.get(checks_csrf)
        if client is None:
            client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
            self.clients[checks_csrf] = client
        client.cookies.clear()
        if actor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        return client

    def url(self, address: Address, **other: Any) -> str:
        """The address filled with our ids, `other` instead of some."""
        filled = {kwarg: self._value(address, kwarg) for kwarg in address.kwargs}
        return reverse(address.name, kwargs=filled | other)

    def foreign_id(self, address: Address, kwarg: str) -> Any:
        """What another workspace has in this place of the address."""
        layer = SPECIAL.get(address.name, {}).get("layer", "goal")
        return self.foreign["items"][layer] if kwarg == "item_id" else self.foreign[kwarg]

    def _value(self, address: Address, kwarg: str) -> Any:
        if kwarg == "token":
            return self.tokens[address.name]
        special = SPECIAL.get(address.name, {})
        if kwarg == "layer":
            return special.get("layer", "outcome" if "link_id" in address.kwargs else "goal")
        if kwarg == "item_id":
            return self.ours["items"][special.get("layer", "goal")]
        if kwarg in special:
            return special[kwarg]
        if kwarg in OTHER.get(address.name, {}):
            return self.ours[OTHER[address.name][kwarg]]
        if kwarg == "share_id" and address.admits:
            return self.links["guest who views"]
        if kwarg not in self.ours:
            pytest.fail(f"{address.route} takes {kwarg!r}: add one to tests/access_world.py.")
        return self.ours[kwarg]


#: Addresses that serve one layer only, or want a word that is no id.
SPECIAL: dict[str, dict[str, str]] = {
    "account_confirm_email": {"key": "made-up"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "made-up"},
    "framework:interview": {"step": "goals"},
    "framework:link_new": {"layer": "outcome"},
    "framework:moment_star": {"layer": "moment"},
    "framework:step": {"step": "goals"},
    "framework:item_new": {"step": "goals"},
    "framework:initiative_decide": {"layer": "initiative"},
    "framework:outcome_agree": {"layer": "outcome"},
    "measurement:money": {"layer": "initiative"},
    "framework:learning_promote": {"layer": "learning"},
    "intake:result_make": {"layer": "initiative"},
    "intake:result_link": {"layer": "initiative"},
    "intake:outcome_cause_new": {"layer": "outcome"},
    "help:topic": {"topic": "goals"},
    "versions:row_restore": {"kind": "request"},
    "practices:practice_detail": {"practice": "culture"},
    "practices:answer_new": {"practice": "culture"},
    "skills:skill_choose": {"layer": "learning"},
}
#: Addresses that want another of our rows than the usual one of that name.
OTHER: dict[str, dict[str, str]] = {"skills:import_report": {"job_id": "skills_job_id"}}


def build() -> World:
    """The world: our workspace with an actor of each role, and another one with an owner."""
    world = World()
    owner, outsider = make.make_user("owner"), make.make_user("outsider")
    ours, other = make.make_workspace("acme", owner), make.make_workspace("other", outsider)
    world.users |= {"owner": owner, "outsider": outsider}
    for name in ("viewer", "reviewer", "editor"):
        world.users[name] = make.make_user(name)
        make.make_member(ours, world.users[name], MEMBERS[name])
    for name in ("removed", "deactivated"):
        world.users[name] = make.make_user(name)
        make.make_member(ours, world.users[name], Role.OWNER)
    for name, user in world.users.items():
        client = Client()
        client.force_login(user)
        world.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    with deed("remove_member", by=owner, workspace=ours):
        Membership.objects.get(workspace=ours, user=world.users["removed"]).delete()
    User.objects.filter(pk=world.users["deactivated"].pk).update(is_active=False)
    world.ours, world.foreign = _furnish(ours, owner, "ours"), _furnish(other, outsider, "foreign")
    _invite_guests(world, ours, owner)
    world.tokens["people:invitation_open"] = "ours"
    world.tokens["asking:ask"] = "ask-ours"
    world.tokens["mail_stop"] = stop_address(OutgoingMail.objects.get(workspace=ours)).split("/")[-2]
    world.tokens["people:first_sign_in_open"] = sign_in_token(make.make_user("invited"))
    return world


def _invite_guests(world: World, workspace: Workspace, owner: User) -> None:
    """A guest with a link of each right, opened in a browser of its own."""
    plan = Plan.objects.get(workspace=workspace)
    for name, right in GUESTS.items():
        seen: dict[str, Any]
        seen = {"snapshot": plan.snapshots.first()} if name == "guest who sees a version" else {}
        if right == Rights.ASSESS:
            seen = {"assessment": plan.assessments.get()}
        link, token = make.make_share(plan, by=owner, rights=right or Rights.VIEW, **seen)
        client = Client()
        client.get(reverse("link_open", args=[token]))
        world.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        world.links[name] = link.pk
        world.tokens.setdefault("link_open", token)
        if not right:
            ShareLink.objects.filter(pk=link.pk).update(**ENDED[name])
    # What belongs to a guest by name (a request for a review, for instance) belongs to the reviewing one.
    world.ours["share_id"] = world.links["guest who views"]


def _furnish(workspace: Workspace, owner: User, token: str) -> dict[str, Any]:
    """One of everything in a workspace, by the name that addresses give it."""
    plan = make.make_plan(workspace)
    goal, outcome, moment, learning, initiative = make.make_chain(plan)
    metric = make.make_metric(outcome, baseline=10, target=20, target_date=date(2027, 12, 31))
    reading = make.make_reading(metric, date(2026, 11, 1), 12)
    member = make.make_member(workspace, make.make_user(f"member-{workspace.slug}"))
    with deed("invite", by=owner, workspace=workspace):
        invitation = Invitation.objects.create(
            workspace=workspace,
            email=f"asked-{workspace.slug}@example.org",
            role=Role.VIEWER,
            token_hash=digest(token),
            invited_by=owner,
            expires_at=timezone.now() + timedelta(days=14),
        )
    with deed("consult", by=owner, workspace=workspace, plan=plan):
        consultation = Consultation.objects.create(workspace=workspace, plan=plan, step=1, role="learner")
        note = ParkedNote.objects.create(workspace=workspace, plan=plan, text="Later")
    person, group = make.make_person(workspace), make.make_group(workspace)
    with deed("edit", by=owner, workspace=workspace, plan=plan, subject=goal.title) as row:
        goal.version += 1
        goal.save()
    version, _done = take_snapshot(plan, note="Agreed", by=owner)
    items = {
        "goal": goal,
        "outcome": outcome,
        "moment": moment,
        "learning": learning,
        "initiative": initiative,
    }
    return {
        "workspace": workspace.slug,
        "plan_id": plan.pk,
        "items": {layer: item.pk for layer, item in items.items()},
        "item_id": goal.pk,
        "link_id": outcome.links_up.get().pk,
        "metric_id": metric.pk,
        "reading_id": reading.pk,
        "person_id": person.pk,
        "group_id": group.pk,
        "member_id": member.pk,
        "invitation_id": invitation.pk,
        "consultation_id": consultation.pk,
        "note_id": note.pk,
        "number": version.number,
        "practice_answer_id": make.make_practice_answer(workspace).pk,
        **(asked := asked_in(workspace, person, owner, f"ask-{token}")),
        **work_on(asked["asked_id"], initiative),
        "row_id": asked["asked_id"],
        "deed_id": Deed.objects.get(pk=row.pk).pk,
        "catalogue_id": make_offer(workspace, "Listening").pk,
        "barrier_id": make_barrier(workspace).pk,
        **voices_in(plan, goal, initiative, person, owner),
        **skills_in(plan, goal, learning, group, owner),
    }
