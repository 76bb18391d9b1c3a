"""Properties of a line that rules of kind `shape` and the followers of a `block` may ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import Any

from cleaner.later import compile_later
from cleaner.model import Segment
from cleaner.packs.normal import above_ascii, may_be_unspaced

_WORD = compile_later(r"[^\W_]+(?:['’.-][^\W_]+)*")
#: Vowel signs and other marks belong to their word (for `re` they are no letters).
_SIGNS = "\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0963\u0966-\u0dff"
#: Scripts without blanks: two Chinese or Japanese characters, or five of Thai and its neighbours, count as a word.
_HAN = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
_THAI = "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u103f\u1780-\u17d3"
_OTHER = f"[{_SIGNS}{_HAN}{_THAI}]"  # these classes take milliseconds to compile, and few texts need them
#: What is not in this short list may be in those: it is compiled ten times as fast, and Latin text has none of it.
_BEYOND = compile_later("[^\\x00-\\u02ff\\u2000-\\u3000]")
_LETTER = f"(?:[^\\W_{_HAN}{_THAI}]|[{_SIGNS}])"
_OTHER_WORD = f"[{_HAN}]{{1,2}}|[{_THAI}]{{1,5}}|{_LETTER}+(?:['’.-]{_LETTER}+)*"
_UNSPACED = f"[{_HAN}{_THAI}]"
#: What ends a sentence, and what may stand after it.
_STOPS = tuple(".!?…。！？．｡؟۔।॥\u037e")
_BLANKS = (  # all of which str.isspace holds
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CLOSING = "\"'”’»)]」』）〉》】\u200e\u200f\ufffd" + _BLANKS
#: Thai and its neighbours set no stop after a sentence: so many words without one are a sentence all the same.
_NO_STOPS = f"[{_THAI}]"
_OTHER_BLANKS = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f"  #: of ASCII
_LONG = 8
COUNTED = 40  #: words of a line that are counted at first: most rules ask for no more
_SMALL = frozenset("a an and as at but by for from in into is its nor of off on or over the to up via vs with".split())

_PARTS = tuple(
    "chapter section page appendix figure table kapitel abschnitt seite anhang abbildung tabelle chapitre annexe "
    "tableau capítulo capitulo sección secção página anexo tabla tabela capitolo sezione pagina allegato tabella "
    "figura hoofdstuk paragraaf bijlage rozdział strona stronę strony załącznik глава главе главу главы раздел "
    "страница странице страницу страницы bölüm sayfa sida avsnitt bilaga side kapittel".split()
)

#: What `has` and `lacks` may name: something that stands in the line.
HAS: dict[str, str] = {
    "url": r"(?i)https?://|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|ly|co)/",
    "email": r"(?i)[\w.+-]+@[\w-]+\.\w{2,}|\[email.protected\]",
    "phone": r"(?<!\d)(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)",
    "handle": r"(?<!\w)@[A-Za-z_]\w{2,}",
    "hashtag": r"(?<!\w)#[A-Za-z]\w+",
    "time": r"\b\d{1,2}:\d{2}\b",
    "year": r"\b(?:19|20)\d\d\b",
    "digit": r"\d",
    "price": r"[$€£¥₹]\s?\d",
    "quote": r'["“”„«»「」『』]',
    "question": r"[?？؟]",
    "exclamation": r"[!！]",
    "full-stop": r"""\.["'”’)\]]*\s*$""",
    "colon": r"[:：]",
    "label": r"""^\W*[A-Z][\w .’'-]{1,30}: ?["“‘']?[A-Z]""",
    "pipe": r"[|•·]",
    "bullet": r"^\s*(?:[-*+•·–]|\d{1,2}[.)])\s",
    "arrow": r"[»›→▶►➔]",
    "ellipsis": r"…|\.\.\.",
    "copyright": r"(?i)©|\(c\)|\bcopyright\b",
    "second-person": r"(?i)\b(?:you|your|yours|you're)\b",
    "first-person-plural": r"(?i)\b(?:we|our|us|we're|we've)\b",
    "verb-said": r"(?i)\b(?:said|says|told|added|wrote|asked|according)\b",
    "reported": r"(?i)[,”\"'’?!] (?:[\w’'-]+ ){1,5}"
    r"(?:said|says|told|wrote|writes|asked|added|noted|warned|promised|argued|explained|replied|shouted|claimed"
    r"|insisted|recalled|begged|announced)\b",
    "said-last": r"(?i)[,”\"'’»?!] (?:(?:[\w’'.-]+ ){1,4}(?:said|says|told (?:me|him|her|us|them)|wrote|asked|added"
    r"|warned|promised|replied|shouted|cried|begged|reads?)"
    r"|(?:said|says|cried|sagte|fragte|rief|meinte|dit|disait|demanda|dijo|decía|pidió|disse|diceva|dizia|pediu|chiese"
    r"|zei|vroeg|sa|sade|dedi|powiedziała?|mówiła?|сказала?|говорила?)(?: [\w’'.-]+){1,3})[.!]\W{0,2}$",
    "own-part": rf"(?i)\b(?:{'|'.join(_PARTS)}) (?:[a-z]{{0,3}}\d|[ivx]{{1,4}}\b|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eins|zwei|drei|vier|fünf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre|quattro|cinque"
    r"|twee|drie|trzeci|треть)",
}
#: Of these one is in every line that has it, in lower case: of the longest patterns, which take long to compile.
_NEEDED: dict[str, Sequence[str]] = {"reported": ",”\"'’?!", "said-last": ",”\"'’»?!", "own-part": _PARTS}
#: What `is` may name: what the whole line is.
IS: dict[str, str] = {
    "url": r"\W*(?:https?://|www\.)\S+\W*",
    "email": r"\W*(?:[\w.+-]+@[\w-]+\.\S+|\[email.protected\])\W*",
    "handle": r"\W*@\w+\W*",
    "separator": r"[\W_]+",
    "number": r"[\d\W]*\d[\d\W]*",
    "quotation": r'(?s)["“„«].*["”“»][.,]?',
    "code": r"(?s).*(?:\bvar \w+ ?=|function ?\(|\{\{|\}\}|</?\w+>|document\.|window\.|\.push\().*",
    "letter": r"\W*\w\W*",
    "tag": r"\s*</?[A-Za-z][\w-]*\s*/?>\s*",
}
#: What `is` may name beside IS: relations to the rest of the document, decided by the caller.
RELATIONS = ("title", "first", "last", "repeated")


