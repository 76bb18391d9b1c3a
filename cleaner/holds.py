"""What holds for a file: the configuration near it under the options of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cleaner.config import Config, ConfigError, Settings, Value, layered, nearest
from cleaner.errors import UnreadableInput
from cleaner.reading import read_file

OPTIONS = "the command line"
MAX_WORDS_BYTES = 16 << 20


class Holds:
    """Answers what holds for each path; `options` are the command line's values by key, and win."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self.options = {key: value for key, value in (options or {}).items() if value}
        self._resolved = lru_cache(maxsize=4096)(self._resolve)
        self._nearest = lru_cache(maxsize=4096)(lambda folder: nearest(os.path.abspath(folder)))

    def config(self, path: str) -> Config | None:
        """The configuration file for `path`; "-" stands in the current folder."""
        return self._nearest("" if path == "-" else os.path.dirname(path))

    def values(self, path: str) -> dict[str, Value]:
        """Every key's value for `path`, and where it comes from."""
        config = self.config(path)
        return layered(_layers(config, _matching(config, path), self.options))

    def settings(self, path: str) -> tuple[Settings, str]:
        """(what its Cleaner is made of, the format that a section gives it or "")."""
        config = self.config(path)
        return self._resolved(config.folder if config else "", _matching(config, path))

    def _resolve(self, folder: str, sections: tuple[int, ...]) -> tuple[Settings, str]:
        values = layered(_layers(nearest(folder) if folder else None, sections, self.options))
        settings = Settings(*(values[key].value for key in Settings._fields))
        listed = (word for path in values["words_file"].value for word in words_in(path))
        return settings._replace(words=(*settings.words, *listed)), values["format"].value

    def origin(self, path: str, name: str) -> str:
        """The configuration file, and its section, that selects or ignores `name` for `path`; "" where none does."""
        config = self.config(path)
        layers = _layers(config, _matching(config, path), {})
        named = (where for where, values in layers for key in ("select", "ignore") if name in values.get(key, ()))
        return next(named, "")

    def excluded(self, path: str, is_folder: bool = False) -> bool:
        """Whether the configuration excludes `path`, or a folder that it is in."""
        config = self.config(path)
        globs = config.values.get("exclude", ()) if config else ()
        return config.names(globs, os.path.abspath(path), is_folder) if config and globs else False

    def included(self, path: str) -> bool | None:
        """Whether the configuration's `include` names `path`; None where it has no `include`."""
        config = self.config(path)
        globs = config.values.get("include", ()) if config else ()
        return config.names(globs, os.path.abspath(path)) if config and globs else None

    def left_out(self, path: str) -> bool:
        """Whether the configuration keeps a file out that is named, as a hook names every file."""
        return self.excluded(path) or self.included(path) is False


@lru_cache(maxsize=64)
def words_in(path: str) -> tuple[str, ...]:
    """The words and names in a file, one a line; what follows a # is a remark. Raises ConfigError."""
    try:
        text = read_file(path, MAX_WORDS_BYTES).decode("utf-8-sig")
    except (UnreadableInput, UnicodeDecodeError) as error:
        why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise ConfigError(f"{path}: the list of words {why}") from None
    lines = (line.partition("#")[0].strip() for line in text.replace("\r", "\n").split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def _matching(config: Config | None, path: str) -> tuple[int, ...]:
    """The numbers of the sections that are about `path`."""
    if not config or not config.sections or path == "-":
        return ()
    full = os.path.abspath(path)
    return tuple(n for n, section in enumerate(config.sections) if config.names((section.glob,), full))


def _layers(
    config: Config | None, sections: tuple[int, ...], options: Mapping[str, Any]
) -> list[tuple[str, Mapping[str, Any]]]:
    layers: list[tuple[str, Mapping[str, Any]]] = []
    if config:
        layers.append((config.path, config.values))
        layers += ((f'{config.path} [files."{config.sections[n].glob}"]', config.sections[n].values) for n in sections)
    return [*layers, (OPTIONS, options)]
