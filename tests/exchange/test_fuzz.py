"""Whatever a file holds, it is read or refused, never a traceback; and what is written is read again."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment.exchange.document import read, to_content
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import Workspace
from tests.exchange.files import chain, load
from tests.rules.documents import plan_files

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**39, 10**45),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["2027-02-30", "1e400", "٣", "-", "NaN", "\ud800", "\u0000", "a" * 200]),
)
anything = st.recursive(
    scalars, lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3)
)


def survives(text: str | bytes) -> None:
    problems: list[str] = []
    try:
        content = to_content(read(text))
    except PlanFileError as error:
        problems = error.problems
    if problems:
        assert [line for line in problems if not line or not line.isprintable()] == []
        return
    written = write(content)
    assert write(to_content(read(written))) == written


@often
@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    survives(raw)


@often
@given(anything)
def test_any_json(raw: Any) -> None:
    survives(json.dumps(raw))


@often
@given(st.data())
def test_any_value_at_any_place(data: st.DataObject) -> None:
    raw = copy.deepcopy(chain())
    name = data.draw(st.sampled_from([one for one in raw if isinstance(raw[one], list)]))
    row = data.draw(st.sampled_from(raw[name]))
    field = data.draw(st.sampled_from(sorted(row)) | st.sampled_from(FIELDS) | st.text(max_size=10))
    row[field] = data.draw(anything)
    survives(json.dumps(raw))


FIELDS = [
    *("plan", "owner", "parent", "horizon_start", "priority", "unit_value", "contributors", "momentum"),
    *("causes", "target_groups", "hours", "claims", "costs", "benefits", "readings", "matters_to", "hard"),
    *("archived", "suspect", "confidence", "consultations", "parked", "briefings", "email", "size"),
    *("promoted_from", "cited_metric", "cited_on", "decisions", "dismissed_hints"),
]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=plan_files())
def test_export_import_export_is_the_same(db: None, document: dict[str, Any]) -> None:
    first = Workspace(slug=f"one-{Workspace.objects.count()}", name="One")
    load(document, first)
    text = write(export_content(first).content)
    second = Workspace(slug=f"two-{Workspace.objects.count()}", name="One")
    load(json.loads(text), second)
    assert write(export_content(second).content) == text
    assert load(json.loads(text), first).deed is None
