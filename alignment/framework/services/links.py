"""Links neighbouring items, says why, confirms, takes apart: the only place that writes people's links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, check_version, deed, update_all
from alignment.framework.services.checks import own
from alignment.framework.services.evidence import KEPT, Citation, cite
from alignment.framework.services.meaning import CONFIRMED, refresh_meaning, stamp
from alignment.models import LINK_UP, Confidence, Deed, Item, Layer, Link, User, Workspace


class AlreadyLinked(Exception):
    """The pair is linked already; `link` is the link there is."""

    def __init__(self, link: Link) -> None:
        super().__init__(str(link))
        self.link = link


@dataclass(frozen=True)
class Seen:
    """A link as a page showed it: its version, and what its ends meant (their digests)."""

    layer: Layer  # of the lower end
    link: int
    version: int
    lower: str
    upper: str


class NotAsSeen(StaleWrite):
    """Some links say something else than the page did, or are gone; `changed` are their (layer, id)."""

    def __init__(self, changed: list[tuple[Layer, int]]) -> None:
        super().__init__(None)
        self.changed = changed


def link(
    lower: Item,
    upper: Item,
    *,
    by: User | None,
    reason: str = "",
    confidence: int | None = None,
    evidence: str = "",
    cited: Citation | None = None,
) -> Any:
    """Links an item to one of the layer above, and confirms the link.

    Without `confidence` it is 1 (reasoned) with a reason and 0 (assumed) without; 3 (measured) needs
    `cited`, an approved reading. AlreadyLinked for a pair that is linked, ValidationError for items
    that are no neighbours or archived and for what cannot be cited, ForeignRow for items and metrics
    of different workspaces.
    """
    with deed("link", by=by, workspace=lower.workspace, plan=lower.plan, subject=lower.title) as row:
        made = make_link(
            lower, upper, by=by, reason=reason, confidence=confidence, evidence=evidence, cited=cited
        )
    made.done = row
    return made


def link_many(
    lower: Item,
    uppers: Iterable[tuple[Item, str]],
    *,
    by: User | None,
    confidence: int | None = None,
    evidence: str = "",
    cited: Citation | None = None,
) -> tuple[list[Link], Deed]:
    """Links an item to several of the layer above, each with its own reason, as one deed.

    Pairs that are linked already are left alone; when all are, AlreadyLinked.
    """
    made: list[Link] = []
    said: dict[str, Any] = {"confidence": confidence, "evidence": evidence, "cited": cited}
    with deed("link", by=by, workspace=lower.workspace, plan=lower.plan, subject=lower.title) as row:
        known: AlreadyLinked | None = None
        for upper, reason in uppers:
            try:
                made.append(make_link(lower, upper, by=by, reason=reason, **said))
            except AlreadyLinked as already:
                known = already
        if known is not None and not made:
            raise known
    return made, row


def make_link(
    lower: Item,
    upper: Item,
    *,
    by: User | None,
    reason: str = "",
    confidence: int | None = None,
    evidence: str = "",
    cited: Citation | None = None,
) -> Any:
    """The link itself, for those who have begun a deed already. Errors as `link`."""
    if lower.layer not in LINK_UP or upper.layer != lower.layer - 1:
        raise ValidationError(_("Only neighbouring layers can be linked."))
    own(lower.workspace, upper)
    low, up = _as_now(lower), _as_now(upper)
    model: type[Any] = LINK_UP[lower.layer]
    there = model.objects.filter(lower=low, upper=up).first()
    if there is not None:
        raise AlreadyLinked(there)
    made = model(
        workspace=lower.workspace,
        lower=low,
        upper=up,
        reason=reason.strip(),
        confidence=_confidence(reason, confidence),
        evidence=evidence.strip(),
        position=model.objects.filter(lower=low).next_position(),
    )
    cite(made, cited)
    _confirm(made, by=by, why="")
    made.full_clean(exclude=["workspace", "lower", "upper"])
    made.save()
    return made


def edit_link(
    link: Link,
    *,
    by: User | None,
    version: int,
    reason: str,
    confidence: int | None = None,
    evidence: str = "",
    cited: Citation | None = KEPT,
) -> Any:
    """Changes what a link says, which confirms it; StaleWrite when somebody saved it since `version`.

    What it cites stays unless `cited` says otherwise; None cites nothing. Errors of citing as `link`.
    """
    with deed("edit_link", by=by, workspace=link.workspace, plan=link.lower.plan, subject=str(link)) as row:  # type: ignore[attr-defined]
        fresh = check_version(link, version)
        fresh.reason, fresh.evidence = reason.strip(), evidence.strip()
        fresh.confidence = _confidence(reason, confidence)
        cite(fresh, cited)
        fresh.version += 1
        _confirm(fresh, by=by, why="")
        fresh.full_clean(exclude=["workspace", "lower", "upper"])
        fresh.save()
    fresh.done = row
    return fresh


def unlink(link: Link, *, by: User | None) -> Deed:
    """Takes a link away; undo brings it back as it was. StaleWrite when it is gone already."""
    with deed("unlink", by=by, workspace=link.workspace, plan=link.lower.plan, subject=str(link)) as row:  # type: ignore[attr-defined]
        fresh = _again(link)
        fresh.delete()
    return row


def confirm_links(
    workspace: Workspace, seen: Iterable[Seen], *, by: User | None, why: str
) -> tuple[list[Link], Deed | None]:
    """Says that links still hold, and why, as one deed: all of them or none.

    NotAsSeen when one of them is gone or says something else than what was seen, so that nobody
    confirms what they have not read. Links that somebody else confirmed meanwhile, with the same
    ends, are left alone; when all were, there is no deed.
    """
    try:
        with deed("confirm", by=by, workspace=workspace, why=why) as row:
            links = _as_seen(workspace, list(seen))
            if not links:
                raise _AllSound
            for one in links:
                _confirm(one, by=by, why=why)
            for model in LINK_UP.values():
                update_all([one for one in links if type(one) is model], CONFIRMED)
            _tell_of(row, links)
    except _AllSound:
        return [], None
    return links, row


class _AllSound(Exception):
    """Nothing is left to confirm: the deed that was begun is taken back."""


def _as_seen(workspace: Workspace, seen: list[Seen]) -> list[Any]:
    """Those links that are still to be re-checked, read under the lock; NotAsSeen as confirm_links."""
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for one in seen:
        wanted[one.layer].add(one.link)
    found: dict[tuple[Layer, int], Any] = {}
    for layer, ids in wanted.items():
        rows: Any = LINK_UP[layer].objects.filter(workspace=workspace, pk__in=ids)
        for row in rows.with_suspect().select_related("lower__plan", "upper__plan"):
            found[layer, row.pk] = row
    changed, links = [], {}
    for one in seen:
        place = (one.layer, one.link)
        row = found.get(place)
        if row is None or (row.version, row.lower.meaning, row.upper.meaning) != (
            *(one.version, one.lower, one.upper),
        ):
            changed.append(place)
        elif row.suspect:
            links[place] = row
    if changed:
        raise NotAsSeen(changed)
    return list(links.values())


def _tell_of(row: Deed, links: list[Any]) -> None:
    """Names the links of a confirmation, and their plan where it is one."""
    if len(links) > 1:
        row.verb = "confirm_links"
    row.subject = ", ".join(str(one) for one in links)[:200]
    plans = {one.lower.plan_id for one in links}
    row.plan_id = plans.pop() if len(plans) == 1 else None
    row.save(update_fields=["verb", "subject", "plan"])


def _confirm(link: Any, *, by: User | None, why: str) -> None:
    """Keeps the digests of both ends as they are now."""
    for end in (link.lower, link.upper):
        if not end.meaning:
            refresh_meaning(end)
    link.lower_meaning, link.upper_meaning = link.lower.meaning, link.upper.meaning
    stamp(link, by=by, why=why.strip())


def _confidence(reason: str, confidence: int | None) -> int:
    if confidence is not None:
        return confidence
    return Confidence.REASONED if reason.strip() else Confidence.ASSUMED


def _as_now(item: Item) -> Item:
    """An end of a link as it is now; one that is archived cannot be linked."""
    fresh: Item | None = type(item)._default_manager.filter(pk=item.pk, workspace=item.workspace_id).first()
    if fresh is None or fresh.is_archived:
        raise ValidationError(_("“%(title)s” is archived. Bring it back first.") % {"title": item.title})
    return fresh


def _again(link: Link) -> Any:
    """The link under the lock, with its ends as they are now."""
    model: type[Any] = type(link)
    fresh = model.objects.select_related("lower", "upper").filter(pk=link.pk).first()
    if fresh is None:
        raise StaleWrite(None)
    return fresh
