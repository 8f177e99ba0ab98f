"""Imports a plan file: everything or nothing, in one deed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.exchange.applying import Applying
from alignment.exchange.approving import with_drafts
from alignment.exchange.checking import check
from alignment.exchange.citing import warn_of_citations
from alignment.exchange.comparing import Changes, compare, known_in
from alignment.exchange.crediting import warn_of_claims
from alignment.exchange.document import Document
from alignment.exchange.forgotten import without_erased
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import erased_people, workspace_named
from alignment.exchange.sent import with_sent
from alignment.exchange.told import Importer, with_told
from alignment.exchange.whole import whole
from alignment.models import Deed, User, Workspace
from alignment.rules.content import PlanContent


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do: list by list, with what is odd about the file.

    `differences` says where the file and an existing workspace disagree about name and currency;
    `deed` is None for a preview and when there was nothing to do.
    """

    changes: tuple[Changes, ...]
    warnings: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    new_workspace: bool = False
    deed: Deed | None = None

    @property
    def added(self) -> int:
        return sum(len(one.added) for one in self.changes)

    @property
    def changed(self) -> int:
        return sum(len(one.changed) for one in self.changes)

    @property
    def unchanged(self) -> int:
        return sum(one.unchanged for one in self.changes)


#: What a file would do, list by list, and what is odd about it.
Compared = tuple[tuple[Changes, ...], tuple[str, ...]]


class _NothingToDo(Exception):
    """The file changes nothing, so that there is no deed to record."""


def workspace_for(document: Document, slug: str) -> Workspace:
    """The workspace at an address, or an unsaved one with the file's name and currency (EUR by default)."""
    found = workspace_named(slug)
    if found is not None:
        return found
    said = document.workspace
    return Workspace(slug=slug, name=said.get("name", slug), currency=said.get("currency", "EUR"))


def import_document(
    document: Document, *, workspace: Workspace, by: User | None, home: str = "", dry_run: bool = False
) -> ImportReport:
    """Adds what is new, changes what has the same key, leaves everything else alone; all of it or nothing.

    An unsaved workspace is made. `home` is the key of the plan of new items that name none, where the
    file does not settle it by having one plan; without it the workspace's only plan is, and where
    there is no plan anywhere a first one is made. The same file again changes nothing and leaves no deed.
    Raises PlanFileError when the file does not fit the workspace; nothing is written then.
    """
    new = workspace._state.adding
    if dry_run:
        content = PlanContent() if new else whole(workspace)
        document, home = _settled(document, content, workspace, home)
        return _report(
            document,
            workspace,
            _compared(document, content, workspace, home, by),
            new,
            None,
        )
    compared: Compared = ((), ())
    subject = ", ".join(row["title"] for row in document.rows("plans"))
    try:
        with deed("import", by=by, workspace=workspace, subject=subject) as row:
            # Compared under the workspace's lock: nobody writes between the look and the deed.
            content = whole(workspace)
            document, home = _settled(document, content, workspace, home)
            compared = _compared(document, content, workspace, home, by)
            changes = compared[0]
            if not new and not any(one.added or one.changed for one in changes):
                raise _NothingToDo
            applying = Applying(workspace, content, changes, by)
            applying.write()
            if row.plan_id is None and len(document.rows("plans")) == 1:
                row.plan_id = applying.ids.rows["plans"][document.home]
                row.save(update_fields=["plan"])
    except _NothingToDo:
        return _report(document, workspace, compared, new, None)
    return _report(document, workspace, compared, new, row)


def _settled(
    document: Document, content: PlanContent, workspace: Workspace, home: str
) -> tuple[Document, str]:
    """The document and the plan that is the home of new items that name none ("" when they must name one)."""
    if document.home or home:
        return document, document.home or home
    if not content.plans:
        document = document.with_first_plan(document.workspace.get("name") or workspace.name)
        return document, document.home
    only = content.plans[0].key if len(content.plans) == 1 and not document.rows("plans") else ""
    return document, only


def _compared(
    document: Document, content: PlanContent, workspace: Workspace, home: str, by: User | None
) -> Compared:
    """What the file would do, and what is odd about it; PlanFileError when it does not fit."""
    problems = check(document.lists, known_in(content), home)
    if problems:
        raise PlanFileError(problems)
    erased = frozenset[str]() if workspace._state.adding else erased_people(workspace)
    document, ignored = without_erased(document, content, erased)
    document, sent = with_sent(document, content)
    if workspace.second_person and by is not None:
        document, drafts = with_drafts(document, content)
        ignored += drafts
    document = with_told(document, content, Importer(str(by)[:120] if by else "", erased))
    changes = tuple(compare(document, content, home))
    odd = (*warn_of_citations(document, changes, content), *warn_of_claims(document, changes, content))
    return changes, (*document.warnings, *ignored, *sent, *odd)


def _report(
    document: Document, workspace: Workspace, compared: Compared, new: bool, row: Deed | None
) -> ImportReport:
    differences = () if new else tuple(_differences(document, workspace))
    return ImportReport(*compared, differences, new, row)


def _differences(document: Document, workspace: Workspace) -> list[str]:
    now = {"name": workspace.name, "currency": workspace.currency}
    what = _("workspace %(field)s: the file says '%(file)s', '%(now)s' is kept")
    return [
        what % {"field": field, "file": document.workspace[field], "now": value}
        for field, value in now.items()
        if document.workspace.get(field, value) != value
    ]
