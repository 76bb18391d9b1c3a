"""A mapping read from YAML, with the lines of its keys."""

from __future__ import annotations

from typing import Any


class Mapping(dict[str, Any]):
    """A dict that knows the line of each key (1-based) and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
