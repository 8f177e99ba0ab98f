"""Makes accounts, and the one-time link by which the first owner gets in."""

import hmac
import time

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from alignment.models import User

SIGN_IN_SALT = "throughline.sign-in"
SIGN_IN_AGE = 24 * 3600
CLAIM_AGE = 3600

Claim = list[int | str | float]


class LinkGone(Exception):
    """A one-time link that is unknown, used, expired or revoked: nobody is told which."""


def make_account(*, email: str, name: str = "", password: str | None = None, verified: bool = True) -> User:
    """A new user; ValidationError when the address is taken. Without `password` nobody can sign in yet."""
    user = User.objects.create_user(email, password, name=name)
    if verified:
        verify_address(user)
    return user


def verify_address(user: User) -> None:
    """Records that the user's address is proved to be theirs."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def save_preferences(user: User, **fields: str) -> None:
    """Keeps what a user chose for themselves: name, theme, language, time_zone."""
    for field, value in fields.items():
        setattr(user, field, value)
    user.full_clean(exclude=["password"])
    user.save(update_fields=list(fields))


def sign_in_token(user: User) -> str:
    """A secret that lets its bearer set the user's password, once, within a day."""
    return signing.dumps([user.pk, _state(user)], salt=SIGN_IN_SALT)


def user_of_token(token: str) -> User:
    """Whom a sign-in link is for; LinkGone when it is not, or no longer, good."""
    try:
        pk, state = signing.loads(token, salt=SIGN_IN_SALT, max_age=SIGN_IN_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkGone from None
    return _user(pk, state)


def claim_of(user: User) -> Claim:
    """What a session keeps of a link that was opened: good for the same state of the user, for an hour."""
    return [user.pk, _state(user), time.time() + CLAIM_AGE]


def user_of_claim(claim: object) -> User:
    """Whom an opened link is for; LinkGone when it has been used, or is too old."""
    match claim:
        case [int(pk), str(state), float(until)] if until > time.time():
            return _user(pk, state)
    raise LinkGone


def use_claim(claim: object, *, name: str, password: str) -> User:
    """Sets the password of the user whom the link is for, and uses the link up; LinkGone when it is."""
    with transaction.atomic(durable=True):
        user = user_of_claim(claim)
        before = user.password
        user.set_password(password)
        user.name = name or user.name
        # The link is good for the password it was made for: of two readers only one finds it unchanged.
        if not User.objects.filter(pk=user.pk, password=before).update(
            password=user.password, name=user.name
        ):
            raise LinkGone
        verify_address(user)
    return user


def _user(pk: object, state: object) -> User:
    user = User.objects.filter(pk=pk, is_active=True).first() if isinstance(pk, int) else None
    if user is None or not hmac.compare_digest(_state(user), str(state)):
        raise LinkGone
    return user


def _state(user: User) -> str:
    """What changes when the user signs in or gets a password, so that a link made before is used up."""
    moment = user.last_login.isoformat() if user.last_login else ""
    said = f"{user.pk}:{user.email}:{user.password}:{moment}"
    return salted_hmac(SIGN_IN_SALT, said, algorithm="sha256").hexdigest()
