"""The commands answer as the independent oracle does, by way of the rows: on random files and on samples."""

import io
import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from alignment.exchange.document import read
from alignment.exchange.services import import_document, workspace_for
from tests.rules import oracle
from tests.rules.documents import plan_files

SAMPLES = Path(__file__).parents[2] / "alignment" / "samples"
NAMES = ("leaders", "leaders-start", "service", "sales", "social", "one-company")
_slugs = (f"oracle-{number}" for number in itertools.count())


def load(document: dict[str, Any]) -> str:
    """A new workspace that holds just this plan file; its slug."""
    slug = next(_slugs)
    parsed = read(json.dumps(document))
    import_document(parsed, workspace=workspace_for(parsed, slug), by=None)
    return slug


def answer(command: str, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    call_command(command, format="json", stdout=out, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan_files())
def test_a_random_workspace_is_judged_as_its_file(document: dict[str, Any]) -> None:
    slug = load(document)
    assert answer("trace", workspace=slug) == oracle.trace_of(document, slug)
    assert answer("trace", workspace=slug, plan="p0") == oracle.trace_of(document, slug, "p0")


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_judged_as_its_file(name: str) -> None:
    document = json.loads((SAMPLES / f"{name}.json").read_text())
    slug = load(document)
    assert answer("trace", workspace=slug) == oracle.trace_of(document, slug)
    statuses = {
        row["key"]: row["status"] for row in answer("measure", workspace=slug, as_of="2026-11-20")["metrics"]
    }
    measured = oracle.measure_of(document, date(2026, 11, 20))["metrics"]
    assert statuses == {row["key"]: row["status"] for row in measured}


@pytest.mark.django_db
def test_all_samples_in_one_workspace_are_judged_by_plan() -> None:
    slug = next(_slugs)
    documents = [json.loads((SAMPLES / f"{name}.json").read_text()) for name in NAMES]
    for document in documents:
        parsed = read(json.dumps(document))
        import_document(parsed, workspace=workspace_for(parsed, slug), by=None)
    for document in documents:
        plan = document["plans"][0]["key"]
        assert answer("trace", workspace=slug, plan=plan) == oracle.trace_of(document, slug)
