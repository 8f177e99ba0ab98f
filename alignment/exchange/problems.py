"""What is wrong with a plan file, in one clear line each that names the place."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

#: A file can be wrong in a million places; nobody reads more than these.
MOST_PROBLEMS = 100
LONGEST_QUOTE = 60


class PlanFileError(ValueError):
    """The file cannot be taken; `problems` says why, one line each, the first one first."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__(self.in_one_line())

    def in_one_line(self) -> str:
        """The first problem and how many more there are."""
        more = len(self.problems) - 1
        if more < 1:
            return self.problems[0]
        return _("%(first)s (and %(more)s more)") % {"first": self.problems[0], "more": more}


def place(path: Iterable[str | int]) -> str:
    """A place in the file, such as goals[3].status."""
    found = ""
    for part in path:
        if isinstance(part, int):
            found += f"[{part}]"
        else:
            found += f".{shown(part)}" if found else shown(part)
    return found


def shown(text: str) -> str:
    """A text as it can stand inside a line."""
    plain = "".join(part if part.isprintable() else " " for part in text)
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE] + "…"


def at(where: str, what: str) -> str:
    """A problem with its place."""
    return f"{where}: {what}" if where else what


def quote(value: Any) -> str:
    """A value as it can stand inside a line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return _("a list") if isinstance(value, list) else _("an object")
    plain = shown(str(value))
    return f"'{plain}'" if isinstance(value, str) else plain


def explain(error: Any, above: Sequence[str | int] = ()) -> list[str]:
    """What the schema found (a jsonschema_rs.ValidationError) in the piece at `above`, in our words."""
    path, kind, value = [*above, *error.instance_path], error.kind.name, error.instance
    where = place(path)
    if kind == "additionalProperties":
        unknown = sorted(error.kind.unexpected)[:MOST_PROBLEMS]
        return [at(place([*path, name]), _("unknown field")) for name in unknown]
    if kind == "required":
        return [at(place([*path, error.kind.property]), _("missing"))]
    return [at(where, _said(error, kind, value))]


def _said(error: Any, kind: str, value: Any) -> str:
    words = {"value": quote(value)}
    if kind == "type":
        wanted = " / ".join(_wanted(name) for name in error.kind.types if name != "null")
        return _("wrong type: %(value)s is not %(wanted)s") % {**words, "wanted": wanted}
    if kind == "enum":
        known = ", ".join(option for option in error.kind.options if option)
        return _("unknown choice %(value)s (known: %(known)s)") % {**words, "known": known}
    if kind == "format":
        return _("bad date %(value)s (write 2027-06-30)") % words
    if kind == "pattern":
        return _bad(error, value) % words
    if kind == "minLength":
        return _("must not be empty")
    if kind == "maxLength":
        limits = {"length": len(value), "most": error.kind.limit}
        return _("too long: %(length)s characters, at most %(most)s") % limits
    if kind in ("maximum", "minimum"):
        limit = {**words, "limit": error.kind.limit}
        if kind == "maximum":
            return _("bad number %(value)s: at most %(limit)s") % limit
        return _("bad number %(value)s: at least %(limit)s") % limit
    if kind == "const":
        return _("%(value)s is not what is read here (expected: %(wanted)s)") % {
            **words,
            "wanted": quote(error.kind.expected_value),
        }
    return _("not what the schema allows: %(value)s") % words


def _bad(error: Any, value: Any) -> str:
    name = error.instance_path[-1] if error.instance_path else ""
    if name == "key":
        return _("bad key %(value)s (1 to 60 of A–Z a–z 0–9 . _ -, not digits alone)")
    if name == "email":
        return _("bad e-mail address %(value)s")
    if name == "currency":
        return _("bad currency %(value)s (three capital letters, such as EUR)")
    return _("bad number %(value)s (write 12.5)")


def _wanted(name: str) -> str:
    return {
        "string": _("text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("an object"),
    }.get(name, name)
