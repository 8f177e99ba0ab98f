"""The share links of a plan: who has one, making one, giving it a new secret, and revoking it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, plan_to_edit, plan_to_read, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.guests.queries import link_made_by
from alignment.guests.services import (
    address_of,
    make_link,
    renew_link,
    usual_days,
)
from alignment.models import ShareLink
from alignment.sharing.forms import LinkForm, RenewForm
from alignment.sharing.lines import invitation_of, link_lines
from alignment.sharing.services import end_all_links, end_link
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.versions.snapshots import versions_of


@allows(GET="viewer")
def link_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Every link of the plan, those that open something first."""
    plan = plan_to_read(request.user, workspace, plan_id)
    page, lines = link_lines(plan, request.GET.get("page", "1"))
    context = {"plan": plan, "page": page, "lines": lines, "any_open": any(line.opens for line in lines)}
    return render(request, "sharing/link_list.html", context)


@allows(GET="editor", POST="editor")
def link_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Makes a link; the answer shows its secret, and no other page ever does."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    if plan.archived_at is not None:
        warn(request, _("This plan is archived. Bring it back before you share it."))
        return redirect("sharing:link_list", workspace, plan_id)
    form = LinkForm(sent(request), plan=plan, versions=versions_of(plan))
    if request.method == "POST" and form.is_valid():
        try:
            made, token = make_link(plan, by=actor(request), **form.asked())
        except AlreadyDone as earlier:
            return _made_before(request, workspace, plan_id, earlier)
        return _made(request, made, token)
    context = {"plan": plan, "form": form}
    return render(request, "sharing/link_new.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def link_renew(request: HttpRequest, workspace: str, share_id: int) -> HttpResponse:
    """Gives a link a new secret; the one it had opens nothing from then on."""
    found = _link(request, workspace, share_id)
    form = RenewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"] or usual_days(found.rights)
        key = form.cleaned_data["request_key"]
        try:
            renewed, token = renew_link(found, by=actor(request), days=days, request_key=key)
        except AlreadyDone as earlier:
            return _made_before(request, workspace, found.plan_id, earlier)
        except StaleWrite:
            warn(request, _("This link was revoked. Make a new one instead."))
            return redirect("sharing:link_list", workspace, found.plan_id)
        return _made(request, renewed, token)
    context = {"plan": found.plan, "share": found, "form": form}
    return render(request, "sharing/link_renew.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def link_revoke(request: HttpRequest, workspace: str, share_id: int) -> HttpResponse:
    """Ends a link, from the next click of whoever has it open."""
    found = _link(request, workspace, share_id)
    back = reverse("sharing:link_list", args=[workspace, found.plan_id])
    if request.method == "POST":
        end_link(found, by=actor(request))
        tell(request, _("The link of %(holder)s is revoked. It opens nothing any more.") % _of(found))
        return redirect(back)
    context = {
        "question": _("Revoke the link of %(holder)s?") % _of(found),
        "consequence": _(
            "It opens nothing from the next click on, also where it is open now. This is final."
        ),
        "action": _("Revoke it"),
        "cancel_url": back,
    }
    return render(request, "ui/confirm.html", context)


@allows(GET="editor", POST="editor")
def link_revoke_all(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Ends every link of a plan."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    back = reverse("sharing:link_list", args=[workspace, plan_id])
    if request.method == "POST":
        count = end_all_links(plan, by=actor(request))
        words = ngettext("%(count)s link is revoked.", "%(count)s links are revoked.", count)
        tell(request, words % {"count": count})
        return redirect(back)
    context = {
        "question": _("Revoke all links of “%(plan)s”?") % {"plan": plan},
        "consequence": _("Nobody without an account can open the plan any more. This is final."),
        "action": _("Revoke all"),
        "cancel_url": back,
    }
    return render(request, "ui/confirm.html", context)


def _link(request: HttpRequest, workspace: str, share_id: int) -> ShareLink:
    found: ShareLink = row_to_edit(ShareLink, request.user, workspace, share_id, "plan", "person", "snapshot")
    found.plan.workspace = found.workspace
    return found


def _of(link: ShareLink) -> dict[str, Any]:
    return {"holder": link.holder}


def _made(request: HttpRequest, link: ShareLink, token: str) -> HttpResponse:
    """Shown in this answer and never again: the secret stands in no address, no session and no message."""
    context = {"plan": link.plan, "share": link, "invitation": invitation_of(link, address_of(token))}
    return render(request, "sharing/link_made.html", context)


def _made_before(request: HttpRequest, workspace: str, plan_id: int, earlier: AlreadyDone) -> HttpResponse:
    """The page was loaded again: the link is there, its secret is not."""
    found = link_made_by(earlier.deed)
    if found is None:
        return redirect("sharing:link_list", workspace, plan_id)
    return render(request, "sharing/link_made.html", {"plan": found.plan, "share": found})
