"""The pages of help, open to everybody who can reach the product."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from alignment.access import allows
from alignment.framework.questions import BY_SLUG, STEPS
from alignment.help.topics import ENTRIES, TOPICS, rest_of


@allows(GET="public")
def index(request: HttpRequest) -> HttpResponse:
    """Where to begin, with every topic in the order in which it is needed."""
    return render(request, "help/index.html", {"steps": STEPS, "topics": TOPICS})


@allows(GET="public")
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic: a step, the glossary, the keyboard, the origin of the framework …"""
    if topic in BY_SLUG:
        more = f"help/_{topic}.html"
        context = {"text": BY_SLUG[topic], "more": more, "rest": rest_of(topic)}
        return render(request, "help/step.html", context)
    if topic not in TOPICS:
        raise Http404
    context = {"topic": TOPICS[topic], "entries": ENTRIES, "rest": rest_of(topic)}
    return render(request, f"help/{topic}.html", context)
