"""The published schema is the one that files are checked with."""

import json
from pathlib import Path

import jsonschema_rs
from django.conf import settings

from alignment.exchange.nested import NESTED
from alignment.exchange.schema import KEY_PATTERN, schema, schema_text
from alignment.exchange.shape import KINDS
from tests.exchange.files import chain

DOCS = Path(settings.BASE_DIR) / "docs"


def test_published_schema_is_current() -> None:
    """If this fails: python manage.py shell -c "from alignment.exchange import schema; schema.publish()"."""
    assert (DOCS / "plan-file.schema.json").read_text(encoding="utf-8") == schema_text()


def test_schema_is_a_schema() -> None:
    assert jsonschema_rs.meta.is_valid(schema())


def test_schema_takes_what_the_product_takes() -> None:
    assert jsonschema_rs.is_valid(json.loads(schema_text()), chain())


def test_every_field_is_a_field_of_the_content() -> None:
    for kind in (*KINDS.values(), *NESTED.values()):
        slots = set(kind.row.__dataclass_fields__)
        known = slots - {"id", "foreign", "created_on"}
        assert set(kind.by_name) == known, kind.name


def test_every_list_is_explained() -> None:
    text = (DOCS / "plan-file.md").read_text(encoding="utf-8")
    for kind in (*KINDS.values(), *NESTED.values()):
        for field in kind.fields:
            assert f"`{field.name}`" in text, f"{kind.name}.{field.name}"
    assert KEY_PATTERN.startswith("^")
