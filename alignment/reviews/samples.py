"""The sign-off of the sample plan's second version: who was asked, who decided what, who has not."""

from datetime import UTC, date, datetime, time, timedelta

from alignment.deeds import deed
from alignment.exchange.samples import ACCOUNTS, TODAY, months_between, moved
from alignment.models import Deed, Person, ReviewRequest, Rights, ShareLink, SignOff, Snapshot, User
from alignment.tokens import digest, new_token
from alignment.versions.samples import BY, PLAN, WORKSPACE

VERSION = 2
ASKED, OPENED, DUE = date(2026, 10, 6), date(2026, 10, 7), date(2026, 10, 16)
LASTS = timedelta(days=60)

#: Person, what was needed, decision, day and words. Mia has opened her link and not decided.
PEOPLE: tuple[tuple[str, str, str, date | None, str], ...] = (
    ("tom", "Dates on which department heads sit in.", "agree", date(2026, 10, 8), ""),
    ("sam", "Turnover by team within ten days after the quarter.", "agree", date(2026, 10, 9), ""),
    (
        "priya",
        "Is the money argued in a way that finance can follow?",
        "agree_if",
        date(2026, 10, 13),
        "Show me the result with half of the share.",
    ),
    ("mia", "Is the monthly talk described as it really happens?", "", None, ""),
)


def sign_sample(*, today: date) -> None:
    """Gives the freshly loaded sample its requests and decisions, with the dates moved."""
    version = (
        Snapshot.objects.select_related("plan__workspace", "workspace")
        .filter(plan__workspace__slug=WORKSPACE, plan__workspace__is_sample=True, plan__key=PLAN)
        .filter(number=VERSION)
        .first()
    )
    if version is None or version.review_requests.exists():
        return
    months = months_between(TODAY, today)
    by = User.objects.filter(email=BY).first()
    people = {one.key: one for one in Person.objects.filter(workspace=version.plan.workspace)}
    named = [(people[row[0]], *row[1:]) for row in PEOPLE]
    _ask(version, named, by, months)
    for person, _needed, decision, day, words in named:
        if day is not None:
            _decide(version, person, decision, words, _at(moved(day, months), 14))


def _ask(
    version: Snapshot, named: list[tuple[Person, str, str, date | None, str]], by: User | None, months: int
) -> None:
    plan, at = version.plan, _at(moved(ASKED, months), 11)
    subject = ", ".join(person.name for person, *_rest in named)
    with deed("ask_review", by=by, workspace=plan.workspace, plan=plan, subject=subject) as row:
        Deed.objects.filter(pk=row.pk).update(at=at, by_name=ACCOUNTS[BY][0])
        for person, needed, *_rest in named:
            link = ShareLink.objects.create(
                workspace=plan.workspace,
                plan=plan,
                snapshot=version,
                rights=Rights.REVIEW,
                person=person,
                token_hash=digest(new_token()),  # nobody has it: a new link is one click away
                created=at,
                created_by=by,
                expires_at=at + LASTS,
                started_at=_at(moved(OPENED, months), 9),
            )
            ReviewRequest.objects.create(
                workspace=plan.workspace,
                plan=plan,
                snapshot=version,
                person=person,
                link=link,
                needed=needed,
                due=moved(DUE, months),
                asked_at=at,
                asked_by=by,
            )


def _decide(version: Snapshot, person: Person, decision: str, words: str, at: datetime) -> None:
    plan = version.plan
    request = ReviewRequest.objects.select_related("link").get(snapshot=version, person=person)
    with deed(
        "sign_off",
        by=None,
        link=request.link,
        name=person.name,
        workspace=plan.workspace,
        plan=plan,
        subject=str(version.number),
    ) as row:
        Deed.objects.filter(pk=row.pk).update(at=at)
        SignOff.objects.create(
            workspace=plan.workspace,
            plan=plan,
            snapshot=version,
            snapshot_digest=version.digest,
            person=person,
            link=request.link,
            name=person.name,
            known_as=person.name,
            decision=decision,
            words=words,
            at=at,
        )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
