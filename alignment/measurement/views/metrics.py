"""The metrics tab of a plan, and one metric: sheet, trend, readings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import (
    actor,
    allows,
    item_to_edit,
    metric_to_edit,
    metric_to_read,
    plan_to_edit,
    plan_to_read,
)
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.citing import cited_in
from alignment.framework.queries.stake import Stake, stake_of_targets
from alignment.framework.queries.stories import stories_of_plan
from alignment.measurement import services
from alignment.measurement.approving import approves_own
from alignment.measurement.charts import trend_of
from alignment.measurement.forms.metrics import EditMetricForm, MeaningForm, NewMetricForm
from alignment.measurement.forms.readings import ReadingForm
from alignment.measurement.heat import heat_map
from alignment.measurement.metric_page import metrics_context
from alignment.measurement.queries import (
    aims,
    home_plan,
    measurable_items,
    measured,
    metric_of,
    values_of,
)
from alignment.measurement.queries.drafts import draft_count
from alignment.measurement.queries.readings import by_group, recorded
from alignment.measurement.returns import returns_context
from alignment.models import Item, Layer, Metric, Plan
from alignment.tracing.contents import content_of
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, as_id, sent, status_of
from alignment.ui.gone import Gone, keeps_words
from alignment.ui.htmx import own_page


@allows(GET="viewer")
def metric_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    found, today = content_of(plan.workspace, plan), timezone.localdate()
    rows, member = measured(found, today), actor(request).workspaces[workspace]
    context = metrics_context(request, rows, heat=heat_map(found, today), adds_readings=member.can_write)
    context |= {"plan": plan, "drafts": draft_count(rows), "stories": stories_of_plan(plan)}
    context |= returns_context(found, today)
    return render(request, "measurement/metric_list.html", context)


@allows(GET="editor", POST="editor")
def metric_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """?item= is chosen from the start; where links rest on the targets of an item, asks why first."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    asked = request.POST.get("asked") or request.GET.get("item", "")
    stake = _stake_at(request, workspace, asked)
    form = _new_form(request, plan, asked, stake)
    if request.method == "POST" and form.is_valid():
        item = item_to_edit(request.user, workspace, *form.place())
        chosen = form.cleaned_data["item"]
        if chosen == asked or not form.aims() or not stake_of_targets(item):
            return _add(request, plan, item, form)
        asked, stake = chosen, stake_of_targets(item)
        form = _new_form(request, plan, asked, stake)
    context = {"plan": plan, "form": form, "stake": stake, "asked": asked, "left": left(request)}
    return render(request, "measurement/metric_new.html", context, status=status_of(form))


def _new_form(request: HttpRequest, plan: Plan, chosen: str, stake: Stake | None) -> NewMetricForm:
    return NewMetricForm(
        request.POST or None,
        workspace=plan.workspace,
        items=measurable_items(plan),
        initial={"item": chosen},
        asks=stake is not None,
    )


def _stake_at(request: HttpRequest, workspace: str, place: str) -> Stake | None:
    """What rests on the targets of an item that an address names ("goal-12"); None for anything else."""
    word, _dash, pk = place.partition("-")
    if word not in (Layer.GOAL.word, Layer.OUTCOME.word) or as_id(pk) is None:
        return None
    return stake_of_targets(item_to_edit(request.user, workspace, word, int(pk)))


def _add(request: HttpRequest, plan: Plan, item: Item, form: NewMetricForm) -> HttpResponse:
    try:
        metric, done = services.add_metric(
            item,
            by=actor(request),
            fields=form.values(),
            readers=form.readers(),
            told=form.told(),
            request_key=form.cleaned_data["request_key"],
            **form.about_meaning(),
        )
    except AlreadyDone:
        return redirect("measurement:metric_list", plan.workspace.slug, plan.pk)
    tell(request, _("Added “%s”.") % metric.title, undo=done)
    return redirect(left(request) or metric_address(metric))


