"""How alike two texts are: the same words whatever their order, nothing for no words, closest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.rules.likeness import WORTH_SHOWING, likeness, most_alike

words = st.text(st.characters(categories=("L", "N", "Zs", "P")), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Time management for planners", "Planners' time management course"),
        ("Negotiate terms", "Negotiating terms with suppliers"),
        ("Plans are late", "Shift plans are always late"),
        ("Zeitplanung für Planer", "Planer brauchen Zeitplanung"),
        ("Ten more reps, and onboarding for them", "Onboarding for ten additional reps"),
    ],
)
def test_what_a_person_would_hold_beside_each_other_is_worth_showing(one: str, other: str) -> None:
    assert likeness(one, other) >= WORTH_SHOWING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Time management for planners", "Customer service basics"),
        ("Open a call in a friendly way", "Offers are lost at the price"),
        ("", ""),
        ("?!", "?!"),
    ],
)
def test_what_has_nothing_in_common_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < WORTH_SHOWING


@given(words, words)
def test_it_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    found = likeness(one, other)
    assert 0 <= found <= 1
    assert found == likeness(other, one)


@given(st.lists(st.text("abcäöü", min_size=1, max_size=8), min_size=1, max_size=6), st.randoms())
def test_the_same_words_in_any_order_and_case_are_the_same(some: list[str], random: object) -> None:
    other = list(some)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert likeness(" ".join(some), ", ".join(other).upper()) == 1


@given(words, st.dictionaries(st.integers(), words, max_size=8), st.integers(0, 5))
def test_the_closest_come_first_and_no_more_than_asked_for(
    text: str, others: dict[int, str], limit: int
) -> None:
    found = most_alike(text, others, limit)
    every = sorted((likeness(text, other) for other in others.values()), reverse=True)
    assert [share for _, share in found] == [share for share in every if share >= WORTH_SHOWING][:limit]
    assert all(likeness(text, others[key]) == share for key, share in found)


def test_equally_close_ones_stand_as_they_came() -> None:
    assert [key for key, _ in most_alike("late plans", {2: "plans late", 1: "late plans"}, 5)] == [2, 1]
