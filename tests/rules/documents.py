"""Random plan files, as parsed JSON: every verdict, every kind of metric, and the flaws of real ones."""

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from alignment.exchange.document import read, to_content
from alignment.rules.content import PlanContent

LAYERS = ("goals", "outcomes", "moments", "learning_outcomes", "initiatives")
PREFIXES = {"goals": "G", "outcomes": "o", "moments": "m", "learning_outcomes": "Le", "initiatives": "i"}
GOAL_STATUSES = ("proposed", "agreed", "agreed", "achieved", "retired")
INITIATIVE_STATUSES = (
    "proposed",
    "approved",
    "in_design",
    "running",
    "running",
    "completed",
    "stopped",
    "declined",
)
KINDS = ("increase", "decrease", "at_least", "at_most", "range", "milestone", "qualitative")
CADENCES = ("", "monthly", "two_monthly", "quarterly", "half_yearly", "yearly")

usually = st.sampled_from([True, True, False])
rarely = st.sampled_from([False] * 9 + [True])
days = st.integers(0, 900).map(lambda day: (date(2026, 1, 1) + timedelta(days=day)).isoformat())
amounts = st.one_of(
    st.integers(-5, 50).map(str),
    st.integers(0, 10).map(str),
    st.decimals(-100_000, 100_000, places=4).map(str),
    st.sampled_from(["0", "-999999999999999", "999999999999999", "0.000001", "12", "30"]),
)
reasons = st.sampled_from(["Because"] * 8 + ["", " \n\t"])


def content_of(document: dict[str, Any]) -> PlanContent:
    """The content of a plan file that is given as parsed JSON."""
    return to_content(read(json.dumps(document)))


def maybe(draw: Any, row: dict[str, Any], **fields: st.SearchStrategy[Any]) -> None:
    """Give some of the fields, and leave others out."""
    for name, values in fields.items():
        if draw(usually):
            row[name] = draw(values)


def _sizes(most: int) -> st.SearchStrategy[int]:
    """How many items of a layer: usually some, so that whole chains are common."""
    return st.sampled_from([0, *range(1, most + 1), *range(1, most + 1), *range(1, most + 1)])


@st.composite
def plan_files(draw: Any, most: int = 5) -> dict[str, Any]:
    """A sound plan file with up to `most` items a layer, in one or two plans."""
    plans = [{"key": f"p{number}", "title": "Plan"} for number in range(draw(st.integers(1, 2)))]
    document: dict[str, Any] = {"format": "throughline-plan", "version": 1, "plans": plans}
    document["target_groups"] = [{"key": "managers", "name": "Managers"}]
    for name in LAYERS:
        keys = [f"{PREFIXES[name]}{number}" for number in range(draw(_sizes(most)))]
        document[name] = [_item(draw, name, key, plans, document.get("goals", [])) for key in keys]
    document["links"] = [link for name in LAYERS[1:] for link in _links(draw, document, name)]
    keys = [item["key"] for name in LAYERS for item in document[name]]
    count = draw(st.integers(0, 6)) if keys else 0
    document["metrics"] = [
        {"key": f"x{number}", "item": draw(st.sampled_from(keys)), **draw(metrics())}
        for number in range(count)
    ]
    _origins(draw, document)
    _citations(draw, document)
    _dismissed(draw, document, keys)
    return document


def _origins(draw: Any, document: dict[str, Any]) -> None:
    """Some goals grew out of a learning outcome."""
    for goal in document["goals"] if document["learning_outcomes"] else ():
        if draw(rarely):
            goal["promoted_from"] = draw(st.sampled_from(document["learning_outcomes"]))["key"]


def _citations(draw: Any, document: dict[str, Any]) -> None:
    """Some links cite a reading, or a day on which there is none."""
    for link in document["links"] if document["metrics"] else ():
        if draw(usually):
            metric = draw(st.sampled_from(document["metrics"]))
            dates = [reading["date"] for reading in metric["readings"]]
            link["cited_metric"] = metric["key"]
            link["cited_on"] = draw(st.sampled_from(dates) if dates else days)


def _dismissed(draw: Any, document: dict[str, Any], keys: list[str]) -> None:
    """Some hints are set aside, each once."""
    hints = st.tuples(st.sampled_from(["no_evidence", "many_parents"]), st.sampled_from(keys or [""]))
    for number, (kind, key) in enumerate(sorted(draw(st.sets(hints, max_size=3 if keys else 0)))):
        row = {"kind": kind, "item": key, "reason": "Seen", "date": draw(days)}
        document["plans"][number % len(document["plans"])].setdefault("dismissed_hints", []).append(row)


