"""Regular expressions that are compiled when they are first used: 200 of them take 25 ms, and a short text uses few."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    import re

    import regex

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Later:
    """A pattern that is compiled when something is asked of it; from then on its methods are the pattern's own."""

    def __init__(self, engine: str, pattern: Any, flags: int) -> None:
        self._engine = engine
        self._told = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = import_module(self._engine).compile(*self._told)
        self.__dict__.update({method: getattr(found, method) for method in _METHODS})
        return getattr(found, name)


def compile_later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""What `re.compile` gives, when it is first used.

    >>> compile_later(r"\d+").findall("12 and 5"), compile_later(rb"\d+").pattern
    (['12', '5'], b'\\d+')
    """
    return cast("re.Pattern[AnyStr]", _Later("re", pattern, flags))


def compile_regex_later(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    r"""What `regex.compile` gives. The package, too, is imported when it is first used, which takes 10 ms.

    >>> compile_regex_later(r"\p{Lu}").findall("Éa")
    ['É']
    """
    return cast("regex.Pattern[str]", _Later("regex", pattern, flags))
