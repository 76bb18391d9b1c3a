"""Which languages a text may be in, told by its scripts and its commonest little words, so that a rule of one
language is not heard in the text of another.

It is a sieve and no verdict: several languages may hold, and where there is little to go by, all do. A wrong "no" would
leave junk standing, a wrong "perhaps" costs next to nothing, so only what is plainly absent is ruled out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Set
from functools import cache, lru_cache, partial
from typing import cast

from cleaner.again import Change, lines_before, lines_now, memory_of
from cleaner.later import compile_later
from cleaner.model import Document
from cleaner.packs.normal import above_ascii, normalise

FEWEST = 12  #: little words below which a text is too short to rule a language out
FEW = 2  #: the same for what is likely; of a text with accents one word is enough
SHARE = 0.15  #: of the little words of the likeliest language that another must reach to be plausible
LIKELY = 0.5  #: the same of a likely one
LIKELY_SCRIPT = 0.3  #: of the letters that must be of a script for its languages to be likely
SCRIPT_SHARE = 0.05  #: of the letters that must be of a script for its languages to be plausible
IN_LINE = 3  #: different little words of a language that make a single line a passage in it

MOST_OWNERS = 4  #: languages that a little word may belong to and still tell something
_ENGLISH = frozenset(b"a an as at be do he i in is me no on or so".split())  #: in other languages they tell nothing

#: English furniture stands on pages of every language (themes and plug-ins are English), so English always holds.
ALWAYS = frozenset({"any", "en"})
_SAME = {"nb": "no", "nn": "no", "bs": "hr", "ms": "id", "iw": "he", "in": "id"}

#: Where blocks of letters begin, and their script; "" holds no letters that tell anything.
_BLOCKS = (
    (0x0041, "latin"), (0x0250, ""), (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, ""), (0x0590, "hebrew"),
    (0x0600, "arabic"), (0x0700, ""), (0x0900, "devanagari"), (0x0980, "bengali"), (0x0A00, ""), (0x0E00, "thai"),
    (0x0E80, ""), (0x1E00, "latin"), (0x1F00, "greek"), (0x2000, ""), (0x3041, "kana"), (0x3100, ""), (0x3400, "han"),
    (0xA000, ""), (0xAC00, "hangul"), (0xD7B0, ""),
)  # fmt: skip
_DOTTED = compile_later(r"\.(?<=[^\s.]\.)\.*[^\s.]")
_ASCII = bytes(range(128))
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha() or code >= 128)
_STARTS = [start for start, _ in _BLOCKS]
#: Languages that have a script for themselves, or nearly so.
_ALONE = {
    "greek": "el", "hebrew": "he", "devanagari": "hi", "bengali": "bn", "thai": "th", "hangul": "ko",
}  # fmt: skip

#: The commonest function words of languages that share their script with others. Words that many of them have
#: ("de", "in", "a") are left out: they tell nothing. Compiled by hand from grammars' lists of articles, prepositions,
#: conjunctions, pronouns and auxiliaries.
_WORDS = {
    "latin": {
        "en": "the and of to is was that for with on are this from by have not they which has been were their would",
        "de": "der die das und ist nicht mit den dem des ein eine einen einer auf für von zu sich auch im wird wurde",
        "fr": "le la les des et est une dans pour qui que du sur pas par avec au aux plus ce cette sont ont été vous",
        "es": "el la los las y que en una del por con para es su se lo como más pero fue este esta ha sus también",
        "it": "il la di che è e un una per con non del della sono gli dei alla nel anche le si dal più ha delle questo",
        "pt": "o os as que e do da em um uma para com não por no na dos das se ao mais como foi são também pela pelo",
        "nl": "de het een en van dat niet voor met zijn op aan er ook maar naar bij wordt werd uit deze hebben over",
        "pl": "i w na nie się z do że jest to o jak po za od przez dla są być był ale tym który także oraz jego",
        "sv": "och att det som en på är av för med den till inte har om ett han var jag från vi men också sig kan",
        "no": "og det er på som en til av for med den har de at et ikke fra han var jeg vi ble men også seg kan",
        "da": "og det er på som en til af for med den har de at et ikke fra han var jeg vi blev men også sig kan",
        "fi": "ja on ei että se oli hän ovat mutta kun myös joka mukaan tai niin ole kuin sen vain ollut jo sitä nyt",
        "tr": "ve bir bu da için ile olarak olan çok daha gibi en ne var kadar sonra ancak olduğu ama değil her göre",
        "cs": "a se na v je že to z s o do jako jsem k si ale které který pro byl by jsou podle také nebo už ve jeho",
        "sk": "a sa na v je že to z s o do ako som k si ale ktoré ktorý pre bol by sú podľa aj alebo už vo jeho",
        "hu": "a az és hogy nem is egy ez volt de meg csak már el vagy mint azt még van lehet pedig ha ki majd után",
        "ro": "și de în la cu a pe din nu care este mai o un au pentru că sunt fost prin sau după dar ce se lui",
        "hr": "i je u na se da su za od koji s o ne kao iz što a bi će ali to nije biti li ili te sam koja još",
        "sr": "i je u na se da su za od koji s o ne kao iz što a bi će ali to nije biti li ili te sam koja još",
        "sl": "in je v na se da so za ki z o ne kot iz pa bi s po tudi ni bo pri do ali bil še kar sem ter",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga karena bisa ada oleh saat telah para",
        "vi": "và của là có cho không được trong một các người với những này khi đã từ để về ra nhiều cũng sẽ tại",
        "lt": "ir kad yra tai į su iš bet jau ar kaip dar už nuo buvo taip tik per jis jo apie nėra bus kuri po",
        "lv": "un ir ka ar no uz par tas kas bet arī lai nav jau pie tā bija gan kā vai pēc tiek šo pa var",
        "et": "ja on et ei see oli kui ka aga ta siis mis oma nii või ning veel kes ole seda pole juba selle pärast",
        "is": "og að í á er sem til um við með ekki hann var það af en fyrir hefur eru frá ég hún verið þegar",
        "ca": "el la els les i que en una del per amb no és es al un com més però va dels aquest aquesta ha són",
    },
    "cyrillic": {
        "ru": "и в не на что с по это как а из но для от был также его то к все она так они только или уже",
        "uk": "і в не на що з та у до про за як це від для але які є під його й був також чи було або після",
        "bg": "и на да се от за в с е че не по са като това ще но до при след той си или беше тя има са към",
        "sr": "и је у на се да су за од који с о не као из што а би ће али то није или те сам која још",
        "mk": "и на да се од за во со е дека не по ќе но до при како што кој или беше има овој тоа ги",
        "be": "і ў не на што з па гэта як а але для ад быў таксама яго да ён яна так яны толькі або ўжо",
    },
    "arabic": {
        "ar": "في من على أن إلى عن التي ما مع الذي هذا لا كان هذه بعد أو قد بين كما خلال قال لم كل حتى إن",
        "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شد می های شده کرد اما بود ها",
        "ur": "کے میں کی ہے اور سے کا کو نے اس پر ہیں یہ بھی کہ نہیں ایک گیا تھا وہ کر لیے ہو تھے کیا",
    },
}  # fmt: skip


@cache
def _owners() -> dict[bytes, tuple[str, ...]]:
    """Little word, as phrases see it -> the languages it belongs to, where those are few."""
    owners: dict[bytes, set[str]] = {}
    for table in _WORDS.values():
        for language, words in table.items():
            for word in normalise(words).split():
                owners.setdefault(word, set()).add(language)
    told = {word: tuple(sorted(languages)) for word, languages in owners.items() if len(languages) <= MOST_OWNERS}
    return {word: languages for word, languages in told.items() if word not in _ENGLISH or "en" in languages}


@cache
def known() -> frozenset[str]:
    """The languages that can be told."""
    return frozenset({"zh", "ja", *_ALONE.values(), *(name for table in _WORDS.values() for name in table)})


def spoken(text: str) -> frozenset[str]:
    """The languages that `text` may hold, of those that are known; all of a script that leaves it open.

    >>> sorted(spoken("Der Rat tagte, und die Brücke über den Fluss wird nicht mit dem Geld des Landes gebaut. " * 2))
    ['de']
    >>> sorted(spoken("東京は今日も雨です。")), spoken("A word.") > {"en", "fr", "vi"}
    (['ja'], True)
    """
    return _told(_scripts(text), _scores(normalise(text)), SCRIPT_SHARE, SHARE, FEWEST)


def _scores(normalised: bytes) -> dict[str, int]:
    """How often little words of each language stand in text as phrases see it."""
    scores: dict[str, int] = {}
    for languages, times in Counter(filter(None, map(_owners().get, normalised.split()))).items():
        for language in languages:
            scores[language] = scores.get(language, 0) + times
    return scores


def _told(
    letters: dict[str, int], scores: dict[str, int], script_share: float, share: float, fewest: int
) -> frozenset[str]:
    """The languages of the scripts that have that share of the letters, which come to that share of the likeliest."""
    least = script_share * sum(letters.values())
    found: set[str] = set()
    for script, count in letters.items():
        if count < least:
            continue
        if script in _WORDS:
            found |= _likeliest(scores, _of_script(script), share, fewest)
        elif script in _ALONE:
            found.add(_ALONE[script])
        else:
            found |= _eastern(letters)
    return frozenset(found) or known()


@cache
def _of_script(script: str) -> frozenset[str]:
    return frozenset(_WORDS[script])


def _scripts(text: str) -> dict[str, int]:
    """How many letters of each script there are; of ASCII text, how many characters."""
    return {"latin": len(text)} if text.isascii() else _letters(text)


def _letters(text: str) -> dict[str, int]:
    raw = text.encode("utf-8", "replace")
    letters = {"latin": len(raw.translate(None, _NO_LETTERS))}
    above = raw.translate(None, _ASCII).decode("utf-8")
    for character in set(above):
        if script := _script(character):
            letters[script] = letters.get(script, 0) + above.count(character)
    return {script: count for script, count in letters.items() if count}


@lru_cache(maxsize=10_000)
def _script(character: str) -> str:
    """The script of a letter above ASCII; "" of what is none."""
    return _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1] if character.isalpha() else ""


def _eastern(letters: dict[str, int]) -> set[str]:
    """Chinese has no kana; a tenth of kana is Japanese, and in between it may be both."""
    kana, han = letters.get("kana", 0), letters.get("han", 0)
    share = kana / (kana + han)
    return {name for name, holds in (("ja", share >= 0.02), ("zh", share <= 0.1)) if holds}


def _likeliest(scores: dict[str, int], languages: frozenset[str], share: float, fewest: int) -> Set[str]:
    """Of `languages`, which share a script, those whose little words come often enough; all if few come at all."""
    best = max([score for name, score in scores.items() if name in languages], default=0)
    if best < fewest:
        return languages
    return {name for name, score in scores.items() if score >= share * best and name in languages}


def may_be_spoken(document: Document, languages: tuple[str, ...], line: bytes = b"") -> bool:
    """Whether a rule of `languages` may be heard on `line`, a normalised one, of `document`.

    It is where the document may hold one of them, where the line itself is a passage in one, and where a language is
    not among those that can be told.

    >>> text = "It was the first time that they had been asked, and the vote of the council was not close to theirs. "
    >>> document = Document(2 * text, [])
    >>> [may_be_spoken(document, (name,)) for name in ("fr", "any", "eu", "en")]
    [False, True, True, True]
    >>> may_be_spoken(document, ("fr",), normalise("Vous avez accepté les cookies sur ce site"))
    True
    """
    wanted = _told_apart(languages)
    if not wanted:
        return True
    return not wanted.isdisjoint(plausible(document)) or not wanted.isdisjoint(_passage(line))


def is_likely(document: Document, languages: tuple[str, ...]) -> bool:
    """Whether one of `languages` is likely for `document` as a whole; here English is a language like the others.

    >>> german = Document("Der Rat tagte, und die Brücke über den Fluss wird nicht mit dem Geld gebaut. " * 2, [])
    >>> [is_likely(german, (name,)) for name in ("de", "en", "any", "eu")]
    [True, False, True, True]
    """
    names = _names(languages)
    return not names or not names.isdisjoint(_likely(document))


def plausible(document: Document) -> frozenset[str]:
    """The languages that `document` may hold; found out once."""
    if "plausible" not in document.facts:
        letters, scores = _counted(document)
        document.facts["plausible"] = _told(letters, scores, SCRIPT_SHARE, SHARE, FEWEST)
    return document.facts["plausible"]  # type: ignore[return-value]


def told_languages(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The languages that `document` may hold, and of these the likeliest."""
    return plausible(document), _likely(document)


