"""Encoding repair with ftfy under a narrow configuration: mojibake, and nothing that an author may have meant.

ftfy reads 4 MB/s, so it is asked only about segments that it could change. `could_be_broken` is a weaker form of
ftfy.badness.BADNESS_RE: each of that expression's alternatives needs a C1 control, or a character of _MARKS (its
categories bad, accented, box, currency, numeric, law and kaomoji) next to a character above ASCII, or one of the few
exceptions spelled out here. tests/test_encoding.py holds the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from os.path import commonprefix
from typing import Any

from cleaner.again import line_places, memory_of
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.normal import above_ascii
from cleaner.propose.places import segments_in

RULE = "ftfy"
CLOSELY = 200  #: characters that are compared one by one to keep edits small

_MARKS = (
    "\u00a2-\u00a8\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00be\u00bf-\u017f\u0192\u0218-\u021b\u02c6-\u02dd"
    "\u0384\u0385\u0401-\u040f\u040e\u0451-\u045f\u0490\u0491\u2020\u2021\u2030\u203a\u2039\u2044\u20a0-\u20bf\u2116\u2122"
    "\u2200-\u22ff\u2310\u2500-\u259f\u25ca\ufb01\ufb02\ufffd"
)
_SUSPECT = compile_later(
    rf"[\x80-\x9f]|[{_MARKS}](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[{_MARKS}]|[ÂÃ] |[Œœ](?![A-Za-z])|[ВГРСΒΓΞΟ][^\w\s]"
)
_ONE_MARK = compile_later(rf"[\x80-\x9fŒœÂÃВГРСΒΓΞΟ{_MARKS}]")


def could_be_broken(text: str) -> bool:
    """Whether ftfy could find broken encoding in `text`; False is certain.

    >>> [could_be_broken(t) for t in ("“Plain” — café", "cafÃ©", "a\\x92s", "ça — naïve")]
    [False, True, True, False]
    """
    return not text.isascii() and _ONE_MARK.search(text) is not None and _SUSPECT.search(text) is not None


@lru_cache(maxsize=1)
def _ftfy() -> tuple[Any, Any]:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return ftfy.fix_text_segment, config


def repair(text: str, config: Any = None) -> str:
    """What ftfy makes of `text` (one line or paragraph) under `config`, or under ours, which repairs encoding only.

    >>> repair("The cafÃ©’s “ﬁne” menu")
    'The café’s “ﬁne” menu'
    """
    if could_be_broken(text):
        fix, ours = _ftfy()
        return str(fix(text, config or ours))
    if config is None:
        return text
    return str(_ftfy()[0](text, config if "&" in text else config._replace(fix_encoding=False)))


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that repair each segment's encoding, as small as they can be."""
    text = document.text
    if text.isascii() or not book.selection.has(RULE, "encoding"):
        return
    if not memory_of(document) and not _ONE_MARK.search(above_ascii(text)):
        return
    for start, end in line_places(document, _suspects, _suspects):
        old = text[start:end]
        new = repair(old)
        if new != old:
            yield from _differences(start, old, new)


def _suspects(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """The segments in `spans` that may be broken."""
    text = document.text
    for segment in segments_in(document, spans):
        if not segment.fixed and could_be_broken(text[segment.start : segment.end]):
            yield segment.start, segment.end


def _differences(offset: int, old: str, new: str) -> Iterator[Edit]:
    """Edits that make `new` of `old`, word by word where both have as many."""
    words, others = (old.split(" "), new.split(" ")) if old.count(" ") == new.count(" ") else ([old], [new])
    for word, other in zip(words, others, strict=True):
        if word != other:
            for start, end, fix in _changes(word, other):
                yield Edit(
                    offset + start, offset + end, word[start:end], fix, rule=RULE, group="encoding",
                    message="broken encoding",
                )  # fmt: skip
        offset += len(word) + 1


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of what differs. Finding the fewest costs the cube of the length, so long texts are one."""
    head = len(commonprefix([old, new]))  # noqa: RUF071  # characters are meant
    tail = len(commonprefix([old[head:][::-1], new[head:][::-1]]))  # noqa: RUF071
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(old), len(new)) > CLOSELY:
        yield head, head + len(old), new
        return
    from difflib import SequenceMatcher

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + i1, head + i2, new[j1:j2]
