"""When a row was removed while somebody edited it: what was typed is shown to copy, nothing is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reselect, reswap, retarget

from alignment.ui.conflicts import CONFLICT, saver_of, words_of_choice

View = TypeVar("View", bound=Callable[..., HttpResponse])

#: What a form sends that nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "version", "request_key", "next", "then", "hop", "asked", "do"})


class Gone(Http404):
    """A row that was once in this very workspace; `past` ends its history, if known. A 404 elsewhere."""

    def __init__(self, past: Any = None) -> None:
        super().__init__("gone")
        self.past = past


@dataclass(frozen=True)
class Typed:
    """One field with what was typed into it."""

    label: str
    text: str


def keeps_words(*known: type[forms.BaseForm]) -> Callable[[View], View]:
    """Answers 409 with what was typed when the row of an edit form is Gone; `known` name its fields."""

    def keep(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Gone as gone:
                if request.method != "POST":
                    raise
                return _page(request, gone, list(_typed(request, known)))

        return kept  # type: ignore[return-value]

    return keep


def _page(request: HttpRequest, gone: Gone, typed: list[Typed]) -> HttpResponse:
    who, ago = saver_of(gone.past)
    context = {"who": who, "ago": ago, "typed": typed}
    response = render(request, "ui/gone.html", context, status=CONFLICT)
    if getattr(request, "htmx", None):  # whatever part was asked for: the whole page says it
        return reselect(reswap(retarget(response, "#main"), "outerHTML"), "#main")
    return response


def _typed(request: HttpRequest, known: tuple[type[forms.BaseForm], ...]) -> Iterator[Typed]:
    """What was sent in the fields that people fill in, in the order of the form."""
    fields = {name: field for form in known for name, field in getattr(form, "base_fields", {}).items()}
    for name, values in request.POST.lists():
        field = fields.get(name)
        text = "\n".join(words_of_choice(field, value) for value in values if value.strip())
        if text and name not in NOT_TYPED and not (field and field.widget.is_hidden):
            label = str(field.label) if field and field.label else name.replace("_", " ").capitalize()
            yield Typed(label, text)
