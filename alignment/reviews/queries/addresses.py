"""Whether the address to which a code goes is the one of the person who was asked.

Editors may change the address of a person, also after they asked them, and then make a new link and get
the code themselves. So a code proves nothing at an address that an editor put there after the question,
until an owner puts it there, or asks anew. Read from the history of the person, where nobody changes it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from alignment.models import Membership, Person, Plan, ReviewRequest, Rights, Role, ShareLink, SignOff
from alignment.reviews.queries.identity import same_address


@dataclass(frozen=True)
class AddressChange:
    """Somebody gave a person another address, or their first one."""

    before: str
    by: int | None
    by_name: str
    at: datetime


def address_stands(person: Person, since: datetime) -> bool:
    """Whether the address on record was there at that time, or an owner has put it there since."""
    after = [one for one in address_changes([person.pk])[person.pk] if one.at >= since]
    if not after or person.email.casefold() == after[0].before.casefold():
        return True
    return _is_owner(after[-1].by, person.workspace_id)


def asked_since(row: ReviewRequest) -> datetime:
    """Since when a person is asked about a plan; when an owner asks, since they do."""
    if _is_owner(row.asked_by_id, row.workspace_id):
        return row.asked_at
    return min(row.asked_at, first_asked(row.plan, [row.person_id]).get(row.person_id, row.asked_at))


def first_asked(plan: Plan, people: Iterable[int]) -> dict[int, datetime]:
    """When each of some people got their first link to review a plan."""
    links = ShareLink.objects.filter(plan=plan, person__in=people, rights=Rights.REVIEW)
    return dict(links.values_list("person").annotate(first=Min("created")).values_list("person", "first"))


def address_changes(people: Iterable[int]) -> defaultdict[int, list[AddressChange]]:
    """Every change of the addresses of some people, by their ids, in order: one query."""
    found: defaultdict[int, list[AddressChange]] = defaultdict(list)
    last: dict[int, str] = {}
    rows = Person.history.filter(id__in=people).order_by("history_date", "history_id")
    for pk, email, by, name, at in rows.values_list(
        "id", "email", "deed__by_id", "deed__by_name", "history_date"
    ):
        if pk in last and last[pk].casefold() != email.casefold():
            found[pk].append(AddressChange(last[pk], by, name or "", at))
        last[pk] = email
    return found


def changes_before_signing(plan: Plan, signed: Iterable[SignOff]) -> dict[int, AddressChange]:
    """By the id of each decision by a link: the change of address between the question and it."""
    by_link = [one for one in signed if one.person_id and one.email and one.user_id is None]
    if not by_link:
        return {}
    people = {one.person_id for one in by_link if one.person_id is not None}
    asked, changes = first_asked(plan, people), address_changes(people)
    found = {}
    for one in by_link:
        since = asked.get(one.person_id or 0, one.at)
        between = [change for change in changes[one.person_id or 0] if since <= change.at <= one.at]
        if between and not same_address(between[0].before, one.email):
            found[one.pk] = between[-1]
    return found


def _is_owner(user: int | None, workspace: int) -> bool:
    return Membership.objects.filter(user=user, workspace=workspace, role=Role.OWNER).exists()
