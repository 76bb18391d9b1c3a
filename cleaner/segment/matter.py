"""Prose in front matter: the values of named keys, where they are plain enough to be changed and stay what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cleaner.later import compile_later
from cleaner.model import Edit, Segment, Span

KIND = "matter"
_LINE = compile_later(r"[^\n]*")
#: A key at the left edge, as YAML and TOML have it, or on a line of its own, as JSON has it.
_KEY = compile_later(r"(?P<key>[\w-]+)[ \t]*[:=][ \t]+|[ \t]+\"(?P<json>[\w-]+)\"[ \t]*:[ \t]*(?=\")")
_QUOTED = compile_later(r"\"([^\"\\\n]+)\"[ \t]*,?[ \t]*$|'([^'\n]+)'[ \t]*$")
_FOLDED = compile_later(r"[>|][+-]?[ \t]*$")
#: A plain value of YAML that no other value could be taken for.
_PLAIN = compile_later(r"(?=[^\W\d_])(?:(?!: | #|:$)[^\n\"'\[\]{}|>\\])*$")
#: What could make of a value something else.
_TELLING = compile_later(r"[^\w\s.,;!?()…‘’“”–—-]")


def prose(matter: str, keys: Collection[str]) -> Iterator[Span]:
    r"""Where the values of `keys` stand in front matter (newlines `\n`), one span a line.

    >>> text = '---\ntitle: Teh garden\nlayout: post\ndescription: >-\n  Two\n  lines\n---\n'
    >>> [text[a:b] for a, b in prose(text, ["title", "description"])]
    ['Teh garden', 'Two', 'lines']
    """
    folded = False
    at = 0
    while at < len(matter):
        line = _LINE.match(matter, at)
        assert line is not None  # it matches anywhere
        end = line.end()
        if folded and matter[at:end].startswith((" ", "\t")):
            text = matter[at:end].strip()
            if text:
                start = matter.index(text, at)
                yield start, start + len(text)
        elif matter[at:end].strip():
            key = _KEY.match(matter, at, end)
            wanted = key is not None and (key["key"] or key["json"]) in keys
            folded = bool(key and wanted and _FOLDED.match(matter[key.end() : end]))
            if key and wanted and not folded:
                yield from _value(matter, key.end(), end)
        at = end + 1


def _value(matter: str, start: int, end: int) -> Iterator[Span]:
    """Where the words of a value on one line stand."""
    if quoted := _QUOTED.match(matter[start:end]):
        a, b = quoted.span(1 if quoted[1] else 2)
        yield start + a, start + b
    elif _PLAIN.match(matter[start:end]):
        yield start, start + len(matter[start:end].rstrip())


def segments(matter: str, keys: Collection[str]) -> Iterator[Segment]:
    """The same as segments. They may be edited, and never go as a line."""
    return (Segment(start, end, KIND) for start, end in prose(matter, keys))


def harmless(edit: Edit) -> bool:
    """Whether a value stays a value: no quote, colon or bracket comes or goes, and no line.

    >>> harmless(Edit(0, 3, "teh", "the")), harmless(Edit(0, 1, "a", "a: b"))
    (True, False)
    """
    same = sorted(_TELLING.findall(edit.old)) == sorted(_TELLING.findall(edit.new))
    return same and bool(edit.new.strip()) and "\n" not in edit.old + edit.new and "\r" not in edit.old + edit.new


def parted(all_segments: Sequence[Segment], edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """(edits in front matter, all others)."""
    spans = [s for s in all_segments if s.kind == KIND]
    inside = {id(e) for e in edits if any(s.start <= e.start and e.end <= s.end for s in spans)}
    return [e for e in edits if id(e) in inside], [e for e in edits if id(e) not in inside]
