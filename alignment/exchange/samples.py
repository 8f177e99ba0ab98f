"""The sample workspaces: loaded from the sample plan files, with their dates moved to today."""

from calendar import monthrange
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models

from alignment.deeds import deed
from alignment.exchange.document import Document, Row, read
from alignment.exchange.services import import_document
from alignment.models import LINK_UP, Deed, Invitation, Membership, Person, Plan, Role, User, Workspace

FOLDER = Path(__file__).resolve().parent.parent / "samples"

#: The workspaces with their plans, in the order in which they are loaded.
WORKSPACES = {
    "sample": ("leaders", "service", "sales", "social", "one-company"),
    "sample-start": ("leaders-start",),
}

#: The month in which the stories of the files take place.
TODAY = date(2026, 11, 20)

PASSWORD = "throughline-demo"  # noqa: S105 - printed on purpose, and made in local mode only
ACCOUNTS = {
    "lead@example.org": ("Dana Okoro (sample)", Role.OWNER),
    "editor@example.org": ("Sam Reyes (sample)", Role.EDITOR),
    "reviewer@example.org": ("Tom Birch (sample)", Role.REVIEWER),
    "viewer@example.org": ("Priya Nair (sample)", Role.VIEWER),
}

#: What the moment said before it was changed, which is why its links are to be looked at again.
MOMENT = "development-plan"
EARLIER = "Once a year manager and team member fill in the form."
CHANGED_ON = date(2026, 11, 12)
CONFIRMED_ON = date(2026, 10, 2)  # when its links were made
CHANGED_BY = "editor@example.org"
CHANGED_WHY = "Agreed with the works council: twice a year, and with a real opportunity"


def load_samples(*, today: date, reset: bool = False) -> dict[str, bool]:
    """Makes the sample workspaces that are missing, or all of them anew; says of each whether it was loaded.

    In local mode the sample's accounts exist afterwards and belong to both workspaces.
    """
    users = _accounts() if settings.LOCAL_MODE else {}
    loaded = {}
    for slug, plans in WORKSPACES.items():
        workspace = Workspace.objects.filter(slug=slug).first() or Workspace(slug=slug, is_sample=True)
        if not workspace.is_sample:  # somebody's own workspace at this address
            loaded[slug] = False
            continue
        there = set(Plan.objects.filter(workspace_id=workspace.pk).values_list("key", flat=True))
        missing = [plan for plan in plans if reset or plan not in there]
        for plan in missing:
            _load(workspace, plan, users, months_between(TODAY, today), anew=reset and plan == missing[0])
        _join(workspace, users)
        loaded[slug] = bool(missing)
    return loaded


def sample_text(plan: str) -> str:
    """The plan file of a sample."""
    return (FOLDER / f"{plan}.json").read_text(encoding="utf-8")


def months_between(start: date, end: date) -> int:
    """How many whole months lead from one month to another."""
    return (end.year - start.year) * 12 + end.month - start.month


def moved(value: Any, months: int) -> Any:
    """A value with every date in it moved by whole months; a month-end stays a month-end."""
    if isinstance(value, date):
        year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        is_end = value.day == monthrange(value.year, value.month)[1]
        return date(year, month + 1, last if is_end else min(value.day, last))
    if isinstance(value, tuple):
        return tuple(moved(part, months) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: moved(getattr(value, one.name), months) for one in fields(value)})
    return value


def empty(workspace: Workspace, keep: Deed) -> None:
    """Takes everything out of a sample but its members, and all history but the deed in progress."""
    if not workspace.is_sample:
        raise ValueError("Only a sample workspace is ever emptied.")
    kept: tuple[type[models.Model], ...] = (Membership, Invitation)
    kept_history: tuple[Any, ...] = tuple(model.history.model for model in kept)  # type: ignore[attr-defined]
    for history in kept_history:
        history._base_manager.filter(workspace_id=workspace.pk).update(deed=None)
    # Foreign keys are checked at the end of the transaction, so the order does not matter.
    for model in apps.get_app_config("alignment").get_models():
        if model in kept or model in kept_history or not _belongs(model):
            continue
        rows: Any = model._base_manager.filter(workspace_id=workspace.pk)
        rows = rows.exclude(pk=keep.pk) if model is Deed else rows
        rows._raw_delete(rows.db)


