"""What of a plan a guest may read, on plain data."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from alignment.rules import content
from alignment.rules.for_guests import UNSHOWN, for_guests, graph_for_guests
from alignment.rules.graph import graph_of_content

SECRET = "canary"
DAY = date(2027, 1, 31)


def full(model, /, **known):
    """A row of which every text field that is not given holds the canary."""
    said = {}
    for one in fields(model):
        if one.name in known:
            said[one.name] = known[one.name]
        elif one.type in ("str", str):
            said[one.name] = SECRET
        elif one.type in ("Decimal | None",):
            said[one.name] = Decimal("424242")
    return model(**said)


def whole():
    people = (
        full(content.Person, key="dana", name="Dana"),
        full(content.Person, key="unnamed", name=SECRET),
        full(content.Person, key="lee", name="Lee"),
    )
    decision = content.Decision(decision="keep", reason=SECRET, date=DAY, by=SECRET)
    readings = (
        full(content.Reading, date=DAY, value=Decimal(3), state="draft"),
        full(content.Reading, date=DAY, value=Decimal(2), state="approved", group=""),
        full(content.Reading, date=DAY, value=Decimal(4), state="approved", group=SECRET),
    )
    own = {"plan": "p1"}
    return content.PlanContent(
        workspace="Acme",
        plans=(
            full(
                content.Plan,
                key="p1",
                title="Ours",
                description="About it",
                parked=(SECRET,),
                consultations=(content.Consultation(step=1, note=SECRET),),
                briefings=(content.BriefingWording(reader="cfo", headline=SECRET),),
                dismissed_hints=(content.DismissedHint(kind="x", item="g1", reason=SECRET, date=DAY),),
            ),
            full(content.Plan, key="p2", title=SECRET),
        ),
        people=people,
        goals=(
            content.Goal(key="g1", title="Grow", owner="dana", cost_of_nothing=Decimal("424242"), **own),
            content.Goal(key="g2", title=SECRET, archived=True, **own),
            full(content.Goal, key="g3", title="Theirs", foreign=True, parent="", status="agreed"),
        ),
        outcomes=(
            content.Outcome(
                key="o1",
                title="Faster",
                unit_value=Decimal("424242"),
                cost_of_nothing=Decimal("424242"),
                contribution=(content.Contribution(who="Pay", share=30),),
                contribution_agreed_by="dana",
                contribution_agreed_on=DAY,
                **own,
            ),
        ),
        moments=(
            full(
                content.Moment,
                key="m1",
                title="Their talk",
                foreign=True,
                who="",
                when="",
                not_a_learning_problem="",
                remedy="",
                behaviours=(content.Behaviour(effect="helps", text=SECRET),),
            ),
        ),
        initiatives=(
            content.Initiative(
                key="i1",
                title="Course",
                decisions=(decision,),
                costs=(content.CostLine(kind="delivery", amount=Decimal("424242"), note=SECRET),),
                benefits=(content.BenefitLine(text=SECRET, amount=Decimal("424242")),),
                claims=(content.Claim(goal="g2", reason=SECRET), content.Claim(goal="g1", reason="It helps")),
                **own,
            ),
        ),
        links=(
            content.Link(lower="o1", upper="g1", reason="Because", evidence="Study", confidence=2),
            content.Link(lower="o1", upper="g2", reason=SECRET),
            content.Link(lower="m1", upper="o1", reason="They said so", cited_metric="k2", cited_on=DAY),
        ),
        metrics=(
            full(content.Metric, key="k1", item="o1", title="Days", kind="decrease", unit="d", period="",
                 cadence="", readings=readings, owner=SECRET, matters_to=(SECRET,)),
            full(content.Metric, key="k3", item="o1", title=SECRET, kind="decrease", archived=True),
        ),
        stories=(
            full(content.Story, key="s1", item="o1", text="It helped", kind="customer", date=DAY,
                 permission="named", who="", person="lee"),
            full(content.Story, key="s2", item="i1", text="It did not", kind="customer", date=DAY,
                 permission="unnamed", person="unnamed"),
            *(
                full(content.Story, key="s3", item=item, kind="customer", date=DAY, permission=said,
                     archived=gone)
                for item, said, gone in (
                    ("o1", "", False), ("o1", "refused", False), ("o1", "named", True),
                    ("m1", "named", False), ("g2", "named", False),
                )
            ),
        ),
        cited_metrics=(full(content.Metric, key="k2", item="x", title=SECRET, kind="increase"),),
    )  # fmt: skip


def test_nothing_is_left_that_is_nobody_elses_business():
    said = repr(for_guests(whole()))
    assert SECRET not in said
    assert "424242" not in said


def test_what_makes_the_chain_understood_is_left():
    shown = for_guests(whole())
    assert [one.title for one in shown.plans] == ["Ours"]
    assert [(one.key, one.name) for one in shown.people] == [("dana", "Dana"), ("lee", "Lee")]
    assert [(one.text, one.who, one.person) for one in shown.stories] == [
        ("It helped", "", "lee"),
        ("It did not", "", ""),
    ]
    assert [one.key for one in shown.goals] == ["g1", "g3"]
    split = shown.outcomes[0]
    assert (split.contribution[0].who, split.contribution_agreed_by, split.contribution_agreed_on) == (
        "Pay",
        "dana",
        DAY,
    )
    assert shown.moments[0].behaviours == (content.Behaviour(effect="helps", text=UNSHOWN),)
    assert shown.initiatives[0].claims == (content.Claim(goal="g1", reason="It helps"),)
    assert [(one.lower, one.upper, one.reason, one.evidence) for one in shown.links] == [
        ("o1", "g1", "Because", "Study"),
        ("m1", "o1", "They said so", ""),
    ]
    assert [one.value for one in shown.metrics[0].readings] == [Decimal(2)]


def test_a_link_between_two_foreign_items_says_only_that_it_has_a_reason():
    plan = whole()
    plan = replace(
        plan,
        outcomes=(content.Outcome(key="o2", title="Theirs too", foreign=True),),
        links=(
            content.Link(lower="o2", upper="g3", reason=SECRET, evidence=SECRET, confidence=3),
            content.Link(lower="m1", upper="o2"),
        ),
    )
    assert [(one.reason, one.evidence, one.confidence) for one in for_guests(plan).links] == [
        (UNSHOWN, "", 3),
        ("", "", 0),
    ]


def test_what_is_shown_once_is_shown_the_same_again():
    once = for_guests(whole())
    assert for_guests(once) == once


def test_in_the_graph_whatever_is_not_shown_has_no_name_and_no_address():
    graph = graph_of_content(whole())
    shown = graph_for_guests(graph, for_guests(whole()), "elsewhere")
    assert {key: node.title for key, node in shown.nodes.items()} == {
        "g1": "Grow", "g2": "elsewhere", "g3": "Theirs", "o1": "Faster", "m1": "Their talk", "i1": "Course",
    }  # fmt: skip
    assert shown.nodes["g2"].id == 0
    assert shown.edges == graph.edges
