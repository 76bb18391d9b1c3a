"""Configuration: `[tool.cleaner]` in pyproject.toml, or a .cleaner.toml; the nearest parent's holds.

Values come in layers: defaults, the file, its sections for globs, the command line. Later layers replace earlier ones,
but names to ignore, words to leave alone and packs add up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.errors import CleanerError, UnreadableInput
from cleaner.pipeline import SHARE, TO
from cleaner.reading import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAMES = (".cleaner.toml", "pyproject.toml")  #: of two in one folder the first holds
FORMATS = ("text", "markdown", "html", "srt", "vtt", "jsonl", "parquet")
MAX_BYTES = 1 << 20
ADDING = frozenset({"ignore", "rules", "words", "words_file"})
PATHS = frozenset({"rules", "baseline", "words_file"})  #: relative to the folder of the configuration


class ConfigError(CleanerError):
    """A configuration that cannot be used; names the file and the key."""


class Settings(NamedTuple):
    """What a Cleaner is made of."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    unsafe: bool = False
    share: float = SHARE
    words: tuple[str, ...] = ()
    to: str = "text"
    front_matter: tuple[str, ...] = ()


class Value(NamedTuple):
    """A value of the configuration and the places it comes from."""

    value: Any
    sources: tuple[str, ...]


class Section(NamedTuple):
    """What holds for the files that `glob` names."""

    glob: str
    values: dict[str, Any]


class Config(NamedTuple):
    """One configuration file, checked."""

    path: str
    values: dict[str, Any]
    sections: tuple[Section, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that its globs and paths are relative to."""
        return os.path.dirname(self.path)

    def names(self, globs: tuple[str, ...], path: str, is_folder: bool = False) -> bool:
        """Whether one of `globs`, written as in a .gitignore, names `path`."""
        inside = os.path.relpath(path, self.folder) if globs else ".."
        return not inside.startswith("..") and _spec(globs).match_file(inside + "/" * is_folder)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(x, str) and x for x in value):
        return tuple(value)
    raise ValueError('a list of texts, like ["typos"]')


def _text(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError("a text")


def _one_or_more(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) and value:
        return (value,)
    try:
        return _texts(value)
    except ValueError:
        raise ValueError('a text or a list of texts, like "words.txt"') from None


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _portion(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise ValueError("a number from 0 to 1")


def _to(value: Any) -> str:
    if value in TO:
        return str(value)
    raise ValueError(f"one of {', '.join(TO)}")


def _format(value: Any) -> str:
    if value in FORMATS:
        return str(value)
    raise ValueError(f"one of {', '.join(FORMATS)}")


_FOR_GLOBS: dict[str, Callable[[Any], Any]] = {
    "select": _texts, "ignore": _texts, "rules": _texts, "unsafe": _flag, "share": _portion, "words": _texts,
    "words_file": _one_or_more, "to": _to, "front_matter": _texts,
}  # fmt: skip
#: key -> check, at the top and in a section `files."GLOB"`.
TOP_KEYS = {**_FOR_GLOBS, "include": _texts, "exclude": _texts, "baseline": _text}
SECTION_KEYS = {**_FOR_GLOBS, "format": _format}
DEFAULTS: dict[str, Any] = {
    **Settings()._asdict(), "words_file": (), "include": (), "exclude": (), "baseline": "", "format": "",
}  # fmt: skip


def parse_config(data: bytes, path: str) -> Config | None:
    """The configuration in the file `path` that holds `data`, or None where a pyproject.toml has none.

    Raises ConfigError naming the file and what is wrong.

    >>> parse_config(b'ignore = ["typos"]', "/site/.cleaner.toml").values
    {'ignore': ('typos',)}
    >>> parse_config(b'ignor = ["typos"]', "/site/.cleaner.toml")
    Traceback (most recent call last):
    cleaner.config.ConfigError: /site/.cleaner.toml: no key 'ignor'; did you mean 'ignore'?
    """
    table: Any = _parse_toml(data, path)
    where = ""
    if os.path.basename(path) == "pyproject.toml":
        tool = table.get("tool")
        if not isinstance(tool, dict) or "cleaner" not in tool:
            return None
        table, where = tool["cleaner"], " [tool.cleaner]"
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: 'tool.cleaner' is not a table")
    files = table.pop("files", {})
    if not (isinstance(files, dict) and all(isinstance(v, dict) for v in files.values())):
        raise ConfigError(f"{path}{where}: 'files' takes sections, like [tool.cleaner.files.\"docs/*.md\"]")
    values = _checked(table, TOP_KEYS, path, path + where)
    sections = [Section(g, _checked(v, SECTION_KEYS, path, f'{path} [files."{g}"]')) for g, v in files.items()]
    config = Config(path, values, tuple(sections))
    for glob in (*values.get("include", ()), *values.get("exclude", ()), *files):
        _check_glob(glob, path)
    return config


def _parse_toml(data: bytes, path: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None


def _checked(table: dict[str, Any], keys: Mapping[str, Callable[[Any], Any]], path: str, where: str) -> dict[str, Any]:
    values = {}
    for key, value in table.items():
        if key not in keys:
            from difflib import get_close_matches

            if key == "tool":
                raise ConfigError(f"{where}: has no headings [tool.cleaner]: leave that line and `tool.cleaner.` out")
            near = get_close_matches(key, [*keys, "files"], 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(keys)}"
            raise ConfigError(f"{where}: no key {key!r}; {hint}")
        try:
            values[key] = _placed(key, keys[key](value), os.path.dirname(path))
        except ValueError as error:
            raise ConfigError(f"{where}: {key!r} must be {error}") from None
    return values


def _placed(key: str, value: Any, folder: str) -> Any:
    """`value`, with paths made relative to the configuration's folder."""
    if key not in PATHS:
        return value
    return os.path.join(folder, value) if isinstance(value, str) else tuple(os.path.join(folder, p) for p in value)


def _check_glob(glob: str, path: str) -> None:
    try:
        _spec((glob,))
    except ValueError as error:
        raise ConfigError(f"{path}: not a glob: {glob!r} ({error})") from None


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)


@lru_cache(maxsize=4096)
def nearest(folder: str) -> Config | None:
    """The configuration for files in `folder` (absolute): its own, or that of the nearest parent that has one."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.lexists(path) and (config := _read(path)):
            return config
    parent = os.path.dirname(folder)
    return nearest(parent) if parent != folder else None


def _read(path: str) -> Config | None:
    try:
        data = read_file(path, MAX_BYTES)
    except UnreadableInput as error:
        raise ConfigError(f"{path}: {error}") from None
    if path.endswith("pyproject.toml") and b"cleaner" not in data:  # others' need not even be right
        return None
    return parse_config(data, path)


def layered(layers: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Value]:
    """Every key's value and where it comes from, of (source, values) in order.

    >>> found = layered([("a.toml", {"ignore": ("x",), "share": 0.1}), ("options", {"ignore": ("y",), "share": 0.2})])
    >>> found["ignore"]
    Value(value=('x', 'y'), sources=('a.toml', 'options'))
    >>> found["share"], found["unsafe"]
    (Value(value=0.2, sources=('options',)), Value(value=False, sources=()))
    """
    found = {key: Value(value, ()) for key, value in DEFAULTS.items()}
    for source, values in layers:
        for key, value in values.items():
            old = found[key]
            if key in ADDING:
                found[key] = Value((*old.value, *value), (*old.sources, source))
            else:
                found[key] = Value(value, (source,))
    return found
