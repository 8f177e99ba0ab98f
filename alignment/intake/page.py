"""What the page of a request shows."""

from typing import Any

from django.utils import timezone

from alignment.intake.forms.requests import CommentForm, DuplicateForm
from alignment.intake.forms.whys import WhyForm
from alignment.intake.queries import requests as queries
from alignment.intake.queries.board import facts_of
from alignment.intake.queries.working import working_on
from alignment.intake.questions import PROMPTS
from alignment.models import DevelopmentRequest, User
from alignment.rules.requests import Stand, age_of, stand_of


def request_context(asked: DevelopmentRequest, user: User) -> dict[str, Any]:
    """The problem and who has it, what it would serve, what is the same, and what members say."""
    stand = stand_of(asked.verdict, asked.taken_up_on)
    duplicates = queries.duplicates_of(asked)
    open_still = asked.duplicate_of_id is None and asked.archived_at is None
    return {
        "asked": asked,
        "stand": f"request_{stand}",
        "is_new": stand is Stand.NEW,
        "age": age_of(facts_of(asked), timezone.localdate()),
        "goals": queries.goals_served(asked),
        "duplicates": duplicates,
        "alike": queries.originals_like(asked) if open_still else [],
        "duplicate_form": DuplicateForm(asked=asked, initial={"version": asked.version}),
        "answers": queries.answered(asked),
        "comments": queries.comments_on(asked),
        "comment_form": CommentForm(),
        "reader": user,
        **working_context(asked),
    }


def working_context(asked: DevelopmentRequest) -> dict[str, Any]:
    """The part in which a request is worked through: `intake/_working.html`."""
    return {"work": working_on(asked), "asked": asked, "why_form": WhyForm(), "prompts": PROMPTS}
