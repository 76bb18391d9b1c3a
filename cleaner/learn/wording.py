"""What the words of a line say: whether they speak of a site, of a person, or are a story's own.

The patterns are English; addresses and copyright signs are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.learn.survey import Candidate
from cleaner.model import Segment
from cleaner.packs.shape import Line

LONG = 8  #: words that are not alike by chance
SENTENCE = 6  #: words from which a full stop makes prose

_TELLS = {  # properties of lines (cleaner/packs/shape.py) that speak of a site and its reader, not of a story
    "an address": (1.0, ("url", "email", "phone", "handle")),
    "a copyright": (2.0, ("copyright",)),
    "the reader": (0.5, ("second-person",)),
    "the site": (1.0, ("first-person-plural",)),
    "a menu": (1.0, ("arrow", "pipe")),
}
_DOMAIN = re.compile(
    r"(?<![\w.])[\w-]{2,}(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|tv|uk|de|fr|es|nl|pl|se|dk|fi|pt|br|eu|ca|au)\b"
)
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
_NAME_ONLY = re.compile(rf"(?:[—–•*-]\s*)?{_NAME}(?:, {_NAME}|, [A-Z]\w+)?")


def is_about_a_person(line: str) -> bool:
    """Whether a line tells who wrote or lent a text.

    >>> is_about_a_person("Jane Roe is a reporter at the Herald."), is_about_a_person("The lake is deep.")
    (True, False)
    """
    return bool(_PERSON.match(line))


def _tells(shape: Line) -> dict[str, float]:
    tells = {name: worth for name, (worth, keys) in _TELLS.items() if any(shape.fits({"has": [k]}) for k in keys)}
    return tells | {"an address": 1.0} if _DOMAIN.search(shape.text) else tells


def speaks_of_a_site(line: str) -> bool:
    """Whether a line says anything that the end of a story, a recipe or a prayer would not say.

    >>> [speaks_of_a_site(x) for x in ("Visit our shop.", "What do you think?", "Let it cool till you eat.", "Amen.")]
    [True, True, False, False]
    """
    shape = Line(line, Segment(0, len(line)), frozenset())
    tells = _tells(shape).keys()
    return bool(tells - {"the reader"}) or ("the reader" in tells and shape.fits({"has": ["question"]}))


def wording(candidate: Candidate, where: str) -> Iterator[tuple[float, str]]:
    """What the words of a candidate say for junk and for content."""
    line = next(iter(candidate.sightings.values())).line
    shape = Line(line, Segment(0, len(line)), frozenset())
    tells = _tells(shape)
    if tells:
        yield min(2.0, sum(tells.values())), f"speaks of {' and '.join(tells)}"
    if shape.words >= LONG:
        yield 1.0, "long to be alike by chance"
    elif not tells:
        yield -3.0 if shape.words < 3 else -1.0, "a few words may head a part of a text, or close it"
    if where == "leading" and not tells:
        yield -2.5, "an opening may be a heading"
    if shape.fits({"has": ["full-stop"]}):
        yield -2.0 if shape.words >= SENTENCE else -1.0, "a sentence"
    if shape.fits({"has": ["quote"]}) and (shape.words > 12 or shape.fits({"has": ["verb-said"]})):
        yield -4.0, "quotes somebody"
    if _TERM.match(line) and "an address" not in tells:
        yield -1.0, "a term and what it means, or a label"
    if _NAME_ONLY.fullmatch(line):
        yield -1.0, "may be a name"
    if candidate.match == "start":
        yield -1.5, "only its beginning recurs"
