"""A plan of 34 cards and 49 links, with two gaps, for everything that tests the alignment map."""

from datetime import date
from decimal import Decimal

from alignment.rules.content import (
    Behaviour,
    Goal,
    GroupNeed,
    Initiative,
    Learning,
    Link,
    Metric,
    Moment,
    Outcome,
    Plan,
    PlanContent,
    Reading,
    TargetGroup,
)

TODAY = date(2026, 11, 21)
TITLES = {
    "g1": "Improve employee retention by developing strong leadership",
    "g2": "Get graduates productive in six months",
    "g3": "Raise client satisfaction to 78 %",
    "o6": "Repeat complaints fall by 30 %",
    "o2": "Employee Net Promoter Score reaches +30",
    "o4": "Graduates lead their own client work by month six",
    "o1": "More roles are filled from inside",
    "o5": "First reply to clients within four hours",
    "o3": "Fewer regretted exits in the first 18 months",
    "m9": "Taking over a call from an angry client",
    "m3": "Monthly feedback discussion with the manager",
    "m5": "First one-to-one with a new manager",
    "m1": "Quarterly talent review: who gets nominated",
    "m7": "Exit interview with a departing employee",
    "m8": "A graduate’s first client pitch",
    "m2": "Individual development plan conversation",
    "m6": "Stay conversation when someone signals they may leave",
    "m4": "Weekly check-in with a graduate",
    "l7": "Listen actively",
    "l1": "Make fair, evidence-based talent decisions",
    "l9": "Find the root cause before escalating",
    "l4": "Give effective feedback",
    "l2": "Coach people on their next career step",
    "l8": "Present value propositions with confidence",
    "l5": "Show empathy",
    "l3": "Hold performance conversations",
    "l6": "Build trust",
    "i4": "Empowering Leaders Program",
    "i1": "Talent review calibration workshop",
    "i7": "Time management e-learning catalogue",
    "i6": "Graduate pitch rehearsals",
    "i3": "Manager feedback practice labs",
    "i5": "Client recovery micro-lessons inside the CRM",
    "i2": "Career coaching toolkit",
}
SUPPORTED_BY = {
    "g1": "o1 o2 o3",
    "g2": "o4",
    "g3": "o4 o5 o6",
    "o1": "m1 m2",
    "o2": "m2 m3 m4",
    "o3": "m3 m5 m6 m7",
    "o4": "m4 m8",
    "o5": "m9",
    "o6": "m9",
    "m1": "l1 l2",
    "m2": "l2 l3",
    "m3": "l3 l4 l5 l7",
    "m4": "l4 l6",
    "m5": "l6",
    "m6": "l5 l7",
    "m8": "l8",
    "m9": "l7 l9",
    "l1": "i1",
    "l2": "i1 i2",
    "l3": "i3 i4",
    "l4": "i3 i4",
    "l5": "i4",
    "l6": "i4",
    "l7": "i4 i5",
    "l8": "i6",
    "l9": "i5",
}
LINKS = [(upper, lower) for upper, below in SUPPORTED_BY.items() for lower in below.split()]
NUMBERS = {
    "g1": ("18", "14", "16.4", "%"),
    "g2": ("9", "6", "", "months"),
    "g3": ("71", "78", "72", "%"),
    "o1": ("25", "40", "31", "%"),
    "o2": ("12", "30", "21", "points"),
    "o3": ("22", "12", "19", "a quarter"),
    "o4": ("20", "60", "38", "%"),
    "o5": ("11", "4", "7", "h"),
    "o6": ("140", "98", "139", "a month"),
}


def keys(layer: str) -> list[str]:
    """The keys of one layer in the order in which they were entered."""
    return [key for key in TITLES if key[0] == layer]


def metric(item: str) -> Metric:
    """The metric of a goal or an outcome."""
    baseline, target, now, unit = NUMBERS[item]
    readings = (Reading(date=date(2026, 11, 1), value=Decimal(now)),) if now else ()
    return Metric(
        key=f"m-{item}",
        item=item,
        title=TITLES[item],
        kind="decrease" if Decimal(target) < Decimal(baseline) else "increase",
        unit=unit,
        baseline=Decimal(baseline),
        baseline_date=date(2026, 1, 1),
        target=Decimal(target),
        target_date=date(2027, 12, 31),
        readings=readings,
    )


def content() -> PlanContent:
    """The sample as a plan; ids are places in the list of titles, from 1."""
    ids = {key: place for place, key in enumerate(TITLES, 1)}

    def common(key: str) -> dict[str, object]:
        return {"key": key, "title": TITLES[key], "plan": "p1", "id": ids[key]}

    both = (Behaviour(effect="helps", text="Asks"), Behaviour(effect="hinders", text="Tells"))
    return PlanContent(
        workspace="Northwind",
        plans=(Plan(key="p1", title="People plan 2027", id=1),),
        target_groups=(TargetGroup(key="young", name="Young managers", size=42),),
        goals=tuple(Goal(**common(key), status="agreed") for key in keys("g")),
        outcomes=tuple(Outcome(**common(key)) for key in keys("o")),
        moments=tuple(Moment(**common(key), behaviours=both) for key in keys("m")),
        learning_outcomes=tuple(
            Learning(**common(key), target_groups=(GroupNeed(group="young"),)) for key in keys("l")
        ),
        initiatives=tuple(
            Initiative(**common(key), status="running", end=date(2027, 3, 31)) for key in keys("i")
        ),
        links=tuple(
            Link(lower=lower, upper=upper, reason="It does.", confidence=place % 4)
            for place, (upper, lower) in enumerate(LINKS)
        ),
        metrics=tuple(metric(item) for item in NUMBERS),
    )
