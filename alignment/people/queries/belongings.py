"""What of a workspace belongs to one person: links, words, account; to erase it, or to hand it over."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from alignment.models import (
    Answer,
    BriefingCopy,
    Comment,
    Consultation,
    Conversation,
    DevelopmentRequest,
    ExpectationAnswer,
    ExpectationRating,
    Invitation,
    Job,
    Membership,
    OutgoingMail,
    Person,
    RequestComment,
    ReviewRequest,
    ShareLink,
    SignOff,
    Snapshot,
    Story,
    User,
)
from alignment.people.queries.handed_out import given_out
from alignment.people.queries.traces import Wanted, traces_of, wanted_of


@dataclass(frozen=True)
class Belongings:
    """The rows that belong to a person, table by table."""

    links: QuerySet[ShareLink]
    requests: QuerySet[ReviewRequest]
    sign_offs: QuerySet[SignOff]
    comments: QuerySet[Comment]
    answers: QuerySet[Answer]
    responses: QuerySet[ExpectationAnswer]
    ratings: QuerySet[ExpectationRating]
    stories: QuerySet[Story]
    consultations: QuerySet[Consultation]
    alone: QuerySet[Conversation]  # conversations with nobody else
    asked: QuerySet[DevelopmentRequest]  # problems that they told
    remarks: QuerySet[RequestComment]  # what they said about requests
    mails: QuerySet[OutgoingMail]
    invitations: QuerySet[Invitation]

    @property
    def open_links(self) -> QuerySet[ShareLink]:
        return self.links.filter(revoked_at=None)

    @property
    def open_requests(self) -> QuerySet[ReviewRequest]:
        return self.requests.filter(withdrawn_at=None)


def belongings_of(person: Person, wanted: Wanted) -> Belongings:
    """The rows that belong to a person: by reference, by their links, by their account, by their address."""
    home = Q(workspace=person.workspace_id)
    mine = Q(person=person) | Q(link__person=person)
    written, decided = mine, mine
    if person.user_id is not None:
        written, decided = mine | Q(user=person.user_id), mine | Q(user=person.user_id)
    mail, invited, asked = Q(person=person), Q(pk=None), Q(requester=person)
    for address in wanted.addresses:
        asked |= Q(requester_email__iexact=address)
        mail |= Q(to__iexact=address)
        invited |= Q(email__iexact=address)
        decided |= Q(email__iexact=address)
    told = Q(person=person)
    for name in wanted.names:
        told |= Q(person=None, who__iexact=name)
    talks = Conversation.objects.filter(home, consultations__person=person)
    others = Count("consultations", filter=~Q(consultations__person=person))
    alone = (
        Conversation.objects.filter(home, pk__in=talks.values("pk")).annotate(others=others).filter(others=0)
    )
    return Belongings(
        links=ShareLink.objects.filter(home, person=person),
        requests=ReviewRequest.objects.filter(home, person=person),
        sign_offs=SignOff.objects.filter(home & decided),
        comments=Comment.objects.filter(home & written),
        answers=Answer.objects.filter(
            home & (Q(participant__person=person) | Q(participant__link__person=person))
        ),
        responses=ExpectationAnswer.objects.filter(home, person=person),
        ratings=ExpectationRating.objects.filter(home, person=person),
        stories=Story.objects.filter(home & told),
        consultations=Consultation.objects.filter(home, person=person),
        alone=alone,
        asked=DevelopmentRequest.objects.filter(home & asked),
        remarks=RequestComment.objects.filter(home & _of_account(person)),
        mails=OutgoingMail.objects.filter(home & mail),
        invitations=Invitation.objects.filter(home & invited),
    )


def _of_account(person: Person) -> Q:
    """What the account of the person wrote; nothing of somebody without one."""
    return Q(user=person.user_id) if person.user_id is not None else Q(pk=None)


def is_member(person: Person) -> bool:
    """Whether the person's account still belongs to this workspace."""
    return _memberships(person).filter(workspace=person.workspace_id).exists()


