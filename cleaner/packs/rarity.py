"""How rare a text is in prose: which of the texts that a phrase needs is looked for, so that few lines are."""

from __future__ import annotations

from collections.abc import Iterable

#: Words by how often they are written among a thousand, rounded, as novels and news have them.
_COMMON = {
    word.encode(): float(often)
    for often, words in {
        50: "the", 25: "a and of to in 0 \" '", 12: "that it was he his is i you for with as at on by be",
        6: "have not but this from we they had her she are an said has who will were their all would there what when",
        3: "one no so if or which him been more my do can out about up your our like also new after over than other",
        1.5: "time people some into just could its how now them first two year years any because get know here most "
             "make us may where only back before while many these then much way did even want down well between still",
    }.items()
    for word in words.split()
}  # fmt: skip
_BY_LENGTH = (9.0, 3.0, 1.0, 0.4, 0.2, 0.12, 0.08)  #: the same of other words, by their letters
_INSIDE = (200.0, 80.0, 30.0, 8.0, 2.0, 0.8, 0.3)  #: the same of a run of letters that may be part of a word
_NEXT = 0.1  #: how likely each further word is to follow


def rate(text: bytes) -> float:
    """How often the normalised `text` may stand in a thousand words of prose; a guess.

    >>> rate(b" the ") > rate(b" about ") > rate(b" newsletter ") > rate(b" our newsletter ")
    True
    >>> rate(b"the") > rate(b" the ")
    True
    """
    words = text.split()
    if not words:
        return _INSIDE[0]
    whole = [True] * len(words)
    whole[0] = text[:1] == b" "
    whole[-1] = whole[-1] and text[-1:] == b" "
    rates = [_of_word(word) if is_whole else _of_part(word) for word, is_whole in zip(words, whole, strict=True)]
    return min(rates) * _NEXT ** (len(words) - 1)


def rarest(choices: Iterable[tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """Of sets of texts the one of which some text is least likely to be found.

    >>> rarest([(b" his ", b" her "), (b" first published ",), ()])
    (b' first published ',)
    """
    return min(filter(None, choices), key=lambda texts: sum(map(rate, texts)), default=())


def _of_word(word: bytes) -> float:
    return _COMMON.get(word) or _BY_LENGTH[min(len(word), len(_BY_LENGTH)) - 1]


def _of_part(part: bytes) -> float:
    return _COMMON.get(part, 0.0) + _INSIDE[min(len(part), len(_INSIDE)) - 1]
