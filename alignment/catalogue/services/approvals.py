"""A supervisor's word that something for personal development matters to the business (C17)."""

from datetime import date
from uuid import UUID

from alignment.deeds import StaleWrite, deed
from alignment.models import CatalogueItem, Deed, RelevanceApproval, User
from alignment.people.services.people import find_or_make_person


def approve(
    item: CatalogueItem,
    *,
    for_whom: str,
    supervisor: str,
    approved: bool,
    why: str,
    on: date,
    by: User | None,
    request_key: UUID | None = None,
) -> Deed:
    """Records who says for whom that an item matters, or does not; AlreadyDone for the same form again."""
    workspace = item.workspace
    with deed(
        "approve_relevance", by=by, workspace=workspace, subject=item.title, request_key=request_key
    ) as row:
        made = RelevanceApproval(
            workspace=workspace,
            item=item,
            for_whom=for_whom,
            supervisor=find_or_make_person(workspace, name=supervisor, by=by),
            supervisor_name=supervisor,
            approved=approved,
            why=why,
            on=on,
            position=RelevanceApproval.objects.filter(item=item).next_position(),
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return row


def remove_approval(item: CatalogueItem, approval_id: int, *, by: User | None) -> Deed:
    """Takes such a word away; StaleWrite when somebody has done so already."""
    with deed("remove_approval", by=by, workspace=item.workspace, subject=item.title) as row:
        found = item.approvals.filter(pk=approval_id).first()
        if found is None:
            raise StaleWrite(None)
        found.delete()
    return row
