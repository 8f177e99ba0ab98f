"""Who was consulted in a step, thoughts parked for later, and many lines that become many items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alignment.deeds import check_version, deed
from alignment.framework.services.checks import own
from alignment.framework.services.items import create_item
from alignment.models import ITEM, Consultation, Deed, Item, Layer, ParkedNote, Person, Plan, User
from alignment.people.services.people import find_or_make_person
from alignment.ui.texts import one_line

TITLE_LENGTH = 120


def add_consultation(
    plan: Plan,
    *,
    step: int,
    person: Person | str = "",
    role: str = "",
    date: date | None = None,
    note: str = "",
    by: User | None,
    request_key: UUID | None = None,
) -> Deed:
    """Records that somebody was consulted in a step (D26); a name that is not known makes a new person."""
    with deed(
        "consult",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=str(person or note),
        request_key=request_key,
    ) as row:
        consultation = Consultation(
            workspace=plan.workspace,
            plan=plan,
            step=step,
            person=_person(plan, person, by),
            role=role,
            date=date,
            note=note,
            position=Consultation.objects.filter(plan=plan).next_position(),
        )
        consultation.full_clean()
        consultation.save()
    return row


def edit_consultation(
    consultation: Consultation,
    *,
    step: int,
    person: Person | str,
    role: str,
    date: date | None,
    note: str,
    version: int,
    by: User | None,
) -> Deed:
    """Corrects a conversation: who, which step, when, what about. StaleWrite when saved since `version`."""
    plan = consultation.plan
    with deed(
        "edit_consultation", by=by, workspace=plan.workspace, plan=plan, subject=str(person or note)
    ) as row:
        fresh: Consultation = check_version(consultation, version)
        fresh.person, fresh.role = _person(plan, person, by), role
        fresh.step = step
        fresh.date, fresh.note = date, note
        fresh.version += 1
        fresh.full_clean()
        fresh.save()
    return row


def remove_consultation(consultation: Consultation, *, by: User | None) -> Deed:
    """Takes a consultation out; undo brings it back. StaleWrite when it was changed since it was read."""
    plan = consultation.plan
    with deed("unconsult", by=by, workspace=plan.workspace, plan=plan, subject=str(consultation)) as row:
        check_version(consultation, consultation.version).delete()
    return row


def park_note(plan: Plan, *, text: str, by: User | None) -> Deed:
    """Keeps a thought that can become an item of any layer later (A05)."""
    with deed("park", by=by, workspace=plan.workspace, plan=plan, subject=text) as row:
        position = ParkedNote.objects.filter(plan=plan).next_position()
        note = ParkedNote(workspace=plan.workspace, plan=plan, text=text, position=position)
        note.full_clean()
        note.save()
    return row


def edit_note(note: ParkedNote, *, text: str, version: int, by: User | None) -> Deed:
    """Says a parked thought in other words; StaleWrite when somebody saved it since `version`."""
    with deed("edit_note", by=by, workspace=note.workspace, plan=note.plan, subject=text) as row:
        fresh: ParkedNote = check_version(note, version)
        fresh.text = text
        fresh.version += 1
        fresh.full_clean()
        fresh.save()
    return row


def remove_note(note: ParkedNote, *, by: User | None) -> Deed:
    """Takes a parked note out; undo brings it back. StaleWrite when it was changed since it was read."""
    with deed("unpark", by=by, workspace=note.workspace, plan=note.plan, subject=note.text) as row:
        check_version(note, note.version).delete()
    return row


def turn_note(note: ParkedNote, *, layer: Layer, by: User | None) -> tuple[Deed, Item]:
    """Makes an item of a parked note, which goes; a long note keeps its words in the description.

    StaleWrite when somebody else changed, turned or removed the note since it was read.
    """
    title, rest = shortened(note.text)
    with deed("turn_note", by=by, workspace=note.workspace, plan=note.plan, subject=title) as row:
        item = create_item(layer, by=by, plan=note.plan, fields={"title": title, "description": rest})
        check_version(note, note.version).delete()
    return row, item


@dataclass(frozen=True)
class PasteResult:
    """What pasted lines became: the items, and the lines that were left out because they exist already.

    `deed` takes all of them back; None when nothing was made.
    """

    deed: Deed | None
    items: tuple[Item, ...]
    duplicates: tuple[str, ...]


class _Nothing(Exception):
    """Every line is there already: the deed that was begun is taken back."""


def paste_items(
    plan: Plan, layer: Layer, lines: Iterable[str], *, by: User | None, request_key: UUID | None = None
) -> PasteResult:
    """Makes an item of each line, as one deed; a line that says what an item of the layer says is skipped.

    White space, bullets and numbers before a line do not count, nor do capitals when lines are
    compared. A line of more than 120 characters is shortened and stands whole in the description.
    AlreadyDone for a repeated `request_key`.
    """
    made: list[Item] = []
    duplicates: list[str] = []
    try:
        with deed(
            "paste", by=by, workspace=plan.workspace, plan=plan, subject=layer.word, request_key=request_key
        ) as row:
            there = {_alike(title) for title in _titles(plan, layer)}
            for line in filter(None, map(without_bullet, lines)):
                if _alike(line) in there:
                    duplicates.append(line)
                    continue
                there.add(_alike(line))
                title, rest = shortened(line)
                made.append(
                    create_item(layer, by=by, plan=plan, fields={"title": title, "description": rest})
                )
            if not made:
                raise _Nothing
    except _Nothing:
        return PasteResult(None, (), tuple(duplicates))
    return PasteResult(row, tuple(made), tuple(duplicates))


def without_bullet(line: str) -> str:
    """A line as it was meant: one space between words, no dash, dot or number of a list before it."""
    text = one_line(line)
    if text in BULLETS:
        return ""
    head, _, rest = text.partition(" ")
    if rest and (head in BULLETS or head.rstrip(".)").isdecimal() and head[-1] in ".)"):
        return rest.strip()
    return text


BULLETS = frozenset("-*•–—·▪◦")


def shortened(text: str) -> tuple[str, str]:
    """A title of at most 120 characters, cut between words, and the whole text when it had to be cut."""
    if len(text) <= TITLE_LENGTH:
        return text, ""
    cut = text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:. ")
    return f"{cut}…", text


def _person(plan: Plan, person: Person | str, by: User | None) -> Person | None:
    if isinstance(person, Person):
        return own(plan.workspace, person)
    return find_or_make_person(plan.workspace, name=person, by=by) if person.strip() else None


def _titles(plan: Plan, layer: Layer) -> Iterable[str]:
    return ITEM[layer].objects.filter(plan=plan).current().values_list("title", flat=True)


def _alike(title: str) -> str:
    return " ".join(title.split()).casefold()
