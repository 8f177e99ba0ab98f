"""The map as data: what the cards say, what one trace lights, what one goal's tree holds."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from alignment.rules.content import (
    Contribution,
    Goal,
    Learning,
    Link,
    Moment,
    Momentum,
    Plan,
    PlanContent,
)
from alignment.rules.graph import graph_of_content
from alignment.rules.score import score
from alignment.rules.verdicts import trace
from alignment.tracing.map import ALL, HEAD_ROWS, LOOSE, MANY, MOST, MapView, choose, map_view
from alignment.tracing.map_cards import Card, Cards, cards_of, digits
from alignment.tracing.map_paper import fitting, paper_for, room
from alignment.tracing.map_svg import drawing
from tests import map_sample


def cards_for(content: PlanContent) -> Cards:
    graph = graph_of_content(content)
    return cards_of(content, trace(graph), score(graph).unmet, map_sample.TODAY)


def view_of(content: PlanContent, wanted: str = "", focus: str = "") -> MapView:
    view = map_view(cards_for(content), wanted, focus)
    assert view is not None
    return view


def card(view: MapView, key: str) -> Card:
    return next(card for card in view.cards if card.key == key)


@pytest.fixture(scope="module")
def sample() -> MapView:
    return view_of(map_sample.content())


def test_the_sample_draws_every_card_and_link(sample: MapView) -> None:
    assert [column.count for column in sample.columns] == [3, 6, 9, 9, 7]
    assert len(sample.connectors) == 49
    assert sample.crossings <= 14
    assert (sample.reaching, sample.items) == (30, 31)


def test_gaps_are_named_on_the_cards(sample: MapView) -> None:
    assert {card.key: card.notes for card in sample.cards if card.notes} == {
        "m7": (("No learning outcome yet",),),
        "i7": (("Not linked to any learning outcome",),),
    }
    assert {card.key for card in sample.cards if card.gap} == {"m7", "i7"}


def test_an_outcome_shows_its_number_and_where_it_stands(sample: MapView) -> None:
    assert ("".join(card(sample, "o3").meta_lines), card(sample, "o3").tone) == (
        "22 → 12\u00a0a quarter · now 19 · At risk",
        "warn",
    )


def test_a_goal_without_reading_says_by_when(sample: MapView) -> None:
    assert card(sample, "g2").meta_lines == ("9 → 6\u00a0months · by Dec 2027",)


def test_learning_outcomes_moments_and_initiatives_say_one_thing(sample: MapView) -> None:
    assert card(sample, "l1").meta_lines == ("Young managers · 42 people",)
    assert card(sample, "m1").meta_lines == ("Behaviours: 1 helping, 1 hindering",)
    assert card(sample, "i1").meta_lines == ("Running · until Mar 2027",)


def test_a_card_is_as_tall_as_its_lines(sample: MapView) -> None:
    assert {key: card(sample, key).rows for key in ("l6", "l1", "m6", "m7")} == {
        "l6": 6,
        "l1": 8,
        "m6": 10,
        "m7": 10,
    }


def test_neighbours_are_named_for_those_who_do_not_see_the_lines(sample: MapView) -> None:
    assert card(sample, "o4").supports == (
        map_sample.TITLES["g2"],
        map_sample.TITLES["g3"],
    )
    assert card(sample, "o4").supported_by == (map_sample.TITLES["m4"], map_sample.TITLES["m8"])


def test_a_focus_lights_everything_above_and_below_and_nothing_else() -> None:
    ids = {key: place for place, key in enumerate(map_sample.TITLES, 1)}
    view = view_of(map_sample.content(), focus=f"moment-{ids['m3']}")
    assert {card.key for card in view.cards if card.lit} == {
        *("g1", "o2", "o3", "m3"),
        *("l3", "l4", "l5", "l7", "i3", "i4", "i5"),
    }
    assert sum(one.lit for one in view.connectors) == 15
    assert view.focus is not None
    assert view.focus.key == "m3"


def test_an_unknown_focus_lights_nothing(sample: MapView) -> None:
    assert view_of(map_sample.content(), focus="moment-999") == sample


def test_a_goal_narrows_the_map_to_its_tree() -> None:
    ids = {key: place for place, key in enumerate(map_sample.TITLES, 1)}
    view = view_of(map_sample.content(), str(ids["g2"]))
    assert {card.key for card in view.cards} == {"g2", "o4", "m4", "m8", "l4", "l6", "l8", "i3", "i4", "i6"}
    assert [choice.label for choice in view.choices if choice.chosen] == [map_sample.TITLES["g2"]]


def test_what_no_goal_stands_above_can_be_shown_alone() -> None:
    assert [card.key for card in view_of(map_sample.content(), LOOSE).cards] == ["i7"]


def test_a_goal_of_another_plan_is_none() -> None:
    assert map_view(cards_for(map_sample.content()), "999") is None


def linked(*links: Link) -> PlanContent:
    """A goal and its part, a moment that needs no learning, and a learning outcome from another plan."""
    return PlanContent(
        plans=(Plan(key="p", title="People plan"), Plan(key="q", title="Sales plan")),
        goals=(
            Goal(key="g", title="Grow", plan="p", id=1),
            Goal(key="h", title="Grow in the north", plan="p", id=2, parent="g", level="department"),
        ),
        moments=(
            Moment(
                key="m",
                title="A refund above the limit",
                plan="p",
                id=3,
                not_a_learning_problem="The rule is slow",
                remedy="Raise the limit",
                remedy_date=date(2027, 3, 1),
                starred=True,
            ),
        ),
        learning_outcomes=(Learning(key="l", title="Listen", plan="q", id=4, foreign=True),),
        links=links,
    )


def test_a_remedy_is_a_card_of_its_own_kind_in_the_last_column() -> None:
    view = view_of(linked())
    remedy = view.columns[4].cards[0]
    assert (remedy.ref, remedy.layer, remedy.title) == ("remedy-3", "remedy", "Raise the limit")
    assert (remedy.kicker, remedy.meta_lines) == ("Not a learning problem", ("by 1 Mar 2027",))
    assert [(one.upper, one.lower, one.kind) for one in view.connectors if one.kind == "remedy"] == [
        ("moment-3", "remedy-3", "remedy")
    ]
    assert view.columns[4].count == 0


def test_a_foreign_card_names_its_plan_and_has_no_gaps() -> None:
    foreign = card(view_of(linked()), "l")
    assert (foreign.foreign, foreign.kicker, foreign.gap, foreign.notes) == (
        True,
        "From Sales plan",
        False,
        (),
    )


def test_a_child_goal_hangs_on_its_parent() -> None:
    view = view_of(linked())
    assert [(one.upper, one.lower, one.kind) for one in view.connectors if one.kind == "parent"] == [
        ("goal-1", "goal-2", "parent")
    ]
    assert card(view, "h").kicker == "Department goal"


def test_a_starred_moment_says_so() -> None:
    assert card(view_of(linked()), "m").kicker == "One of the vital few"


def test_links_without_reason_or_to_re_check_are_weak() -> None:
    view = view_of(
        linked(
            Link(lower="l", upper="m", reason=" ", confidence=0),
        )
    )
    weak = next(one for one in view.connectors if one.kind == "link")
    assert (weak.weak, weak.look, bool(weak.dash)) == (True, "weak", True)
    assert card(view, "l").supports == ("A refund above the limit (reason missing or to re-check)",)


def test_what_is_not_live_is_not_on_the_map() -> None:
    content = linked()
    archived = replace(content, moments=(replace(content.moments[0], archived=True),))
    assert {card.key for card in view_of(archived).cards} == {"g", "h", "l"}


def many() -> PlanContent:
    """Two goals, one above more outcomes than one picture should hold."""
    content = map_sample.content()
    more = [replace(content.outcomes[0], key=f"x{n}", title=f"More {n}", id=100 + n) for n in range(MANY)]
    links = tuple(Link(lower=one.key, upper="g3", reason="x") for one in more[1:])
    return replace(content, outcomes=content.outcomes + tuple(more), links=content.links + links)


def test_above_sixty_cards_one_goal_opens_at_a_time() -> None:
    cards = cards_for(many())
    assert choose(cards) == "1"
    assert choose(cards, ALL) == ALL


def test_above_sixty_cards_a_focus_opens_the_goal_it_belongs_to() -> None:
    cards = cards_for(many())
    assert choose(cards, focus="outcome-101") == "3"
    assert choose(cards, focus="outcome-100") == LOOSE


def test_more_cards_than_a_picture_can_hold_are_listed() -> None:
    content = map_sample.content()
    more = tuple(replace(content.moments[0], key=f"x{n}", id=100 + n) for n in range(MOST))
    view = view_of(replace(content, moments=content.moments + more), ALL)
    assert (view.drawn, view.connectors, len(view.cards)) == (False, (), MOST + 34)
    page = render_to_string("tracing/_map.html", {"map": view})
    assert (page.count("map-links"), page.count("<li")) == (0, MOST + 34)


def test_positions_are_classes_that_add_up() -> None:
    assert [digits("y", number) for number in (0, 7, 40, 105, 1230)] == [
        "",
        "y-u7",
        "y-t4",
        "y-u5 y-h1",
        "y-t3 y-h2 y-k1",
    ]


def test_a_map_that_fits_is_printed_on_a4_a_tall_one_on_a3(sample: MapView) -> None:
    assert paper_for(sample).size == "a4"
    tall = replace(sample, rows=170)
    assert paper_for(tall).size == "a3"
    width, height = room("a3")
    unit = fitting(tall, width, height)
    assert (unit * tall.width <= width, unit * (tall.rows + HEAD_ROWS) <= height) == (True, True)


def test_an_outcome_says_what_moves_it_beside_learning(sample: MapView) -> None:
    plain = map_sample.content()
    split = (
        Contribution(who="Programme", share=40, learning=True),
        Contribution(who="Pay review", share=30),
    )
    under_way = (Momentum(text="Team days"),)
    outcomes = [replace(one, contribution=split, momentum=under_way) for one in plain.outcomes[:1]]
    goals = [replace(one, momentum=under_way) for one in plain.goals[:1]]
    view = view_of(
        replace(
            plain,
            outcomes=(*outcomes, *plain.outcomes[1:]),
            goals=(*goals, *plain.goals[1:]),
        )
    )
    said = card(view, outcomes[0].key)
    assert said.beside == (("Beside learning: Pay review 30\u00a0%",), ("Under way: Team days",))
    assert said.rows == card(sample, said.key).rows + 4
    assert card(view, goals[0].key).beside == (("Under way: Team days",),)
    assert not any(one.beside for one in sample.cards)
    drawn = [text.words for shape in drawing(view, "Map").shapes for text in shape.texts]
    assert "Beside learning: Pay review 30\u00a0%" in drawn
