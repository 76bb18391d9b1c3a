"""Spaces missing or standing wrong at punctuation: "Mueller,and", "perspective . If", "ground.He", "identity— not"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from cleaner.again import matches
from cleaner.later import compile_later
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.packs.select import Selection
from cleaner.propose.beside import APOSTROPHE, TAIL, is_prose_run, sides
from cleaner.propose.dashes import dashes
from cleaner.propose.guards import is_sic
from cleaner.propose.places import segment_at
from cleaner.propose.signs import at_signs
from cleaner.propose.stops import STARTERS, has_code, stops
from cleaner.propose.strays import strays
from cleaner.words import is_word

BEFORE = "space-before-punctuation"
AFTER = "space-after-punctuation"
STOP = "space-after-full-stop"
DASH = "space-at-dash"
ADDRESS = "space-before-address"
BULLET = "space-before-bullet"
RULES = (BEFORE, AFTER, STOP, DASH, ADDRESS, BULLET)

_SHORTENED = ("Inc", "Corp", "Co", "Ltd", "Jr", "Sr")

Finder = Callable[[Document], Iterator[tuple[int, int, str]]]


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that put spaces right, each within one segment."""
    text = document.text
    for rule, message, find in _finders(book.selection):
        for start, end, new in find(document):
            if segment_at(document, start) and not is_sic(text, end):
                yield Edit(start, end, text[start:end], new, rule=rule, group="transcription", message=message)


@lru_cache(maxsize=8)
def _finders(selection: Selection) -> tuple[tuple[str, str, Finder], ...]:
    """(rule, message, what finds its edits) of the rules that are on."""
    finders: tuple[tuple[str, str, Finder], ...] = (
        (BEFORE, "space before punctuation", strays),
        (AFTER, "no space after punctuation", _after),
        (STOP, "no space between two sentences", stops),
        (DASH, "space on one side of a dash", dashes),
        (ADDRESS, "no space before an address", _address),
        (BULLET, "no space before a bullet", _bullets),
    )
    return tuple(finder for finder in finders if selection.has(finder[0], "transcription"))


_COMMA = compile_later(r",(?=[^\W\d_])|;(?=[a-z])")
_COLON = compile_later(r":(?<=[a-z]:)(?=[A-Z][a-z])")
_DOLLAR = compile_later(r"\$(?=\d)")


def _after(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    for match in at_signs(_COMMA, document):
        at = match.start()
        left, right = sides(text, at - (text[at - 1] == "."))
        if text[at - 1] == ".":
            left, right = (left if left in _SHORTENED else ""), sides(text, at)[1]
        if (
            len(left) > 1
            and len(right) > 1
            and (left[-1].islower() or (left.isupper() and len(left) > 2 and len(right) > 2 and right.islower()))
            and is_prose_run(text, at)
            and _both_known(left, right)
        ):
            yield at, at + 1, text[at] + " "
    yield from _between(document)
    for match in matches(_DOLLAR, document) if "$" in text else ():
        left = sides(text, match.start())[0]
        if (
            len(left) > 1
            and left.islower()
            and is_word(left)
            and text[match.start() - len(left) - 1 : match.start() - len(left)] == " "
        ):
            yield match.start(), match.end(), " $"


def _between(document: Document) -> Iterator[tuple[int, int, str]]:
    """Commas that stand at the wrong word ("Miller ,who") and colons glued to a sentence ("this week:Here is")."""
    text = document.text
    for match in at_signs(_DETACHED, document):
        at = match.start() - 1
        left, right = sides(text, at)[0], TAIL.match(text, match.end())
        if right and left and _both_known(left, right[0]):
            yield at, match.end(), ", "
    for match in matches(_COLON, document) if ":" in text else ():
        if has_code(text):
            return
        at = match.start()
        left, after = sides(text, at)
        if len(left) > 2 and left.islower() and is_word(left) and after in STARTERS and is_prose_run(text, at):
            yield at, at + 1, ": "


_DETACHED = compile_later(r",(?<=[A-Za-z] ,)(?=[a-z]{2})")


def _both_known(left: str, right: str) -> bool:
    return all(word[0].isupper() or is_word(APOSTROPHE.sub("", word.lower())) for word in (left, right))


_GLUED_ADDRESS = compile_later(r"(?:(?<=[a-z])|(?<=[a-z][.,!?…:]))[”’\"]?(?=https?://\w)")
#: What stands before a colon and an address as part of it or as the name of a field.
_FIELDS = frozenset("source url link feed site image view href file src git cite via".split())


def _address(document: Document) -> Iterator[tuple[int, int, str]]:
    """Where a web address is glued to the word before it, as in posts that were scraped without their line breaks."""
    text = document.text
    at = text.find("http")
    while at > 0:
        match = _GLUED_ADDRESS.search(text, at - 1, at + 10)
        if match and match.end() == at:
            word = _LAST_WORD.search(text, max(0, at - 40), match.start())
            plain = APOSTROPHE.sub("", word[0].lower().rstrip(".,!?…:")) if word else ""
            if is_word(plain) and not (word and word[0][-1] == ":" and (plain in _FIELDS or has_code(text))):
                yield at, at, " "
        at = text.find("http", at + 4)


_LAST_WORD = compile_later(r"(?<![\w/=.@#-])[A-Za-z]{2,}(?:[’'][a-z]+)?[.,!?…:]?$")


_BULLET = compile_later(r"•(?<=[A-Za-z.,:;)”\"]•)(?= [A-Za-z])")


def _bullets(document: Document) -> Iterator[tuple[int, int, str]]:
    """Bullets glued to the line that went before them, of lists whose line breaks are lost."""
    for match in matches(_BULLET, document) if "•" in document.text else ():
        yield match.start(), match.start(), " "
