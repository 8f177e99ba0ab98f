"""Whether somebody who is signed in is the person who is asked.

Editors may change whose account and address stand at a person. What they write there themselves proves
nothing about them.
"""

from datetime import datetime

from alignment.models import Person, User


def is_theirs(person: Person, user: User) -> bool:
    """Whether an account is the person's, by the address as well where one is on record."""
    return person.user_id == user.pk and (not person.email or same_address(person.email, user.email))


def same_address(one: str, other: str) -> bool:
    """Whether two e-mail addresses are the same; capitals do not count."""
    return bool(one) and one.casefold() == other.casefold()


def proves(person: Person, user: User, asked_at: datetime) -> bool:
    """Whether the account's address, once it is verified, shows that the user is this person.

    Not when the user put their own account or address there after the question, or in the place of another.
    """
    if not is_theirs(person, user) or not same_address(person.email, user.email):
        return False
    before: tuple[int | None, str] | None = None
    rows = Person.history.filter(id=person.pk).order_by("history_date", "history_id")
    for account, email, by, at in rows.values_list("user_id", "email", "deed__by_id", "history_date"):
        if before is not None and by == user.pk and (account, email) != before:
            replaced = (before[0] not in (None, account)) or (
                before[1] and not same_address(before[1], email)
            )
            if at >= asked_at or replaced:
                return False
        before = account, email
    return True