@allows(GET="viewer")
def metric_detail(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_read(request.user, workspace, metric_id)
    row = metric_of(metric, timezone.localdate())
    readings = recorded(metric, actor(request))
    context = {
        "plan": home_plan(metric.item),
        "metric": metric,
        "row": row,
        "chart": trend_of(row.metric, row.standing, row.as_of),
        "readings": readings,
        "by_group": by_group(readings),
        "form": ReadingForm(
            workspace=metric.workspace, approves=approves_own(actor(request), metric.workspace)
        ),
        "cited_in": cited_in(metric),
        "left": left(request),
    }
    return render(request, "measurement/metric_detail.html", context)


@allows(GET="editor", POST="editor")
@keeps_words(EditMetricForm)
def metric_edit(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    stake, initial = stake_of_targets(metric.item), values_of(metric)
    form = EditMetricForm(sent(request), workspace=metric.workspace, initial=initial, asks=stake is not None)
    context = {"plan": home_plan(metric.item), "metric": metric, "form": form, "left": left(request)}
    context |= {"stake": stake, "row": metric_of(metric, timezone.localdate())}
    if request.method == "POST" and form.is_valid():
        try:
            saved, done = services.edit_metric(
                metric,
                by=actor(request),
                version=form.cleaned_data["version"] or 0,
                fields=form.values(),
                readers=form.readers(),
                told=form.told(),
                **form.about_meaning(),
            )
        except StaleWrite as stale:
            if stale.current is None:
                raise Gone from None
            context["conflict"] = conflict_of(form, stale.current, values_of)
            on_top(form, stale.current.version)  # type: ignore[attr-defined]
            return render(request, "measurement/metric_edit.html", context, status=CONFLICT)
        tell(request, _("Saved “%s”.") % saved.title, undo=done)
        return redirect(left(request) or metric_address(metric))
    return render(request, "measurement/metric_edit.html", context, status=status_of(form))


@allows(POST="editor")
def metric_archive(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    form = _said(request, metric)
    if form is None or not form.is_valid():
        return _ask(request, metric, form, _("Archive “%s”?") % metric.title, _("Archive"))
    done = services.archive_metric(metric, by=actor(request), **form.about_meaning())
    tell(request, _("Archived “%s”.") % metric.title, undo=done)
    return redirect("measurement:metric_list", workspace, metric.item.plan_id)


@allows(POST="editor")
def metric_restore(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    form = _said(request, metric)
    if form is None or not form.is_valid():
        return _ask(request, metric, form, _("Restore “%s”?") % metric.title, _("Restore"))
    done = services.restore_metric(metric, by=actor(request), **form.about_meaning())
    tell(request, _("Restored “%s”.") % metric.title, undo=done)
    return redirect("measurement:metric_detail", workspace, metric.pk)


def _said(request: HttpRequest, metric: Metric) -> MeaningForm | None:
    """What was said of the change of meaning; None while links rest on the target and nobody was asked."""
    if not (aims(metric) and stake_of_targets(metric.item)):
        return MeaningForm(request.POST, asks=False)
    return MeaningForm(request.POST, asks=True) if "asked" in request.POST else None


def _ask(
    request: HttpRequest, metric: Metric, form: MeaningForm | None, question: str, action: str
) -> HttpResponse:
    """Says who is hit when a target comes or goes, and asks why, on a page of its own."""
    context = {
        "plan": home_plan(metric.item),
        "metric": metric,
        "stake": stake_of_targets(metric.item),
        "form": form or MeaningForm(asks=True),
        "question": question,
        "action": action,
    }
    status = 200 if form is None else UNPROCESSABLE
    return render(request, "measurement/metric_act.html", context, status=status)


def left(request: HttpRequest) -> str:
    """The page that a form was opened from, to which it leads back; empty when that is not known."""
    return own_page(request, request.POST.get("next") or request.GET.get("next") or "")


def metric_address(metric: Metric) -> str:
    """The page of one metric."""
    return reverse("measurement:metric_detail", args=[metric.workspace.slug, metric.pk])
