"""What people say to a plan, one of each, for tests that walk every address."""

from typing import Any

from django.utils import timezone

from alignment.briefings.services import keep_copy
from alignment.comments.queries.items import subject_of
from alignment.comments.services.writing import add_comment
from alignment.deeds import deed
from alignment.models import Initiative, Item, Job, OutgoingMail, Person, Plan, ReviewRequest, User
from tests import factories as make


def voices_in(plan: Plan, goal: Item, initiative: Initiative, person: Person, owner: User) -> dict[str, Any]:
    """One of each, by the name that addresses give it; the plan has a version."""
    workspace = plan.workspace
    version = plan.snapshots.get()
    talk = make.make_conversation(plan, goal=goal)
    expected = make.make_expectation(plan, initiative=initiative, owner=person, conversation=talk)
    keep_copy(version, reader="cfo", title="CFO briefing", pdf=b"%PDF", by=owner)
    share, _token = make.make_share(plan, by=owner)
    with deed("ask_review", by=owner, workspace=workspace, plan=plan):
        asked = ReviewRequest.objects.create(
            workspace=workspace, plan=plan, snapshot=version, person=person, asked_by=owner
        )
    job = Job.objects.create(
        workspace=workspace,
        kind="portfolio_briefing",
        title="Briefing",
        asked_by=owner,
        finished_at=timezone.now(),
        file_name="briefing.pdf",
        content_type="application/pdf",
        result=b"%PDF-1.7",
    )
    mail = OutgoingMail.objects.create(
        workspace=workspace,
        kind="digest",
        once=f"digest of {workspace.slug}",
        to=owner.email,
        user=owner,
        subject="Digest",
        message_id=f"<digest@{workspace.slug}>",
    )
    comment, _done = add_comment(
        plan, text="How sure is it?", subject=subject_of(goal), internal=False, by=owner
    )
    session = make.make_session(plan, asks_names=True)
    who = make.make_participant(session, name="Mia Torres")
    return {
        "update_id": make.make_update(plan, person).pk,
        "conversation_id": talk.pk,
        "expectation_id": expected.pk,
        "story_id": make.make_story(goal, person=person).pk,
        "reader": "executive",
        "layout_id": make.make_layout(plan, owner).pk,
        "copy_id": version.copies.get().pk,
        "share_id": share.pk,
        "request_id": asked.pk,
        "job_id": job.pk,
        "mail_id": mail.pk,
        "comment_id": comment.pk,
        "session_id": session.pk,
        "participant_id": who.pk,
        "answer_id": make.make_answer(session, participant=who).pk,
    }
