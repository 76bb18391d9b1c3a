"""YAML as packs use it: mappings, lists, strings, numbers, true and false, with the line of every key.

PyYAML's loaders build aliases, merge keys, tags and duplicate keys, and fall over deep nesting, so only its
*event parser* is used and the objects are built here, iteratively, from the few event kinds a pack needs.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cleaner.errors import PackError
from cleaner.packs.mapping import Mapping

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_NODES = 400_000

_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_pack_text(text: str, where: str) -> Mapping:
    """The mapping that `text` holds. Raises PackError with file and line on anything a pack may not hold.

    >>> read_pack_text("pack: demo\\nrules: [no, 2, 1.5, true]", "demo.yaml")
    {'pack': 'demo', 'rules': ['no', 2, 1.5, True]}
    >>> read_pack_text("a: 1\\na: 2", "demo.yaml")
    Traceback (most recent call last):
      ...
    cleaner.errors.PackError: demo.yaml:2: the key 'a' stands twice; remove one
    """
    if len(text) > MAX_BYTES:
        raise PackError(f"larger than {MAX_BYTES:,} characters; split the pack", where)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text.encode()
        root = _Builder(where).build(yaml.parse(text, Loader=loader))
    except UnicodeEncodeError:
        raise PackError("holds a lone surrogate; save it as UTF-8", where) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        raise PackError(f"not valid YAML: {problem}", where, mark.line + 1 if mark else 0) from None
    if not isinstance(root, Mapping):
        raise PackError("a pack is a mapping with the keys 'pack' and 'rules'", where, 1)
    return root


class _Builder:
    """Builds objects from parse events with an explicit stack, so that depth costs no recursion."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.stack: list[tuple[Any, str | None]] = []  # (container, key that waits for its value)
        self.root: Any = None
        self.nodes = 0

    def build(self, events: Any) -> Any:
        documents = 0
        for event in events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self.error("only one YAML document per file", event)
            self.take(event)
        return self.root

    def error(self, message: str, event: Any) -> PackError:
        return PackError(message, self.where, event.start_mark.line + 1)

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.error("anchors and aliases (& and *) are not allowed; write the text out, or quote it", event)
        if getattr(event, "tag", None) is not None:
            raise self.error("tags (!) are not allowed; quote the text", event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.error(f"more than {MAX_NODES:,} values; split the pack", event)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            self.place(_scalar(event), line, event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self.open(Mapping(line) if isinstance(event, yaml.MappingStartEvent) else [], line, event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()

    def open(self, container: Any, line: int, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.error(f"nested more than {MAX_DEPTH} deep", event)
        self.place(container, line, event)
        self.stack.append((container, None))

    def place(self, value: Any, line: int, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        container, key = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
        elif key is None:
            self.stack[-1] = (container, self.key(container, value, line, event))
        else:
            container[key] = value
            self.stack[-1] = (container, None)

    def key(self, container: Mapping, value: Any, line: int, event: Any) -> str:
        if isinstance(value, (list, dict)):
            raise self.error("a key must be plain text", event)
        key = str(event.value)
        if key in container.lines:
            raise self.error(f"the key {key!r} stands twice; remove one", event)
        container.lines[key] = line
        return key


def _scalar(event: Any) -> Any:
    """A plain scalar as number, true/false/null or text; a quoted one as text. `no`, `on`, dates stay text."""
    if event.style in ("'", '"', "|", ">"):
        return event.value
    if event.value in _WORDS:
        return _WORDS[event.value]
    match = _NUMBER.fullmatch(event.value)
    if not match:
        return event.value
    return float(event.value) if match.group(1) else int(event.value)
