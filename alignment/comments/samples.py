"""What people say in the sample plans: open questions, and one that is answered."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from alignment.comments.queries.items import subjects
from alignment.comments.services.writing import about, mention, write
from alignment.deeds import deed
from alignment.exchange.samples import ACCOUNTS, TODAY, months_between, moved
from alignment.models import Comment, Deed, Person, Plan, User

WORKSPACE = "sample"
LEAD, EDITOR, REVIEWER = "lead@example.org", "editor@example.org", "reviewer@example.org"


@dataclass(frozen=True)
class Said:
    """One comment of a sample: whose, when, on which item, and its answers; guests see all of them."""

    by: str
    on: date
    text: str
    item: str = ""
    answers: tuple["Said", ...] = ()
    resolved: date | None = None


SAID: dict[str, tuple[Said, ...]] = {
    "leaders": (
        Said(
            REVIEWER,
            date(2026, 10, 12),
            "Do the managers keep the card after the programme, or is it for the first discussions only?",
            "card",
            (Said(EDITOR, date(2026, 10, 13), "They keep it. Three questions fit into a pocket."),),
            resolved=date(2026, 10, 14),
        ),
        Said(
            LEAD,
            date(2026, 11, 16),
            "@Tom Birch (sample) which dates suit the department heads for sitting in?",
            "sit-in",
        ),
    ),
    "one-company": (
        Said(LEAD, date(2026, 11, 9), "Should the learning teams become one unit as well?", "one-earnings"),
        Said(
            LEAD,
            date(2026, 11, 10),
            "How do people from two units learn to work for one customer?",
            "one-earnings",
        ),
        Said(LEAD, date(2026, 11, 11), "Which goal should the learning team set itself?", "one-earnings"),
    ),
}


def talk_in_samples(*, today: date) -> None:
    """Gives the freshly loaded sample plans their comments, with their dates moved as the plans' are.

    Nobody is told by mail: the people are invented.
    """
    months = months_between(TODAY, today)
    for key, said in SAID.items():
        plan = Plan.objects.filter(workspace__slug=WORKSPACE, workspace__is_sample=True, key=key).first()
        if plan is None or plan.comments.exists():
            continue
        for one in said:
            head = _say(plan, one, moved(one.on, months))
            for answer in one.answers:
                _say(plan, answer, moved(answer.on, months), head)
            if one.resolved:
                _resolve(plan, head, one, moved(one.resolved, months))


def _say(plan: Plan, said: Said, on: date, head: Comment | None = None) -> Comment:
    at = datetime.combine(on, time(9, 30), UTC)
    item = head.item if head else said.item
    by, person, name = _who(plan, said.by)
    subject = subjects(plan.workspace, [item]).get(item)
    with deed("comment", by=by, workspace=plan.workspace, plan=plan, subject=about(plan, subject)) as row:
        Deed.objects.filter(pk=row.pk).update(at=at, by_name=name)
        comment = write(
            plan,
            text=said.text,
            created=at,
            item=item,
            parent=head,
            internal=False,
            user=by,
            person=person,
            author_name=name,
        )
        people: Any = Person.objects.filter(workspace=plan.workspace)
        mention(comment, people)
    return comment


def _resolve(plan: Plan, head: Comment, said: Said, on: date) -> None:
    at = datetime.combine(on, time(9, 30), UTC)
    by, _person, name = _who(plan, said.by)
    subject = subjects(plan.workspace, [head.item]).get(head.item)
    words = about(plan, subject)
    with deed("resolve_comment", by=by, workspace=plan.workspace, plan=plan, subject=words) as row:
        Deed.objects.filter(pk=row.pk).update(at=at, by_name=name)
        head.resolved_at, head.resolved_by_name = at, name
        head.save()


def _who(plan: Plan, email: str) -> tuple[User | None, Person | None, str]:
    """The account (in local mode), the person and the name of somebody in the sample."""
    name = ACCOUNTS[email][0]
    person = Person.objects.filter(workspace=plan.workspace, name=name).first()
    return User.objects.filter(email=email).first(), person, name
