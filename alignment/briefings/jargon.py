"""Words of the learning trade in what people write for others, each with one that everybody knows (B10)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Pattern of a word, and what to write instead.
WORDS: tuple[tuple[str, str | Promise], ...] = (
    (r"up-?skill\w*", _("learn to do, or teach")),
    (r"re-?skill\w*", _("learn another job")),
    (r"blended(?: learning)?", _("some of it together, some of it alone")),
    (r"learning (?:solution|intervention|offering)s?", _("what is done: a course, a talk, a card")),
    (r"intervention", _("what is done")),
    (r"learning journeys?", _("the way from the first day to the last")),
    (r"learner journeys?", _("what people go through")),
    (r"learning experiences?", _("what people do to learn")),
    (r"learning objectives?", _("what people will be able to do")),
    (r"(?:competenc(?:y|e|ies)) (?:framework|model)s?", _("the list of what people must be able to do")),
    (r"competenc(?:y|e|ies)", _("what people can do")),
    (r"capability[- ]building|capability uplift", _("people learn to do more")),
    (r"capabilit(?:y|ies)", _("what people can do")),
    (r"training needs analysis|TNA", _("asking what is missing")),
    (r"needs analysis", _("asking what is missing")),
    (r"knowledge transfer|learning transfer|transfer of learning", _("doing it at work")),
    (r"Kirkpatrick|level [1-4] evaluation", _("what people felt, learned, did, and what came of it")),
    (r"LMS|LXP|learning management system", _("the learning system")),
    (r"e-?learning modules?", _("a lesson on the screen")),
    (r"micro-?learning", _("very short lessons")),
    (r"nuggets?", _("short lessons")),
    (r"modalit(?:y|ies)", _("the way in which it is taught")),
    (r"I?VILT|VILT|ILT", _("a course with a trainer")),
    (r"SMEs?", _("experts")),
    (r"pedagog\w+|andragog\w+|didactic\w*", _("how it is taught")),
    (r"curricul(?:um|a)", _("what is taught in which order")),
    (r"enablement", _("help to do the work")),
    (r"70[-:/ ]20[-:/ ]10", _("at work, from others, in courses")),
    (r"stakeholder alignment", _("who has agreed to what")),
    (r"synerg\w+", _("what is gained together")),
    (r"leverag\w+", _("use")),
    (r"holistic\w*", _("name what it takes in")),
    (r"learner[- ]cent(?:ric|red|ered)", _("made for those who learn")),
    (r"engagement (?:rate|score)s?", _("how many took part")),
    (r"L&D", _("the learning team")),
)
_FINDERS = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), plain) for pattern, plain in WORDS]


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word that not everybody knows, and what to write instead."""

    word: str
    plain: str | Promise


def jargon_in(text: str) -> list[Jargon]:
    """The words of the trade in a text, each once, in the order of the text."""
    taken: list[tuple[int, int]] = []
    found: dict[str, tuple[int, Jargon]] = {}
    for finder, plain in _FINDERS:
        for hit in finder.finditer(text):
            if any(hit.start() < end and start < hit.end() for start, end in taken):
                continue  # part of a longer one
            taken.append(hit.span())
            found.setdefault(hit.group().lower(), (hit.start(), Jargon(hit.group(), plain)))
    return [one for _place, one in sorted(found.values(), key=lambda pair: pair[0])]


def jargon_of(fields: Iterator[tuple[str, str]]) -> dict[str, list[Jargon]]:
    """The words of the trade by field, for the fields that hold some."""
    found = {name: jargon_in(text) for name, text in fields}
    return {name: words for name, words in found.items() if words}