def _likely(document: Document) -> frozenset[str]:
    """Of the languages that `document` may hold the likeliest; found out once."""
    if "likely" not in document.facts:
        document.facts["likely"] = _likeliest_of(document.text, *_counted(document))
    return document.facts["likely"]  # type: ignore[return-value]


def _counted(document: Document) -> tuple[dict[str, int], dict[str, int]]:
    """How many letters of each script the document has, and how often little words of each language."""
    if "little" not in document.facts:
        memory = memory_of(document) if document.format == "text" else None
        if memory and not document.text.isascii():
            document.facts["little"] = memory.of("little", partial(_count, document), partial(_count_again, document))
        else:
            document.facts["little"] = _scripts(document.text), _little_words(document)
    return document.facts["little"]  # type: ignore[return-value]


def _little_words(document: Document) -> dict[str, int]:
    prose = cast("bytes | None", document.facts.get("normalised"))  # by lines.py, where phrases were looked for
    return _scores(normalise(document.text) if prose is None else prose)


def _count(document: Document) -> tuple[Counter[str], Counter[str]]:
    return Counter(_scripts(document.text)), Counter(_little_words(document))


def _count_again(
    document: Document, known: tuple[Counter[str], Counter[str]], changes: list[Change]
) -> tuple[Counter[str], Counter[str]]:
    """What `_count` would give, by the lines that changed since it gave what is `known`."""
    now, before = lines_now(document, changes), lines_before(changes)
    letters = known[0] + Counter(_letters(now)) - Counter(_letters(before))
    return letters, known[1] + Counter(_scores(normalise(now))) - Counter(_scores(normalise(before)))


