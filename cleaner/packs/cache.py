"""Compiled packs, kept between runs. A cache that is missing, stale, damaged or not writable costs time only.

A file is for one list of packs, and says of what it was made: of each pack, and of each module that compiles packs, the
path, size, number and times, as git tells whether a file has changed. What has changed within the last seconds is not
kept, for it may change again within one tick of the clock.

The file begins with the sum of its front; the front holds a table of contents (JSON) and the tables of the phrase
indexes; each rule's line (JSON) has its own sum in the contents, and is read when it is asked for. All is data: nothing
is executed or unpickled.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from cleaner.packs.kept import Card, KeptRules, pack
from cleaner.packs.rule import Rule
from cleaner.packs.tables import Tables, tables_of
from cleaner.version import __version__

KEEP = 16  #: cache files that are kept: one for each set of packs in use
SINGLY = 200  #: rules that are read one by one, before all are read at once
SETTLED = 3.0  #: seconds for which a pack must have stayed as it is; FAT counts time in steps of two
_SOURCES = (
    "cache.py", "check.py", "edges.py", "kept.py", "layer.py", "normal.py", "phrase.py", "rarity.py", "rule.py",
    "runaway.py", "tables.py",
)  # fmt: skip

Stamp = list[str | int]  # the path of a file, its size, number and times; of one that is not there, the path alone


def stamps_of(packs: Iterable[str]) -> list[Stamp]:
    """What tells whether one of these files, or of those that compile them, has changed."""
    here = os.path.dirname(__file__)
    return [[__version__], *map(_stamp, (*(os.path.join(here, name) for name in _SOURCES), *packs))]


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return [path]
    return [path, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns]


def folder() -> Path:
    """Where compiled packs are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("cleaner")


def _place(stamps: Sequence[Stamp]) -> Path:
    names = "\0".join(str(stamp[0]) for stamp in stamps)
    return folder() / f"{zlib.crc32(names.encode('utf-8', 'surrogateescape')):08x}.rules"


def fetch(stamps: list[Stamp], anew: Callable[[], Sequence[Rule]]) -> KeptRules | None:
    """The rules kept for packs of these stamps, without their tests; None where there are none or they are damaged.

    `anew` makes the rules, should a line prove to be damaged later.
    """
    try:
        path = _place(stamps)
        with path.open("rb") as file:
            total, size = map(int, file.readline(40).split())
            front = file.read(min(size, os.fstat(file.fileno()).st_size))
            begin = file.tell()
        if zlib.crc32(front) != total:
            return None
        at = front.index(b"\n") + 1
        told = json.loads(front[:at])
        if told["stamps"] != stamps:
            return None
        tables: list[bytes] = []
        for length in told["tables"]:
            tables.append(front[at : at + length])
            at += length
        cards = [Card(*card) for card in told["cards"]]
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError, RuntimeError):
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


def keep(stamps: list[Stamp], rules: Sequence[Rule]) -> None:
    """Keep `rules` for packs of these stamps, if the folder can be written; the oldest others go."""
    import tempfile  # only when a pack has changed

    if any(int(when) > (time.time() - SETTLED) * 1e9 for stamp in stamps for when in stamp[3:]):
        return
    with suppress(OSError, RuntimeError):
        path = _place(stamps)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_written(stamps, rules))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        for old in sorted(path.parent.glob("*.*"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)


def _written(stamps: list[Stamp], rules: Sequence[Rule]) -> bytes:
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
    told = {"stamps": stamps, "version": rules_version(rules), "tables": [*map(len, tables)], "cards": cards}
    front = _json(told) + b"".join(tables)
    return b"%d %d\n" % (zlib.crc32(front), len(front)) + front + b"".join(lines)


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"
