"""Somebody who has left traces everywhere, and a search for them in every table of the database."""

from django.db import connection
from django.utils import timezone

from alignment.deeds import deed
from alignment.framework.services.items import save_item
from alignment.models import (
    Answer,
    Comment,
    Consultation,
    Conversation,
    Decision,
    DismissedHint,
    Expectation,
    ExpectationAnswer,
    GuidedSession,
    Mention,
    OutgoingMail,
    ParkedNote,
    Participant,
    Person,
    Plan,
    ReviewRequest,
    Rights,
    SignOff,
    SignOffWithdrawal,
    User,
)
from alignment.people.services import invitations
from alignment.versions.services import take_snapshot
from tests.factories import (
    make_goal,
    make_initiative,
    make_metric,
    make_share,
)

NAME, EMAIL = "Zadie Quillfeather", "zadie.quillfeather@example.org"
OLD_NAME, OLD_EMAIL = "Zadie Underhill-Quill", "z.underhill@example.org"
NEEDLES = ("Quillfeather", "Underhill", "zadie.quillfeather", "z.underhill")


def found_in_tables() -> set[tuple[str, str]]:
    """Every column of every table of the database that holds one of the needles, asked from the database."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - names of the database's own
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = (
                        bytes(value).decode("latin-1")
                        if isinstance(value, bytes | memoryview)
                        else str(value)
                    )
                    if any(needle.lower() in text.lower() for needle in NEEDLES):
                        found.add((table, column))
    return found


def furnish(person: Person, by: User) -> None:
    """Their rows, and sentences of others about them."""
    workspace, plan = person.workspace, Plan.objects.get(workspace=person.workspace)
    said = f"Ask {NAME} ({EMAIL}) first, says zadie  QUILLFEATHER."
    goal = make_goal(
        plan,
        title=f"Keep {NAME}'s team",
        owner=person,
        sponsor=person,
        contributors=["HR", NAME],
        strategy=said,
    )
    save_item(goal, version=1, by=by, fields={"why_it_matters": f"{OLD_NAME} said so"}, why=f"{NAME} asked")
    initiative = make_initiative(plan)
    make_metric(goal, source=f"Report of {NAME}", owner=person)
    version, _done = take_snapshot(plan, note=f"Agreed with {NAME}", by=by)
    link, _token = make_share(plan, by=by, rights=Rights.REVIEW, person=person, snapshot=version)
    common = {"workspace": workspace, "plan": plan}
    with deed("edit", by=by, workspace=workspace, plan=plan, subject=f"Asked {NAME}", why=said):
        ParkedNote.objects.create(**common, text=f"Lunch with {NAME}")
        talk = Conversation.objects.create(
            **common, title=f"With {NAME}", date=timezone.localdate(), answers=said, questions="Which?"
        )
        Consultation.objects.create(**common, step=1, person=person, conversation=talk, note=said)
        Consultation.objects.create(**common, step=2, role="learner", note=said)
        promise = Expectation.objects.create(
            **common, direction="we_need", text=f"{NAME} gives time", owner=person
        )
        ExpectationAnswer.objects.create(
            workspace=workspace,
            expectation=promise,
            person=person,
            name="Zadie Q.",
            answer="confirmed",
            words=f"Gladly, {NAME}",
            on=timezone.localdate(),
        )
        DismissedHint.objects.create(
            **common, kind="late", item=goal.key, reason=said, date=timezone.localdate(), by_name=NAME
        )
        Decision.objects.create(
            workspace=workspace,
            initiative=initiative,
            decision="keep",
            reason=said,
            by_name=NAME,
            date=timezone.localdate(),
        )
        ReviewRequest.objects.create(**common, snapshot=version, person=person, link=link, needed=said)
        session = GuidedSession.objects.create(**common, step=1, title=f"For {NAME}", summary=said)
    with deed("comment", by=None, workspace=workspace, plan=plan, link=link, name=NAME):
        mine = Comment.objects.create(
            **common,
            person=person,
            link=link,
            author_name="Zadie Quillfeather, CFO",
            text="My words",
            internal=False,
        )
        other = Comment.objects.create(
            **common, user=by, author_name="Ann", text=f"@{NAME}: right?", parent=mine
        )
        Mention.objects.create(workspace=workspace, comment=other, person=person)
        taking = Participant.objects.create(
            workspace=workspace, session=session, link=link, person=person, name=NAME
        )
        Answer.objects.create(
            workspace=workspace, session=session, participant=taking, text="More time to talk"
        )
    signed = SignOff.objects.create(
        **common,
        snapshot=version,
        snapshot_digest=version.digest,
        person=person,
        link=link,
        name=NAME,
        known_as=NAME,
        email=EMAIL,
        decision="agree_if",
        words=f"If {NAME} may",
    )
    SignOffWithdrawal.objects.create(
        workspace=workspace, sign_off=signed, name=NAME, link=link, user=person.user, reason="Changed"
    )
    for number, to in enumerate((EMAIL, "ann@example.org")):
        OutgoingMail.objects.create(
            workspace=workspace,
            kind="x",
            once=str(number),
            to=to,
            person=person if to == EMAIL else None,
            subject=f"For {NAME}",
            text=said,
            message_id=f"<{number}@x>",
        )
    invitations.invite(workspace, email=EMAIL, role="viewer", by=by)
