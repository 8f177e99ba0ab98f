"""How a page of a version is answered, and what is said when the version cannot be read."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from alignment.models import Plan, Snapshot
from alignment.ui.htmx import show
from alignment.versions.frozen import FrozenProblem
from alignment.versions.snapshots import Opened, open_version

UNREADABLE = 500

Make = Callable[[Opened], dict[str, Any]]


def show_version(
    request: HttpRequest, version: Snapshot, template: str, make: Make, partial: str = ""
) -> HttpResponse:
    """A page about the plan that a version holds; `make` adds what this page shows."""
    return with_version(
        request, version, lambda opened: _shown(request, template, partial, make(opened), opened)
    )


def with_version(
    request: HttpRequest, version: Snapshot, answer: Callable[[Opened], HttpResponse]
) -> HttpResponse:
    """The answer about an opened version, or the page that says why it cannot be read."""
    try:
        opened = open_version(version)
    except FrozenProblem as problem:
        return unreadable(request, version.plan, problem)
    return answer(opened)


def unreadable(request: HttpRequest, plan: Plan, problem: FrozenProblem) -> HttpResponse:
    """Why a version cannot be shown, and the way back to the others."""
    context = {"plan": plan, "problem": problem}
    return render(request, "versions/version_unreadable.html", context, status=UNREADABLE)


def file_name(opened: Opened) -> str:
    """The beginning of the name of a file made from a version."""
    return f"{slugify(opened.plan.title) or f'plan-{opened.plan.id}'}-version-{opened.version.number}"


def _shown(
    request: HttpRequest, template: str, partial: str, own: dict[str, Any], opened: Opened
) -> HttpResponse:
    context = opened.context | own
    if partial:
        return show(request, template, partial, context)
    return render(request, template, context)
