"""The icons of the lucide set: drawn once, on a sheet that browsers keep; pages only name them."""

import re
from functools import cache, lru_cache
from hashlib import sha256

import lucide
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

#: What pages show. The sheet holds these; any other icon is drawn where it stands.
_LISTED = """
    archive archive-restore arrow-down arrow-left arrow-right arrow-up bell book-open building-2
    calendar-days calendar-x check check-check chevron-down chevron-left chevron-right circle circle-alert
    circle-check circle-dashed circle-dot circle-slash circle-user-round clock coins copy corner-left-up
    download eraser external-link eye file-down file-text flag flask-conical gavel git-compare git-fork
    handshake hash history image-down inbox info layers layout-list lightbulb link list-checks lock
    log-out mail mail-check map merge message-circle message-circle-plus message-circle-question-mark
    messages-square minus monitor moon move pen-line pencil pencil-line pencil-ruler play plus printer
    refresh-cw rocket route search send settings sliders-horizontal snowflake sprout square star star-off
    sun target trash-2 trending-up triangle-alert undo-2 unlink upload user-plus user-x users users-round
    vote waypoints workflow wrench x
"""
NAMES = tuple(_LISTED.split())
_KNOWN = frozenset(NAMES)
_LINES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


@cache
def sheet() -> bytes:
    """The sheet: an SVG file with a symbol an icon, which takes its colour from where it is used."""
    symbols = "\n".join(f'<symbol id="{name}" {_LINES}>{_inside(name)}</symbol>' for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'.encode()


@cache
def edition() -> str:
    """What the sheet's address says of its content, so that browsers may keep it for good."""
    return sha256(sheet()).hexdigest()[:8]


@lru_cache(maxsize=512)
def svg_icon(name: str, size: int = 20, colour: str = "") -> SafeString:
    """An icon of this many pixels; `colour` only where no style sheet gives it one."""
    tint = f' color="{colour}"' if colour else ""
    opening = f'<svg class="icon" width="{size}" height="{size}" aria-hidden="true"{tint}'
    if name in _KNOWN:
        address = f"{reverse('icons')}?v={edition()}"
        markup = f'{opening}><use href="{address}#{name}"/></svg>'
    else:
        markup = f"{opening} {_LINES}>{_inside(name)}</svg>"
    return mark_safe(markup)  # noqa: S308  the package's own drawing, no user text


def _inside(name: str) -> str:
    """What an icon is drawn with."""
    markup = lucide._render_icon(name, 24)
    return re.sub(r"\s*\n\s*", "", markup[markup.index(">") + 1 : markup.rindex("</svg>")])
