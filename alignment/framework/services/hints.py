"""Setting a hint aside with a reason, and bringing it back."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, deed
from alignment.framework.services.checks import Refused
from alignment.models import Deed, DismissedHint, Plan, User
from alignment.rules.gaps import HINTS, Gap


def dismiss_hint(plan: Plan, hint: Gap, *, reason: str, by: User | None) -> Deed:
    """Sets a hint of a plan aside until somebody brings it back, and keeps why.

    ValidationError without a reason; Refused for a gap, which is closed and never set aside, and
    when somebody set this hint aside already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is set aside.")})
    if hint.kind not in HINTS:
        raise Refused(_("A gap cannot be set aside, only a hint."))
    with deed("dismiss_hint", by=by, workspace=plan.workspace, plan=plan, subject=hint.title) as row:
        if _there(plan, hint) is not None:
            raise Refused(_("Somebody has set it aside already."))
        said = DismissedHint(
            workspace=plan.workspace,
            plan=plan,
            kind=hint.kind.value,
            item=hint.key,
            other=hint.other,
            reason=reason.strip(),
            date=timezone.localdate(),
            by_name=str(by)[:120] if by else "",
            position=DismissedHint.objects.filter(plan=plan).next_position(),
        )
        said.full_clean()
        said.save()
    return row


def bring_back_hint(plan: Plan, hint: Gap, *, by: User | None) -> Deed:
    """Shows a hint again that was set aside; StaleWrite when somebody brought it back already."""
    with deed("bring_back_hint", by=by, workspace=plan.workspace, plan=plan, subject=hint.title) as row:
        said = _there(plan, hint)
        if said is None:
            raise StaleWrite(None)
        said.delete()
    return row


def _there(plan: Plan, hint: Gap) -> DismissedHint | None:
    """What the workspace keeps of this hint, whatever plan the item was at home in then."""
    rows = DismissedHint.objects.filter(workspace=plan.workspace)
    found: DismissedHint | None = rows.filter(kind=hint.kind.value, item=hint.key, other=hint.other).first()
    return found
