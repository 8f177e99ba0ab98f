"""A link is suspect iff an end's meaning differs from the one confirmed, or an end came back since then.

Random deeds are done to a small workspace and to a model of it that knows no digests: an item is a
title, alive or not; a link remembers the two titles that somebody confirmed, and whether one of the
ends came back since. A deed that is taken back puts all of that back, and nothing else.
"""

import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alignment.deeds import CannotUndo, StaleWrite, undo
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item, restore_item
from alignment.framework.services.links import Seen, confirm_links, edit_link, link
from alignment.models import LINK_UP, Deed, Layer, Workspace
from tests.factories import make_plan, make_workspace

CHAIN = (Layer.GOAL, Layer.OUTCOME, Layer.MOMENT, Layer.LEARNING, Layer.INITIATIVE, Layer.INITIATIVE)
PAIRS = ((1, 0), (2, 1), (3, 2), (4, 3), (5, 3))  # places in CHAIN: lower, upper
LIVE = {Layer.GOAL: "proposed", Layer.INITIATIVE: "proposed"}
OVER = {Layer.GOAL: "retired", Layer.INITIATIVE: "stopped"}
TITLES = ("One", "Two", "Three")
_slugs = (f"suspect-{number}" for number in itertools.count())

deeds = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "edit",
                "edit",
                "wording",
                "confirm",
                "reason",
                "archive",
                "restore",
                "stop",
                "run",
                "undo",
                "undo",
            ]
        ),
        st.integers(0, 5),
        st.sampled_from(TITLES),
    ),
    min_size=4,
    max_size=14,
)


@dataclass
class ItemModel:
    title: str
    archived: bool = False
    over: bool = False

    @property
    def live(self) -> bool:
        return not (self.archived or self.over)


@dataclass
class LinkModel:
    lower: int
    upper: int
    confirmed: tuple[str, str]
    came_back: bool = False


Part = tuple[str, int]  # ("item" or "link", place)


@dataclass
class Done:
    """What one deed touched, as it was before."""

    row: Deed
    before: dict[Part, dict[str, Any]]
    final: bool = False  # an undo, or undone


@dataclass
class Model:
    items: list[ItemModel]
    links: list[LinkModel]
    done: list[Done] = field(default_factory=list)

    def part(self, part: Part) -> Any:
        return (self.items if part[0] == "item" else self.links)[part[1]]

    def suspect(self, one: LinkModel) -> bool:
        return one.came_back or one.confirmed != self.now(one)

    def now(self, one: LinkModel) -> tuple[str, str]:
        return self.items[one.lower].title, self.items[one.upper].title

    def links_of(self, place: int) -> list[int]:
        return [at for at, one in enumerate(self.links) if place in (one.lower, one.upper)]

    def touched_since(self, done: Done) -> bool:
        later = self.done[self.done.index(done) + 1 :]
        return any(set(done.before) & set(other.before) for other in later)


