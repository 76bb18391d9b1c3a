"""What in a line speaks of a site and its reader, not of a story.

The vocabulary of the trade (newsletter, podcast, subscribe) tells it in nearly every language; words for the reader,
the site and the press are listed for some. The lists hold only words that can hardly mean another: not Spanish *su* or
German *ihr*, which are "their" as well. Compiled from grammars' tables of pronouns, and by reading footers.
"""

from __future__ import annotations

import re

from cleaner.model import Segment
from cleaner.packs.shape import Line

_SHAPES = {  # properties of lines (cleaner/packs/shape.py)
    "an address": ("url", "email", "phone", "handle"),
    "the reader": ("second-person",),
    "the site": ("first-person-plural",),
}
_WORTH = {
    "an address": 1.0, "a copyright": 2.0, "an arrow": 1.0, "a menu": 1.0, "the trade": 1.0, "a network": 1.0,
    "the web": 1.0, "sharing": 1.0, "the site": 1.0, "the reader": 0.5, "the press": 0.5,
}  # fmt: skip
#: With a year or a claim; a name alone behind the sign is whose picture it is.
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b).{0,40}?\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.{0,3}©|[|·•] ?©"
    r"|\bcopyright (?:©|by )|©.{0,3}copyright|\ball rights reserved\b",
    re.I,
)
_ARROW = re.compile(r"\A(?:\s*[»›][^«‹]*|[^«‹]*[»›]\s*|.*[→▶►➔]\s*)\Z", re.S)
#: Links side by side; a row of a table begins with its bar.
_MENU = re.compile(r"\A(?!\s*\|).*\w [|•·] \w", re.S)
DOMAIN = re.compile(
    r"(?<![\w.])[\w-]{2,}(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|tv|uk|de|fr|es|nl|pl|se|dk|fi|pt|br|eu|ca|au"
    r"|it|ch|at|be|no|cz|ru|ua|gr|tr|in|jp|kr|cn|mx|ar)\b"
)


def _any_of(words: str, *, flags: int = 0) -> re.Pattern[str]:
    """A pattern of whole words; what follows `|` is found within words too, for scripts without blanks."""
    spaced, _, unspaced = words.partition(" | ")
    within = f"|{'|'.join(unspaced.split())}" if unspaced else ""
    return re.compile(rf"\b(?:{'|'.join(spaced.split())})\b{within}", flags)


