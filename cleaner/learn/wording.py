"""What the words of a line say for junk and for content, and whether they tell of a person (English only)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.learn.survey import Candidate
from cleaner.learn.tells import points_on, tells
from cleaner.learn.vouching import gives_home, is_sentence, offers
from cleaner.model import Segment
from cleaner.packs.shape import Line

LONG = 8  #: words that are not alike by chance
SENTENCE = 6  #: words from which a full stop makes prose
ONLY = {"start": "beginning", "end": "end"}  #: what of a template's lines is the same

_TERM = re.compile(r"[^.:!?]{2,40}(?::| [-–—]) \S")
_NAME = r"(?!(?:The|This|These|Our|Your|An?|If|In|For|All|More|Read|We|You|It) )[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){1,4}"
_DOES = "is|was|are|has|writes|covers|reports|served|worked|lives|teaches|hosts|contributed|can be|the author"
_HIS = "column|book|work|latest|show|email|e-mail"
_TAKEN = "[Rr]eprinted|[Aa]dapted|[Ee]xcerpted|[Rr]epublished|contributed"
_PERSON = re.compile(
    rf"(?:[—–•*-]\s*)?(?:[Bb]y {_NAME}|{_NAME}(?:[’']s (?:{_HIS})|,? (?:{_DOES}))\b)|.*\b(?:{_TAKEN})\b"
    r"|.*(?:[.!?] |\b[Ff]ollow )(?:[Hh]e|[Ss]he|him|[Hh]er|[Hh]is)\b",
    re.S,
)
#: What stands in quotation marks; a quotation may go on in the next line.
_QUOTED = re.compile(r'["“„«「『»]([^"”“»」』«]*)["”“»」』«]?')
_NAME_ONLY = re.compile(rf"(?:[—–•*-]\s*)?{_NAME}(?:, {_NAME}|, [A-Z]\w+)?")


def is_about_a_person(line: str) -> bool:
    """Whether a line tells who wrote or lent a text.

    >>> is_about_a_person("Jane Roe is a reporter at the Herald."), is_about_a_person("The lake is deep.")
    (True, False)
    """
    return bool(_PERSON.match(line)) and not quotes_somebody(Line(line, Segment(0, len(line)), frozenset()))


def quotes_somebody(line: Line) -> bool:
    """Whether half of a line stands in quotation marks and is too long for a title, or it says who said it.

    >>> lines = "“We close the gate at ten, and whoever is late sleeps in the barn.”", "Get “Best of the week” by mail."
    >>> [quotes_somebody(Line(x, Segment(0, len(x)), frozenset())) for x in lines]
    [True, False]
    """
    if not line.fits({"has": ["quote"]}):
        return False
    quoted = sum(len(words) for words in _QUOTED.findall(line.text))
    return (line.words > 12 and quoted * 2 >= len(line.text)) or line.fits({"has": ["verb-said"]})


def wording(candidate: Candidate, where: str) -> Iterator[tuple[float, str]]:
    """What the words of a candidate say for junk and for content."""
    line = next(iter(candidate.sightings.values())).line
    shape = Line(line, Segment(0, len(line)), frozenset())
    found = tells(line)
    if found:
        yield min(2.0, sum(found.values())), f"speaks of {' and '.join(found)}"
    if shape.words >= LONG:
        yield 1.0, "long to be alike by chance"
    elif not found and not (where == "trailing" and points_on(line)):
        yield -3.0 if shape.words < 3 else -1.0, "a few words may head a part of a text, or close it"
    if where == "leading" and not found:
        yield -2.5, "an opening may be a heading"
    if gives_home(line, candidate.source):
        yield 1.0, "gives the source's own address"
    if is_sentence(line) and not offers(line):
        yield -2.0 if shape.words >= SENTENCE else -1.0, "a sentence"
    if quotes_somebody(shape):
        yield -4.0, "quotes somebody"
    if _TERM.match(line) and "an address" not in found:
        yield -1.0, "a term and what it means, or a label"
    if _NAME_ONLY.fullmatch(line):
        yield -1.0, "may be a name"
    if candidate.match in ONLY:
        yield -1.5, f"only its {ONLY[candidate.match]} recurs"
