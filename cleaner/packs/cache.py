"""Compiled packs, kept between runs as JSON. A cache that is missing, stale, damaged or not writable costs time only.

The key is a hash of every byte of the packs and of the modules that compile them; the content is checked against a
hash of itself, and it is data: nothing in it is executed or unpickled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleaner.model import Safety
from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import RULE_FIELDS, Rule
from cleaner.version import __version__

KEEP = 6  #: cache files that are kept

_DEFAULT = Rule("")
_STORED = tuple(name for name in RULE_FIELDS if name not in ("tests", "references", "compiled", "safety"))


def key_of(contents: Sequence[tuple[str, bytes]]) -> str:
    """The key of packs given as (path, bytes), in load order."""
    total = sha256()
    for path, data in [*_sources(), *contents]:
        total.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.hexdigest()


def _sources() -> list[tuple[str, bytes]]:
    """The code that gives packs their meaning; when it changes, so does the key."""
    here = Path(__file__).parent
    names = ("cache.py", "edges.py", "normal.py", "phrase.py", "rarity.py", "rule.py", "load.py", "runaway.py")
    with suppress(OSError):
        return [(name, (here / name).read_bytes()) for name in names]
    return [("version", __version__.encode())]


def folder() -> Path:
    """Where compiled packs are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("cleaner")


def fetch(key: str) -> tuple[Rule, ...] | None:
    """The rules kept under `key`, without their tests; None where there are none or they are damaged."""
    try:
        head, _, body = (folder() / f"{key}.json").read_bytes().partition(b"\n")
        if head.decode("ascii") != sha256(body).hexdigest():
            return None
        return tuple(map(_unpack, json.loads(body)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, RuntimeError):
        return None


def keep(key: str, rules: Sequence[Rule]) -> None:
    """Keep `rules` under `key`, if the folder can be written; the oldest others go."""
    body = json.dumps([_pack(r) for r in rules], ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    data = sha256(body).hexdigest().encode() + b"\n" + body
    import tempfile  # only when a pack has changed

    with suppress(OSError, RuntimeError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(place / f"{key}.json")
        finally:
            Path(name).unlink(missing_ok=True)
        for old in sorted(place.glob("*.json"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)


def _pack(rule: Rule) -> dict[str, Any]:
    """The fields of `rule` that differ from the defaults; bytes as Latin-1."""
    values = {name: getattr(rule, name) for name in _STORED}
    packed = {name: value for name, value in values.items() if value != getattr(_DEFAULT, name)}
    packed["safety"] = rule.safety.word
    packed["compiled"] = [
        [p.text, p.told, *("\n".join(x.decode("latin-1") for x in words) for words in (p.anchors, p.heads, p.tails))]
        for p in rule.compiled
    ]
    return packed


def _unpack(packed: dict[str, Any]) -> Rule:
    values: dict[str, Any] = {name: tuple(value) if type(value) is list else value for name, value in packed.items()}
    values["safety"] = Safety.parse(packed["safety"])
    values["compiled"] = tuple(_phrase(*fields) for fields in packed["compiled"])
    return Rule(**values)


def _phrase(text: str, told: bool, *words: str) -> Phrase:
    """Without the body of its regex, which few phrases ever need."""
    anchors, heads, tails = (tuple(lines.encode("latin-1").split(b"\n")) if lines else () for lines in words)
    return Phrase(text, b"", anchors, heads, tails, told)
