"""The sections that briefings are put together from: what each is called, how it is built, how it is drawn.

A builder takes a brief and gives what its template piece shows, or None when there is nothing to say; the
section is left out then. Which reader gets which by default, and in which order, stands in `readers.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.briefings import building as made
from alignment.briefings.agreement import sign_off, sign_off_log
from alignment.briefings.briefs import Brief
from alignment.briefings.library import offer, practices, skills_gap_of
from alignment.briefings.requested import requests
from alignment.briefings.roe import roe
from alignment.models import Reader

Data = dict[str, Any]
Build = Callable[[Brief], Data | None]


@dataclass(frozen=True)
class Section:
    """One section of a briefing."""

    code: str
    title: str | Promise
    build: Build
    half: bool = False  # stands beside the next one when that is half as wide, too
    sheet: bool = False  # begins a page
    lying: bool = False  # has a page of its own, in landscape
    own_titles: Mapping[str, str | Promise] = field(default_factory=dict)  # what one reader calls it

    @property
    def piece(self) -> str:
        """The template that draws it."""
        return f"briefings/parts/_{self.code}.html"

    def title_for(self, reader: str) -> str | Promise:
        """What it is called for a reader."""
        return self.own_titles.get(reader, self.title)


_LEARNERS = Reader.LEARNERS
SECTIONS: dict[str, Section] = {
    one.code: one
    for one in (
        Section("decision", _("Decision wanted"), made.decision),
        Section("numbers", _("Where the numbers stand"), made.numbers),
        Section("chains", _("Why it should work"), made.chains),
        Section("money", _("Money"), made.money),
        Section("limits", _("Limits"), made.limits, half=True),
        Section("next_dates", _("Next 90 days"), made.next_dates, half=True),
        Section("sign_off", _("Sign-off"), sign_off),
        Section("next_step", _("Your next step"), made.next_step),
        Section("costs", _("What it costs, by kind and state"), made.costs),
        Section("spending", _("What the money serves"), made.spending),
        Section("returns", _("What comes back"), made.returns),
        Section("roe", _("Return on expectations"), roe),
        Section("confidence", _("How sure each chain is"), made.confidence),
        Section("not_claimed", _("What learning does not claim"), made.not_claimed),
        Section("goals", _("The goals"), made.goals),
        Section("needed", _("What is needed, by whom, by when"), made.needed),
        Section("delivered", _("What learning delivers"), made.delivered),
        Section("requests", _("What was asked of L&D"), requests),
        Section("skills_gap", _("Skills that are missing"), skills_gap_of),
        Section("offer", _("What is on offer"), offer),
        Section("practices", _("Five practices"), practices),
        Section("why", _("Why this matters"), made.why),
        Section(
            "moments",
            _("Situations that learning prepares for"),
            made.moments,
            own_titles={_LEARNERS: _("Situations that you will meet")},
        ),
        Section(
            "able",
            _("What people will be able to do, and what they gain"),
            made.able,
            own_titles={_LEARNERS: _("What you will be able to do, and what you gain")},
        ),
        Section("path", _("The path of the learners"), made.path, own_titles={_LEARNERS: _("Your path")}),
        Section("quotes", _("In their words"), made.quotes),
        Section("open", _("What is not settled yet"), made.open_questions),
        Section("ask", _("Whom to ask"), made.ask),
        Section("gaps", _("Gaps"), made.gaps),
        Section("confirm", _("To be checked again"), made.confirm),
        Section("metrics", _("Metrics"), made.metrics, sheet=True),
        Section("trends", _("How the numbers moved"), made.trends),
        Section("months", _("Month by month"), made.months),
        Section("sign_off_log", _("Log of the sign-off"), sign_off_log),
        Section("map", _("The alignment map"), made.alignment_map, sheet=True, lying=True),
        Section("trace", _("The full trace"), made.full_trace, sheet=True),
    )
}

#: Learners are shown no money, no verdicts and no names of stakeholders, whatever a layout asks for.
_FOR_LEARNERS = frozenset({"why", "moments", "able", "path", "quotes", "open", "ask", "next_step", "numbers"})


def sections_for(reader: str) -> dict[str, Section]:
    """The sections that a reader's briefings may have."""
    if reader == Reader.LEARNERS:
        return {code: one for code, one in SECTIONS.items() if code in _FOR_LEARNERS}
    return SECTIONS
