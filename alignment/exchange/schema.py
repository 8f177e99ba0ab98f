"""The JSON Schema of the plan file, made from its shape. docs/plan-file.schema.json is a copy of it.

Write the copy anew with
`python manage.py shell -c "from alignment.exchange import schema; schema.publish()"`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from jsonschema_rs import Draft202012Validator

from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import FORMAT, KINDS, VERSION

Schema = dict[str, Any]

KEY_PATTERN = r"^(?![0-9]+$)[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"
DECIMAL_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"
EMAIL_PATTERN = r"^([^@\s]+@[^@\s]+)?$"
CURRENCY_PATTERN = r"^([A-Z]{3})?$"
LONGEST_NAME = 120
LONGEST_KEY = 60


def schema() -> Schema:
    """The schema as plain data (JSON Schema, draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Throughline plan file",
        "description": "One plan or all plans of a workspace. What a schema cannot say: plan-file.md.",
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "workspace": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
                    "currency": {"type": "string", "pattern": CURRENCY_PATTERN},
                },
            },
            **{name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in KINDS},
        },
        "$defs": {one.name: _row(one) for one in (*KINDS.values(), *NESTED.values())},
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def publish() -> Path:
    """Writes docs/plan-file.schema.json and returns its place."""
    place = Path(settings.BASE_DIR) / "docs" / "plan-file.schema.json"
    place.write_text(schema_text(), encoding="utf-8")
    return place


@cache
def validator() -> Draft202012Validator:
    """The compiled schema."""
    return Draft202012Validator(schema(), validate_formats=True)


@cache
def row_validator(name: str) -> Draft202012Validator:
    """The compiled schema of one row of a list."""
    whole = schema()
    one = {"$schema": whole["$schema"], "$ref": f"#/$defs/{name}", "$defs": whole["$defs"]}
    return Draft202012Validator(one, validate_formats=True)


def _row(kind: Kind) -> Schema:
    required = [one.name for one in kind.fields if one.required]
    found: Schema = {
        "type": ["string", "object"] if kind.name == "needs" else "object",
        "additionalProperties": False,
        "properties": {one.name: _field(one) for one in kind.fields},
    }
    return {**found, "required": required} if required else found


def _field(one: Field) -> Schema:
    found = _TYPES[one.type](one)
    if one.help:
        found["description"] = one.help
    if one.default not in ("", None, (), False):
        found["default"] = one.default
    return found


def _line(one: Field) -> Schema:
    found: Schema = {"type": "string", "maxLength": one.most}
    return {**found, "minLength": 1} if one.required else found


_text = _line


def _key(one: Field) -> Schema:
    return {"type": "string", "pattern": KEY_PATTERN}


def _email(one: Field) -> Schema:
    return {"type": "string", "maxLength": one.most, "pattern": EMAIL_PATTERN}


def _currency(one: Field) -> Schema:
    return {"type": "string", "pattern": CURRENCY_PATTERN}


def _choice(one: Field) -> Schema:
    optional = not one.required and one.default == ""
    return {"type": "string", "enum": [*([""] if optional else []), *one.choices]}


def _date(one: Field) -> Schema:
    return {"type": "string" if one.required else ["string", "null"], "format": "date"}


def _decimal(one: Field) -> Schema:
    kinds = ["string", "number"] if one.required else ["string", "number", "null"]
    return {"type": kinds, "pattern": DECIMAL_PATTERN}


def _number(one: Field) -> Schema:
    found: Schema = {"type": ["number", "null"], "minimum": 0}
    return {**found, "maximum": one.most} if one.most else found


def _whole(one: Field) -> Schema:
    kinds = "integer" if one.required else ["integer", "null"]
    return {"type": kinds, "minimum": one.least, "maximum": one.most}


def _flag(one: Field) -> Schema:
    return {"type": "boolean"}


def _maybe(one: Field) -> Schema:
    return {"type": ["boolean", "null"]}


def _ref(one: Field) -> Schema:
    return {"type": "string", "maxLength": LONGEST_KEY}


def _refs(one: Field) -> Schema:
    return {"type": "array", "items": {"type": "string", "maxLength": LONGEST_KEY}}


def _choices(one: Field) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": list(one.choices)}}


def _texts(one: Field) -> Schema:
    items = {"type": "string", "minLength": 1, "maxLength": one.most}
    return {"type": "array", "items": items}


def _rows(one: Field) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{one.of}"}}


_TYPES = {
    "key": _key,
    "line": _line,
    "email": _email,
    "currency": _currency,
    "text": _text,
    "choice": _choice,
    "date": _date,
    "decimal": _decimal,
    "number": _number,
    "whole": _whole,
    "flag": _flag,
    "maybe": _maybe,
    "ref": _ref,
    "refs": _refs,
    "choices": _choices,
    "texts": _texts,
    "rows": _rows,
    "needs": _rows,
}
