"""A file that turns round the order of very many ratings is compared in seconds: others wait for it."""

from datetime import date
from time import process_time

from alignment.exchange.document import Document
from alignment.exchange.told import Importer, with_told
from alignment.rules.content import Expectation, ExpectationRating, PlanContent

MANY = 5_000


def test_what_stands_there_in_another_order_is_found_at_once() -> None:
    ratings = tuple(
        ExpectationRating(side="owner", kept="kept", words=str(n), on=date(2026, 1, 1), how="told")
        for n in range(MANY)
    )
    there = Expectation(key="e", direction="we_need", text="A room", ratings=ratings)
    row = {"key": "e", "direction": "we_need", "text": "A room", "ratings": ratings[::-1]}
    began = process_time()
    found = with_told(
        Document({}, {"expectations": [row]}),
        PlanContent(expectations=(there,)),
        Importer("Ann", frozenset()),
    )
    assert process_time() - began < 15
    assert found.rows("expectations")[0]["ratings"] == ratings
