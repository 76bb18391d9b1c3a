"""Whether a line says what no story, recipe, lesson, law or prayer would close with.

Single words do not tell it: a prayer says "us" and "your", a manual gives addresses, a story tells of networks and of a
podcast's subscribers. So what counts is what stands together: an invitation to follow on a network, an address at
which "we" are to be written to, a subscription that is offered.
"""

from __future__ import annotations

import re
from collections.abc import Set

from cleaner.learn.tells import DOMAIN, FOLLOW, OUR_WEB, tells, trades

LETTER = 8  #: words from which what speaks to readers of what they read is a note to them
LABEL = 3  #: words below which a word of the trade may be a heading
TOKEN = 4  #: letters of a word that names a source

_STOP = re.compile(r"[.。．।][\"'”’)\]]*\s*$")
_ASKS = re.compile(r"[^.!。！]*[?？]\W*$")
_COMMON = frozenset("www http https html news blog blogs site sites text texts page pages article articles".split())


def is_sentence(line: str) -> bool:
    """Whether a line ends with a full stop, of any script."""
    return bool(_STOP.search(line))


def speaks_of_a_site(line: str, source: str = "", trailing: bool = True) -> bool:
    """Whether `line` says anything that only a site says. `source` is the name or host of where it recurs.

    >>> [speaks_of_a_site(x) for x in ("Follow us on Facebook", "Facebook did not respond to us.", "Pray for us.")]
    [True, False, False]
    >>> [speaks_of_a_site("More at mill.example.org", x) for x in ("The Mill", "The Weir")]
    [True, False]
    """
    found = tells(line).keys()
    if found & {"a copyright", "an arrow"} or _invites(line, found):
        return True
    if "an address" in found and (found & {"the site", "sharing"} or gives_home(line, source)):
        return True
    if "sharing" in found and not is_sentence(line):
        return True
    if {"the reader", "the site", "the press"} <= found:
        return len(line.split()) >= LETTER and not _ASKS.match(line)
    web = OUR_WEB.search(line) or {"the reader", "the site", "the web"} <= found
    return trailing and bool(web) and not is_sentence(line)


def offers(line: str) -> bool:
    """Whether a line offers what is the site's own: nobody tells a story so, though it be a sentence.

    >>> offers("Subscribe to our newsletter."), offers("Our newsletter was late.")
    (True, False)
    """
    return trades(line) > 1 and bool(tells(line).keys() & {"the site", "the reader"})


def _invites(line: str, found: Set[str]) -> bool:
    """Whether a line offers what the trade offers, or asks to be followed on a network."""
    if "a network" in found and (FOLLOW.search(line) or "an address" in found):
        return bool(found & {"the site", "the reader", "the trade", "an address"}) or not is_sentence(line)
    if "the trade" not in found:
        return False
    if found & {"the site", "the reader", "an address", "the web"}:
        return True
    return not is_sentence(line) and (len(line.split()) >= LABEL or not line.isascii())


def gives_home(line: str, source: str) -> bool:
    """Whether a line gives an address of the source's own, and that of no page in it.

    >>> [gives_home(x, "mill.example.org") for x in ("Go to mill.example.org!", "See mill.example.org/options.")]
    [True, False]
    """
    tokens = {t for t in re.findall(r"[^\W_]+", source.lower()) if len(t) >= TOKEN} - _COMMON
    for match in DOMAIN.finditer(line):
        domain, path = match[0].lower(), line[match.end() :]
        labels = [label for label in domain.split(".") if len(label) >= TOKEN]
        if any(token in domain or any(label in token for label in labels) for token in tokens):
            return not re.match(r"/\w", path)
    return False
