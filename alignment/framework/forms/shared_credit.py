"""Refuses benefit lines that claim more of an outcome than was agreed (rules.shared_credit)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from alignment.framework.credit_words import breach_words
from alignment.framework.forms.money_lines import BENEFIT
from alignment.framework.queries.credit import credit_of
from alignment.framework.queries.values import Row
from alignment.models import Initiative, PerformanceOutcome
from alignment.rules import content
from alignment.rules.shared_credit import claims_all_alone, largest_shares

Line = Mapping[str, Any]


def overclaimed(
    initiative: Initiative, status: str, lines: Iterable[tuple[int, Line]], before: tuple[Row, ...]
) -> dict[int, str]:
    """What is wrong with the attribution of these lines, by their number.

    `before` are the lines as they were: what claims no more than it did then is left in peace, so that an
    initiative that came in with a file can be saved for another reason. Pages mark it.
    """
    typed = [(place, line, _plain(line, line["outcome"])) for place, line in lines]
    had = _before(before)
    found = {
        place: _("Name the outcome of which this is all, and have its split agreed; or lower the share.")
        for place, _line, said in typed
        if claims_all_alone(said) and said.text not in had
    }
    mine = largest_shares(said for _place, _line, said in typed)
    outcomes: dict[str, PerformanceOutcome] = {
        line["outcome"].key: line["outcome"] for _place, line, _said in typed if line["outcome"]
    }
    asked = {one.pk: key for key, one in outcomes.items() if mine.get(key) != had.get(one.pk) and key in mine}
    work = content.Initiative(
        key=initiative.key, title="", status=status, benefits=tuple(said for _place, _line, said in typed)
    )
    for pk, credit in credit_of(initiative.workspace, asked.keys(), instead=work).items():
        key = asked[pk]
        words = breach_words(credit, outcomes[key].title)
        if words:
            advice = _("Lower the share, or have another split agreed first.")
            place = next(
                place for place, _line, said in typed if said.outcome == key and said.attribution == mine[key]
            )
            found[place] = f"{words} {advice}"
    return found


def _plain(line: Line, outcome: PerformanceOutcome | None) -> content.BenefitLine:
    return content.BenefitLine(
        text=line["text"] or "",
        attribution=line["attribution"],
        intangible=bool(line["intangible"]),
        outcome=outcome.key if outcome else "",
    )


def _before(rows: tuple[Row, ...]) -> dict[Any, Any]:
    """The largest share by the id of its outcome; and by its text what was all of nothing named."""
    lines = [dict(zip(BENEFIT.columns, row, strict=True)) for row in rows]
    said = [
        content.BenefitLine(
            text=line["text"],
            attribution=line["attribution"],
            intangible=line["intangible"],
            outcome=str(line["outcome"] or ""),
        )
        for line in lines
    ]
    shares = {int(key): share for key, share in largest_shares(said).items()}
    return shares | {line.text: line.attribution for line in said if claims_all_alone(line)}
