"""For whom briefings are written: what each reader is shown, in which order, and whose numbers count."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.models import FrameworkRole, Reader

#: What everybody's words can be written over; the others of a briefing come from the data alone.
ALL_WORDS = ("headline", "decision", "decision_date", "options", "if_nobody_decides", "risks", "next_90_days")


@dataclass(frozen=True)
class ReaderKind:
    """One kind of reader."""

    code: str
    title: str | Promise  # of the briefing
    called: str | Promise  # "briefing for …"
    about: str | Promise  # what the reader finds in it, in one sentence
    sections: tuple[str, ...]  # by default, in their order
    roles: tuple[str, ...] = ()  # whose metrics these are
    words: tuple[str, ...] = ALL_WORDS  # the fields that can be written by hand
    narrows: tuple[str, ...] = ("goal",)  # what the briefing can be narrowed to


READERS: dict[str, ReaderKind] = {
    Reader.EXECUTIVE: ReaderKind(
        Reader.EXECUTIVE,
        _("Executive briefing"),
        _("the executive team"),
        _("Page 1 is enough: the conclusion, the decision, the numbers, why it should work, its limits."),
        (
            "decision", "numbers", "chains", "money", "limits", "next_dates", "sign_off", "next_step",
            "metrics", "quotes", "sign_off_log", "map", "trace",
        ),
    ),
    Reader.CFO: ReaderKind(
        Reader.CFO,
        _("CFO briefing"),
        _("the CFO"),
        _("What it costs, what of it serves a goal, how sure that is, and what is not claimed."),
        (
            "decision", "costs", "spending", "returns", "roe", "confidence", "not_claimed", "limits",
            "numbers", "sign_off", "next_step",
        ),
        roles=(FrameworkRole.BUDGET_HOLDER,),
    ),
    Reader.DEPARTMENT: ReaderKind(
        Reader.DEPARTMENT,
        _("Briefing for a department head"),
        _("a department head"),
        _("Their goals, what is needed from them and by when, what they get."),
        (
            "needed", "goals", "numbers", "delivered", "chains", "limits", "next_dates", "sign_off",
            "requests", "next_step", "map",
        ),
        roles=(FrameworkRole.DEPARTMENT_HEAD, FrameworkRole.MANAGER),
        words=("headline", "decision", "risks", "next_90_days"),
        narrows=("goal", "person"),
    ),
    Reader.LEARNERS: ReaderKind(
        Reader.LEARNERS,
        _("Briefing for learners"),
        _("learners"),
        _("Why this matters, the situations they will meet, what they gain, their path."),
        ("why", "moments", "able", "path", "numbers", "quotes", "open", "ask", "next_step"),
        roles=(FrameworkRole.LEARNER,),
        words=("headline", "decision", "next_90_days"),
        narrows=("group",),
    ),
    Reader.HR: ReaderKind(
        Reader.HR,
        _("Briefing for HR and L&D"),
        _("HR and L&D"),
        _("Everything: all numbers, all gaps, what is to be checked again, the map and the full trace."),
        (
            "decision", "numbers", "goals", "chains", "confidence", "costs", "spending", "returns",
            "roe", "not_claimed", "requests", "needed", "delivered", "moments", "able", "skills_gap",
            "path", "quotes", "offer", "practices", "limits", "gaps", "confirm",
            "next_dates", "sign_off", "next_step", "metrics", "trends", "months",
            "sign_off_log", "map", "trace",
        ),
        roles=(FrameworkRole.HR_BUSINESS_PARTNER, FrameworkRole.LD_LEAD),
    ),
}  # fmt: skip
