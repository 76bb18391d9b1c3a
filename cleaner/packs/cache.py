"""Compiled packs, kept between runs. A cache that is missing, stale, damaged or not writable costs time only.

The key is a hash of every byte of the packs and of the modules that compile them. A file begins with the sum of its
front; the front holds a table of contents (JSON) and the tables of the phrase indexes; each rule's line (JSON) has its
own sum in the contents, and is read when it is asked for. All is data: nothing is executed or unpickled.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cleaner.packs.kept import Card, KeptRules, pack
from cleaner.packs.rule import Rule
from cleaner.packs.tables import Tables, tables_of
from cleaner.version import __version__

KEEP = 16  #: cache files that are kept: one for each version and set of packs in use
SINGLY = 200  #: rules that are read one by one, before all are read at once
_SOURCES = (
    "cache.py", "check.py", "edges.py", "kept.py", "layer.py", "normal.py", "phrase.py", "rarity.py", "rule.py",
    "runaway.py", "tables.py",
)  # fmt: skip


def key_of(contents: Sequence[tuple[str, bytes]]) -> str:
    """The key of packs given as (path, bytes), in load order."""
    from hashlib import sha256

    total = sha256()
    for path, data in [*_sources(), *contents]:
        total.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.hexdigest()


def _sources() -> list[tuple[str, bytes]]:
    """The code that gives packs their meaning; when it changes, so does the key."""
    here = Path(__file__).parent
    with suppress(OSError):
        return [(name, (here / name).read_bytes()) for name in _SOURCES]
    return [("version", __version__.encode())]


def folder() -> Path:
    """Where compiled packs are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("cleaner")


def fetch(key: str, anew: Callable[[], Sequence[Rule]]) -> KeptRules | None:
    """The rules kept under `key`, without their tests; None where there are none or they are damaged.

    `anew` makes the rules, should a line prove to be damaged later.
    """
    try:
        path = folder() / f"{key}.rules"
        with path.open("rb") as file:
            total, size = map(int, file.readline(40).split())
            front = file.read(min(size, os.fstat(file.fileno()).st_size))
            begin = file.tell()
        if zlib.crc32(front) != total:
            return None
        head, _, rest = front.partition(b"\n")
        told = json.loads(head)
        tables: list[bytes] = []
        for length in told["tables"]:
            tables.append(rest[:length])
            rest = rest[length:]
        cards = [Card(*card) for card in told["cards"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError, RuntimeError):
        return None
    half = len(Tables._fields)
    evidence, sentences = Tables(*tables[:half]), Tables(*tables[half:])
    return KeptRules(cards, _Lines(path, begin).read, anew, told["version"], evidence, sentences)


class _Lines:
    """The part of a cache file that begins at `begin`."""

    def __init__(self, path: Path, begin: int) -> None:
        self.path = path
        self.begin = begin
        self.asked = 0
        self.whole = b""

    def read(self, at: int, size: int) -> bytes:
        """Bytes of it. Raises OSError when the file has gone."""
        if self.whole:
            return self.whole[at : at + size]
        self.asked += 1
        with self.path.open("rb") as file:
            if self.asked > SINGLY:
                file.seek(self.begin)
                self.whole = file.read()
                return self.whole[at : at + size]
            file.seek(self.begin + at)
            return file.read(size)


def keep(key: str, rules: Sequence[Rule]) -> None:
    """Keep `rules` under `key`, if the folder can be written; the oldest others go."""
    import tempfile  # only when a pack has changed

    with suppress(OSError, RuntimeError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_written(rules))
            Path(name).replace(place / f"{key}.rules")
        finally:
            Path(name).unlink(missing_ok=True)
        for old in sorted(place.glob("*.*"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)


def _written(rules: Sequence[Rule]) -> bytes:
    from cleaner.log import rules_version

    lines, cards, at = [], [], 0
    for rule in rules:
        line = _json(pack(rule))
        cards.append(Card(rule.id, rule.kind, rule.group, rule.enabled, rule.sentence, at, len(line), zlib.crc32(line)))
        lines.append(line)
        at += len(line)
    evidence = tables_of(rules, range(len(rules)))
    sentences = tables_of(rules, [n for n, rule in enumerate(rules) if rule.sentence], inside=True)
    tables = [*evidence, *sentences]
    told = {"version": rules_version(rules), "tables": [*map(len, tables)], "cards": cards}
    front = _json(told) + b"".join(tables)
    return b"%d %d\n" % (zlib.crc32(front), len(front)) + front + b"".join(lines)


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"
