"""How likely a reading must be before a word is surely a slip: by what slipped, how long the word is, where it stands.

The limits were set by eye, over some 4,300 readings of words that no list has in published articles, lessons,
documentation and novels. Two letters swapped, or one doubled, are hardly ever anything else than a slip; what
differs at its first or last letter mostly is a name, jargon or another language, and so is what the web has often.
"""

from __future__ import annotations

from cleaner.propose.built import is_built
from cleaner.propose.channel import Reading
from cleaner.words import count

MARGIN = 3.0  #: by so much (natural logarithm) must a reading be likelier than the next
ANY = -26.0  #: less likely than that nothing is enough
#: The least score of a reading of a word that the web has not, by what slipped; in words of 4, 5 or 6, 7, 8 or 9
#: letters, and of more.
UNSEEN = {
    "swapped": (-15.5, -24.0, -25.0, ANY, ANY),
    "doubled": (-15.5, -24.0, -25.0, ANY, ANY),
    "left out": (-14.0, -23.0, -24.0, ANY, ANY),
    "put in": (-13.0, -20.5, -21.5, -22.5, -25.5),
    "changed": (-13.5, -18.5, -21.0, -23.5, -23.5),
    "moved": (-11.0, -20.0, -22.5, -23.0, -25.5),
    "repeated": (-11.0, -20.0, -22.5, ANY, ANY),
    "last": (-11.0, -15.5, -15.5, -20.0, -20.0),
    "first": (-11.0, -15.5, -15.5, -15.5, -15.5),
    "first left out": (-11.0, -17.0, -17.0, -17.0, -17.0),
}
#: The same for words that the web has, ...
SEEN = {
    "swapped": (-12.0, -17.0, -17.0, -22.0, -22.0),
    "doubled": (-12.0, -17.0, -17.0, -24.0, -24.0),
    "left out": (-11.0, -15.0, -15.0, -22.0, -22.0),
    "put in": (-11.0, -15.0, -15.0, -20.5, -20.5),
    "changed": (-11.0, -13.0, -15.0, -18.0, -18.0),
    "last": (-11.0, -15.0, -15.0, -15.0, -15.0),
    "first": (-11.0, -15.0, -15.0, -15.0, -15.0),
}
OTHERWISE = (-11.0, -15.0, -15.0, -15.0, -15.0)
#: ... and for those that it has so often that they may be words of their own.
OWN = {
    "swapped": (-11.0, -14.0, -14.0, -16.0, -16.0),
    "doubled": (-11.0, -14.0, -14.0, -16.0, -16.0),
    "left out": (-11.0, -13.0, -13.0, -13.0, -13.0),
    "put in": (-11.0, -13.0, -13.0, -13.0, -13.0),
}
NEVER = (0.0,) * 5
OWN_COUNT, OWN_LONG = 60_000, 150_000  #: count of such a word; of one of at least
LONG = 9  #: so many letters
BUILT = -16.5  #: for what might be built from known parts ("under-stan-ing")
#: What may be a name: a long word in a title, the first word of a sentence, any other with a capital.
TITLE, SENTENCE, NAME = -18.5, -15.0, -11.0
#: Where words are names of things, in a text with code: short words, long ones, very long ones.
TECHNICAL = (-20.0, -20.0, -20.0, -23.0, -25.5)
#: "likee", "okayy", "offie": drawn out and pet forms, in words that are not long.
DRAWN_OUT, LONG_COLUMN = -11.0, 3
PLAIN_SLIPS = ("swapped", "doubled", "left out")  #: hardly ever lead from one such name to a word


def likely(word: str, found: list[Reading], floor: float = ANY, technical: bool = False) -> str:
    """The word that is surely meant by `word`, or "". `floor` is the least score for where it stands.

    >>> likely("recpetion", [Reading("reception", "swapped", -18.0)])
    'reception'
    >>> likely("recpetion", [Reading("reception", "swapped", -18.0)], NAME)
    ''
    """
    best = found[0]
    if len(found) > 1 and best.score - found[1].score < MARGIN:
        return ""
    return best.word if best.score >= max(floor, _least(word, best.slip, technical)) else ""


def _least(word: str, slip: str, technical: bool) -> float:
    """The least score that makes a reading of `word` a likely one."""
    column = _column(len(word))
    least = UNSEEN.get(slip, OTHERWISE)[column]
    seen = count(word)
    if seen:
        least = max(least, SEEN.get(slip, OTHERWISE)[column])
    if is_own(word, seen):
        least = max(least, OWN.get(slip, NEVER)[column])
    if technical and slip not in PLAIN_SLIPS:
        least = max(least, TECHNICAL[column])
    if column < LONG_COLUMN and ((slip == "doubled" and word[-1] == word[-2]) or word[-2:] == "ie"):
        least = max(least, DRAWN_OUT)
    plain = slip == "swapped" or (slip == "doubled" and word[-1] != word[-2])
    if not plain and is_built(word):
        least = max(least, BUILT)
    return least


def is_own(word: str, seen: int) -> bool:
    """Whether `word`, of which the web has `seen`, may be a word of its own."""
    return seen >= (OWN_COUNT if len(word) < LONG else OWN_LONG)


def _column(size: int) -> int:
    return 0 if size < 5 else 1 if size < 7 else 2 if size < 8 else 3 if size < 10 else 4
