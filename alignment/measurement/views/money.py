"""What one initiative costs and brings, on a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.access import allows, item_to_read
from alignment.measurement.money_page import money_context, money_page
from alignment.models import Initiative


@allows(GET="viewer")
def money(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    initiative = item_to_read(request.user, workspace, "initiative", item_id)
    assert isinstance(initiative, Initiative)  # noqa: S101 - for the type checker
    page = money_page(initiative, timezone.localdate())
    context = {"item": initiative, "plan": initiative.plan, **money_context(page)}
    return render(request, "measurement/money.html", context)
