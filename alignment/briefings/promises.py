"""What was promised: expectations as plain rows, with what the parties said to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alignment.models import Direction, Expectation, Plan
from alignment.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class Promise:
    """One expectation: what is given, by whom, by when, and how it stands."""

    text: str
    needed: bool  # from others; else learning delivers it
    owner: str  # the key of the person who keeps it
    owner_name: str
    due: date | None
    done_on: date | None
    said: str  # what the parties answered last: confirmed, declined, or nothing
    initiative: str = ""  # the key of the initiative that it is for

    def is_overdue(self, as_of: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due is not None and self.due < as_of

    def standing(self, as_of: date) -> tuple[str, str]:
        """How it stands in words, and the tone of that."""
        if self.done_on:
            return _("Done on %(day)s") % {"day": day_words(self.done_on)}, "good"
        if self.is_overdue(as_of):
            return _("Overdue"), "bad"
        return {
            "confirmed": (_("Confirmed"), "good"),
            "declined": (_("Declined"), "bad"),
        }.get(self.said, (_("Not confirmed yet"), "warn"))


def promises_of(plan: Plan) -> tuple[Promise, ...]:
    """The expectations of a plan, the first that is due on top: two queries."""
    rows = Expectation.objects.filter(plan=plan).select_related("owner", "initiative")
    found = [_promise(row) for row in rows.prefetch_related("responses")]
    return tuple(sorted(found, key=lambda one: (one.done_on is not None, one.due or date.max)))


def _promise(row: Expectation) -> Promise:
    return Promise(
        text=row.text,
        needed=row.direction == Direction.WE_NEED,
        owner=row.owner.key if row.owner else "",
        owner_name=row.owner.name if row.owner else "",
        due=row.due,
        done_on=row.done_on,
        said=_said(row.responses.all()),
        initiative=row.initiative.key if row.initiative else "",
    )


def _said(answers: Iterable[object]) -> str:
    """The last answer of each party together: one that declined weighs more than those who confirmed."""
    last = {getattr(one, "person_id", None) or getattr(one, "name", ""): one for one in answers}
    words = {str(getattr(one, "answer", "")) for one in last.values()}
    return next((word for word in ("declined", "confirmed") if word in words), "")
