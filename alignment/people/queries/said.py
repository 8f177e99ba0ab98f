"""What a person ever said in a workspace: also in rows that were removed, of which only the history is left.

Undoing a removal writes a row as its history has it, so that whatever is taken out has to go there, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from alignment.models import (
    Answer,
    Comment,
    Consultation,
    Conversation,
    DevelopmentRequest,
    ExpectationAnswer,
    ExpectationRating,
    OutgoingMail,
    Participant,
    Person,
    RequestComment,
    ShareLink,
    SignOff,
    SignOffWithdrawal,
    Story,
    Update,
)
from alignment.people.queries.belongings import Belongings
from alignment.taking_back import history_of

#: How the names begin under which mail about comments is filed (comments.services.telling).
ABOUT_COMMENT = "comment-"


@dataclass(frozen=True)
class Words:
    """The ids of all that a person said, of rows that are there and of rows that are not."""

    links: list[int]
    comments: list[int]
    answers: list[int]
    responses: list[int]
    ratings: list[int]
    stories: list[int]
    quoting: list[int]  # updates that told one of their stories
    consultations: list[int]
    alone: list[int]  # conversations with nobody else
    asked: list[int]  # requests that they made, whose words stay
    remarks: list[int]  # comments on requests


def words_ever(person: Person, found: Belongings) -> Words:
    """Everything a person ever said, links of theirs that are gone included."""
    home = Q(workspace=person.workspace_id)
    links = _ever(ShareLink, home & Q(person=person), found.links)
    mine = Q(person=person) | Q(link__in=links)
    taking = Participant.objects.filter(home & mine).values_list("pk", flat=True)
    written = Q(pk=None)
    if person.user_id is not None:
        written = Q(user=person.user_id)
        mine |= written
    stories = _ever(Story, home & Q(person=person), found.stories)
    quoting = Q(story__in=stories)
    return Words(
        links=links,
        comments=_ever(Comment, home & mine, found.comments),
        answers=_ever(Answer, home & Q(participant__in=list(taking)), found.answers),
        responses=_ever(ExpectationAnswer, home & Q(person=person), found.responses),
        ratings=_ever(ExpectationRating, home & Q(person=person), found.ratings),
        stories=stories,
        quoting=_ever(Update, home & quoting, Update.objects.filter(home & quoting)),
        consultations=_ever(Consultation, home & Q(person=person), found.consultations),
        alone=_alone(person, found),
        asked=_ever(DevelopmentRequest, home & Q(requester=person), found.asked),
        remarks=_ever(RequestComment, home & written, found.remarks),
    )


def texts_of(model: Any, rows: Iterable[int]) -> set[str]:
    """What some answers or stories say and ever said."""
    ids = list(rows)
    now = model._base_manager.filter(pk__in=ids).values_list("text", flat=True)
    return set(now) | set(history_of(model).filter(id__in=ids).values_list("text", flat=True))


def mail_about(person: Person, found: Belongings, words: Words) -> QuerySet[OutgoingMail]:
    """Mail to others that was caused by what the person wrote or decided, by what it is filed under."""
    mails = OutgoingMail.objects.filter(workspace=person.workspace_id)
    comments = set(map(str, words.comments))
    told = mails.filter(once__startswith=ABOUT_COMMENT).values_list("pk", "once")
    ids = [pk for pk, once in told if once.split("-")[1] in comments]
    signed = list(found.sign_offs.values_list("pk", flat=True))
    withdrawn = SignOffWithdrawal.objects.filter(sign_off__in=signed).values_list("pk", flat=True)
    names = [f"review:{SignOff.__name__}:{pk}" for pk in signed]
    names += [f"review:{SignOffWithdrawal.__name__}:{pk}" for pk in withdrawn]
    return mails.filter(Q(pk__in=ids) | Q(once__in=names))


def _ever(model: Any, theirs: Q, now: QuerySet[Any]) -> list[int]:
    past = history_of(model).filter(theirs).values_list("id", flat=True)
    return sorted({*now.values_list("pk", flat=True), *past})


def _alone(person: Person, found: Belongings) -> list[int]:
    """Conversations with nobody else: those that are there as they are, removed ones as they were."""
    there = set(found.alone.values_list("pk", flat=True))
    past = history_of(Consultation).filter(workspace=person.workspace_id).exclude(conversation=None)
    talks = set(past.filter(person=person).values_list("conversation_id", flat=True))
    talks -= set(Conversation.objects.filter(pk__in=talks).values_list("pk", flat=True))
    with_others = past.filter(conversation__in=talks).exclude(person=person)
    return sorted(there | talks - set(with_others.values_list("conversation_id", flat=True)))
