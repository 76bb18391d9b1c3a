"""Find packs and give the engine their rules: from the cache, or compiled when one has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache as once

from cleaner.errors import PackError, UnreadableInput
from cleaner.packs import cache
from cleaner.packs.rule import Rule
from cleaner.reading import StrPath, read_file

MAX_BYTES = 16 << 20  #: of one file


@once
def builtin_folder() -> str:
    """The folder of the built-in packs: the checkout's `rules/`, else the one inside the installed package."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    above = os.path.dirname(package)
    checkout = os.path.join(above, "rules")
    is_checkout = os.path.isfile(os.path.join(above, "pyproject.toml")) and os.path.isdir(checkout)
    return checkout if is_checkout else os.path.join(package, "rules")


def pack_files(path: StrPath) -> list[str]:
    """The YAML files of a pack: `path` itself, or all below a folder, in the order of their names.

    Raises PackError when there are none. Links inside a folder are not followed.
    """
    try:
        found = [str(path)] if os.path.isfile(path) else list(_below(str(path))) if os.path.isdir(path) else []
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror}", str(path)) from None
    files = sorted(found, key=lambda name: os.path.normcase(name).split(os.sep))
    if not files:
        raise PackError("no rule pack here: expected a .yaml file or a folder of them", str(path))
    return files


def _below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            elif entry.name.endswith((".yaml", ".yml")) and entry.is_file(follow_symlinks=False):
                yield entry.path


def load_rules(extra: Iterable[StrPath] = (), builtin: bool = True, tests: bool = False) -> Sequence[Rule]:
    """Every rule of the built-in packs and of `extra` ones, the later adjusting the earlier, in load order.

    Rules come without their tests and references, compiled from the cache where it has them, unless `tests` is set.
    Raises PackError, naming file and line, on the first thing that is wrong.
    """
    own = pack_files(builtin_folder()) if builtin else []
    strange = [name for place in extra for name in pack_files(place)]

    def compiled() -> tuple[Rule, ...]:
        from cleaner.packs.layer import layered  # PyYAML is imported only when a pack has changed

        return layered([(name, _read(name)) for name in own], [(name, _read(name)) for name in strange])

    stamps = cache.stamps_of([*own, "", *strange])
    if not tests and (kept := cache.fetch(stamps, compiled)) is not None:
        return kept
    rules = compiled()
    cache.keep(stamps, rules)
    return rules


def _read(name: str) -> bytes:
    try:
        return read_file(name, MAX_BYTES)
    except UnreadableInput as error:
        raise PackError(str(error), name) from None
