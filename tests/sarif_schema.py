"""What SARIF 2.1.0 allows where we use it: the objects of the published schema, with the properties that we write.

Written by hand after sarif-schema-2.1.0.json, errata 01. Stricter than it: a property that we do not write is refused
too, so that what is new in a report has to be checked against the published schema first.
"""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_INDEX = {"type": "integer", "minimum": -1}
_NUMBER = {"type": "integer", "minimum": 1}
_COUNT = {"type": "integer", "minimum": 0}


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _array(items: dict[str, Any], least: int = 0, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": unique}


_MESSAGE = _object("text", text=_TEXT)
_ARTIFACT = _object("uri", uri={"type": "string", "format": "uri-reference"})
_REGION = _object(
    "", startLine=_NUMBER, startColumn=_NUMBER, endLine=_NUMBER, endColumn=_NUMBER, charOffset=_INDEX, charLength=_COUNT
) | {"anyOf": [{"required": ["startLine"]}, {"required": ["charOffset"]}]}
_REPLACEMENT = _object("deletedRegion", deletedRegion=_REGION, insertedContent=_object("", text=_TEXT))
_CHANGE = _object("artifactLocation replacements", artifactLocation=_ARTIFACT, replacements=_array(_REPLACEMENT, 1))
_FIX = _object("artifactChanges", description=_MESSAGE, artifactChanges=_array(_CHANGE, 1, unique=True))
_LOCATION = _object("", physicalLocation=_object("", artifactLocation=_ARTIFACT, region=_REGION))
_RESULT = _object(
    "message",
    ruleId=_TEXT,
    ruleIndex=_INDEX,
    level={"enum": ["none", "note", "warning", "error"]},
    message=_MESSAGE,
    locations=_array(_LOCATION),
    fixes=_array(_FIX, unique=True),
)
_RULE = _object("id", id=_TEXT, shortDescription=_object("text", text=_TEXT), properties={"type": "object"})
_DRIVER = _object("name", name={"type": "string"}, version=_TEXT, rules=_array(_RULE, unique=True))
_RUN = _object(
    "tool",
    tool=_object("driver", driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_array(_RESULT),
)
SARIF = _object(
    "version runs", **{"$schema": {"type": "string", "format": "uri"}}, version={"const": "2.1.0"}, runs=_array(_RUN)
)
