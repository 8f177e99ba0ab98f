"""Decides about an initiative: keep it, link it, change it, or stop it. The latest decision counts."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.framework.services.checks import Refused
from alignment.framework.services.items import is_live, save_item
from alignment.framework.services.merging import locked
from alignment.models import Decision, Initiative, User

LONGEST_NAME = 120


def decide(
    initiative: Initiative,
    *,
    decision: str,
    reason: str,
    instead: str = "",
    by: User | None,
    request_key: UUID | None = None,
) -> Decision:
    """Records a decision with its reason; to stop changes the status in the same deed.

    What is under way or completed is then stopped, what is only proposed declined. Refused when an
    initiative that is not live is to be kept, linked or changed; ValidationError without a reason; StaleWrite
    when it is archived; AlreadyDone for a repeated `request_key`. `done` of the decision is the deed.
    """
    with deed(
        "decide",
        by=by,
        workspace=initiative.workspace,
        plan=initiative.plan,
        subject=initiative.title,
        request_key=request_key,
    ) as row:
        fresh: Initiative = locked(initiative)
        made = Decision(
            workspace=fresh.workspace,
            initiative=fresh,
            decision=decision,
            reason=reason.strip(),
            instead=instead.strip(),
            date=timezone.localdate(),
            by_name=str(by)[:LONGEST_NAME] if by else "",
            position=Decision.objects.filter(initiative=fresh).next_position(),
        )
        made.full_clean(exclude=["workspace", "initiative"])
        if decision == Decision.Kind.STOP:
            save_item(fresh, by=by, version=fresh.version, fields={"status": status_when_stopped(fresh)})
        elif not is_live(fresh):
            raise Refused(
                _("It is not pursued any more. Give it another status first, then say why it is kept.")
            )
        made.save()
    made.done = row
    return made


def status_when_stopped(initiative: Initiative) -> str:
    """The status of an initiative once it is stopped; one that is stopped or declined stays so."""
    if not is_live(initiative):
        return str(initiative.status)
    proposed = initiative.status == Initiative.Status.PROPOSED
    return str(Initiative.Status.DECLINED if proposed else Initiative.Status.STOPPED)