def _belongs(model: type[models.Model]) -> bool:
    return any(one.name == "workspace" for one in model._meta.concrete_fields)


def _load(workspace: Workspace, plan: str, users: dict[str, User], months: int, *, anew: bool) -> None:
    by = users.get("lead@example.org")
    document = _moved(read(sample_text(plan)), months)
    after: Row | None = None
    if plan == "leaders":
        document, after = _before_the_change(document)
    if workspace._state.adding:
        workspace.name, workspace.currency = document.workspace["name"], document.workspace["currency"]
    subject = document.rows("plans")[0]["title"]
    with deed("import", by=by, workspace=workspace, subject=subject) as row:
        if anew:
            empty(workspace, keep=row)
        import_document(document, workspace=workspace, by=by)
        _know(workspace, users)
        if after is not None:
            _confirm_earlier(row, moved(CONFIRMED_ON, months))
    if after is not None:
        _change_moment(workspace, after, users.get(CHANGED_BY), moved(CHANGED_ON, months))


def _moved(document: Document, months: int) -> Document:
    lists = {
        name: [{field: moved(value, months) for field, value in row.items()} for row in rows]
        for name, rows in document.lists.items()
    }
    return Document(document.workspace, lists, document.warnings)


def _before_the_change(document: Document) -> tuple[Document, Row]:
    """The document with the moment as it was, and the moment as it is now."""
    after = next(row for row in document.rows("moments") if row["key"] == MOMENT)
    before = [{**row, "situation": EARLIER} if row is after else row for row in document.rows("moments")]
    return Document(document.workspace, {**document.lists, "moments": before}), after


def _change_moment(workspace: Workspace, after: Row, by: User | None, on: date) -> None:
    plan = Plan.objects.get(workspace=workspace, key="leaders")
    change = Document(lists={"moments": [{"key": MOMENT, "situation": after["situation"]}]})
    with deed("edit", by=by, workspace=workspace, plan=plan, subject=after["title"], why=CHANGED_WHY) as row:
        Deed.objects.filter(pk=row.pk).update(
            at=datetime.combine(on, time(10), UTC), by_name=ACCOUNTS[CHANGED_BY][0]
        )
        import_document(change, workspace=workspace, by=by)


def _know(workspace: Workspace, users: dict[str, User]) -> None:
    """Says which of the sample's people have an account, so that each finds what concerns them. In a deed."""
    for user in users.values():
        for person in Person.objects.filter(workspace=workspace, name=user.name, user=None):
            person.user = user
            person.save()


def _confirm_earlier(row: Deed, on: date) -> None:
    """Dates the confirmations of the links that a deed made before the change that came later."""
    at = datetime.combine(on, time(9), UTC)
    for model in LINK_UP.values():
        history: Any = model.history  # type: ignore[attr-defined]
        made = history.filter(deed=row)
        model.objects.filter(pk__in=made.values("id")).update(confirmed_at=at)
        made.update(confirmed_at=at)


def _accounts() -> dict[str, User]:
    """The sample's accounts, made where they are missing, with addresses that count as verified."""
    users = {}
    for email, (name, _role) in ACCOUNTS.items():
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, PASSWORD, name=name)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        users[email] = user
    return users


def _join(workspace: Workspace, users: dict[str, User]) -> None:
    for email, user in users.items():
        if Membership.objects.filter(workspace=workspace, user=user).exists():
            continue
        with deed("join", by=user, workspace=workspace, subject=user.name):
            Membership.objects.create(workspace=workspace, user=user, role=ACCOUNTS[email][1])
