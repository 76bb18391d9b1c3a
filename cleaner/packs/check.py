"""The table of keys that checks a rule, documents it and becomes the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from cleaner.errors import PackError
from cleaner.model import GROUPS, Safety
from cleaner.packs.mapping import Mapping
from cleaner.packs.phrase import Phrase, announced, parse_phrase
from cleaner.packs.rule import Rule
from cleaner.packs.shape import unknown_property

KINDS = ("phrase", "pattern", "shape", "block", "replace", "dictionary")
WHERE = ("anywhere", "leading", "trailing", "edge")
MATCH = ("line", "start", "end", "anywhere")

_TYPES: dict[str, Any] = {
    "string": str,
    "array": list,
    "object": dict,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
#: The same for people: what a value must be, and how that is written.
_WRITTEN = {
    "string": "a text; quote it if it is meant as text",
    "array": "a list, like [one, two], or one on each line after '- '",
    "object": "a mapping, with its keys on the lines below",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_NAME = {
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "description": "my-rule: small letters, digits and hyphens",
}
_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}$", "description": "en: a code of two or three small letters"}
_PATTERN = {
    **_TEXT,
    "not": {
        "pattern": "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]",
        "description": r"a control character: YAML makes one of \b in double quotes; write '...' or no quotes",
    },
}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT, "minItems": 1}
_RANGE: dict[str, Any] = {
    "type": "string",
    "pattern": r"^(\d{1,6}(-\d{0,6})?|-\d{1,6})$",
    "description": "'3-12', '-12', '3-' or '3'",
}
_CONDITIONS: dict[str, Any] = {
    "words": _RANGE,
    "chars": _RANGE,
    "has": _TEXTS,
    "lacks": _TEXTS,
    "is": _TEXTS,
    "marks": _TEXTS,
    "kinds": _TEXTS,
    "case": {"enum": ["title", "upper", "lower", "sentence"]},
    "ends_sentence": {"type": "boolean"},
}
_SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": _CONDITIONS,
    "additionalProperties": False,
    "minProperties": 1,
}
_CHANGE: dict[str, Any] = {
    "oneOf": [
        _TEXT,
        {"type": "object", "properties": {"from": _TEXT, "to": {"type": "string"}}, "required": ["from", "to"]},
    ]
}

#: What a rule puts in stays small and on its line, and no letter of it acts on a terminal.
LONGEST_NEW = 300
CONTROLS = "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028\\u2029]"
_NEW = {"type": "string", "maxLength": LONGEST_NEW, "not": {"pattern": CONTROLS}}

#: key -> (JSON Schema of its value, what it means). The one place where the form of a rule is written down.
RULE_KEYS: dict[str, tuple[dict[str, Any], str]] = {
    "id": (_NAME, "Its name for ever; never used again."),
    "title": (_TEXT, "What it finds, in a few words."),
    "kind": ({"enum": list(KINDS)}, "How it looks."),
    "group": ({"enum": list(GROUPS)}, "What it is switched on and off with; the pack's `group` when left out."),
    "safety": ({"enum": [s.word for s in Safety]}, "safe: applied; unsafe: with --unsafe; flag: only reported."),
    "where": ({"enum": list(WHERE)}, "In which part of the document it counts."),
    "match": ({"enum": list(MATCH)}, "phrase: the phrase is the whole line, its start, its end, or anywhere in it."),
    "languages": ({**_TEXTS, "items": _LANGUAGE}, "Language codes; the pack's `language` when left out."),
    "sources": (_TEXTS, "Hosts or sources of records; texts that are known to come from elsewhere are left alone."),
    "weight": ({"type": "number", "minimum": -20, "maximum": 20}, "Evidence for boilerplate (below 0: for content)."),
    "phrases": (_TEXTS, "phrase, block: the phrases; see docs/writing-rules.md for their signs."),
    "max_words": ({"type": "integer", "minimum": 1}, "phrase, pattern: only in lines of at most so many words (40)."),
    "min_words": ({"type": "integer", "minimum": 1}, "pattern: only in lines of at least so many words (1)."),
    "sentence": ({"type": "boolean"}, "phrase: may take its sentences off the end of a longer line."),
    "cues": ({"type": "boolean"}, "phrase: also takes subtitle cues that say nothing else, at the edges."),
    "shape": (_SHAPE, "shape: properties that a line must have; all of them."),
    "follow": (_SHAPE, "block: properties of the lines under the opening line."),
    "most": ({"type": "integer", "minimum": 1, "maximum": 2000}, "block: at most so many lines under the opening one."),
    "until": (_TEXTS, "block: phrases that fill its last line; without such a line the block says nothing."),
    "pattern": (
        _PATTERN,
        "pattern, replace: a regular expression (the `regex` package, V1, Unicode; with `(?i)` ß is not ss).",
    ),
    "literals": (_TEXTS, "replace, pattern: one of these (lower case, or signs only) must be in the line; cheap."),
    "replacement": (_NEW, r"replace: what comes instead; \1, \2 are groups of the pattern."),
    "words": ({"type": "object", "additionalProperties": _NEW}, "dictionary: wrong: right."),
    "needs": (_TEXTS, "replace, dictionary: one of these words must stand in the same `within`."),
    "forbids": (_TEXTS, "replace, dictionary: none of these words may stand in the same `within`."),
    "within": ({"enum": ["sentence", "line", "document"]}, "Where `needs` and `forbids` look."),
    "message": (_TEXT, "What the log says."),
    "why": (_TEXT, "Why this is junk or a slip."),
    "references": (_TEXTS, "Where it was seen or is explained."),
    "enabled": ({"type": "boolean"}, "false switches the rule off."),
    "tests": (
        {
            "type": "object",
            "properties": {
                "changes": {"type": "array", "items": _CHANGE, "minItems": 2},
                "keeps": {"type": "array", "items": _TEXT, "minItems": 3},
            },
            "required": ["changes", "keeps"],
            "additionalProperties": False,
        },
        "changes: at least two texts it changes; keeps: at least three near misses that stay.",
    ),
}
PACK_KEYS: dict[str, tuple[dict[str, Any], str]] = {
    "pack": (_NAME, "The pack's name."),
    "version": ({"type": "integer", "minimum": 1}, "Raised with every change of what the pack does."),
    "language": (_LANGUAGE, "Language code, or 'any'."),
    "title": (_TEXT, "What the pack is for."),
    "group": RULE_KEYS["group"],
    "rules": ({"type": "array"}, "The rules."),
}
#: What an entry for a rule of another pack may say.
ADJUSTABLE = ("id", "enabled", "weight", "safety", "why")

_NEEDED = {
    "phrase": ("phrases",),
    "pattern": ("pattern",),
    "shape": ("shape", "weight"),
    "block": ("phrases", "follow"),
    "replace": ("pattern", "replacement"),
    "dictionary": ("words",),
}
_ONLY = {
    "phrases": ("phrase", "block"),
    "match": ("phrase", "block"),
    "sentence": ("phrase",),
    "cues": ("phrase",),
    "shape": ("shape",),
    "follow": ("block",),
    "most": ("block",),
    "until": ("block",),
    "pattern": ("pattern", "replace"),
    "replacement": ("replace",),
    "words": ("dictionary",),
    "literals": ("replace", "pattern"),
}


def check_rule(entry: Any, pack: Mapping, where: str) -> Rule:
    """The rule that `entry` of `pack` (read from file `where`) writes. Raises PackError with file and line.

    >>> from cleaner.packs.read import read_pack_text
    >>> pack = read_pack_text("pack: p\\nrules:\\n- id: a\\n  phrase: [x]", "p.yaml")
    >>> check_rule(pack["rules"][0], pack, "p.yaml")
    Traceback (most recent call last):
      ...
    cleaner.errors.PackError: p.yaml:4: rule 'a': unknown key 'phrase'; did you mean 'phrases'?
    """
    if not isinstance(entry, Mapping):
        raise PackError("a rule is a mapping that starts with 'id'", where, pack.line)
    if "id" not in entry:
        raise PackError("a rule without 'id'", where, entry.line)
    name = f"rule {entry['id']!r}: "
    for message, line in _problems(entry, RULE_KEYS):
        raise PackError(name + message, where, line)
    kind = entry.get("kind", "phrase")
    for key in _NEEDED[kind]:
        if key not in entry:
            raise PackError(f"{name}a rule of kind '{kind}' needs '{key}'", where, entry.line)
    for key, kinds in _ONLY.items():
        if key in entry and kind not in kinds:
            raise PackError(f"{name}'{key}' has no meaning in a rule of kind '{kind}'", where, entry.lines[key])
    for key in ("shape", "follow"):
        if problem := unknown_property(entry.get(key, {})):
            raise PackError(f"{name}'{key}': {problem}", where, entry.lines[key])
    try:
        compiled = _compiled(entry)
    except ValueError as error:
        line = entry.lines.get("phrases") or entry.lines.get("literals", entry.line)
        raise PackError(f"{name}phrase {error}", where, line) from None
    if problem := _pattern_problem(entry):
        raise PackError(f"{name}'pattern' {problem}", where, entry.lines["pattern"])
    return _rule(entry, pack, where, compiled)


def _pattern_problem(entry: Mapping) -> str:
    if "pattern" not in entry:
        return ""
    from cleaner.packs.runaway import refusal  # `regex` is imported only when a pack has changed

    return refusal(entry["pattern"], entry.get("replacement"))


def _compiled(entry: Mapping) -> tuple[Phrase, ...]:
    """The phrases of a rule; a pattern that is evidence counts as one that its literals announce."""
    if entry.get("kind") == "pattern":
        return (announced(entry["pattern"], entry.get("literals", ())),)
    for phrase in entry.get("until", ()):
        parse_phrase(phrase)
    return tuple(map(parse_phrase, entry.get("phrases", ())))


def _rule(entry: Mapping, pack: Mapping, where: str, compiled: tuple[Phrase, ...]) -> Rule:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    values.setdefault("group", pack.get("group", "boilerplate"))
    values.setdefault("languages", (pack.get("language", "any"),))
    if values.get("kind") == "pattern":
        from cleaner.packs.signs import signs_of

        values["signs"] = signs_of(entry["pattern"])
    values["safety"] = Safety.parse(values.get("safety", "safe"))
    return Rule(**values, pack=pack["pack"], path=where, line=entry.line, compiled=compiled)


def check_pack(pack: Mapping, where: str) -> None:
    """Refuse unknown or malformed keys at the top of a pack (PackError)."""
    for message, line in _problems(pack, PACK_KEYS):
        raise PackError(message, where, line)
    for key in ("pack", "rules"):
        if key not in pack:
            raise PackError(f"'{key}' is missing", where, pack.line)


def _problems(entry: Mapping, keys: dict[str, tuple[dict[str, Any], str]]) -> Iterator[tuple[str, int]]:
    for key, value in entry.items():
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(keys)}"
            yield f"unknown key {key!r}{hint}", entry.lines[key]
        elif problem := misfit(value, keys[key][0]):
            yield f"'{key}' {problem}", entry.lines[key]


def misfit(value: Any, schema: dict[str, Any]) -> str:
    """Why `value` does not fit `schema` (the few JSON Schema words used above), or "".

    >>> misfit("leeding", {"enum": ["leading", "trailing"]})
    "is 'leeding', which is none of leading, trailing; did you mean 'leading'?"
    """
    if "oneOf" in schema:
        return "" if any(not misfit(value, s) for s in schema["oneOf"]) else "is neither a text nor {from, to}"
    if "enum" in schema and value not in schema["enum"]:
        near = get_close_matches(str(value), schema["enum"], 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"is {value!r}, which is none of {', '.join(schema['enum'])}{hint}"
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return f"must be {_WRITTEN[kind]}"
    if kind == "string" and len(value) < schema.get("minLength", 0):
        return "is empty"
    if kind == "string" and len(value) > schema.get("maxLength", len(value)):
        return f"is longer than {schema['maxLength']} characters"
    if "not" in schema and re.search(schema["not"]["pattern"], value):
        return f"has {schema['not'].get('description', 'control characters or line breaks')}"
    if "pattern" in schema and (not re.search(schema["pattern"], value) or value.endswith("\n")):
        return f"is {value!r}, which does not look like {schema.get('description', schema['pattern'])}"
    if kind in ("integer", "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"must lie between {schema.get('minimum')} and {schema.get('maximum', 'any')}"
    return _misfit_inside(value, schema) if kind in ("array", "object") else ""


def _misfit_inside(value: Any, schema: dict[str, Any]) -> str:
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            return f"needs at least {schema['minItems']}"
        problems = ((f"item {n + 1} ", misfit(v, schema.get("items", {}))) for n, v in enumerate(value))
        return next((place + problem for place, problem in problems if problem), "")
    properties = schema.get("properties", {})
    for key in schema.get("required", ()):
        if key not in value:
            return f"lacks '{key}'"
    other = schema.get("additionalProperties", True)
    for key, item in value.items():
        if key not in properties and other is False:
            return f"has the unknown key {key!r}; known are {', '.join(properties)}"
        inner = properties.get(key, other if isinstance(other, dict) else {})
        if problem := misfit(item, inner):
            return f"'{key}' {problem}"
    return ""
