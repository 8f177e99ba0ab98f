"""The frozen form of a plan: what a version stores, how it is read again, and the digest that guards it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.fields import Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.models import Snapshot
from alignment.rules.closure import closure
from alignment.rules.content import PlanContent
from alignment.rules.graph import Edge, Graph, Node
from alignment.versions.codec import Unreadable, decode, encode

FORMAT = "throughline-version"
VERSION = 1


class FrozenProblem(ValueError):
    """A version cannot be read; the message says why, in words for people."""


@dataclass(frozen=True)
class Frozen:
    """A plan as it was: what its pages show, and the part of the graph that its verdicts need."""

    content: PlanContent
    graph: Graph
    plan: str  # its key


@dataclass(frozen=True)
class _Stored:
    """The JSON of a version, in the shape in which it is written."""

    format: str
    version: int
    plan: str
    content: PlanContent
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def frozen(content: PlanContent, graph: Graph, plan: str) -> Frozen:
    """A plan's content and graph without what does not concern it; `content` is that of the plan.

    People, target groups and other plans stay where something names them.
    """
    return Frozen(concerned(content), closure(graph, plan), plan)


def write(what: Frozen) -> str:
    """The canonical JSON text: fields in order of their names, no spaces. The same plan, the same text."""
    stored = _Stored(
        FORMAT, VERSION, what.plan, what.content, tuple(what.graph.nodes.values()), tuple(what.graph.edges)
    )
    return json.dumps(encode(stored), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(text: str) -> Frozen:
    """What `write` wrote; FrozenProblem for anything else, with what is wrong and where."""
    try:
        data = json.loads(text)
    except ValueError:
        raise FrozenProblem(_("The stored version is no JSON text.")) from None
    head = (data.get("format"), data.get("version")) if isinstance(data, dict) else (None, None)
    if head[0] != FORMAT:
        raise FrozenProblem(_("The stored text is not a version of a plan."))
    if head[1] != VERSION:
        said = {"found": head[1], "known": VERSION}
        raise FrozenProblem(
            _("The version is stored in format %(found)s; only format %(known)s can be read.") % said
        )
    try:
        stored = decode(_Stored, data)
    except Unreadable as problem:
        raise FrozenProblem(_("The stored version is damaged: %(what)s.") % {"what": problem}) from None
    return Frozen(stored.content, Graph.of(stored.nodes, stored.edges), stored.plan)


def digest(
    *,
    plan: str,
    number: int,
    note: str,
    as_of: date,
    made_at: datetime,
    made_by_name: str,
    satisfied: int,
    expected: int,
    content: str,
    previous: str,
) -> str:
    """SHA-256 over all that a version says and the digest of the version before it, in hexadecimal."""
    said = [
        FORMAT, plan, number, note, as_of.isoformat(), made_at.astimezone(UTC).isoformat(), made_by_name,
        satisfied, expected, content, previous,
    ]  # fmt: skip
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def digest_of(row: Snapshot, previous: str) -> str:
    """The digest that a version should carry, given that of the version before it."""
    return digest(
        plan=row.plan.key,
        number=row.number,
        note=row.note,
        as_of=row.as_of,
        made_at=row.made_at,
        made_by_name=row.made_by_name,
        satisfied=row.satisfied,
        expected=row.expected,
        content=row.content,
        previous=previous,
    )


def concerned(content: PlanContent) -> PlanContent:
    """A plan's content without other plans, people and target groups that nothing in it names."""
    homes = {item.plan for _, item in content.layered()}
    plans = [one for place, one in enumerate(content.plans) if not place or one.key in homes]
    content = replace(content, plans=tuple(plans))
    people, groups = set(_named(content, "people")), set(_named(content, "target_groups"))
    return replace(
        content,
        people=tuple(one for one in content.people if one.key in people),
        target_groups=tuple(one for one in content.target_groups if one.key in groups),
    )


def _named(content: PlanContent, of: str) -> Iterator[str]:
    """The keys of one list that anything in the content names."""
    for name, kind in KINDS.items():
        for row in getattr(content, name):
            yield from _names(kind, row, of)


def _names(kind: Kind, row: Any, of: str) -> Iterator[str]:
    for one in kind.fields:
        value = getattr(row, one.name)
        if one.type in ("rows", "needs"):
            for part in value:
                yield from _names(NESTED[one.of], part, of)
        elif one.of == of:
            yield from value if isinstance(value, tuple) else [value]
