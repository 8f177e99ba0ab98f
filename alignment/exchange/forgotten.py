"""People who were erased stay so, whatever a file says that was written before: it is left out, and said."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.document import Document, Row
from alignment.exchange.problems import at, quote
from alignment.models import Permission
from alignment.rules.content import Consultation, PlanContent

#: The texts of a conversation that erasing takes out.
SAID = ("questions", "answers", "decisions")
#: What a story says, by whom, and whether it may be quoted.
TOLD = ("text", "who", "person", "permission")
#: As what they called themselves in the request form.
TYPED = ("requester_name", "requester_email")


def without_erased(
    document: Document, content: PlanContent, erased: frozenset[str]
) -> tuple[Document, list[str]]:
    """The file without what it says about people whose keys are in `erased`, and what was left out of it.

    Rows keep their places, so that what is said about the others names the right ones. References to them
    stay: they lead to whoever is left, who has no name.
    """
    if not erased:
        return document, []
    warnings: list[str] = []
    people = _people(document.rows("people"), content, erased, warnings)
    plans = _plans(document.rows("plans"), content, erased, warnings)
    stories = _stories(document.rows("stories"), content, erased, warnings)
    talks = _conversations(document, content, erased, warnings)
    asked = _requests(document.rows("requests"), content, erased, warnings)
    offered = _catalogue(document.rows("catalogue"), content, erased, warnings)
    found = (
        ("people", people),
        ("plans", plans),
        ("stories", stories),
        ("conversations", talks),
        ("requests", asked),
        ("catalogue", offered),
    )
    given = {name: rows for name, rows in found if rows}
    return replace(document, lists={**document.lists, **given}), warnings


def _people(
    rows: Iterable[Row], content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    there = {person.key: person for person in content.people}
    found = []
    for index, row in enumerate(rows):
        if row["key"] not in erased:
            found.append(row)
            continue
        kept = {name: getattr(there[row["key"]], name) for name in row}
        if kept != row:
            what = _("%(key)s was taken out on request: what the file says about this person is ignored")
            warnings.append(at(f"people[{index}]", what % {"key": quote(row["key"])}))
        found.append(kept)
    return found


def _plans(
    rows: Iterable[Row], content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    """Notes about talking to them come back neither."""
    there = {plan.key: plan.consultations for plan in content.plans}
    found = []
    for index, row in enumerate(rows):
        before = there.get(row["key"], ())
        talks = row.get("consultations", ())
        kept = tuple(one if one in before else _unsaid(one, erased) for one in talks)
        if kept != talks:
            what = _("notes about people who were taken out on request are ignored")
            warnings.append(at(f"plans[{index}].consultations", what))
        found.append({**row, "consultations": kept} if "consultations" in row else row)
    return found


def _stories(
    rows: Iterable[Row], content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    """What they told comes back neither, nor may it be quoted again."""
    there = {one.key: one for one in content.stories}
    found = []
    for index, row in enumerate(rows):
        old, kept = there.get(row["key"]), row
        if (old.person if old else row.get("person")) in erased:
            told = {name: getattr(old, name) for name in TOLD} if old else _untold()
            kept = {name: told.get(name, value) for name, value in row.items()}
        if kept != row:
            what = _("what people told who were taken out on request is ignored")
            warnings.append(at(f"stories[{index}]", what))
        found.append(kept)
    return found


def _untold() -> Row:
    """What is left of a story of theirs that the workspace does not have any more."""
    return {"text": _("(words erased)"), "who": "", "permission": Permission.REFUSED.value}


def _conversations(
    document: Document, content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    """What was said in conversations in which nobody else took part comes back neither."""
    there = {one.key: one for one in content.conversations}
    named = [*(plan.consultations for plan in content.plans)]
    named += [row.get("consultations", ()) for row in document.rows("plans")]
    took_part = _who(chain.from_iterable(named))
    found = []
    for index, row in enumerate(document.rows("conversations")):
        old = there.get(row["key"])
        who = took_part.get(row["key"], set())
        kept = row
        if who and who <= erased:
            kept = {name: getattr(old, name, "") if name in SAID else value for name, value in row.items()}
            kept |= {"title": old.title} if old and "title" in row else {}
        if kept != row:
            what = _("what was said with people who were taken out on request is ignored")
            warnings.append(at(f"conversations[{index}]", what))
        found.append(kept)
    return found


def _requests(
    rows: Iterable[Row], content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    """The name and the address that they left with a request come back neither."""
    there = {one.key: one.requester for one in content.requests}
    found = []
    for index, row in enumerate(rows):
        kept = row
        if {row.get("requester"), there.get(row["key"])} & erased:
            kept = {name: "" if name in TYPED else value for name, value in row.items()}
        if kept != row:
            what = _("the name of somebody who was taken out on request is ignored")
            warnings.append(at(f"requests[{index}]", what))
        found.append(kept)
    return found


def _catalogue(
    rows: Iterable[Row], content: PlanContent, erased: frozenset[str], warnings: list[str]
) -> list[Row]:
    """What they said as a supervisor stays, under the name that is left of them."""
    names = {person.key: person.name for person in content.people if person.key in erased}
    found = []
    for index, row in enumerate(rows):
        given = row.get("approvals", ())
        kept = tuple(
            replace(one, supervisor_name=names[one.supervisor]) if one.supervisor in names else one
            for one in given
        )
        if kept != given:
            what = _("the name of somebody who was taken out on request is ignored")
            warnings.append(at(f"catalogue[{index}].approvals", what))
        found.append({**row, "approvals": kept} if "approvals" in row else row)
    return found


def _who(parts: Iterable[Consultation]) -> dict[str, set[str]]:
    """Who took part in each conversation, by keys; "" is somebody of whom the role alone is known."""
    found: dict[str, set[str]] = {}
    for one in parts:
        if one.conversation:
            found.setdefault(one.conversation, set()).add(one.person)
    return found


def _unsaid(one: Consultation, erased: frozenset[str]) -> Any:
    return replace(one, note="") if one.person in erased else one
