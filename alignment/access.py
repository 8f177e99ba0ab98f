"""Who may do what. The only way in which a signed-in view gets an object.

A stranger gets 404, as if the thing did not exist; a member whose role is too low gets 403.
Every view says with `@allows` who may use it with which method; the access functions below
enforce it, and tests/test_access_matrix.py proves that both agree.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from alignment.models import (
    ITEM,
    BriefingCopy,
    Comment,
    Conversation,
    Deed,
    Expectation,
    GuidedSession,
    Item,
    Job,
    Layer,
    Link,
    Membership,
    Metric,
    Person,
    Plan,
    Role,
    Snapshot,
    Update,
    User,
    Workspace,
)
from alignment.models.link import LINK_UP
from alignment.ui.gone import Gone

#: What the pages of an expectation say of it.
EXPECTED = ("plan__workspace", "initiative", "conversation", "owner", "party")

Asker = User | AnonymousUser
AnyModel = TypeVar("AnyModel")
View = TypeVar("View", bound=Callable[..., HttpResponse])

#: Who may use an address: nobody in particular, anybody signed in, or a member with at least this role.
LEVELS = ("public", "signed_in", "viewer", "reviewer", "editor", "owner")


def allows(**methods: str) -> Callable[[View], View]:
    """Declares who may use a view with which method, and answers 405 to any other (HEAD goes with GET)."""
    unknown = set(methods.values()) - set(LEVELS)
    if unknown:
        raise ValueError(f"unknown level {unknown}")
    accepted = {**methods, **({"HEAD": methods["GET"]} if "GET" in methods else {})}

    def declare(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in accepted:
                return HttpResponseNotAllowed(sorted(accepted))
            return view(request, *args, **kwargs)

        checked.allows = accepted  # type: ignore[attr-defined]
        checked.login_required = "public" not in methods.values()  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return declare


def actor(request: HttpRequest) -> User:
    """Who is asking: the user whom services record as having done it."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def membership_of(user: Asker, workspace: str, role: str) -> Membership:
    """The user's membership of a workspace, if its role reaches `role`."""
    if not isinstance(user, User):
        raise Http404
    membership = user.workspaces.get(workspace)
    if membership is None:
        raise Http404
    if not membership.at_least(role):
        raise PermissionDenied
    return membership


def workspace_to_read(user: Asker, workspace: str) -> Workspace:
    return membership_of(user, workspace, Role.VIEWER).workspace


def workspace_to_write(user: Asker, workspace: str) -> Workspace:
    return membership_of(user, workspace, Role.EDITOR).workspace


def workspace_to_own(user: Asker, workspace: str) -> Workspace:
    return membership_of(user, workspace, Role.OWNER).workspace


def workspace_to_review(user: Asker, workspace: str) -> Workspace:
    return membership_of(user, workspace, Role.REVIEWER).workspace


def plan_to_read(user: Asker, workspace: str, plan_id: int) -> Plan:
    return _find(Plan, user, workspace, plan_id, Role.VIEWER)


def plan_to_review(user: Asker, workspace: str, plan_id: int) -> Plan:
    return _find(Plan, user, workspace, plan_id, Role.REVIEWER)


def plan_to_edit(user: Asker, workspace: str, plan_id: int) -> Plan:
    return _find(Plan, user, workspace, plan_id, Role.EDITOR)


def snapshot_to_read(user: Asker, workspace: str, plan_id: int, number: int) -> Snapshot:
    """A version of a plan by its number, with the plan."""
    plan = plan_to_read(user, workspace, plan_id)
    found = plan.snapshots.filter(number=number).select_related("made_by").first()
    if found is None:
        raise Http404
    found.plan, found.workspace = plan, plan.workspace
    return found


