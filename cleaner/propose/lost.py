"""Characters lost to U+FFFD, where what stands around leaves one reading; and characters that no reader can see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.again import matches, memory_of
from cleaner.later import compile_later
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.propose.passages import is_english
from cleaner.propose.places import segment_at
from cleaner.words import is_name, is_word

LOST = "lost-character"
INVISIBLE = "invisible-character"
RULES = (LOST, INVISIBLE)

_ENDINGS = compile_later(r"(?:s|t|re|ve|ll|d|m)\b(?!�)")
#: The mark of a plural that owns what follows ("the voters� minds"), where no quotation is open that it may close.
_POSSESSIVE = compile_later(r"�(?<=[a-z]{3}s�)(?= [a-z]{3})")
_TAIL = compile_later(r"[A-Za-z]+")
_HEAD = compile_later(r"[A-Za-z]+$")
_RIGHT_TO_LEFT = compile_later("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Zero-width spaces and joins inside Latin words, byte-order marks in the midst, overrides of the writing direction.
_SIGNS = "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ONE_SIGN = compile_later(f"[{_SIGNS}]")
_UNSEEN = compile_later(
    "(?<=[A-Za-z])[\u200b\u2060]+(?=[A-Za-z])|(?<=[A-Za-z.,] )[\u200b\u2060]+(?=[A-Za-z])"
    "|(?<!^)\ufeff+|[\u202a-\u202e\u2066-\u2069]+"
)


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that put lost quotation marks, apostrophes and dashes back and take unseen characters out."""
    text = document.text
    if text.isascii():
        return
    if "\ufffd" in text and book.selection.has(LOST, "encoding"):
        for start, end, new in _lost(document):
            yield Edit(
                start, end, text[start:end], new, rule=LOST, group="encoding", message="a character was lost here"
            )
    unseen = memory_of(document) or any(sign in text for sign in _SIGNS)
    if unseen and book.selection.has(INVISIBLE, "encoding") and not any(matches(_RIGHT_TO_LEFT, document)):
        for match in _unseen(document):
            yield Edit(
                match.start(), match.end(), match[0], "", rule=INVISIBLE, group="encoding",
                message="characters that no reader can see",
            )  # fmt: skip


def _unseen(document: Document) -> Iterator[re.Match[str]]:
    """What `_UNSEEN.finditer` finds, which would try its alternatives at every character."""
    end = 0
    for sign in matches(_ONE_SIGN, document):
        if sign.start() >= end and (match := _UNSEEN.match(document.text, sign.start())):
            yield match
            end = match.end()


def _lost(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    span, opened, first = None, False, -1
    at = text.find("\ufffd")
    while at >= 0:
        here = segment_at(document, at)
        if here is not None:
            if here != span:
                span, opened = here, False
                first = min(found for sign in '\ufffd“"' if (found := text.find(sign, *here)) >= 0)
            before = text[at - 1] if at > here[0] else " "
            after = text[at + 1] if at + 1 < here[1] else " "
            new = _reading(text, at, before, after, opened)
            if new == "”" and at == first:
                new = ""  # at the end of a line that quotes nothing it was some other sign
            opened = new == "“" or (opened and new != "”")
            if new:
                yield at, at + 1, new
        at = text.find("\ufffd", at + 1)


def _reading(text: str, at: int, before: str, after: str, opened: bool) -> str:
    """The one sign that can have stood at `at`, or ""."""
    if before == "\ufffd" or after == "\ufffd":
        return ""  # part of a longer loss
    if before.isalpha() and after.isalpha():
        return _between(text, at)
    if before == " " and after == " ":
        return "—" if opened or _is_between_words(text, at) else ""
    if before in " (—[" and after.isalnum():
        return "“" if not opened else ""
    if before == ")" and after.isupper() and not opened:
        return "—"
    if before in ".,?!" and (after in " )—"):
        return "”"
    if opened:
        return "”" if before.isalpha() and after in " .,;:?!)" else ""
    return "’" if _POSSESSIVE.match(text, at) and is_english(text, at, at + 1) else ""


def _is_between_words(text: str, at: int) -> bool:
    return text[at - 2 : at - 1].isalnum() and text[at + 2 : at + 3].isalnum()


def _between(text: str, at: int) -> str:
    head, tail = _HEAD.search(text, max(0, at - 30), at), _TAIL.match(text, at + 1)
    if not head or not tail:
        return ""
    if (_ENDINGS.match(text, at + 1) and len(head[0]) > 1) or (head[0] == "I" and _ENDINGS.match(text, at + 1)):
        return "’"
    if head[0] in ("O", "D") and tail[0][0].isupper():
        return "’"
    apart = all(len(word) > 2 and (is_word(word) or (word.istitle() and is_name(word))) for word in (head[0], tail[0]))
    return "—" if apart and not is_word((head[0] + tail[0]).lower()) else ""
