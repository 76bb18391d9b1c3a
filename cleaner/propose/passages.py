"""What kind of passage a word stands in: English prose, another language, dialect."""

from __future__ import annotations

from collections.abc import Container

from cleaner.later import compile_later
from cleaner.words import count, is_known, is_word

#: Speech that is written as it sounds: 'Arry, chasin’, an’, o’.
_DIALECT = compile_later(
    r"(?<![\w'’`&])[’'](?!s\b|em\b|til\b|cause\b|[“\"]|[^'’\n]{2,60}(?<!in)[’'](?!\w))[A-Za-z]{2,}(?![\w'’])|(?:in|an|o|ol|th)[’'](?=\s\w)"
)
#: Words that only speech has which is written as it sounds: of the North, Scotland, the West Indies, London and the
#: South of other days. Words that are slips elsewhere ("ye", "tha", "fer") are not among them.
_SPOKEN = frozenset(
    "owt nowt summat thysen thissen missen hissen nobbut gradely sithee reyt owd childer "
    "dinna didna wisna wisnae wasna wasnae didnae dinnae couldna couldnae cannae wouldna wouldnae shouldna isna isnae "
    "hasna havena winna arenae bairn bairns ower doon aboot hoose frae fae whaur gaun gaed gied mither faither "
    "watter heid deid hame muckle noo "
    "mebbe nuthin nothin somethin sumthin gwine sez wuz nuther chillun widder suh massa evah nevah ovah yassuh "
    "nuffink nuffin summink orf gorn larf larfed wot innit wiv "
    "gwaan pickney nuh yuh inna nuttn bwoy gyal deh weh seh".split()
)
_FAR = 600  #: code points within which so many of them ...
_MANY = 3  #: ... make everything dialect
#: Addresses and code, which are no prose.
_NOISE = compile_later(
    r"""\w+=["'][^"'\n]*["']?|https?:\S+|\]\([^)\s]*\)?|`[^`\n]*`|\{[{%][^\n]*?[%}]\}|<[^>\n]*>|\S*[/_@]\S*"""
)
_MAY_BE_NOISE = compile_later(r"[=:`{</_@]|\]\(")
_LOWER = compile_later(r"(?<![\w'’.@/#&-])[a-z]{3,}(?![\w'’@/-])")
_WORD = compile_later(r"[^\W\d_]+")
#: Every third word or so of English is one of these; a passage in another language has hardly any.
_FUNCTION = frozenset(
    "a all an and are as at be been but by can do for from had has have he her his how i if in into is it its "
    "more my no not of on one or our out she so than that the their them then there they this to up was we were "
    "what when which who will with would you your don't it's i'm".split()
)


def is_english(text: str, start: int, end: int) -> bool:
    """Whether the passage around has the share of small words that English prose has, or else of listed words.

    Short passages pass.

    >>> swedish = "Mycket roligt att se dem som skulle vara gäst här på festen idag"
    >>> is_english(swedish, 27, 30), is_english("They said that the som of it was not yet known to any of us", 19, 22)
    (False, True)
    """
    low = max(text.rfind("\n", 0, start), start - 150, -1) + 1
    high = text.find("\n", end)
    high = min(high if high >= 0 else len(text), end + 150)
    words = _WORD.findall(_prose(text[low:high]))
    if len(words) < 8 or 8 * sum(map(_FUNCTION.__contains__, map(str.lower, words))) >= len(words):
        return True
    plain = [w for w in words if w.islower() and len(w) > 2]
    return len(plain) > 2 and sum(map(is_word, plain)) >= 0.85 * len(plain)


def _prose(passage: str) -> str:
    """`passage` without addresses and code; most have none, which is told far faster."""
    return _NOISE.sub(" ", passage) if _MAY_BE_NOISE.search(passage) else passage


def is_odd_passage(text: str, start: int, end: int, known: Container[str] = ()) -> bool:
    """Whether the words around are odd too, so that this one is no slip: dialect, another language, a list of names.

    `known` are odd words that do not count (typos that a dictionary has).

    >>> is_odd_passage("You’m a girt fule, an’ I don’t marry noone", 12, 16)
    True
    """
    if is_dialect(text, start, end):
        return True
    low, high = max(text.rfind("\n", 0, start) + 1, start - 150), min(len(text), end + 150)
    words = set(_LOWER.findall(_prose(text[low:high]))) - {text[start:end].lower()}
    odd = sum(not is_known(w) and count(w) < 10**6 and w not in known for w in words)
    return odd >= 2 and odd > 0.1 * len(words)


def is_dialect(text: str, start: int, end: int) -> bool:
    """Whether words around are written as they are spoken, with letters dropped.

    >>> is_dialect("’Arry ’Awk was chasin’ of them", 10, 13), is_dialect("Eat thi dinner, we want nowt else", 4, 7)
    (True, True)
    """
    low, high = max(text.rfind("\n", 0, start) + 1, start - 150), min(len(text), end + 150)
    if _DIALECT.search(_prose(text[low:high])):
        return True
    around = text[max(0, start - _FAR) : end + _FAR].lower()
    spoken = _SPOKEN.intersection(_LOWER.findall(around)) - {text[start:end].lower()}
    near = text[max(0, start - 150) : end + 150].lower()
    return len(spoken) >= _MANY or any(word in near for word in spoken)
