"""The metrics tab of a plan, and one metric: sheet, trend, readings."""

from django.http import Http404, HttpRequest, HttpResponse
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
from alignment.measurement import services
from alignment.measurement.charts import trend_of
from alignment.measurement.forms import EditMetricForm, NewMetricForm, ReadingForm
from alignment.measurement.queries import (
    home_plan,
    measurable_items,
    metric_of,
    metrics_of,
    standing_counts,
    values_of,
)
from alignment.measurement.tables import MetricTable
from alignment.models import Metric
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.htmx import own_page


@allows(GET="viewer")
def metric_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    rows = metrics_of(plan, timezone.localdate())
    table = MetricTable(rows, request=request)
    return render(
        request,
        "measurement/metric_list.html",
        {"plan": plan, "rows": rows, "table": table, "counts": standing_counts(rows)},
    )


@allows(GET="editor", POST="editor")
def metric_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = NewMetricForm(
        request.POST or None,
        workspace=plan.workspace,
        items=measurable_items(plan),
        initial={"item": request.GET.get("item", "")},
    )
    if request.method == "POST" and form.is_valid():
        item = item_to_edit(request.user, workspace, *form.place())
        try:
            metric, done = services.add_metric(
                item,
                by=actor(request),
                fields=form.values(),
                readers=form.readers(),
                request_key=form.cleaned_data["request_key"],
            )
        except AlreadyDone:
            return redirect("measurement:metric_list", workspace, plan_id)
        tell(request, _("Added “%s”.") % metric.title, undo=done)
        return redirect(left(request) or metric_address(metric))
    context = {"plan": plan, "form": form, "left": left(request)}
    return render(request, "measurement/metric_new.html", context, status=status_of(form))


@allows(GET="viewer")
def metric_detail(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_read(request.user, workspace, metric_id)
    return show_metric(request, metric, ReadingForm())


def show_metric(request: HttpRequest, metric: Metric, form: ReadingForm) -> HttpResponse:
    """The page of one metric, with a form for the next reading."""
    row = metric_of(metric, timezone.localdate())
    context = {
        "plan": home_plan(metric.item),
        "metric": metric,
        "row": row,
        "chart": trend_of(row.metric),
        "readings": sorted(row.metric.readings, key=lambda reading: reading.date, reverse=True),
        "form": form,
        "left": left(request),
    }
    return render(request, "measurement/metric_detail.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def metric_edit(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    form = EditMetricForm(request.POST or None, workspace=metric.workspace, initial=values_of(metric))
    context = {"plan": home_plan(metric.item), "metric": metric, "form": form, "left": left(request)}
    if request.method == "POST" and form.is_valid():
        try:
            saved, done = services.edit_metric(
                metric,
                by=actor(request),
                version=form.cleaned_data["version"] or 0,
                fields=form.values(),
                readers=form.readers(),
                why=form.cleaned_data["why"],
                wording_only=form.cleaned_data["wording_only"],
            )
        except StaleWrite as stale:
            if stale.current is None:
                raise Http404 from None
            context["conflict"] = conflict_of(form, stale.current, values_of)
            on_top(form, stale.current.version)  # type: ignore[attr-defined]
            return render(request, "measurement/metric_edit.html", context, status=CONFLICT)
        tell(request, _("Saved “%s”.") % saved.title, undo=done)
        return redirect(left(request) or metric_address(metric))
    return render(request, "measurement/metric_edit.html", context, status=status_of(form))


@allows(POST="editor")
def metric_archive(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    done = services.archive_metric(metric, by=actor(request))
    tell(request, _("Archived “%s”.") % metric.title, undo=done)
    return redirect("measurement:metric_list", workspace, metric.item.plan_id)


@allows(POST="editor")
def metric_restore(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    done = services.restore_metric(metric, by=actor(request))
    tell(request, _("Restored “%s”.") % metric.title, undo=done)
    return redirect("measurement:metric_detail", workspace, metric.pk)


def left(request: HttpRequest) -> str:
    """The page that a form was opened from, to which it leads back; empty when that is not known."""
    return own_page(request, request.POST.get("next") or request.GET.get("next") or "")


def metric_address(metric: Metric) -> str:
    """The page of one metric."""
    return reverse("measurement:metric_detail", args=[metric.workspace.slug, metric.pk])
