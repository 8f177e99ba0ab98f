"""The fields that a column of a catalogue can be read as, and what a learning system's status means."""

from alignment.catalogue.cells import code, hours, money, whole
from alignment.skills.cells import line, lines, listed
from alignment.skills.rowwise import LONGEST_TITLE, Target
from alignment.ui.table_file import bare


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split())


TARGETS = (
    Target("key", _words("key id identifier code courseid coursecode itemid sku"), line),
    Target("title", _words("title name course coursename coursetitle item titel"), line, LONGEST_TITLE),
    Target(
        "description",
        _words("description coursedescription summary abstract beschreibung"),
        lines,
        100_000,
    ),
    Target("url", _words("url link address courseurl href"), line, 2000),
    Target("provider", _words("provider vendor institution organization organisation anbieter"), line, 200),
    Target("kind", _words("kind type coursetype category format art"), line, 200),
    Target("hours", _words("hours duration length courselength stunden dauer"), hours),
    Target("cost", _words("cost price fee kosten preis"), money),
    Target("currency", _words("currency waehrung währung"), code),
    Target("seats", _words("seats enrolled nenrolled enrolments enrollments participants plätze"), whole),
    Target("level", _words("level difficulty stufe"), line, 200),
    Target("status", _words("status state active retired"), line, 200),
    Target("skills", _words("skills skill competencies topics tags kompetenzen"), listed),
)

_OUT = frozenset(
    _words(
        "retired inactive archived discontinued withdrawn closed obsolete expired disabled deleted"
        " unpublished ended inaktiv archiviert"
    )
)
_YES = frozenset(_words("y yes true 1 x ja j wahr"))
_NO = frozenset(_words("n no false 0 nein falsch"))
_IN_USE = frozenset(_words("active available published enabled open live aktiv"))


def is_out_of_use(status: str, heading: str) -> bool:
    """Whether a learning system's word means that an item is retired.

    A bare yes or no answers the column's heading: yes below "Retired" is out of use, below "Active" in use.
    """
    said, asks = bare(status), bare(heading)
    if said not in _YES | _NO:
        return said in _OUT or any(word in _OUT for word in status.casefold().split()[:1])
    asks_for_end = any(word in asks for word in _OUT)
    asks_for_use = not asks_for_end and any(word in asks for word in _IN_USE)
    return (said in _YES and asks_for_end) or (said in _NO and asks_for_use)
