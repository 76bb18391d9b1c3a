"""What `class`, `id` and `itemprop` say about the text below them: a table of words, the same on most
sites.

An entry ending in `*` stands for every word that starts so; two words stand for both in a row.
"""

from __future__ import annotations

import re
from functools import lru_cache

WORDS = {
    "ad": "ad ads adv* dfp sponsor* banner affiliate* commercial cta disclaimer disclosure callto* promoted",
    "author": "author* byline* contributor* writer* bio profile* signature",
    "body": "body content* entry post story text* prose paragraph richtext copy main article* fulltext",
    "box": "box* infobox factbox sidebar callout pullquote highlight* keypoint* takeaway* faq* inset accordion",
    "button": "button* btn* vote* rating* support* membership join* regist* premium*",
    "caption": "caption* credit* copyright legend",
    "comment": "comment* disqus* respond reply replies discussion*",
    "date": "date* time* publish* updated posted",
    "embed": "embed* tweet* instagram*",
    "footer": "foot footer* bottom colophon legal",
    "form": "form forms search* login* input* quiz* poll*",
    "head": "head header* heading* headline* title* hero*",
    "kicker": "breadcrumb* kicker* eyebrow* categor* topper* rubric*",
    "lead": "lead lede leadin intro* summary standfirst dek deck subtitle* subhead* subline "
    "abstract excerpt description "
    "chapo sapo vorspann perex ingress* sommario entradilla bajada preamble",
    "letter": "newsletter* subscri* signup* mailing* optin* paywall* piano* donat*",
    "list": "list* item items ul",
    "media": "photo* image* img* media gallery figure picture* video* player*",
    "message": "notice* alert* message* error* visually* sr tooltip*",
    "meta": "meta* info label* badge*",
    "more": "further more also next linked see latest",
    "nav": "nav navbar navi* menu* paginat* pager* sidebar* rail* aside* toolbar* widget* toc jump* skip*",
    "notice": "cookie* consent* gdpr* modal* popup* overlay* hidden*",
    "quote": "quote*",
    "related": "relat* recommend* popular* trending recirc* outbrain* taboola* similar* suggest* onward*",
    "share": "share* sharing social* follow* twitter facebook whatsapp addthis sociable print* bookmark*",
    "tags": "tag tags taglist tagcloud keyword* topic topics hashtag*",
    "teaser": "teaser* promo promos carousel* swiper* listing* feed* thumb*",
    "tile": "card* tile* grid* slide*",
}
SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
#: Names made by style sheets' tools say nothing and are many; longer ones are not read.
LONGEST = 300

_EXACT: dict[str, set[str]] = {}
_STARTS: dict[str, list[tuple[str, str]]] = {}
for _name, _entries in WORDS.items():
    for _entry in _entries.split():
        if _entry.endswith("*"):
            _STARTS.setdefault(_entry[:2], []).append((_entry[:-1], _name))
        else:
            _EXACT.setdefault(_entry, set()).add(_name)


@lru_cache(maxsize=50_000)
def _meaning(word: str) -> frozenset[str]:
    """The entries that one word belongs to."""
    starts = {name for start, name in _STARTS.get(word[:2], ()) if word.startswith(start)}
    return frozenset(starts | _EXACT.get(word, set()))


@lru_cache(maxsize=20_000)
def words_of(names: str) -> frozenset[str]:
    """What an element's class and id say.

    >>> sorted(words_of("article__related-links")), sorted(words_of("authorBox css-1q2w3"))
    (['body', 'related'], ['author', 'box'])
    """
    found: set[str] = set()
    for word in SPLIT.findall(names[:LONGEST]):
        found |= _meaning(word.lower())
    return frozenset(found)