def _likeliest_of(text: str, letters: dict[str, int], scores: dict[str, int]) -> frozenset[str]:
    """The likeliest languages of `text`; where it has few little words, those in addresses ("com") do not count."""
    if max(scores.values(), default=0) >= FEWEST:
        return _told(letters, scores, LIKELY_SCRIPT, LIKELY, FEW)
    accented = any("\u00c0" <= letter < "\u0250" and letter.isalpha() for letter in above_ascii(text))
    if _holds_address(text):
        scores = _scores(normalise(" ".join(word for word in text.split() if not _holds_address(word))))
    return _told(letters, scores, LIKELY_SCRIPT, LIKELY, FEW - accented)


def _holds_address(text: str) -> bool:
    """Whether there is a slash, an @, or a dot within a word."""
    return "/" in text or "@" in text or ("." in text and _DOTTED.search(text) is not None)


@cache
def _told_apart(languages: tuple[str, ...]) -> frozenset[str]:
    """`languages` by the names used here; none where one of them always holds, or cannot be told."""
    wanted = _names(languages)
    return wanted if ALWAYS.isdisjoint(wanted) else frozenset()


@cache
def _names(languages: tuple[str, ...]) -> frozenset[str]:
    """`languages` by the names used here; none where one of them is any, or cannot be told."""
    names = frozenset(map(_name, languages))
    return names if names <= known() else frozenset()


def _name(tag: str) -> str:
    """The name used here of the language that `tag` (BCP 47) names."""
    name = tag.lower().partition("-")[0]
    return _SAME.get(name, name)


@lru_cache(maxsize=1024)
def _passage(line: bytes) -> frozenset[str]:
    """The languages that a normalised line by itself is written in, as far as its little words tell."""
    told = Counter(owner for word in set(line.split()) for owner in _owners().get(word, ()))
    return frozenset(name for name, count in told.items() if count >= IN_LINE and count > told["en"])
