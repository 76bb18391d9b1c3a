"""Find packs and give the engine their rules: from the cache, or compiled when one has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache as once
from pathlib import Path

from cleaner.errors import PackError, UnreadableInput
from cleaner.packs import cache
from cleaner.packs.rule import Rule
from cleaner.reading import read_file

MAX_BYTES = 16 << 20  #: of one file


@once
def builtin_folder() -> Path:
    """The folder of the built-in packs: the checkout's `rules/`, else the one inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent / "rules"
    return checkout if (package.parent / "pyproject.toml").is_file() and checkout.is_dir() else package / "rules"


def pack_files(path: Path) -> list[Path]:
    """The YAML files of a pack: `path` itself, or all below a folder, in the order of their names.

    Raises PackError when there are none. Links inside a folder are not followed.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and not p.is_symlink())
        files = [p for p in found if p.is_file()]
    else:
        files = [path] if path.is_file() else []
    if not files:
        raise PackError("no rule pack here: expected a .yaml file or a folder of them", str(path))
    return files


def load_rules(extra: Iterable[Path] = (), builtin: bool = True, tests: bool = False) -> Sequence[Rule]:
    """Every rule of the built-in packs and of `extra` ones, the later adjusting the earlier, in load order.

    Rules come without their tests and references, compiled from the cache where it has them, unless `tests` is set.
    Raises PackError, naming file and line, on the first thing that is wrong.
    """
    own = [(str(path), _read(path)) for path in pack_files(builtin_folder())] if builtin else []
    strange = [(str(path), _read(path)) for place in extra for path in pack_files(place)]

    def compiled() -> tuple[Rule, ...]:
        from cleaner.packs.layer import layered  # PyYAML is imported only when a pack has changed

        return layered(own, strange)

    key = cache.key_of([*own, *strange])
    if not tests and (kept := cache.fetch(key, compiled)) is not None:
        return kept
    rules = compiled()
    cache.keep(key, rules)
    return rules


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MAX_BYTES)
    except UnreadableInput as error:
        raise PackError(str(error), str(path)) from None
