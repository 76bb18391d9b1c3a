"""What in a line speaks of a site and its reader, not of a story.

Addresses, copyright signs and the vocabulary of the trade (newsletter, podcast, app) tell it in nearly every language;
words for the reader and for the site are listed for some. The lists hold only words that can hardly mean another: not
Spanish *su* or German *ihr*, which are "their" as well. Compiled from grammars' tables of pronouns.
"""

from __future__ import annotations

import re

from cleaner.model import Segment
from cleaner.packs.shape import Line

STRONG = frozenset({"an address", "a copyright", "a menu", "the trade"})  #: what no story, recipe or prayer closes with

LETTER = 15  #: words from which "we" that speaks to "you" is a note to the reader

_SHAPES = {  # properties of lines (cleaner/packs/shape.py)
    "an address": ("url", "email", "phone", "handle"),
    "the reader": ("second-person",),
    "the site": ("first-person-plural",),
}
_WORTH = {
    "an address": 1.0, "a copyright": 2.0, "a menu": 1.0, "the trade": 1.0, "the web": 1.0, "the site": 1.0,
    "the reader": 0.5,
}  # fmt: skip
_COPYRIGHT = re.compile(r"©|\(c\) ?(?:\d{4}|copyright)|\bcopyright (?:©|\(c\)|\d{4}|by )|\ball rights reserved\b", re.I)
#: Arrows at an end of the line, or links side by side; a row of a table begins with its bar.
_MENU = re.compile(r"\s*[»›→▶►➔]|.*[»›→▶►➔]\s*$|(?!\s*\|).*\w [|•·] \w", re.S)
_DOMAIN = re.compile(
    r"(?<![\w.])[\w-]{2,}(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|tv|uk|de|fr|es|nl|pl|se|dk|fi|pt|br|eu|ca|au"
    r"|it|ch|at|be|no|cz|ru|ua|gr|tr|in|jp|kr|cn|mx|ar)\b"
)


def _any_of(words: str) -> str:
    return rf"\b(?:{'|'.join(words.split())})\b"


_READER = re.compile(
    _any_of(
        "Sie Ihre Ihrem Ihren Ihrer Ihnen dein deine deinen deiner dich dir euch eure euren "
        "vous votre vos usted ustedes tú tus vostro vostra vostri vostre você vocês jouw jullie jij "
        "twój twoja twoje twoim twojej ciebie tobie ditt dina dine váš vaše vašeho vám vás "
        "вы вас вам ваш ваша ваше ваши вашу вами ви вам ваші siz sizin σας εσείς आप आपके आपको आपका"
    )
    + "|您|你们|あなた|皆さま|皆様|여러분|귀하"
)
_SITE = re.compile(
    _any_of(
        "uns unser unsere unseren unserem unserer unseres nous nos nosotros nuestro nuestra nuestros nuestras "
        "nostro nostri nostre nosso nossa nossos nossas onze nasz nasza nasze naszej naszego naszym "
        "vår vårt våra våre vores náš naše našeho naší nám мы нас нам наш наша наше наши нашу нашем "
        "ми наш наша наше наші bize bizim bizi μας εμείς हम हमारे हमें हमारा"
    )
    + r"|\bnotre\b(?! dame)|我们|本站|本网|本报|当サイト|弊社|当社|저희|본지",
    re.I,
)
#: What only media speak of.
_TRADE = re.compile(
    r"\b(?:newsletters?|podcasts?|paywall|inbox"
    r"|facebook|twitter|instagram|youtube|whatsapp|telegram|linkedin|tiktok|itunes|spotify|pinterest|reddit"
    r"|abonn\w{1,8}|subscri\w{1,6}|suscr[ií]\w{1,8}|assin(?:e|ar|ante|antes|atura)|abbonat\w{1,3}|prenumer\w{1,6}"
    r"|подпи(?:с|ш)\w{2,8}|підпи(?:с|ш)\w{2,8}|odběr|odebír\w{2,5})\b"
    r"|ニュースレター|メルマガ|購読|订阅|訂閱|关注我们|구독|뉴스레터",
    re.I,
)
#: What lessons and manuals speak of as well.
_WEB = re.compile(
    r"\b(?:apps?|website|webs(?:eite|ida)|sitio web|blogs?|homepage|cookies?|e-?mails?|downloads?|shop)\b", re.I
)
#: A pointer at what is not there any more; tables and the like are the article's own.
_POINTS_ON = re.compile(
    r"\b(?:below|unten|ci-dessous|abajo|qui sotto|abaixo|hieronder|poniżej|ниже)\W*$",
)
_OWN = re.compile(r"\b(?:tables?|figures?|charts?|maps?|graphs?|lists?|tabelle|abbildung|tableau|tabla|tabela)\b", re.I)


def tells(line: str) -> dict[str, float]:
    """What in `line` speaks of a site, and its worth as evidence.

    >>> tells("Visit us at mill.example.org."), tells("Abonnieren Sie unseren Newsletter")
    ({'an address': 1.0, 'the site': 1.0}, {'the reader': 0.5, 'the site': 1.0, 'the trade': 1.0})
    >>> tells("Let it cool on a rack.")
    {}
    """
    shape = Line(line, Segment(0, len(line)), frozenset())
    found = {name for name, keys in _SHAPES.items() if any(shape.fits({"has": [key]}) for key in keys)}
    others = {"an address": _DOMAIN, "the reader": _READER, "the site": _SITE, "the trade": _TRADE, "the web": _WEB}
    found |= {name for name, pattern in {**others, "a copyright": _COPYRIGHT}.items() if pattern.search(line)}
    found |= {"a menu"} if _MENU.match(line) else set()
    return {name: _WORTH[name] for name in sorted(found)}


def points_on(line: str) -> bool:
    """Whether a line points at something after it that is no table or the like.

    >>> [points_on(x) for x in ("More voices below.", "See the table below.", "The lake lies below the town.")]
    [True, False, False]
    """
    return bool(_POINTS_ON.search(line.rstrip())) and not _OWN.search(line)


def speaks_of_a_site(line: str) -> bool:
    """Whether a line says anything that the end of a story, a recipe, a lesson or a prayer would not say.

    >>> [speaks_of_a_site(x) for x in ("Visit shop.example.org", "Get our app", "Pray for us.", "App: a program")]
    [True, True, False, False]
    """
    found = tells(line).keys()
    if found & STRONG or {"the site", "the web"} <= found:
        return True
    return {"the reader", "the site"} <= found and len(line.split()) >= LETTER