def tokens(text: str) -> list[str]:
    """The words of `text`, in scripts without blanks as many as the same text would have in others.

    >>> len(tokens("Follow us")), len(tokens("今日は雨が降りました。"))
    (2, 5)
    """
    return _pattern(text).findall(text)


def _pattern(text: str) -> re.Pattern[str]:
    """What finds the words of `text`."""
    if text.isascii() or not _BEYOND.search(text) or not _compiled(_OTHER).search(text):
        return _WORD
    return _compiled(_OTHER_WORD)


def length(text: str) -> int:
    """How long `text` is for `max_words`: what stands between blanks, or words where the script has no blanks."""
    return len(text.split()) if _is_spaced(text) else len(tokens(text))


def _is_spaced(text: str) -> bool:
    """Whether no script without blanks between words is in it."""
    return text.isascii() or not _has_unspaced(above_ascii(text))


def _has_unspaced(above: str) -> bool:
    return may_be_unspaced(above) and _compiled(_UNSPACED).search(above) is not None


class Lengths:
    """How long lines are for `max_words`, counted no further than needed.

    >>> lengths = Lengths(["Read on", "one " * 60])
    >>> [lengths.within(n, most) for n in (0, 1) for most in (1, 2, 59, 60)]
    [False, True, True, True, False, False, False, True]
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        text = "\n".join(lines)
        above = above_ascii(text)
        self._spaced = not _has_unspaced(above)
        self._begun: dict[int, int] = {}  # counted up to COUNTED
        self._whole: dict[int, int] = {}
        odd = "  " in text or text.count("\n") >= len(lines) or any(blank in text for blank in _OTHER_BLANKS)
        if self._spaced and not odd and not any(map(str.isspace, above)):  # blanks stand alone and part all words
            self._whole = {n: _blanks(line) + 1 for n, line in enumerate(lines) if line}

    def within(self, number: int, most: int) -> bool:
        """Whether line `number` has at most so many words."""
        if (count := self._whole.get(number)) is not None:
            return count <= most
        line = self.lines[number]
        if len(line) <= most:
            return True
        counts, cuts = (self._begun, COUNTED) if most <= COUNTED else (self._whole, -1)
        if number not in counts:
            counts[number] = len(line.split(None, cuts)) if self._spaced else length(line)
        return counts[number] <= most

    def between(self, number: int, least: int, most: int) -> bool:
        """Whether line `number` has at least and at most so many words."""
        return self.within(number, most) and (least < 2 or not self.within(number, least - 1))


def _blanks(line: str) -> int:
    """Blanks within the line."""
    return line.count(" ") - line.startswith(" ") - line.endswith(" ")


class Line:
    """One segment of a document with the properties that rules ask for, each found out once.

    >>> line = Line("Follow Us on Twitter", Segment(0, 20), frozenset())
    >>> line.words, line.case, line.ends_sentence
    (4, 'title', False)
    >>> Line("今日は雨が降りました。", Segment(0, 11), frozenset()).words
    5
    """

    __slots__ = ("__dict__", "relations", "segment", "text")

    def __init__(self, text: str, segment: Segment, relations: frozenset[str]) -> None:
        self.text = text
        self.segment = segment
        self.relations = relations

    @cached_property
    def tokens(self) -> list[str]:
        """The words of the line."""
        return tokens(self.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.tokens)

    def has_words(self, least: int) -> bool:
        """Whether it has at least so many words; cheaper than counting them all.

        >>> Line("One, two.", Segment(0, 9), frozenset()).has_words(3)
        False
        """
        return next(islice(_pattern(self.text).finditer(self.text), least - 1, None), None) is not None

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        if self.text.rstrip(_CLOSING).endswith(_STOPS):
            return True
        return not self.text.isascii() and bool(_compiled(_NO_STOPS).search(self.text)) and self.words > _LONG

    @cached_property
    def case(self) -> str:
        """upper, title, sentence or lower, or "" where the script has none. Small words do not count in titles."""
        if self.text.isupper():
            return "upper"
        if self.text.upper() == self.text.lower():
            return ""
        big = [w for w in self.tokens if w.lower() not in _SMALL and not w[0].isdigit()]
        capitals = sum(w[0].isupper() for w in big)
        if not capitals:
            return "lower"
        return "title" if capitals >= 0.8 * len(big) and len(big) > 1 else "sentence"

    def fits(self, shape: dict[str, Any]) -> bool:
        """Whether the line has every property that `shape` asks for.

        >>> Line("12:04", Segment(0, 5), frozenset()).fits({"words": "1-3", "has": ["time"]})
        True
        """
        for key, check in _CHECKS.items():  # noqa: SIM110  # `all` takes twice as long, and this is asked most
            if key in shape and not check(self, shape[key]):
                return False
        return True


def within(count: int, bounds: str) -> bool:
    """Whether `count` lies within bounds written '3-12', '3-', '-12' or '3'.

    >>> within(4, "3-"), within(4, "-3"), within(3, "3")
    (True, False, True)
    """
    low, high = _bounds(bounds)
    return low <= count <= high


@cache
def _bounds(written: str) -> tuple[float, float]:
    low, dash, high = written.partition("-")
    return float(low or "-inf"), float((high or "inf") if dash else low)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)  # when it is first asked for: all of them take ten milliseconds


def _has(line: Line, name: str) -> bool:
    if needed := _NEEDED.get(name):
        text = line.text.lower()
        if not any(one in text for one in needed):
            return False
    return _compiled(HAS[name]).search(line.text) is not None


def _is(line: Line, name: str) -> bool:
    return name in line.relations if name in RELATIONS else bool(_compiled(IS[name]).fullmatch(line.text))


#: What each property asks of a line; what costs most comes last.
_CHECKS: dict[str, Callable[[Line, Any], bool]] = {
    "chars": lambda line, want: within(len(line.text), want),
    "marks": lambda line, want: any(name in line.segment.marks for name in want),
    "kinds": lambda line, want: line.segment.kind in want,
    "ends_sentence": lambda line, want: line.ends_sentence == want,
    "words": lambda line, want: within(line.words, want),
    "case": lambda line, want: line.case == want,
    "is": lambda line, want: any(_is(line, name) for name in want),
    "has": lambda line, want: all(_has(line, name) for name in want),
    "lacks": lambda line, want: not any(_has(line, name) for name in want),
}


def unknown_property(shape: dict[str, Any]) -> str:
    """A name in `shape` that is no property, or ""."""
    for key in ("has", "lacks"):
        for name in shape.get(key, ()):
            if name not in HAS:
                return f"{name!r} is none of {', '.join(HAS)}"
    for name in shape.get("is", ()):
        if name not in IS and name not in RELATIONS:
            return f"{name!r} is none of {', '.join((*IS, *RELATIONS))}"
    return ""
