"""One-click acts on an item: archive, bring back, change places, star. And two that need a word."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.forms.acts import AgreeForm, MoveForm, NoLearningForm, StarForm, VersionForm
from alignment.framework.queries.choices import people_names
from alignment.framework.services import lifecycle
from alignment.framework.services.checks import Refused
from alignment.framework.views.answers import complain, done, in_place, row_id
from alignment.models import BusinessGoal, Item, MomentOfTruth
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import BaseForm, status_of


@allows(POST="editor")
def item_archive(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    item = item_to_edit(request.user, workspace, layer, item_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        row = lifecycle.archive_item(item, by=actor(request), version=version)
    except StaleWrite:
        warn(
            request,
            _("“%(title)s” was changed meanwhile. Look at it, then archive it.") % {"title": item.title},
        )
    else:
        tell(request, _("Archived “%(title)s”.") % {"title": item.title}, undo=row)
    return done(request, item.plan, item.layer)


@allows(POST="editor")
def item_restore(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    item = item_to_edit(request.user, workspace, layer, item_id)
    row = lifecycle.restore_item(item, by=actor(request))
    tell(request, _("Brought back “%(title)s”. Its links are to re-check.") % {"title": item.title}, undo=row)
    return done(request, item.plan, item.layer, focus=row_id(item), anchor=row_id(item))


@allows(POST="editor")
def item_reorder(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """Puts an item in the place of `to`, another of its list."""
    item = item_to_edit(request.user, workspace, layer, item_id)
    form = MoveForm(request.POST, item=item)
    if form.is_valid():
        try:
            lifecycle.reorder(item, by=actor(request), to=form.cleaned_data["to"])
        except Refused as refused:
            warn(request, str(refused))
    else:
        warn(request, _("There is no such place any more."))
    return done(request, item.plan, item.layer, focus=row_id(item), anchor=row_id(item))


@allows(POST="editor")
def moment_star(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    moment = item_to_edit(request.user, workspace, "moment", item_id)
    form = StarForm(request.POST)
    starred = form.is_valid() and form.cleaned_data["starred"]
    try:
        assert isinstance(moment, MomentOfTruth)  # noqa: S101 - for the type checker
        row = lifecycle.star_moment(moment, by=actor(request), starred=starred)
    except Refused as refused:
        warn(request, str(refused))
    else:
        words = _("Starred “%(title)s”.") if starred else _("Took the star from “%(title)s”.")
        tell(request, words % {"title": moment.title}, undo=row)
    return done(request, moment.plan, moment.layer, focus=row_id(moment), anchor=row_id(moment))


@allows(GET="editor", POST="editor")
def goal_agree(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Records who agreed to a goal, and when: an act, never a default."""
    goal = item_to_edit(request.user, workspace, "goal", item_id)
    form = AgreeForm(
        request.POST or None,
        initial={"version": goal.version},
        names=people_names(goal.workspace),
        auto_id=f"agree-{goal.pk}-%s",
    )

    def act(said: dict[str, object]) -> Item:
        saved: Item = lifecycle.agree_goal(goal, by=actor(request), **said)  # type: ignore[arg-type]
        return saved

    return _act(
        request, goal, form, act, _("Who agreed to “%(title)s”?"), _("Recorded: “%(title)s” is agreed.")
    )


@allows(GET="editor", POST="editor")
def goal_no_learning(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Says that no learning is planned for a goal; an empty reason takes that back."""
    goal = item_to_edit(request.user, workspace, "goal", item_id)
    assert isinstance(goal, BusinessGoal)  # noqa: S101 - for the type checker
    person = goal.no_learning_by.name if goal.no_learning_by else ""
    initial = {"version": goal.version, "reason": goal.no_learning_planned, "person": person}
    form = NoLearningForm(
        request.POST or None,
        initial=initial,
        names=people_names(goal.workspace),
        auto_id=f"no-learning-{goal.pk}-%s",
    )

    def act(said: dict[str, object]) -> Item:
        saved: Item = lifecycle.mark_no_learning(goal, by=actor(request), **said)  # type: ignore[arg-type]
        return saved

    return _act(
        request, goal, form, act, _("Why is no learning planned for “%(title)s”?"), _("Saved “%(title)s”.")
    )


def _act(
    request: HttpRequest,
    item: Item,
    form: BaseForm,
    act: Callable[[dict[str, object]], Item],
    question: str,
    words: str,
) -> HttpResponse:
    """A small form about an item: asked, checked, done, told."""
    question = question % {"title": item.title}
    if request.method == "POST" and form.is_valid():
        try:
            saved = act(form.cleaned_data)
        except StaleWrite:
            form.add_error(None, _("Somebody changed this goal meanwhile. Open the form again."))
        except ValidationError as error:
            complain(form, error)
        else:
            tell(request, words % {"title": item.title}, undo=saved.done)
            return done(request, item.plan, item.layer, focus=row_id(item), anchor=row_id(item))
    context = {"form": form, "question": question}
    return in_place(request, item, "framework/item_act.html", context, status=status_of(form))
