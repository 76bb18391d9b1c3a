"""Dashes with a space on one side: "identity— not"."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.again import count_of, matches, memory_of
from cleaner.later import compile_later
from cleaner.literals import matches_at
from cleaner.model import Document
from cleaner.propose.beside import APOSTROPHE, HEAD, TAIL, line_around
from cleaner.words import is_known

#: A dash with a space on one side only.
_DASHES = compile_later("[—–](?:(?<= .)(?! )|(?<! .)(?= ))")
_STRAY_DASH = (" —", "— ", " –", "– ")


def dashes(document: Document) -> Iterator[tuple[int, int, str]]:
    """(start, end, dash) of each dash that has a space on one side only, spaced or not as the others are."""
    text = document.text
    dashed = "—" in text or "–" in text
    if not dashed or not any(mark in text for mark in _STRAY_DASH):
        return
    wide, narrow, halved = (count_of(mark, document) for mark in (" — ", " – ", " —"))
    spaced, tight = wide + narrow, count_of("—", document) - wide - halved // 2
    for match in matches(_DASHES, document) if memory_of(document) else matches_at(_DASHES, text, "—–"):
        start, end = match.start(), match.end()
        while text[start - 1 : start] == " ":
            start -= 1
        while text[end : end + 1] == " ":
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if (start < match.start()) == (end > match.end()) or not _joins(before, after, match[0], start < match.start()):
            continue
        next_word = TAIL.match(text, end)
        if next_word and next_word[0].lower() in ("and", "or", "to"):
            continue  # "pre– and post-war"
        last_word = HEAD.search(text, max(0, start - 40), start)
        if (
            last_word
            and last_word[0].islower()
            and (len(last_word[0]) == 1 or not is_known(APOSTROPHE.sub("", last_word[0])))
        ):
            continue  # a word that was cut short on purpose: "f— off"
        if before in ".?!”" and after.isupper() and _is_credit(text, start, end):
            continue
        apart = spaced > 0 if match[0] == "—" and spaced + tight > 1 else match[0] == "–" or spaced >= tight
        if apart and match[0] == "–" and _TIGHT.search(text, *line_around(text, start)):
            apart = False
        yield start, end, f" {match[0]} " if apart else match[0]


def _is_credit(text: str, start: int, end: int) -> bool:
    """Whether what follows a dash and ends the line is the name of a writer or speaker: "so it goes. —Ann Lee"."""
    rest = text[end : line_around(text, end)[1]].split()
    return len(rest) <= _NAME and all(word[0].isupper() or word in ("de", "van", "von", "of", "the") for word in rest)


_NAME = 6  #: words that a name with its title has at most
_TIGHT = compile_later(r"(?<=[a-z])–(?=[a-z])")


def _joins(before: str, after: str, dash: str, space_before: bool) -> bool:
    """Whether the dash stands between two words (or a stop and a word), not at an edge, a list or a number."""
    if not before or not after:
        return False
    if before.isalnum() and (after.isalpha() or (space_before and dash == "—" and after == "“")):
        return True
    return dash == "—" and space_before and before in ".,”" and after.isalpha()
