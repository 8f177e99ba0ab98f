"""Founds workspaces and keeps their settings."""

import secrets

from django.utils.text import slugify

from alignment.deeds import check_version, deed
from alignment.models import Membership, Role, User, Workspace

#: Addresses that belong to the samples.
RESERVED = frozenset({"sample", "sample-start"})


def free_slug(name: str) -> str:
    """An address for a workspace of this name that nobody has yet."""
    slug = slugify(name)[:50].strip("-") or "workspace"
    if slug in RESERVED or Workspace.objects.filter(slug=slug).exists():
        slug = f"{slug}-{secrets.token_hex(3)}"
    return slug


def new_workspace(
    *, name: str, currency: str = "EUR", language: str = "en", time_zone: str = "UTC"
) -> Workspace:
    """A workspace that is not saved yet: open the deed "found" for it, then `found_workspace`."""
    workspace = Workspace(
        slug=free_slug(name), name=name, currency=currency, language=language, time_zone=time_zone
    )
    workspace.full_clean(exclude=["slug"])
    return workspace


def found_workspace(workspace: Workspace, *, by: User) -> Membership:
    """Saves a new workspace with its founder as the owner. Joins the deed "found" when one is open."""
    with deed("found", by=by, workspace=workspace, subject=workspace.name):
        return Membership.objects.create(workspace=workspace, user=by, role=Role.OWNER)


def open_workspace(*, by: User, name: str, currency: str = "EUR") -> Workspace:
    """A further workspace, in the language and time zone of its founder."""
    workspace = new_workspace(
        name=name, currency=currency, language=by.language or "en", time_zone=by.time_zone or "UTC"
    )
    found_workspace(workspace, by=by)
    return workspace


def join_samples(user: User) -> None:
    """Lets anybody with an account into every sample, as an editor. No other workspace is open like that."""
    for workspace in Workspace.objects.filter(is_sample=True).exclude(memberships__user=user):
        with deed("join", by=user, workspace=workspace, subject=str(user)):
            Membership.objects.get_or_create(workspace=workspace, user=user, defaults={"role": Role.EDITOR})


def change_settings(
    workspace: Workspace,
    *,
    by: User,
    version: int,
    name: str,
    currency: str,
    language: str,
    time_zone: str,
    second_person: bool,
) -> Workspace:
    """Changes what a workspace is called, how it shows money, dates and words, who approves readings.

    StaleWrite when somebody saved the settings since `version` (deeds.version_of).
    """
    with deed("settings", by=by, workspace=workspace, subject=name):
        fresh: Workspace = check_version(workspace, version)
        fresh.name, fresh.currency, fresh.language, fresh.time_zone = name, currency, language, time_zone
        fresh.second_person = second_person
        fresh.full_clean()
        fresh.save(update_fields=["name", "currency", "language", "time_zone", "second_person"])
    return fresh
