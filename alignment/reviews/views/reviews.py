"""The reviews of a plan: who was asked, how far they are, what they decided, and when it counts as agreed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read
from alignment.deeds import StaleWrite
from alignment.framework import agreement_words as words
from alignment.framework.queries.agreement import PlanReviews, reviews_of
from alignment.models import Plan
from alignment.reviews.again import changed_since, look_again
from alignment.reviews.forms import RuleForm
from alignment.reviews.lines import notes_of, sign_off_log, version_lines
from alignment.reviews.queries.decisions import request_of_user
from alignment.reviews.services import asking
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of


@allows(GET="viewer")
def review_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """How the stakeholders stand to the versions of a plan."""
    plan = plan_to_read(request.user, workspace, plan_id)
    reviews = reviews_of(plan, timezone.localdate())
    form = RuleForm(initial=_rule(reviews.rule))
    return render(request, "reviews/review_list.html", _context(request, plan, reviews, form))


@allows(POST="editor")
def review_rule(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Sets when the plan counts as agreed."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = RuleForm(request.POST)
    reviews = reviews_of(plan, timezone.localdate())
    context = _context(request, plan, reviews, form)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            done = asking.set_rule(plan, needed=form.asks_for, version=version, by=actor(request))
        except StaleWrite as stale:
            now: Any = stale.current
            context["conflict"] = conflict_of(form, now, _rule) if now else None
            context["form"] = on_top(form, now.version if now else 0)
            return render(request, "reviews/review_rule.html", context, status=CONFLICT)
        tell(request, _("Saved the rule."), undo=done)
        return redirect("reviews:review_list", workspace, plan_id)
    return render(request, "reviews/review_rule.html", context, status=status_of(form))


def _context(request: HttpRequest, plan: Plan, reviews: PlanReviews, form: RuleForm) -> dict[str, Any]:
    today, latest, agreed = timezone.localdate(), reviews.latest, reviews.agreed
    about, again = agreed or reviews.last_asked, look_again(plan, reviews)
    log = sign_off_log(plan)
    notes = notes_of(log)
    return {
        "plan": plan,
        "reviews": reviews,
        "sentence": words.sentence(reviews),
        "rule": words.rule_words(latest.standing) if latest else "",
        "missing": words.missing_words(latest.standing) if latest else "",
        "form": form,
        "lines": version_lines(latest, notes) if latest else [],
        "earlier": [(one, words.version_sentence(one), version_lines(one, notes)) for one in reviews.earlier],
        "log": log,
        "about": about,
        "agreed": agreed,
        "changed": changed_since(plan, about.version, today) if about else None,
        "again": again,
        "to_ask": [one.person.pk for one in again if not one.asked],
        "mine": request_of_user(actor(request), plan),
    }


def _rule(row: Any) -> dict[str, Any]:
    """What the form shows of the rule; without one all have to agree."""
    needed = row.needed if row else None
    return {
        "who": RuleForm.ALL if needed is None else RuleForm.SOME,
        "needed": needed,
        "version": row.version if row else 0,
    }
