"""A plan by month, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.access import allows, plan_to_read
from alignment.rules import timeline as rules
from alignment.timeline.words import envelope_words, left_out_words, months_of_events
from alignment.tracing.contents import content_of


@allows(GET="viewer")
def timeline(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    today = timezone.localdate()
    content = content_of(plan.workspace, plan)
    initiatives = rules.own_initiatives(content)
    months = rules.window(initiatives, today)
    spending = rules.spending(content)
    context = {
        "workspace": plan.workspace,
        "plan": plan,
        "months": months,
        "this_month": rules.month_of(today),
        "bars": rules.bars(initiatives, months) if months else [],
        "events": months_of_events(rules.events(content, today), workspace, plan_id, today),
        "spending": spending,
        "currency": content.currency,
        "envelope": envelope_words(plan, spending, content.currency),
        "left_out": left_out_words(spending),
    }
    return render(request, "timeline/timeline.html", context)
