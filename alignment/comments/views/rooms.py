"""What the pages of members and of guests have in common: a room in which people talk about a plan."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.comments.addresses import address, thread_address, with_addresses
from alignment.comments.forms import CommentForm
from alignment.comments.queries.items import Subject, shown_subjects, subjects
from alignment.comments.queries.people import people_to_mention
from alignment.comments.queries.threads import Thread, page_of, thread_of
from alignment.comments.services import writing
from alignment.comments.voices import Voice
from alignment.deeds import AlreadyDone
from alignment.models import Comment, Plan
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, as_id, status_of
from alignment.ui.htmx import go, show, wants_partial
from alignment.ui.limits import slowed

TOO_MANY = 429


@dataclass
class Room:
    """Who talks, about which plan, on which pages."""

    request: HttpRequest
    voice: Voice
    plan: Plan
    extra: dict[str, Any]  # what the templates of this side know
    secret: str = ""  # of the guest's browser, once it has one
    typed: str = ""  # the name that a guest of a group wrote under last

    @property
    def slug(self) -> str:
        return str(self.plan.workspace.slug)

    @property
    def speaker(self) -> dict[str, Any]:
        """Who writes, as the services take it."""
        return {"by": self.voice.user, "link": self.voice.link, "browser": self.voice.browser}

    def template(self, name: str) -> str:
        return f"comments/{'guest_' if self.voice.is_guest else ''}{name}.html"

    def url(self, name: str, *args: object) -> str:
        return address(self.voice, self.slug, name, *args)

    def subject(self, comment: Comment) -> Subject | None:
        """The item that a comment is about, as this side sees it."""
        link = self.voice.link
        found = (
            shown_subjects(link, [comment.item]) if link else subjects(self.plan.workspace, [comment.item])
        )
        return found.get(comment.item)

    def form(self, data: Any = None, head: Comment | None = None) -> CommentForm:
        """The form of a new comment, or of an answer."""
        auto_id = f"answer-{head.pk}-%s" if head else "new-%s"
        return CommentForm(data, voice=self.voice, head=head, name=self.typed, auto_id=auto_id)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "plan": self.plan,
            "voice": self.voice,
            "has_own_name": self._has_own_name,
            **self.extra,
            **more,
        }

    @property
    def _has_own_name(self) -> bool:
        return self.voice.link is not None and bool(self.voice.link.person_id)


def talk(room: Room, heads: Any, subject: Subject | None, **more: Any) -> HttpResponse:
    """A list of threads with the form of a new comment; a comment that is sent is added to it."""
    template = room.template("item_comments" if subject else "comment_list")
    form, fresh = room.form(_data(room)), 0
    status = status_of(form)
    if form.is_bound and status != UNPROCESSABLE:
        if too_many(room, form):
            status = TOO_MANY
        else:
            comment = say(room, form, subject)
            if not wants_partial(room.request) or comment is None:
                return go(room.request, comment_address(room, comment) if comment else room.request.path)
            form, fresh = room.form(), comment.pk
    page, threads = page_of(heads, room.plan.workspace, room.voice, room.request.GET.get("page", "1"))
    context = room.context(
        form=form,
        page=page,
        threads=dressed(room, threads),
        subject=subject,
        fresh=fresh,
        names=names(room, subject),
        here=room.request.path,
        embedded=subject is not None and wants_partial(room.request),
        **more,
    )
    return show(room.request, template, "talk", context, status=status)


def one_thread(
    room: Room,
    comment: Comment,
    *,
    form: CommentForm | None = None,
    fresh: int = 0,
    settled: bool = False,
    answered: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of one thread, or for htmx the thread alone; 404 when there is nothing in it to see.

    What is being typed as an answer stays, unless that was what was sent.
    """
    found = thread_of(comment, room.plan.workspace, room.voice)
    if found is None:
        raise Http404
    (thread,) = dressed(room, [found])
    thread.form = form or thread.form
    thread.keeps_draft = thread.keeps_draft and not answered
    context = room.context(
        thread=thread,
        fresh=fresh,
        settled=settled,
        names=names(room, found.subject),
        has_errors=bool(form and form.errors),
        alone=True,
    )
    return show(room.request, room.template("thread"), "thread", context, status=status)


def answer(room: Room, head: Comment) -> HttpResponse:
    """An answer that was sent to a thread."""
    if thread_of(head, room.plan.workspace, room.voice) is None:
        raise Http404
    form = room.form(_data(room), head)
    if form.errors:
        return one_thread(room, head, form=form, answered=True, status=UNPROCESSABLE)
    if too_many(room, form):
        return one_thread(room, head, form=form, answered=True, status=TOO_MANY)
    made = say(room, form, room.subject(head), head)
    if made is None or not wants_partial(room.request):
        return go(room.request, comment_address(room, made or head))
    return one_thread(room, head, fresh=made.pk, answered=True)


def say(
    room: Room, form: CommentForm, subject: Subject | None, head: Comment | None = None
) -> Comment | None:
    """Writes what a valid form says; None when the same form was sent before."""
    remember(room, form)
    try:
        made, _row = writing.add_comment(room.plan, subject=subject, parent=head, **form.said, **room.speaker)
    except AlreadyDone:
        return None
    tell(room.request, _("Your answer is added.") if head else _("Your comment is added."))
    return made


def remember(room: Room, form: CommentForm) -> None:
    """Keeps in a guest's session who it was, for the next comment and for changing this one."""
    if room.voice.link is None:
        return
    room.request.session["comment_secret"] = room.secret
    if name := form.cleaned_data.get("name"):
        kept = room.request.session.get("comment_names", {})
        room.request.session["comment_names"] = kept | {str(room.voice.link.pk): name}


def dressed(room: Room, threads: list[Thread]) -> list[Thread]:
    """Threads with their addresses, and with a form for an answer where one may be written."""
    for one in with_addresses(threads, room.voice, room.slug):
        if room.voice.may_write:
            one.form = room.form(head=one.head.comment)
            one.keeps_draft = wants_partial(room.request)
    return threads


def names(room: Room, subject: Subject | None) -> list[str]:
    """The names that can be mentioned; of very many the page lists the first."""
    if not room.voice.may_write:
        return []
    return [one.name for one in people_to_mention(room.plan, room.voice, subject)]


def comment_address(room: Room, comment: Comment) -> str:
    return thread_address(room.voice, room.slug, comment)


def _data(room: Room) -> Any:
    return room.request.POST if room.request.method == "POST" else None


def too_many(room: Room, form: Any) -> bool:
    """Whether a link was used to write too often; the form says so and keeps what was typed."""
    if room.voice.link is None or not slowed(room.request, "comment", key=str(room.voice.link.pk)):
        return False
    form.add_error(None, _("That were many comments in a short time. Wait a minute, then send it again."))
    return True


def asked_for(request: HttpRequest) -> int:
    """The comment to which ?at= comes back, after its form was closed."""
    return as_id(request.GET.get("at", "")) or 0
