"""A request with everything that two people can write in at once."""

from datetime import date
from typing import Any

from alignment.intake.services import causes, deciding, questions, requests, whys
from alignment.models import DevelopmentRequest, Plan, RivalCause, User, Why
from alignment.rules.verdict_of_request import SaidOfVerdict


def asked_for(plan: Plan, ann: User) -> dict[str, list[Any]]:
    """A request that was looked into and decided, and a question of the workspace's own."""
    fields = {"title": "Offers fail", "asked_on": date(2026, 11, 2), "happening": "They compare on price"}
    asked = requests.record(plan.workspace, by=ann, fields=fields)[0]
    whys.add_why(asked, text="They compare", by=ann)
    causes.add_cause(asked, by=ann, fields={"kind": "skill", "text": "Nobody practised"})
    said = SaidOfVerdict(verdict="decline", verdict_reason="Too early")
    version = DevelopmentRequest.objects.get(pk=asked.pk).version
    deciding.decide_request(asked, said=said, version=version, by=ann)
    question = questions.add_question(plan.workspace, text="Where?", by=ann)[0]
    return {
        "intake:request_edit ": [asked.pk],
        "intake:verdict ": [asked.pk],
        "intake:reply_edit ": [asked.pk],
        "intake:why_edit ": [asked.pk, Why.objects.get().pk],
        "intake:cause_edit ": [RivalCause.objects.get().pk],
        "intake:question_edit ": [question.pk],
    }
