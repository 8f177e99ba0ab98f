"""The threads of a plan and of an item, as whoever asks may see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q

from alignment.comments.queries.items import Subject, shown_subjects, subjects
from alignment.comments.voices import Voice
from alignment.comments.words import Piece, pieces
from alignment.models import Comment, Mention, Plan, Workspace

PER_PAGE = 20


@dataclass
class Line:
    """One comment as a page shows it."""

    comment: Any
    pieces: list[Piece]
    own: bool
    urls: dict[str, str] = field(default_factory=dict)


@dataclass
class Thread:
    """A comment with its answers, and the item it is about (None: the plan as a whole)."""

    head: Line
    answers: list[Line]
    subject: Subject | None
    may_settle: bool
    urls: dict[str, str] = field(default_factory=dict)
    form: Any = None
    keeps_draft: bool = False  # an answer that is being typed outlives a swap

    @property
    def id(self) -> int:
        return int(self.head.comment.pk)

    @property
    def is_resolved(self) -> bool:
        return self.head.comment.resolved_at is not None


def threads_of_plan(plan: Plan, voice: Voice) -> Any:
    """The heads of all threads of a plan that a voice may see, the newest first; guests: of what is shown."""
    heads = Comment.objects.filter(plan=plan).threads(for_guests=voice.is_guest)
    if voice.link is not None:
        talked = set(heads.order_by().values_list("item", flat=True).distinct())
        heads = heads.filter(item__in=[*shown_subjects(voice.link, talked), ""])
    return heads.order_by("-created", "-pk")


def threads_of_item(workspace: Workspace, subject: Subject, voice: Voice) -> Any:
    """The heads of the threads about an item, the newest first; guests: those of the link's plan."""
    heads = Comment.objects.filter(workspace=workspace, item=subject.key)
    if voice.link is not None:
        heads = heads.filter(plan=voice.link.plan)
    found: Any = heads
    return found.threads(for_guests=voice.is_guest).order_by("-created", "-pk")


def narrowed(heads: Any, asked: dict[str, Any], voice: Voice) -> Any:
    """Those threads that are asked for (forms.FilterForm)."""
    if asked.get("status"):
        heads = heads.filter(resolved_at__isnull=asked["status"] == "open")
    if asked.get("sight"):
        heads = heads.filter(internal=asked["sight"] == "internal")
    if asked.get("item"):
        heads = heads.filter(item="" if asked["item"] == "-" else asked["item"])
    if asked.get("to") == "me" and voice.user is not None:
        heads = heads.filter(_to(voice.user.pk))
    return heads


def _to(user: int) -> Q:
    """Threads that mention a user, and those that the user began and others answered."""
    within = Q(comment=OuterRef("pk")) | Q(comment__parent=OuterRef("pk"))
    mentioned = Mention.objects.filter(within, person__user=user, comment__withdrawn_at=None)
    answers = Comment.objects.filter(parent=OuterRef("pk"), withdrawn_at=None).exclude(user=user)
    return Q(Exists(mentioned)) | Q(Exists(answers), user=user)


def page_of(
    heads: Any, workspace: Workspace, voice: Voice, number: int | str = 1
) -> "tuple[Page[Comment], list[Thread]]":
    """One page of threads with all that they say: a fixed number of queries."""
    page = Paginator(heads, PER_PAGE).get_page(number)
    return page, told(page.object_list, workspace, voice)


def thread_of(comment: Comment, workspace: Workspace, voice: Voice) -> Thread | None:
    """The thread that a comment belongs to, if there is something in it that the voice may see."""
    heads: Any = Comment.objects.filter(pk=comment.head_id, plan=comment.plan_id)
    found = told(heads.threads(for_guests=voice.is_guest), workspace, voice)
    return found[0] if found else None


def told(heads: Any, workspace: Workspace, voice: Voice) -> list[Thread]:
    """Threads with their answers, the names that they mention and their items."""
    rows = list(_whole(heads))
    answers: dict[int, list[Line]] = defaultdict(list)
    below: Any = Comment.objects.filter(parent__in=[one.pk for one in rows]).order_by("created", "pk")
    below = below.said().for_guests() if voice.is_guest else below.said()
    for one in _whole(below):
        answers[one.parent_id].append(_line(one, voice))
    keys = {one.item for one in rows}
    about = shown_subjects(voice.link, keys) if voice.link else subjects(workspace, keys)
    return [
        Thread(_line(one, voice), answers[one.pk], about.get(one.item), voice.may_settle(one))
        for one in rows
        if voice.link is None or not one.item or one.item in about
    ]


def comment_for_guest(voice: Voice, comment_id: int) -> Comment | None:
    """A comment by its id, if the voice's link shows it."""
    link = voice.link
    if link is None:
        return None
    seen: Any = Comment.objects.filter(plan=link.plan, pk=comment_id, internal=False)
    found: Comment | None = (
        seen.filter(Q(parent=None) | Q(parent__internal=False)).select_related("parent").first()
    )
    if found is None or (found.item and not shown_subjects(link, [found.item])):
        return None
    found.plan, found.workspace = link.plan, link.workspace
    return found


def talked_about(plan: Plan) -> list[Subject]:
    """The items of which a plan's threads speak, by title."""
    heads: Any = Comment.objects.filter(plan=plan)
    keys = heads.threads().order_by().values_list("item", flat=True).distinct()
    found = subjects(plan.workspace, keys).values()
    return sorted(found, key=lambda one: (one.title.casefold(), one.key))


def _whole(comments: Any) -> Iterable[Any]:
    """Comments with whom they mention, and what their author looked at."""
    seen = comments.annotate(seen_version=F("link__snapshot__number"), group=F("link__group_name"))
    return seen.prefetch_related("mentions__person")


def _line(comment: Any, voice: Voice) -> Line:
    names = [mention.person.name for mention in comment.mentions.all()]
    return Line(comment, pieces(comment.text, names), voice.wrote(comment))
