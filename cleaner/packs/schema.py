"""The JSON Schema of a pack, made from the tables that also check it."""

from __future__ import annotations

from typing import Any

from cleaner.packs.check import PACK_KEYS, RULE_KEYS


def json_schema() -> dict[str, Any]:
    """The schema, draft 2020-12.

    >>> json_schema()["properties"]["rules"]["items"]["properties"]["where"]["enum"][0]
    'anywhere'
    """
    rule = {
        "type": "object",
        "properties": {key: {**schema, "description": text} for key, (schema, text) in RULE_KEYS.items()},
        "required": ["id"],
        "additionalProperties": False,
    }
    pack = {key: {**schema, "description": text} for key, (schema, text) in PACK_KEYS.items()}
    pack["rules"] = {**pack["rules"], "items": rule}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule pack of cleaner",
        "type": "object",
        "properties": pack,
        "required": ["pack", "rules"],
        "additionalProperties": False,
    }