def copy_to_read(user: Asker, workspace: str, plan_id: int, copy_id: int) -> BriefingCopy:
    """A kept briefing of a plan."""
    plan = plan_to_read(user, workspace, plan_id)
    found: BriefingCopy | None = BriefingCopy.objects.filter(snapshot__plan=plan, pk=copy_id).first()
    if found is None:
        raise Http404
    return found


def update_to_read(user: Asker, workspace: str, plan_id: int, update_id: int) -> Update:
    return _update(user, workspace, plan_id, update_id, Role.VIEWER)


def update_to_edit(user: Asker, workspace: str, plan_id: int, update_id: int) -> Update:
    return _update(user, workspace, plan_id, update_id, Role.EDITOR)


def session_to_read(user: Asker, workspace: str, plan_id: int, session_id: int) -> GuidedSession:
    return _session(user, workspace, plan_id, session_id, Role.VIEWER)


def session_to_lead(user: Asker, workspace: str, plan_id: int, session_id: int) -> GuidedSession:
    return _session(user, workspace, plan_id, session_id, Role.EDITOR)


def item_to_read(user: Asker, workspace: str, layer: str, item_id: int) -> Item:
    return _find(_model(ITEM, layer), user, workspace, item_id, Role.VIEWER, "plan", "owner")


def item_to_edit(user: Asker, workspace: str, layer: str, item_id: int) -> Item:
    return _find(_model(ITEM, layer), user, workspace, item_id, Role.EDITOR, "plan", "owner")


def item_to_review(user: Asker, workspace: str, layer: str, item_id: int) -> Item:
    return _find(_model(ITEM, layer), user, workspace, item_id, Role.REVIEWER, "plan", "owner")


def link_to_edit(user: Asker, workspace: str, layer: str, link_id: int) -> Link:
    """A link by the layer of its lower end."""
    return _find(_model(LINK_UP, layer), user, workspace, link_id, Role.EDITOR, "lower__plan", "upper__plan")


def link_to_confirm(user: Asker, workspace: str, layer: str, link_id: int) -> Link:
    model = _model(LINK_UP, layer)
    return _find(model, user, workspace, link_id, Role.REVIEWER, "lower__plan", "upper__plan")


def metric_to_read(user: Asker, workspace: str, metric_id: int) -> Metric:
    return _find(Metric, user, workspace, metric_id, Role.VIEWER, "owner")


def metric_to_edit(user: Asker, workspace: str, metric_id: int) -> Metric:
    return _find(Metric, user, workspace, metric_id, Role.EDITOR, "owner")


def person_to_read(user: Asker, workspace: str, person_id: int) -> Person:
    return _find(Person, user, workspace, person_id, Role.VIEWER, "user")


def conversation_to_read(user: Asker, workspace: str, conversation_id: int) -> Conversation:
    return _find(Conversation, user, workspace, conversation_id, Role.VIEWER, "plan", "goal")


def conversation_to_edit(user: Asker, workspace: str, conversation_id: int) -> Conversation:
    return _find(Conversation, user, workspace, conversation_id, Role.EDITOR, "plan__workspace", "goal")


def expectation_to_review(user: Asker, workspace: str, expectation_id: int) -> Expectation:
    return _find(Expectation, user, workspace, expectation_id, Role.REVIEWER, *EXPECTED)


def expectation_to_edit(user: Asker, workspace: str, expectation_id: int) -> Expectation:
    return _find(Expectation, user, workspace, expectation_id, Role.EDITOR, *EXPECTED)


def comment_to_read(user: Asker, workspace: str, comment_id: int) -> Comment:
    return _find(Comment, user, workspace, comment_id, Role.VIEWER, "plan", "parent")


def comment_to_review(user: Asker, workspace: str, comment_id: int) -> Comment:
    return _find(Comment, user, workspace, comment_id, Role.REVIEWER, "plan", "parent")


def deed_to_read(user: Asker, workspace: str, deed_id: int) -> Deed:
    return _find(Deed, user, workspace, deed_id, Role.VIEWER, "undone", "plan")


