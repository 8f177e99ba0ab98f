"""One-click acts on an item: archive, bring back, change places, star. And two that need a word."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.credit_words import breach_words
from alignment.framework.forms.acts import AgreeForm, MoveForm, NoLearningForm, StarForm, VersionForm
from alignment.framework.queries.choices import people_names
from alignment.framework.queries.credit import split_of
from alignment.framework.services import lifecycle
from alignment.framework.services.checks import Refused
from alignment.framework.views.answers import complain, done, in_place, row_id
from alignment.models import BusinessGoal, Item, MomentOfTruth, PerformanceOutcome
from alignment.ui.conflicts import CONFLICT, Conflict, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import BaseForm, status_of
from alignment.ui.gone import keeps_words


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
            row = lifecycle.reorder(item, by=actor(request), to=form.cleaned_data["to"])
        except Refused as refused:
            warn(request, str(refused))
        else:
            tell(request, _("“%(title)s” has another place now.") % {"title": item.title}, undo=row)
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
@keeps_words(AgreeForm)
def goal_agree(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Records who agreed to a goal, and when: an act, never a default."""
    goal = item_to_edit(request.user, workspace, "goal", item_id)

    def shown(row: Any) -> dict[str, object]:
        return {"person": str(row.agreed_by or ""), "on": row.agreed_on}

    form = AgreeForm(
        request.POST or None,
        initial=shown(goal) | {"version": goal.version},
        names=people_names(goal.workspace),
        auto_id=f"agree-{goal.pk}-%s",
    )

    def act(said: dict[str, object]) -> Item:
        saved: Item = lifecycle.agree_goal(goal, by=actor(request), **said)  # type: ignore[arg-type]
        return saved

    words = _("Recorded: “%(title)s” is agreed.")
    return _act(request, goal, form, act, shown, _("Who agreed to “%(title)s”?"), words)


@allows(GET="editor", POST="editor")
@keeps_words(AgreeForm)
def outcome_agree(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Records who agreed to the split of an outcome, and when: an act, never a default."""
    outcome = item_to_edit(request.user, workspace, "outcome", item_id)
    assert isinstance(outcome, PerformanceOutcome)  # noqa: S101 - for the type checker

    def shown(row: Any) -> dict[str, object]:
        return {"person": str(row.contribution_agreed_by or ""), "on": row.contribution_agreed_on}

    form = AgreeForm(
        request.POST or None,
        initial=shown(outcome) | {"version": outcome.version},
        names=people_names(outcome.workspace),
        auto_id=f"agree-split-{outcome.pk}-%s",
    )

    def act(said: dict[str, object]) -> Item:
        saved: Item = lifecycle.agree_split(outcome, by=actor(request), **said)  # type: ignore[arg-type]
        return saved

    split = split_of(outcome)
    also = {"split": split, "breach": breach_words(replace(split.credit, agreed=True), outcome.title)}
    question = _("Who agreed to the shares in “%(title)s”?")
    words = _("Recorded: the shares in “%(title)s” are agreed.")
    return _act(request, outcome, form, act, shown, question, words, also)


@allows(GET="editor", POST="editor")
@keeps_words(NoLearningForm)
def goal_no_learning(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Says that no learning is planned for a goal; an empty reason takes that back."""
    goal = item_to_edit(request.user, workspace, "goal", item_id)
    assert isinstance(goal, BusinessGoal)  # noqa: S101 - for the type checker

    def shown(row: Any) -> dict[str, object]:
        return {"reason": row.no_learning_planned, "person": str(row.no_learning_by or "")}

    form = NoLearningForm(
        request.POST or None,
        initial=shown(goal) | {"version": goal.version},
        names=people_names(goal.workspace),
        auto_id=f"no-learning-{goal.pk}-%s",
    )

    def act(said: dict[str, object]) -> Item:
        saved: Item = lifecycle.mark_no_learning(goal, by=actor(request), **said)  # type: ignore[arg-type]
        return saved

    question = _("Why is no learning planned for “%(title)s”?")
    return _act(request, goal, form, act, shown, question, _("Saved “%(title)s”."))


def _act(
    request: HttpRequest,
    item: Item,
    form: BaseForm,
    act: Callable[[dict[str, object]], Item],
    shown: Callable[[Any], dict[str, object]],
    question: str,
    words: str,
    also: Mapping[str, object] | None = None,
) -> HttpResponse:
    """A small form about an item: asked, checked, done, told. `shown` is what it shows of a row."""
    context: dict[str, Any] = {"form": form, "question": question % {"title": item.title}, **(also or {})}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = act(form.cleaned_data)
        except StaleWrite as stale:
            status = CONFLICT
            context |= _conflict(form, stale, shown)
        except ValidationError as error:
            complain(form, error)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            tell(request, words % {"title": item.title}, undo=saved.done)
            return done(request, item.plan, item.layer, focus=row_id(item), anchor=row_id(item))
    status = status if status == CONFLICT else status_of(form)
    return in_place(request, item, "framework/item_act.html", context, status=status)


def _conflict(
    form: BaseForm, stale: StaleWrite, shown: Callable[[Any], dict[str, object]]
) -> dict[str, Conflict]:
    """Both texts, and the form with what was typed, which saves on top of what is there now."""
    now: Any = stale.current
    if now is None or now.is_archived:
        form.add_error(None, _("Somebody archived this meanwhile. Bring it back first."))
        return {}
    conflict = conflict_of(form, now, shown)
    on_top(form, now.version)
    return {"conflict": conflict}
