"""Says what an item of the catalogue is for: learning outcomes that it builds, goals that it claims."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.catalogue.services.auditing import note_audit
from alignment.deeds import StaleWrite, create_all, deed
from alignment.models import BusinessGoal, CatalogueItem, CatalogueLink, Deed, LearningOutcome, User


def build(
    item: CatalogueItem,
    outcomes: Iterable[LearningOutcome],
    *,
    by: User | None,
    reason: str = "",
    suggested: bool = False,
) -> Deed:
    """Links an item to learning outcomes that it builds; pairs that are linked stay as they are.

    ValidationError when every one is linked already or belongs elsewhere.
    """
    workspace = item.workspace
    with deed("link", by=by, workspace=workspace, subject=item.title) as row:
        there = set(item.links.values_list("learning_outcome_id", flat=True))
        wanted = {one.pk: one for one in outcomes if one.workspace_id == workspace.pk}
        fresh = [one for pk, one in wanted.items() if pk not in there]
        if not fresh:
            raise ValidationError(_("It is linked already."))
        place = CatalogueLink.objects.filter(item=item).next_position()
        create_all(
            [
                CatalogueLink(
                    workspace=workspace,
                    item=item,
                    learning_outcome=one,
                    reason=reason.strip(),
                    suggested=suggested,
                    position=place + index,
                )
                for index, one in enumerate(fresh)
            ]
        )
    note_audit(workspace)
    return row


def claim(item: CatalogueItem, goal: BusinessGoal, *, by: User | None, reason: str) -> Deed:
    """Notes that an item is said to serve a goal, which the audit counts apart; a reason is needed."""
    if not reason.strip():
        raise ValidationError(_("Say why it serves this goal."))
    with deed("link", by=by, workspace=item.workspace, subject=item.title) as row:
        if goal.workspace_id != item.workspace_id or item.links.filter(goal=goal).exists():
            raise ValidationError(_("It claims this goal already."))
        CatalogueLink.objects.create(
            workspace=item.workspace,
            item=item,
            goal=goal,
            reason=reason.strip(),
            position=CatalogueLink.objects.filter(item=item).next_position(),
        )
    note_audit(item.workspace)
    return row


def unlink(item: CatalogueItem, link_id: int, *, by: User | None) -> Deed:
    """Takes a link away; StaleWrite when somebody has done so already."""
    with deed("unlink", by=by, workspace=item.workspace, subject=item.title) as row:
        found = item.links.filter(pk=link_id).first()
        if found is None:
            raise StaleWrite(None)
        found.delete()
    note_audit(item.workspace)
    return row


def dismiss(item: CatalogueItem, outcome: LearningOutcome, *, by: User | None) -> Deed:
    """Sets a suggestion aside: the deed itself says which, and taking it back brings the suggestion back."""
    with deed("dismiss_suggestion", by=by, workspace=item.workspace, subject=item.title) as row:
        row.made = [["CatalogueItem", item.pk], ["LearningOutcome", outcome.pk]]
        row.save(update_fields=["made"])
    return row
