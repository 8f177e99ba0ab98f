"""The session of the sample plan: people said where it is decided, and one answer became a moment."""

from datetime import UTC, date, datetime, time, timedelta

from alignment.deeds import deed
from alignment.exchange.samples import ACCOUNTS, TODAY, months_between, moved
from alignment.models import Answer, Deed, GuidedSession, Participant, Plan, User, Vote

WORKSPACE, PLAN, BY = "sample", "leaders", "lead@example.org"
HELD_ON = date(2026, 2, 12)
STEP = 3
TITLE = "Where is it decided whether people stay?"
SUMMARY = (
    "The monthly feedback discussion was named again and again and got most votes. "
    "We take it into the plan and look next at what managers need for it.\n"
    "The missing quiet room is real, too. It goes to facilities: learning does not change it."
)
#: Invented people.
PEOPLE = (
    "Noor Haddad (sample)",
    "Jonas Lind (sample)",
    "Aiko Mori (sample)",
    "Carla Vega (sample)",
    "Emre Kaya (sample)",
)
#: Who said it (by place in PEOPLE), to which question, in which words, and who voted for it.
SAID: tuple[tuple[int, int, str, tuple[int, ...]], ...] = (
    (0, 1, "In the monthly feedback discussion with my manager", (0, 1, 2, 4)),
    (1, 1, "When my manager has time for a real talk, or cancels it", (3,)),
    (2, 1, "In the first week after I come back from parental leave", (2, 3)),
    (3, 2, "Manager and team member alone, once a month, mostly squeezed in between two calls", ()),
    (4, 3, "She asks first, listens, and writes down what we agreed", (1, 4)),
    (1, 4, "The talk is moved twice and then left out", (0,)),
    (0, 6, "We have no quiet room for it", ()),
)
MOMENT = "feedback"  # what the first answer became
GROUPS = {6: "Not for learning"}  # by question
MERGED = (1, 0)  # the second says the same as the first


def hold_sample_session(*, today: date) -> None:
    """Gives the freshly loaded sample plan its session, with the dates moved as the plan's are."""
    plan = Plan.objects.filter(workspace__slug=WORKSPACE, workspace__is_sample=True, key=PLAN).first()
    if plan is None or plan.guided_sessions.exists():
        return
    by = User.objects.filter(email=BY).first()
    at = datetime.combine(moved(HELD_ON, months_between(TODAY, today)), time(13), UTC)
    with deed("open_session", by=by, workspace=plan.workspace, plan=plan, subject=TITLE) as row:
        Deed.objects.filter(pk=row.pk).update(at=at, by_name=ACCOUNTS[BY][0])
        session = GuidedSession.objects.create(
            workspace=plan.workspace,
            plan=plan,
            step=STEP,
            title=TITLE,
            asks_names=True,
            opened_at=at,
            opened_by=by,
            voting_at=at + timedelta(minutes=25),
            voting_ended_at=at + timedelta(minutes=32),
            closed_at=at + timedelta(minutes=45),
            summary=SUMMARY,
        )
        _fill(session, at)


def _fill(session: GuidedSession, at: datetime) -> None:
    home = session.workspace
    people = [
        Participant.objects.create(workspace=home, session=session, name=name, joined_at=at)
        for name in PEOPLE
    ]
    answers = []
    for minute, (who, prompt, text, _votes) in enumerate(SAID, start=3):
        answers.append(
            Answer(
                workspace=home,
                session=session,
                participant=people[who],
                prompt=prompt,
                text=text,
                group=GROUPS.get(prompt, ""),
                created=at + timedelta(minutes=minute),
            )
        )
    answers[0].item = MOMENT
    for answer in answers:
        answer.save()
    answers[MERGED[0]].merged_into = answers[MERGED[1]]
    answers[MERGED[0]].save(update_fields=["merged_into"])
    Vote.objects.bulk_create(
        Vote(workspace=home, answer=answer, participant=people[voter])
        for answer, (_who, _prompt, _text, votes) in zip(answers, SAID, strict=True)
        for voter in votes
    )