def account_goes(person: Person) -> bool:
    """Whether the account is of no use to anybody else: it belongs to no workspace, and runs nothing."""
    user: User | None = person.user
    if user is None or user.is_staff or user.is_superuser:
        return False
    return not _memberships(person).exists()


def _memberships(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(user=person.user_id) if person.user_id else Membership.objects.none()


@dataclass(frozen=True)
class Forecast:
    """What anonymising or erasing a person would do, counted."""

    person: Person
    wanted: Wanted
    links: int
    requests: int
    sign_offs: int
    mails: int
    traces: int  # rows in which the name or the address stands, histories included
    asked: int
    comments: int
    answers: int
    responses: int
    ratings: int
    stories: int
    notes: int
    conversations: int
    versions: int  # those that may name the person, and stay
    files: int  # kept briefings and results of long work, which are not looked into
    member: bool
    account_goes: bool

    @property
    def words(self) -> int:
        """How many texts of theirs erasing takes out, which anonymising leaves."""
        of_plans = self.responses + self.ratings + self.stories + self.notes + self.conversations
        return self.comments + self.answers + of_plans


def forecast(person: Person) -> Forecast:
    """Counts everything before anything is done."""
    wanted = wanted_of(person, name="-", address="-")
    found = belongings_of(person, wanted)
    workspace = person.workspace
    named = Q(pk=None)
    for token in wanted.tokens:
        named |= Q(content__icontains=token) | Q(note__icontains=token) | Q(made_by_name__icontains=token)
    return Forecast(
        person=person,
        wanted=wanted,
        links=found.open_links.count(),
        requests=found.open_requests.count(),
        sign_offs=found.sign_offs.count(),
        mails=found.mails.count(),
        traces=sum(1 for _one in traces_of(workspace, wanted)),
        asked=found.asked.count(),
        comments=found.comments.exclude(text="").count() + found.remarks.exclude(text="").count(),
        answers=found.answers.exclude(text="").count(),
        responses=found.responses.exclude(words="").count(),
        ratings=found.ratings.exclude(words="").count(),
        stories=found.stories.count(),
        notes=found.consultations.exclude(note="").count(),
        conversations=found.alone.exclude(questions="", answers="", decisions="").count(),
        versions=Snapshot.objects.filter(named, workspace=workspace).count(),
        files=BriefingCopy.objects.filter(workspace=workspace).count()
        + Job.objects.filter(workspace=workspace).exclude(result=None).count(),
        member=is_member(person),
        account_goes=account_goes(person),
    )


def everything_about(person: Person) -> dict[str, Any]:
    """All that is kept about one person, as JSON can hold it: what whoever asks for it gets."""
    wanted = wanted_of(person, name="-", address="-")
    found = belongings_of(person, wanted)
    account = person.user
    return {
        "person": given_out(person),
        "earlier": [given_out(one) for one in person.history.order_by("history_id")],
        "account": None
        if account is None
        else {
            "email": account.email,
            "name": account.name,
            "since": account.date_joined,
            "last_sign_in": account.last_login,
            "language": account.language,
            "time_zone": account.time_zone,
            "theme": account.theme,
        },
        **{name: [given_out(row) for row in getattr(found, name)] for name in Belongings.__annotations__},
        "named_by": _pointing(person),
        "named_in": [
            {"table": str(one.model._meta.verbose_name), "id": one.pk, "columns": sorted(one.new)}
            for one in traces_of(person.workspace, wanted)
        ],
    }


def _pointing(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row of any other table that refers to the person, found by asking the models."""
    found: dict[str, list[dict[str, Any]]] = {}
    for relation in person._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not relation.auto_created or relation.concrete or not hasattr(relation, "field"):
            continue
        if model.__name__.startswith("Historical") or model in (ShareLink, OutgoingMail):
            continue
        rows = model._base_manager.filter(**{relation.field.name: person}).order_by("pk")
        label = f"{model._meta.verbose_name}: {relation.field.verbose_name}"
        if listed := [given_out(row) for row in rows]:
            found[label] = listed
    return found
