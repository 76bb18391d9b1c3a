"""What reading print by machine (OCR) confuses: rn and m, l and 1 and I, 0 and O, the long s; words cut at line ends.

The group `ocr` is off, unless a text shows that it was scanned: many words that become common ones when a confusion is
undone (each rule looks for its own signs), or unless the user selects it. A confusion is undone where the word as it
stands is none, and exactly one reading is a common word that the neighbours expect (cleaner/propose/channel.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.again import count_of
from cleaner.later import compile_later
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.propose.channel import COMMON, readings
from cleaner.propose.guards import is_plain
from cleaner.propose.places import LONGEST, in_prose, occurrences
from cleaner.propose.signs import at_signs
from cleaner.propose.telling import UNKNOWN, Fresh, Telling
from cleaner.propose.typos import like
from cleaner.words import count, is_known, is_word

CONFUSION = "ocr-confusion"
HYPHEN = "ocr-line-end-hyphen"
RULES = (CONFUSION, HYPHEN)
GROUP = "ocr"

SIGNS = 6  #: so many different words (or line ends) ...
DENSITY = 400  #: ... and one in so many words (lines: fifty) say that the text was scanned
LINES = 50
RATIO = 100  #: the reading must be written so many times as often as what stands there
MARGIN = 2.0  #: and so much likelier (natural logarithm) than the next reading

#: What is read -> what was printed. The first row is hardly ever what a writer's finger does, so it counts as a sign.
_SHAPES = "rn m|m rn|cl d|vv w|li h|tl d|ii n|ii u|fl h|lc k|in m|nn m|iii m".split("|")
_TELLING = tuple(tuple(pair.split(" ")) for pair in _SHAPES)
_OTHERS = tuple((a, b) for a, b in ("hb", "bh", "ce", "ec", "un", "nu", "li", "il", "fs", "tf", "ft", "oc", "ao", "lt"))
_MIXED = compile_later(r"(?<![\w.,$£€#-])(?=[A-Za-z]*[01I|ſ])[A-Za-z01|ſ]{2,40}(?![\w-]|[.,]\d)")
_READ_AS = {"1": "li", "0": "o", "I": "l", "|": "l", "ſ": "s"}
#: A digit or sign beside a letter, a capital I after one: without these nothing is mixed.
_MAY_BE_MIXED = compile_later(r"[01I|ſ](?:(?<=[A-Za-z].)|(?<!I)(?=[A-Za-z]))")
_RUN = compile_later(r"[A-Za-z01|ſ]+$")
_ORDINAL = compile_later(r"1st|[01]*(?:[smkgbx]|th|mm|cm|km|kg|mb|gb|am|pm)", re.I)
_PRONOUN = compile_later(
    r"(?<![\w.,'’-])[l1|](?= (?:am|was|have|had|will|would|do|did|think|know|can|could|shall|should|must|said|saw)\b)"
)
#: A line's end behind a hyphen, or behind a blank, before which one may stand.
_MAY_BE_CUT = compile_later("\n(?:(?<=[-\u00ad\u00ac \\t]\n)|(?<=[-\u00ad\u00ac \\t]\r\n))")
_LINE_END = compile_later(
    r"(?<![\w’'-])([A-Za-z]{2,20})([-\u00ad\u00ac])([ \t]*\r?\n[ \t]*)([a-z]{2,20})([.,;:!?]?)(?: |(?=\r?\n|$))"
)


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that undo confusions and put words together that a line's end cut."""
    selected = book.selection.has(CONFUSION, GROUP)
    if (selected or _may_be_scanned(document)) and is_on(book, CONFUSION):
        found = list(_confusions(document))
        if selected or len(_signs(found)) >= _needed(document):
            yield from found
    selected = book.selection.has(HYPHEN, GROUP)
    lines = document.text.count("\n")
    needed = 0 if selected else max(SIGNS, lines // LINES)
    if lines >= needed and len(_MAY_BE_CUT.findall(document.text)) >= needed and is_on(book, HYPHEN):
        cuts = list(_line_ends(document))
        if len(cuts) >= needed:
            for first, second in cuts:
                yield from (first, second) if second else (first,)


def is_on(book: RuleBook, rule: str) -> bool:
    """Whether the rule may act: it is selected, or nothing is selected and it is not ignored."""
    selection = book.selection
    return selection.has(rule, GROUP) or not (selection.select or {rule, GROUP} & selection.ignore)


def _needed(document: Document) -> int:
    """How many signs say that a text was scanned."""
    return max(SIGNS, count_of(" ", document) // DENSITY)


def _may_be_scanned(document: Document) -> bool:
    """Whether there are enough words that may be signs: a cheap look, before each word's neighbours are asked."""
    signs = len({word.lower() for word in _SIGNS.of(document)})
    text = document.text
    if signs < SIGNS and signs + sum(count_of(sign, document) for sign in "01I|ſ") < SIGNS:
        return False
    places = [match.start() for match in at_signs(_MAY_BE_MIXED, document)]
    if signs + len(places) < SIGNS or signs + len(places) < (needed := _needed(document)):
        return False
    words_there = (_MIXED.match(text, _begin(text, at)) for at in places)
    mixed = {match[0].lower() for match in words_there if match and _unmixed(match[0])}
    return len(mixed) + signs >= needed


def _begin(text: str, at: int) -> int:
    """Where the run of letters begins in which `at` lies."""
    run = _RUN.search(text, max(0, at - LONGEST), at)
    return run.start() if run else at


def _is_sign(word: str) -> bool:
    """Whether a telling confusion makes a common word of `word`, which no list has."""
    once = {o for a, b in _TELLING if a in word for o in _replaced(word, a, b)}
    return any(_is_common_beside(word, reading) for reading in once)


def _pick_signs(fresh: Fresh) -> list[str]:
    return [word for word in fresh.unknown if len(word) > 2 and _is_sign(word.lower())]


_SIGNS = Telling(_pick_signs)


def _signs(found: list[Edit]) -> set[str]:
    return {
        e.old.lower() for e in found if not e.old.isalpha() or "ſ" in e.old or _telling(e.old.lower(), e.new.lower())
    }


def _telling(wrong: str, right: str) -> bool:
    return any(right in _replaced(wrong, a, b) for a, b in _TELLING) or not wrong.islower()


def _confusions(document: Document) -> Iterator[Edit]:
    text = document.text
    unknown = {w for w in UNKNOWN.of(document) if len(w) > 2 and undone(w.lower())}
    places = [(start, end, undone(word.lower())) for start, end, word in occurrences(text, unknown)]
    for start, end, options in places:
        if is_plain(text, start, end):
            yield from _edit(document, start, end, options)
    for match in _MIXED.finditer(text):
        yield from _edit(document, *match.span(), _unmixed(match[0]))
    for match in _PRONOUN.finditer(text):
        if in_prose(document, *match.span()):
            yield _made(match.start(), match.end(), match[0], "I")


def _edit(document: Document, start: int, end: int, options: tuple[str, ...]) -> Iterator[Edit]:
    if options and in_prose(document, start, end):
        found = readings(document.text, start, end, options)
        if len(found) == 1 or found[0].score - found[1].score >= MARGIN:
            old = document.text[start:end]
            yield _made(start, end, old, like(old, found[0].word) if old[0].isalpha() else found[0].word)


def _made(start: int, end: int, old: str, new: str) -> Edit:
    return Edit(start, end, old, new, rule=CONFUSION, group=GROUP, message="letters that reading by machine confuses")


@lru_cache(maxsize=20_000)
def undone(word: str) -> tuple[str, ...]:
    """The common words that `word` (lower case, and none itself) may have been in print.

    >>> undone("tlie"), undone("rnust"), undone("modern"), undone("fome"), undone("zorp")
    (('die', 'the', 'tue'), ('must',), (), ('some', 'tome'), ())
    """
    if is_known(word):
        return ()
    found = {o for a, b in (*_TELLING, *_OTHERS) for o in _replaced(word, a, b)}
    found |= {o for once in list(found) for a, b in _TELLING for o in _replaced(once, a, b)}
    return tuple(sorted(o for o in found if _is_common_beside(word, o)))


def _is_common_beside(word: str, reading: str) -> bool:
    return is_word(reading) and count(reading) >= max(COMMON, RATIO * count(word))


def _replaced(word: str, wrong: str, right: str) -> set[str]:
    """`word` with one, or with every `wrong` read as `right`."""
    if wrong not in word:
        return {word}
    places = [m.start() for m in re.finditer(wrong, word)]
    return {word.replace(wrong, right)} | {word[:at] + right + word[at + len(wrong) :] for at in places} - {word}


def _unmixed(word: str) -> tuple[str, ...]:
    """The common words that `word`, in which digits or signs stand among letters, may have been.

    >>> [_unmixed(word) for word in ("w0rd", "wiII", "1n", "1st", "10k", "MI", "Iraq")]
    [('word',), ('will',), ('in', 'ln'), (), (), (), ()]
    """
    rest = word[1:] if word[0] == "I" else word
    if not any(sign in rest for sign in _READ_AS) or _ORDINAL.fullmatch(word) or not any(map(str.islower, word)):
        return ()
    found = {""}
    for at, letter in enumerate(word):
        options = _READ_AS.get(letter, letter) if at or letter != "I" else "Il"
        found = {head + option.lower() for head in found for option in options}
        if len(found) > 64:
            return ()
    return tuple(sorted(o for o in found if is_word(o) and count(o) >= COMMON))


def _line_ends(document: Document) -> Iterator[tuple[Edit, Edit | None]]:
    """The edits that put each cut word together on the upper line."""
    text = document.text
    for match in _LINE_END.finditer(text) if any(s in text for s in "-\u00ad\u00ac") else ():
        whole = (match[1] + match[4]).lower()
        if not is_word(whole) or (is_word(match[1].lower()) and is_word(match[4]) and count(whole) < COMMON):
            continue
        cut, tail = match.start(2), match.start(4)
        if not in_prose(document, cut, cut + 1) or not in_prose(document, tail, match.end()):
            continue
        if document.text[match.end() : match.end() + 1] in ("\r", "\n", ""):
            continue  # nothing would be left of the lower line
        first = Edit(
            cut, cut + 1, match[2], match[4] + match[5], rule=HYPHEN, group=GROUP, message="a word cut at a line's end"
        )
        second = Edit(
            tail, match.end(), text[tail : match.end()], "", rule=HYPHEN, group=GROUP, message="its other half"
        )
        yield first, second