_READER = _any_of(
    "Sie Ihre Ihrem Ihren Ihrer Ihnen dein deine deinen deiner dich dir euch eure euren "
    "vous votre vos usted ustedes tú tus vostro vostra vostri vostre você vocês jouw jullie jij "
    "twój twoja twoje twoim twojej ciebie tobie ditt dina dine váš vaše vašeho vám vás "
    "вы вас вам ваш ваша ваше ваши вашу вами ви ваші siz sizin σας εσείς आप आपके आपको आपका"
    " | 您 你们 请 あなた 皆さま 皆様 ください お願い 여러분 귀하 부탁"
)
_OUR = (
    "our unser unsere unserem unseren unserer notre nos nuestro nuestra nuestros nuestras nostro nostra nostri nostre "
    "nosso nossa nossos nossas onze nasz nasza nasze naszej naszego naszym vår vårt våra våre vores náš naše našeho "
    "naší наш наша наше наши нашу нашем bizim हमारे हमारा"
)
_SITE = _any_of(
    f"{_OUR.replace('notre', 'notre(?!.dame)').removeprefix('our ')} "
    "uns unseres nous nosotros ons oss nám nás мы нас нам ми bize bizi μας εμείς हम हमें"
    " | 我们 本站 本网 本报 当サイト 弊社 当社 当ブログ 저희 본지",
    flags=re.I,
)
#: What only media speak of.
_TRADE = _any_of(
    r"newsletters? podcasts? paywall inbox infolettre bulletin.d.information "
    r"subscri(?:be|bing|ptions?) abonn\w{1,8} suscr[ií]\w{1,8} assin(?:e|ar|ante|antes|atura) abbonat\w{1,3} "
    r"iscri(?:viti|vetevi) prenumer\w{1,6} подпи(?:с|ш)\w{2,8} підпи(?:с|ш)\w{2,8} odběr odebír\w{2,5}"
    " | ニュースレター メルマガ 購読 友だち登録 友だち追加 ブログランキング ブログ村 チャンネル登録"
    " 订阅 訂閱 公众号 구독 뉴스레터",
    flags=re.I,
)
_NETWORK = re.compile(  # with any ending: Facebooku, Facebookissa
    r"(?<![a-z])(?:facebook|twitter|instagram|youtube|whatsapp|telegram|linkedin|tiktok|itunes|spotify|pinterest|reddit"
    r"|mastodon|bluesky)|微博|微信|Яндекс.Дзен",
    re.I,
)
#: What one is asked to do on a network.
FOLLOW = _any_of(
    r"follow like join share find connect visit watch listen folg\w{1,3} suivez seguici segui sigue síguenos siga "
    r"siga-nos acompanhe volg følg följ gilla polub obserwuj śledź sledujte читайте takip"
    " | フォロー 关注 關注 팔로우",
    flags=re.I,
)
#: What lessons and manuals speak of as well.
_WEB_WORDS = (
    r"apps? website webs(?:eite|ida) sitio.web blogs? homepage cookies? e-?mails? downloads? shop application.mobile"
)
_WEB = _any_of(_WEB_WORDS, flags=re.I)
OUR_WEB = re.compile(rf"\b(?:{'|'.join(_OUR.split())}) (?:{'|'.join(_WEB_WORDS.split())})\b", re.I)
#: What is written, and who writes and reads it.
_PRESS = _any_of(
    r"articles? this.story journalis[mt]\w{0,3} newsroom news reporting stories readers editors magazine "
    r"artikel\w{0,2} beitr[aä]ge? nachrichten leser\w{0,5} redaktion\w{0,2} zeitung actualités? "
    r"lect(?:eurs|rices|ores) rédaction artículos? noticias redacción periodismo revista articol[io] notizie "
    r"lettori redazione giornalismo artigos? "
    r"notícias leitores redação jornal(?:ismo)? nieuws lezers? redactie artyku\w{1,5} czytelni\w{1,5} redakc\w{1,4} "
    r"nyheter\w? läsare nyheder læsere článe?k\w{0,2} čtenář\w{0,3} стат\w{2,4} новост\w{1,4} читател\w{1,4} "
    r"редакци\w{1,2} новин\w{0,3} читач\w{0,3} haber\w{0,5} okur\w{0,5} समाचार"
    " | 記事 ニュース 読者 文章 新闻 读者 기사 뉴스 독자",
    flags=re.I,
)
#: A bar of buttons, or the request: "share this article", "Artikel teilen".
_SHARE = r"share|teilen|partage[rz]|comparti?r|comparte|condividi|compartilh\w+|delen|dela|udostępnij|sdílet|поделит\w+"
_PIECE = r"article|story|artikel|beitrag|artículo|articolo|artigo|artykuł|článek|стать\w+|haberi?"
_SHARES = re.compile(
    rf"\b(?:{_SHARE}) (?:(?:this|diesen|cet|este|questo|dit|den här|ten|tento|этой|bu) |l['’]|o )?(?:{_PIECE})\b"
    rf"|\b(?:{_PIECE})n? (?:{_SHARE})\b|記事をシェア|分享(?:本|此)?文|기사 공유",
    re.I,
)
_PATTERNS = {
    "a copyright": _COPYRIGHT, "an arrow": _ARROW, "a menu": _MENU, "an address": DOMAIN, "the reader": _READER,
    "the site": _SITE, "the trade": _TRADE, "a network": _NETWORK, "the web": _WEB, "the press": _PRESS,
    "sharing": _SHARES,
}  # fmt: skip
#: A pointer at what is not there any more; tables and the like are the article's own.
_POINTS_ON = re.compile(
    r"\b(?:below|unten|ci-dessous|abajo|qui sotto|abaixo|hieronder|poniżej|ниже)\W*$",
)
_OWN = re.compile(r"\b(?:tables?|figures?|charts?|maps?|graphs?|lists?|tabelle|abbildung|tableau|tabla|tabela)\b", re.I)


def tells(line: str) -> dict[str, float]:
    """What in `line` speaks of a site, and its worth as evidence.

    >>> tells("Visit us at mill.example.org."), tells("Abonnieren Sie unseren Newsletter")
    ({'an address': 1.0, 'the site': 1.0}, {'the reader': 0.5, 'the site': 1.0, 'the trade': 1.0})
    >>> tells("Let it cool on a rack."), tells("»Wir schließen nie«, sagte sie.")
    ({}, {})
    """
    shape = Line(line, Segment(0, len(line)), frozenset())
    found = {name for name, keys in _SHAPES.items() if any(shape.fits({"has": [key]}) for key in keys)}
    found |= {name for name, pattern in _PATTERNS.items() if pattern.search(line)}
    return {name: _WORTH[name] for name in sorted(found)}


def trades(line: str) -> int:
    """How many different words of the trade a line has.

    >>> trades("Subscribe to the newsletter: every newsletter is free.")
    2
    """
    return len({word.lower() for word in _TRADE.findall(line)})


def points_on(line: str) -> bool:
    """Whether a line points at something after it that is no table or the like.

    >>> [points_on(x) for x in ("More voices below.", "See the table below.", "The lake lies below the town.")]
    [True, False, False]
    """
    return bool(_POINTS_ON.search(line.rstrip())) and not _OWN.search(line)
