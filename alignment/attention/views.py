"""What needs attention now: one list over all plans, or of one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alignment.access import allows, workspace_to_read
from alignment.attention.forms import AttentionFilter
from alignment.attention.lines import lines_of
from alignment.attention.queries import matters_of, plans_in_use
from alignment.rules.attention import counts
from alignment.ui.htmx import show
from alignment.ui.tables import ROWS_A_PAGE


@allows(GET="viewer")
def attention(request: HttpRequest, workspace: str) -> HttpResponse:
    found = workspace_to_read(request.user, workspace)
    plans = plans_in_use(found)
    narrow = AttentionFilter(request.GET, plans=plans)
    wanted = narrow.chosen()
    plan = next((one for one in plans if str(one.pk) == wanted["plan"]), None)
    every = [
        one for one in matters_of(found, timezone.localdate(), plans) if plan is None or one.plan == plan.key
    ]
    chosen = [one for one in every if not wanted["kind"] or one.kind == wanted["kind"]]
    page = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "workspace": found,
        "filter": narrow,
        "plan_shown": plan,
        "kind": wanted["kind"],
        "count": len(every),
        "counts": [(str(kind), number) for kind, number in counts(every).items()],
        "page": page,
        "lines": lines_of(page.object_list, found.slug, plans, back=request.get_full_path()),
    }
    return show(request, "attention/attention.html", "report", context)