class World:
    """The rows and their model, side by side."""

    def __init__(self) -> None:
        self.kept: dict[int, list[tuple[Any, ...]]] = {}  # what links remembered before each deed
        self.workspace: Workspace = make_workspace(next(_slugs))
        plan = make_plan(self.workspace)
        self.items = [create_item(layer, by=None, plan=plan, fields={"title": TITLES[0]}) for layer in CHAIN]
        self.links = [link(self.items[low], self.items[up], by=None, reason="So") for low, up in PAIRS]
        self.model = Model(
            [ItemModel(TITLES[0]) for _ in CHAIN],
            [LinkModel(low, up, (TITLES[0], TITLES[0])) for low, up in PAIRS],
        )

    def item(self, place: int) -> Any:
        row = self.items[place]
        fresh = type(row)._default_manager.get(pk=row.pk)
        fresh.workspace, fresh.plan = row.workspace, row.plan
        return fresh

    def link(self, place: int) -> Any:
        row = self.links[place]
        return type(row).objects.with_suspect().select_related("lower__plan", "upper").get(pk=row.pk)

    def confirmed(self) -> list[tuple[Any, ...]]:
        """What every link remembers of its confirmation."""
        names = ("lower_meaning", "upper_meaning", "confirmed_at", "confirmed_why", "reason")
        return [tuple(getattr(self.link(at), name) for name in names) for at in range(len(self.links))]

    def suspects(self) -> list[bool]:
        rows = [self.link(at) for at in range(len(self.links))]
        return [row.suspect for row in rows]

    def note(self, row: Deed | None, parts: list[Part]) -> None:
        """Remembers what a deed is about to have touched; call it before the model moves."""
        if row is not None:
            before = {part: dict(vars(self.model.part(part))) for part in parts}
            self.model.done.append(Done(row, before))

    def edit(self, place: int, title: str, *, wording: bool = False) -> None:
        row, said = self.item(place), self.model.items[place]
        if said.archived:
            with pytest.raises(StaleWrite):
                save_item(row, by=None, version=row.version, fields={"title": title})
            return
        saved = save_item(row, by=None, version=row.version, fields={"title": title}, wording_only=wording)
        assert (saved.done is None) == (title == said.title)
        mine = [at for at in self.model.links_of(place) if not self.model.suspect(self.model.links[at])]
        kept = mine if wording and saved.done is not None else []
        self.note(saved.done, [("item", place), *(("link", at) for at in kept)])
        said.title = title
        for at in kept:
            self.model.links[at].confirmed = self.model.now(self.model.links[at])

    def confirm(self, place: int, *, reason: str = "") -> None:
        at = place % len(self.links)
        row, said = self.link(at), self.model.links[at]
        if reason:
            done = edit_link(row, by=None, version=row.version, reason=reason).done
        else:
            seen = Seen(row.lower.layer, row.pk, row.version, row.lower.meaning, row.upper.meaning)
            _links, done = confirm_links(self.workspace, [seen], by=None, why="Yes")
            assert (done is not None) == self.model.suspect(said)
        self.note(done, [("link", at)])
        said.confirmed, said.came_back = self.model.now(said), False

    def archive(self, place: int) -> None:
        row, said = self.item(place), self.model.items[place]
        if not said.archived:
            self.note(archive_item(row, by=None, version=row.version), [("item", place)])
            said.archived = True

    def restore(self, place: int) -> None:
        """Brings back one of the archived items, if there is one."""
        gone = [at for at, one in enumerate(self.model.items) if one.archived]
        if gone:
            at = gone[place % len(gone)]
            self.back(at, restore_item(self.item(at), by=None), archived=False)

    def status(self, place: int, *, over: bool) -> None:
        """Stops one of the items that have a status, or lets it go on, if there is one to choose from."""
        items = [
            at
            for at, one in enumerate(self.model.items)
            if CHAIN[at] in LIVE and one.over != over and not one.archived
        ]
        if items:
            at = items[place % len(items)]
            row, status = self.item(at), (OVER if over else LIVE)[CHAIN[at]]
            saved = save_item(row, by=None, version=row.version, fields={"status": status})
            self.back(at, saved.done, over=over)

    def back(self, place: int, row: Deed, **change: bool) -> None:
        """An item that is live after the deed, and was not before, came back."""
        said = self.model.items[place]
        after = ItemModel(**(vars(said) | change))
        links = self.model.links_of(place) if after.live and not said.live else []
        self.note(row, [("item", place), *(("link", at) for at in links)])
        self.model.items[place] = after
        for at in links:
            self.model.links[at].came_back = True

    def undo(self, place: int) -> None:
        """Takes back one of the last deeds, where nothing that it touched was touched since."""
        if not self.model.done:
            return
        done = self.model.done[-1 - place % min(3, len(self.model.done))]
        row = Deed.objects.get(pk=done.row.pk)
        if done.final or self.model.touched_since(done):
            with pytest.raises(CannotUndo):
                undo(row, by=None)
            return
        before = self.confirmed()
        self.note(undo(row, by=None), list(done.before))
        self.model.done[-1].final = done.final = True
        for part, state in done.before.items():
            vars(self.model.part(part)).update(state)
        touched = {at for kind, at in done.before if kind == "link"}
        now = self.confirmed()
        assert [now[at] for at in range(len(now)) if at not in touched] == [
            before[at] for at in range(len(before)) if at not in touched
        ]
        assert [now[at] for at in sorted(touched)] == [self.kept[done.row.pk][at] for at in sorted(touched)]

    def do(self, name: str, place: int, title: str) -> None:
        before, known = self.confirmed(), len(self.model.done)
        {
            "edit": lambda: self.edit(place, title),
            "wording": lambda: self.edit(place, title, wording=True),
            "confirm": lambda: self.confirm(place),
            "reason": lambda: self.confirm(place, reason=title),
            "archive": lambda: self.archive(place),
            "restore": lambda: self.restore(place),
            "stop": lambda: self.status(place, over=True),
            "run": lambda: self.status(place, over=False),
            "undo": lambda: self.undo(place),
        }[name]()
        for done in self.model.done[known:]:
            self.kept[done.row.pk] = before


@pytest.mark.django_db
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(deeds)
@example([("archive", 2, ""), ("restore", 0, ""), ("confirm", 1, ""), ("undo", 0, "")])
@example([("stop", 2, ""), ("run", 0, ""), ("undo", 0, ""), ("undo", 1, "")])
@example([("edit", 0, "Two"), ("edit", 1, "Two"), ("wording", 1, "Three"), ("undo", 0, "")])
@example([("stop", 0, ""), ("archive", 0, ""), ("restore", 0, ""), ("run", 0, ""), ("reason", 0, "Two")])
def test_a_link_is_suspect_iff_an_end_differs_or_came_back(some: list[tuple[str, int, str]]) -> None:
    world = World()
    for name, place, title in some:
        world.do(name, place, title)
        model = world.model
        assert world.suspects() == [model.suspect(one) for one in model.links], (name, place, title)


def test_the_model_covers_every_kind_of_link() -> None:
    assert {CHAIN[low] for low, _up in PAIRS} == set(LINK_UP)