def deed_to_undo(user: Asker, workspace: str, deed_id: int) -> Deed:
    return _find(Deed, user, workspace, deed_id, Role.EDITOR, "undone", "plan")


def job_to_read(user: Asker, workspace: str, job_id: int) -> Job:
    """A job, for whoever asked for it and for owners; nobody else learns of it."""
    found: Job = _find(Job, user, workspace, job_id, Role.VIEWER, "asked_by")
    if found.asked_by_id != user.pk and not membership_of(user, workspace, Role.VIEWER).can_own:
        raise Http404
    return found


def row_to_read(model: type[Any], user: Asker, workspace: str, row_id: int, *related: str) -> Any:
    return _find(model, user, workspace, row_id, Role.VIEWER, *related)


def row_to_review(model: type[Any], user: Asker, workspace: str, row_id: int, *related: str) -> Any:
    return _find(model, user, workspace, row_id, Role.REVIEWER, *related)


def row_to_edit(model: type[Any], user: Asker, workspace: str, row_id: int, *related: str) -> Any:
    """A row of any other model of the workspace (a person, a parked note …), to be written by an editor."""
    return _find(model, user, workspace, row_id, Role.EDITOR, *related)


def row_to_own(model: type[Any], user: Asker, workspace: str, row_id: int, *related: str) -> Any:
    return _find(model, user, workspace, row_id, Role.OWNER, *related)


def _find(model: type[Any], user: Asker, workspace: str, pk: int, role: str, *related: str) -> Any:
    # A stranger learns nothing; a member without the right learns first whether the thing exists.
    home = membership_of(user, workspace, Role.VIEWER).workspace
    found = model._default_manager.filter(workspace=home, pk=pk).select_related(*related).first()
    if found is None:
        raise _missing(model, user, home, pk, role)
    membership_of(user, workspace, role)
    found.workspace = home
    return found


def _session(user: Asker, workspace: str, plan_id: int, session_id: int, role: str) -> GuidedSession:
    """A guided session of a plan, with the plan; in one query, because pages ask every few seconds."""
    home = membership_of(user, workspace, Role.VIEWER).workspace
    found: GuidedSession | None = (
        GuidedSession.objects.filter(workspace=home, plan=plan_id, pk=session_id)
        .select_related("plan")
        .marked()
        .first()
    )
    if found is None:
        raise _missing(GuidedSession, user, home, session_id, role, plan_id=plan_id)
    membership_of(user, workspace, role)
    found.workspace = found.plan.workspace = home
    return found


def _update(user: Asker, workspace: str, plan_id: int, update_id: int, role: str) -> Update:
    """An update of a plan, with the plan, the story and who sent it."""
    home = membership_of(user, workspace, Role.VIEWER).workspace
    mine = Update.objects.filter(workspace=home, plan=plan_id, pk=update_id)
    found: Update | None = mine.select_related("plan", "story__person", "sent_by").first()
    if found is None:
        raise _missing(Update, user, home, update_id, role, plan_id=plan_id)
    membership_of(user, workspace, role)
    found.workspace = found.plan.workspace = home
    return found


def _missing(model: type[Any], user: Asker, home: Workspace, pk: int, role: str, **where: int) -> Http404:
    """Gone for who may write and when this very place had the row; else nothing tells why."""
    if role not in (Role.EDITOR, Role.REVIEWER) or not hasattr(model, "history"):
        return Http404()
    past = model.history.filter(workspace=home, id=pk, **where).select_related("deed").first()
    member = user.workspaces.get(home.slug) if isinstance(user, User) else None
    return Gone(past) if past is not None and member and member.at_least(role) else Http404()


def _model(models: Mapping[Layer, type[AnyModel]], layer: str) -> type[AnyModel]:
    """The model that an address names by its layer."""
    try:
        return models[Layer.of(layer)]
    except KeyError:
        raise Http404 from None
