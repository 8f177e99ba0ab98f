"""Where the name and the address of one person stand in a workspace: in every text of every table.

The tables are found by asking the models, so that one that is added later is searched, too. What a
database trigger keeps as it is, and files, are the exceptions that docs/privacy.md lists.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from alignment.models import (
    BriefingCopy,
    Person,
    SignOff,
    SignOffWithdrawal,
    Snapshot,
    Workspace,
)

#: What stays as it was: versions and decisions are evidence, kept briefings are what was handed out.
KEPT = (Snapshot, SignOff, SignOffWithdrawal, BriefingCopy)
#: Columns that no words stand in: keys, digests, and the ids under which mail goes out.
NO_WORDS = frozenset(
    {"key", "item", "other", "token_hash", "code_hash", "meaning", "lower_meaning", "upper_meaning"}
    | {"digest", "snapshot_digest", "message_id", "once", "history_type", "verb", "content_type", "made"}
)
BATCH = 500

Model = type[models.Model]


@dataclass(frozen=True)
class Wanted:
    """The names and addresses that are looked for, and what comes in their place.

    Names of one word can be a word of their own ("Finance"): inside sentences they are looked for only
    when that was asked for. `shared` are names that somebody else bears, too: those are left.
    """

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    shared: tuple[str, ...] = ()
    name: str = ""
    address: str = ""
    inside: bool = True

    @cached_property
    def _names(self) -> list[re.Pattern[str]]:
        """Longest first, so that a name is not taken for a part of a longer one."""
        return [
            pattern_of(name, whole=not self.inside and len(name.split()) == 1)
            for name in sorted(self.names, key=len, reverse=True)
        ]

    @cached_property
    def _addresses(self) -> list[re.Pattern[str]]:
        return [
            re.compile(rf"(?<![\w.+-]){re.escape(one)}(?![\w-]|\.\w)", re.IGNORECASE)
            for one in self.addresses
        ]

    def cleaned(self, text: str) -> str:
        """A text in which the person is not named any more."""
        for pattern in self._addresses:  # first: an address may hold a name
            text = pattern.sub(lambda _found: self.address, text)
        for pattern in self._names:
            text = pattern.sub(lambda _found: self.name, text)
        return text

    def clean(self, value: Any) -> Any:
        """The same for what a JSON column holds."""
        if isinstance(value, str):
            return self.cleaned(value)
        if isinstance(value, list):
            return [self.clean(one) for one in value]
        if isinstance(value, dict):
            return {self.cleaned(key): self.clean(one) for key, one in value.items()}
        return value

    @property
    def tokens(self) -> set[str]:
        """What every text that holds one of them holds for certain, whatever its spaces."""
        return {max(name.split(), key=len) for name in self.names if name.split()} | set(self.addresses)


@dataclass(frozen=True)
class Trace:
    """One row in which the person is named, with what its columns will say."""

    model: Model
    pk: int
    new: dict[str, Any]


def pattern_of(name: str, *, whole: bool = False) -> re.Pattern[str]:
    """A name in a text, whatever its case and spaces, and not as a part of another word."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"\A\s*{words}\s*\Z" if whole else rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def wanted_of(person: Person, *, name: str = "", address: str = "", inside: bool = True) -> Wanted:
    """What a person is, and was, called in a workspace. Three queries."""
    past = list(Person.history.filter(id=person.pk).values_list("name", "email"))
    names = {person.name, *(was for was, _email in past)} - {"", name}
    addresses = {person.email, *(email for _was, email in past)} - {""}
    if person.user is not None:
        names |= {person.user.name} - {""}
        addresses.add(person.user.email)
    folded = {one.casefold(): one for one in names}
    others = Person.objects.filter(workspace=person.workspace).exclude(pk=person.pk)
    taken = {one.casefold() for one in others.values_list("name", flat=True)}
    theirs = {one.lower() for one in others.values_list("email", flat=True)}
    return Wanted(
        names=tuple(sorted(one for fold, one in folded.items() if fold not in taken)),
        addresses=tuple(sorted({one.lower() for one in addresses} - theirs)),
        shared=tuple(sorted(one for fold, one in folded.items() if fold in taken)),
        name=name,
        address=address,
        inside=inside,
    )


def traces_of(workspace: Workspace, wanted: Wanted) -> Iterator[Trace]:
    """Every row of a workspace that names the person, in every table."""
    tokens = wanted.tokens
    if not tokens:
        return
    for model, columns in searched_models().items():
        yield from _in_table(model, columns, workspace, wanted, tokens)


def _in_table(
    model: Model, columns: dict[str, bool], workspace: Workspace, wanted: Wanted, tokens: Iterable[str]
) -> Iterator[Trace]:
    likely = Q()
    for name, is_json in columns.items():
        if is_json:  # how its letters are stored differs between databases
            likely |= ~Q(**{name: []}) & ~Q(**{name: {}})
            continue
        for token in tokens:
            likely |= Q(**{f"{name}__icontains": token})
    rows = model._base_manager.filter(likely, workspace=workspace.pk).order_by("pk")
    for pk, *values in rows.values_list("pk", *columns).iterator(BATCH):
        pairs = zip(columns, values, strict=True)
        new = {name: (value, wanted.clean(value)) for name, value in pairs if value}
        changed = {
            name: _fitting(model, name, cleaned) for name, (value, cleaned) in new.items() if cleaned != value
        }
        if changed:
            yield Trace(model, pk, changed)


def _fitting(model: Model, name: str, value: Any) -> Any:
    """What a column takes: no words where an address belongs, and no more than it has room for."""
    field = model._meta.get_field(name)
    if isinstance(field, models.EmailField):
        return ""
    most = getattr(field, "max_length", None)
    return value[:most] if most and isinstance(value, str) else value


@cache
def searched_models() -> dict[Model, dict[str, bool]]:
    """Every table of a workspace's rows, histories included, with its columns of words (True: JSON)."""
    found: dict[Model, dict[str, bool]] = {}
    for model in apps.get_app_config("alignment").get_models(include_auto_created=True):
        names = {field.name for field in model._meta.concrete_fields}
        if "workspace" in names and not issubclass(model, KEPT) and (columns := words_of(model)):
            found[model] = columns
    return found


def words_of(model: Model) -> dict[str, bool]:
    """The columns of a model that hold words which somebody typed; True for those that hold JSON."""
    return {
        field.name: isinstance(field, models.JSONField)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and field.name not in NO_WORDS
    }
