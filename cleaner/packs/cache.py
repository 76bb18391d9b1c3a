"""Compiled packs, kept between runs. A cache that is missing, stale, damaged or not writable costs time only.

A file is for one list of packs, and says of what it was made: of each pack, and of each module that compiles packs, the
path, size, number and times, as git tells whether a file has changed. What has changed within the last seconds is not
kept, for it may change again within one tick of the clock.

The file begins with the sum and size of its table of contents (JSON), which has the sum and size of all that follows:
the tables of the phrase indexes, and each rule's line (JSON), which is read when it is asked for. Lines of rules of one
kind stand together, for they are asked for together. All is data: nothing is executed or unpickled.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import BinaryIO

from cleaner.packs.kept import NAMES, Card, KeptRules, pack
from cleaner.packs.rule import Rule
from cleaner.packs.tables import Tables, replacing, tables_of
from cleaner.version import __version__

KEEP = 16  #: cache files that are kept: one for each set of packs in use
SINGLY = 200  #: times that the rules' lines are read from, before all are read at once
AHEAD = 32 << 10  #: bytes of them that are read at once: the next rule asked for is often the next there
SETTLED = 3.0  #: seconds for which a pack must have stayed as it is; FAT counts time in steps of two
_SOURCES = (
    "cache.py", "check.py", "edges.py", "kept.py", "layer.py", "normal.py", "phrase.py", "rarity.py", "rule.py",
    "runaway.py", "signs.py", "tables.py",
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


def folder() -> str:
    """Where compiled packs are kept: the place for what can be made again. Raises FileNotFoundError without one."""
    if sys.platform == "win32":
        place = os.path.join(os.environ.get("LOCALAPPDATA", r"~\AppData\Local"), "cleaner", "Cache")
    elif sys.platform == "darwin":
        place = "~/Library/Caches/cleaner"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        place = os.path.join(given if os.path.isabs(given) else "~/.cache", "cleaner")
    found = os.path.expanduser(place)
    if not os.path.isabs(found):
        raise FileNotFoundError("no home folder")
    return found


def _place(stamps: Sequence[Stamp]) -> str:
    names = "\0".join(str(stamp[0]) for stamp in stamps)
    return os.path.join(folder(), f"{zlib.crc32(names.encode('utf-8', 'surrogateescape')):08x}.rules")


def fetch(stamps: list[Stamp], anew: Callable[[], Sequence[Rule]]) -> KeptRules | None:
    """The rules kept for packs of these stamps, without their tests; None where there are none or they are damaged.

    `anew` makes the rules, should a line prove to be damaged later.
    """
    try:
        path = _place(stamps)
        with open(path, "rb") as file:
            total, size = map(int, file.readline(40).split())
            told = json.loads(_read(file, size, total))
            if told["stamps"] != stamps:
                return None
            tables = [_read(file, *which) for which in told["tables"]]
            begin = file.tell()
        columns = (*(names.split("\n") for names in told["names"]), *told["numbers"])
        cards = [*map(Card._make, zip(*columns, strict=True))]
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError, RuntimeError):
        return None
    half = len(Tables._fields)
    evidence, sentences = Tables(*tables[:half]), Tables(*tables[half:])
    return KeptRules(cards, _Lines(path, begin).read, anew, told["version"], evidence, sentences, told["replacing"])


def _read(file: BinaryIO, size: int, total: int) -> bytes:
    """The next bytes of the file. Raises ValueError where their sum is another."""
    data = file.read(min(size, os.fstat(file.fileno()).st_size))
    if zlib.crc32(data) != total:
        raise ValueError("damaged")
    return data


class _Lines:
    """The part of a cache file that begins at `begin`."""

    def __init__(self, path: str, begin: int) -> None:
        self.path = path
        self.begin = begin
        self.asked = 0
        self.at, self.block = 0, b""  # what was read last, and where it begins

    def read(self, at: int, size: int) -> bytes:
        """Bytes of it. Raises OSError when the file has gone."""
        if not self.at <= at <= at + size <= self.at + len(self.block):
            self._load(at, size)
        return self.block[at - self.at : at - self.at + size]

    def _load(self, at: int, size: int) -> None:
        self.asked += 1
        whole = self.asked > SINGLY
        with open(self.path, "rb") as file:
            self.at = 0 if whole else at
            file.seek(self.begin + self.at)
            self.block = file.read(-1 if whole else max(size, AHEAD))


def keep(stamps: list[Stamp], rules: Sequence[Rule]) -> None:
    """Keep `rules` for packs of these stamps, if the folder can be written; the oldest others go."""
    import tempfile  # only when a pack has changed

    if any(int(when) > (time.time() - SETTLED) * 1e9 for stamp in stamps for when in stamp[3:]):
        return
    with suppress(OSError, RuntimeError):
        path = _place(stamps)
        place = os.path.dirname(path)
        os.makedirs(place, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_written(stamps, rules))
            os.replace(name, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
        kept = (entry for entry in os.scandir(place) if entry.name.endswith((".rules", ".tmp")))
        for old in sorted(kept, key=lambda entry: entry.stat().st_mtime)[:-KEEP]:
            os.unlink(old)


def _written(stamps: list[Stamp], rules: Sequence[Rule]) -> bytes:
    from cleaner.log import rules_version

    lines = [_json(pack(rule)) for rule in rules]
    order = sorted(range(len(rules)), key=lambda n: rules[n].kind)
    places, at = {}, 0
    for number in order:
        places[number] = at
        at += len(lines[number])
    cards = [
        Card(rule.id, rule.kind, rule.group, rule.enabled, rule.sentence, places[n], len(line), zlib.crc32(line))
        for n, (rule, line) in enumerate(zip(rules, lines, strict=True))
    ]
    evidence = tables_of(rules, range(len(rules)))
    sentences = tables_of(rules, [n for n, rule in enumerate(rules) if rule.sentence], inside=True)
    tables = [*evidence, *sentences]
    sums = [(len(table), zlib.crc32(table)) for table in tables]
    columns = [*zip(*cards, strict=True)]  # read in a third of the time that the cards take one by one
    told = {
        "stamps": stamps,
        "version": rules_version(rules),
        "tables": sums,
        "names": ["\n".join(column) for column in columns[:NAMES]],
        "numbers": columns[NAMES:],
        "replacing": replacing(rules),
    }
    front = _json(told)
    return b"".join([b"%d %d\n" % (zlib.crc32(front), len(front)), front, *tables, *(lines[n] for n in order)])


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"