def _item(draw: Any, name: str, key: str, plans: list[Any], goals: list[Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"key": key, "title": f"Title of {key}"}
    if len(plans) > 1:
        item["plan"] = draw(st.sampled_from(plans))["key"]
    if draw(rarely):
        item["archived"] = True
    if name == "goals":
        maybe(draw, item, status=st.sampled_from(GOAL_STATUSES), strategy=reasons)
        if draw(rarely):
            item["no_learning_planned"] = draw(reasons)
    elif name == "moments":
        maybe(draw, item, behaviours=st.lists(_behaviours, max_size=3))
        if draw(rarely):
            item["not_a_learning_problem"] = draw(reasons)
    elif name == "learning_outcomes":
        maybe(draw, item, target_groups=st.sampled_from([[], ["managers"]]))
    elif name == "initiatives":
        purposes = st.sampled_from(["business_goal", "personal_development", "compliance"])
        maybe(draw, item, status=st.sampled_from(INITIATIVE_STATUSES), purpose=purposes)
        claims = st.lists(st.sampled_from(goals), max_size=2) if goals else st.just([])
        maybe(draw, item, claims=claims.map(lambda rows: [{"goal": goal["key"]} for goal in rows]))
        maybe(draw, item, costs=st.lists(_costs(), max_size=2), benefits=st.lists(_benefits(), max_size=2))
        maybe(draw, item, decisions=st.lists(_decisions, max_size=2))
    return item


_decisions = st.fixed_dictionaries(
    {"decision": st.sampled_from(["keep", "link", "stop"]), "reason": st.just("Seen"), "date": days},
    optional={"instead": st.just("A checklist"), "by": st.just("Ann")},
)


_behaviours = st.fixed_dictionaries(
    {"effect": st.sampled_from(["helps", "hinders"]), "text": st.just("Asks first")}
)
_money = st.one_of(st.integers(0, 100).map(str), st.sampled_from(["0", "250000", "999999999999999"]))
_currencies = st.sampled_from(["EUR", "EUR", "USD"])
_shares = st.integers(0, 100)


def _costs() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.just("delivery")}, optional={"amount": _money, "currency": _currencies}
    )


def _benefits() -> st.SearchStrategy[dict[str, Any]]:
    optional = {"amount": _money, "attribution": _shares, "confidence": _shares, "currency": _currencies}
    return st.fixed_dictionaries({"text": st.just("Less rework")}, optional=optional)


def _links(draw: Any, document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Links from one layer to the one above it, and parents among the goals above the first."""
    uppers = document[LAYERS[LAYERS.index(name) - 1]]
    if name == "outcomes":
        for place, goal in enumerate(uppers):
            if place and draw(st.booleans()):
                goal["parent"] = draw(st.sampled_from(uppers[:place]))["key"]
    links = []
    for item in document[name]:
        above = st.sets(st.sampled_from(range(len(uppers))), min_size=not draw(rarely), max_size=3)
        for upper in (uppers[place] for place in sorted(draw(above))) if uppers else ():
            link = {"lower": item["key"], "upper": upper["key"], "reason": draw(reasons)}
            maybe(draw, link, confidence=st.integers(0, 3), evidence=reasons)
            if draw(rarely):
                link["suspect"] = True
            links.append(link)
    return links


@st.composite
def measured_files(draw: Any) -> dict[str, Any]:
    """A plan file that is all about metrics and money."""
    initiatives = [{"key": f"i{number}", "title": "Work"} for number in range(draw(st.integers(0, 3)))]
    for initiative in initiatives:
        maybe(
            draw,
            initiative,
            costs=st.lists(_costs(), max_size=2),
            benefits=st.lists(_benefits(), max_size=2),
            status=st.sampled_from(INITIATIVE_STATUSES),
        )
    count = draw(st.integers(1, 6))
    return {
        "format": "throughline-plan",
        "version": 1,
        "plans": [{"key": "p0", "title": "Plan"}],
        "goals": [{"key": "G0", "title": "Goal"}],
        "initiatives": initiatives,
        "metrics": [{"key": f"x{number}", "item": "G0", **draw(metrics())} for number in range(count)],
    }


@st.composite
def metrics(draw: Any) -> dict[str, Any]:
    """A metric without key and item, with any of its fields blank."""
    metric: dict[str, Any] = {"title": "A number", "kind": draw(st.sampled_from(KINDS))}
    maybe(
        draw,
        metric,
        baseline=amounts,
        baseline_date=days,
        target=amounts,
        target_low=amounts,
        target_high=amounts,
        target_date=days,
        effect_from=days,
        cadence=st.sampled_from(CADENCES),
    )
    if draw(rarely):
        metric["archived"] = True
    readings = st.fixed_dictionaries(
        {"date": days, "value": amounts}, optional={"state": st.sampled_from(["draft", "approved"])}
    )
    metric["readings"] = draw(st.lists(readings, max_size=4))
    return metric
