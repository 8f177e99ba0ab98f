"""Makes the first owner of an installation from the command line, which asks nobody for rights."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import User, Workspace
from alignment.people.services.accounts import sign_in_token
from alignment.people.services.members import make_owner


@dataclass
class OwnerMade:
    """The one-time link, and what was made beside it."""

    address: str
    notes: list[str] = field(default_factory=list)


def create_owner(*, email: str, slug: str) -> OwnerMade:
    """
    Makes `email` an owner of the workspace `slug`; both are made where they are missing.

    The link lets its bearer choose a password, once, within a day. ValidationError, in one line,
    when the address or the slug is none, or the user has been deactivated.
    """
    email = email.strip().lower()
    _check(email, slug)
    notes = []
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and not user.is_active:
        raise ValidationError(f"{email} has been deactivated. Choose another address.")
    workspace = Workspace.objects.filter(slug=slug).first()
    if workspace is None:
        notes.append(f"Made the workspace {slug}.")
    home = workspace or Workspace(slug=slug, name=name_of(slug))
    with deed("join" if workspace else "found", by=user, workspace=home, subject=email) as row:
        if user is None:
            user = User.objects.create_user(email)
            notes.append(f"Made the user {email}.")
            row.by, row.by_name = user, str(user)[:120]
            row.save(update_fields=["by", "by_name"])
        make_owner(home, user=user)
    notes.append("Open this address within 24 hours to choose a password. It works once:")
    return OwnerMade(
        settings.SITE_URL + reverse("people:first_sign_in_open", args=[sign_in_token(user)]), notes
    )


def name_of(slug: str) -> str:
    """A workspace's first name, from its address: "acme-group" reads "Acme group"."""
    return slug.replace("-", " ").replace("_", " ").strip().capitalize() or slug


def _check(email: str, slug: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(f"{email} is no e-mail address.") from None
    try:
        validate_slug(slug)
    except ValidationError:
        raise ValidationError(
            f"{slug} is no address of a workspace: use letters, digits, dashes and underscores."
        ) from None
    if len(slug) > 60:
        raise ValidationError("The address of a workspace has at most 60 characters.")
