"""Sentences that are run together: "ground.He"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Document
from cleaner.propose.beside import APOSTROPHE, is_prose_run, sides
from cleaner.words import count, is_word

_PROOF = 3  #: so many sentences run together show that others in the text are too
_KNOWN_NAME = 500_000
#: Words that begin sentences and are no names of methods, files or sites.
_STARTERS = frozenset(
    "A According After All Also Although An And Another Any As At Because Before But By Despite Do Does During Each "
    "Even Every Finally First For From He Her Here His How However I If In Indeed Instead Is It Its "
    "It’s It's Many Meanwhile "
    "More Most Mr Mrs My No Nor Not Now Of On Once One Only Or Other Our Over People Perhaps She Since So Some Still "
    "Such That The Their Then There These They This Those Though To Today Under Unless Until We Well What When Where "
    "Whether Which While Who Why With Without Yes Yet You Your There’s There's That’s That's I’m I'm We’re We're "
    "They’re They're He’s He's She’s She's Don’t Don't".split()
)
_FULL_STOP = re.compile(r"[.?](?=[A-Z])")


def stops(document: Document) -> Iterator[tuple[int, int, str]]:
    """(start, end, sign with its space) of each stop that has the next sentence glued to it."""
    text = document.text
    sure, doubtful = [], []
    for match in _FULL_STOP.finditer(text):
        at = match.start()
        left, right = sides(text, at)
        if len(left) < 2 or not left[1:].islower() or not is_prose_run(text, at):
            continue
        if text[at + 1 + len(right) : at + 2 + len(right)] in (".", "(", "_", ":") or not right:
            continue
        known = left.islower() and is_word(APOSTROPHE.sub("", left))
        if known and (right in _STARTERS or (len(left) > 2 and _is_name(text, right))):
            sure.append(at)
        elif right in _STARTERS or f" {APOSTROPHE.sub('', right)}" in text:
            doubtful.append(at)
    for at in sorted(sure + doubtful if len(sure) >= _PROOF else sure):
        yield at, at + 1, text[at] + " "


def _is_name(text: str, word: str) -> bool:
    """Whether `word`, in a text that has no code, stands with its capital elsewhere or is a well-known name."""
    word = APOSTROPHE.sub("", word)
    if len(word) < 3 or "`" in text or "()" in text:
        return False
    return f" {word}" in text or (len(word) > 3 and not is_word(word.lower()) and count(word.lower()) > _KNOWN_NAME)
