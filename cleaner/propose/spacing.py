"""Spaces missing or standing wrong at punctuation: "Mueller,and", "perspective . If", "ground.He", "identity— not"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import is_english, is_sic, segment_at
from cleaner.words import count, is_known, is_word

BEFORE = "space-before-punctuation"
AFTER = "space-after-punctuation"
STOP = "space-after-full-stop"
DASH = "space-at-dash"
ADDRESS = "space-before-address"
RULES = (BEFORE, AFTER, STOP, DASH, ADDRESS)

_RUN_LEFT = re.compile(r"\S{0,80}$")
_RUN_RIGHT = re.compile(r"\S{0,80}")
_ADDRESS = re.compile(r"[@#/\\_=&<>|{}\[\]`*]|www|\d")
_HEAD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?$")
_TAIL = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
_MANY = 10  #: a text in which so many ...
_PROOF = 3  #: so many sentences run together show that others in the text are too
_KNOWN_NAME = 500_000
_SENTENCE = 8  #: a line of fewer words may be code
_APOSTROPHE = re.compile(r"[’'].*")
_SHARE = 0.3  #: ... and this share of all commas stand apart was cut into tokens: its spaces are left alone
#: Words that begin sentences and are no names of methods, files or sites.
_STARTERS = frozenset(
    "A According After All Also Although An And Another Any As At Because Before But By Despite Do Does During Each "
    "Even Every Finally First For From He Her Here His How However I If In Indeed Instead Is It Its "
    "It’s It's Many Meanwhile "
    "More Most Mr Mrs My No Nor Not Now Of On Once One Only Or Other Our Over People Perhaps She Since So Some Still "
    "Such That The Their Then There These They This Those Though To Today Under Unless Until We Well What When Where "
    "Whether Which While Who Why With Without Yes Yet You Your There’s There's That’s That's I’m I'm We’re We're "
    "They’re They're He’s He's She’s She's Don’t Don't".split()
)

_SHORTENED = ("Inc", "Corp", "Co", "Ltd", "Jr", "Sr")

Finder = Callable[[Document], Iterator[tuple[int, int, str]]]


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that put spaces right, each within one segment."""
    finders: tuple[tuple[str, str, Finder], ...] = (
        (BEFORE, "space before punctuation", _before),
        (AFTER, "no space after punctuation", _after),
        (STOP, "no space between two sentences", _stop),
        (DASH, "space on one side of a dash", _dash),
        (ADDRESS, "no space before an address", _address),
    )
    text = document.text
    for rule, message, find in finders:
        if book.selection.has(rule, "transcription"):
            for start, end, new in find(document):
                if segment_at(document, start) and not is_sic(text, end):
                    yield Edit(start, end, text[start:end], new, rule=rule, group="transcription", message=message)


_STRAY = re.compile(
    r"(?<=[^\W_]|[”\"%)])([ \u00a0]+)"
    r"(?:[,;](?=[\s”\"’'])|\.(?=[”\"]?(?:\s+[A-Z“\"‘]|\s*$))|[?!](?=[”\"]?(?:\s|$))|:(?=\s[“\"A-Z]|$))",
    re.M,
)
_STRAY_MARK = re.compile("[,;.?!:](?<=[ \u00a0].)")  # the mark first: there are fewer marks than blanks
#: The parenthesis first, for there are fewer of them than of letters and blanks.
_OPENING = re.compile(r"\((?<![:;=\-8xX]\()( +)(?=[A-Za-z])")
_CLOSING = re.compile(r"\)(?<= \))(?=[\s.,;]|$)", re.M)


def _before(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    blanks = [_blanks_before(text, mark.start()) for mark in _STRAY_MARK.finditer(text)]
    parens = "( " in text or " )" in text
    if not blanks and not parens:
        return
    if text.count(" ,") > max(_MANY, _SHARE * text.count(",")):
        return
    for match in filter(None, (_STRAY.match(text, at) for at in blanks)):
        if is_english(text, *match.span()) and not _is_mark(text, match.end(1)) and not _parts(text, match.end(1)):
            yield match.start(1), match.end(1), ""
    for start, end in _in_parentheses(text) if parens else ():
        if is_english(text, start, end) and _balanced(text, start):
            yield start, end, ""


def _in_parentheses(text: str) -> Iterator[tuple[int, int]]:
    """The blanks after an opening and before a closing parenthesis, where these stand at words."""
    for match in _OPENING.finditer(text):
        yield match.span(1)
    for match in _CLOSING.finditer(text):
        start = match.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and ((text[start - 1].isascii() and text[start - 1].isalpha()) or text[start - 1] in ".,"):
            yield start, match.start()


def _blanks_before(text: str, at: int) -> int:
    while at and text[at - 1] in " \u00a0":
        at -= 1
    return at


def _is_mark(text: str, at: int) -> bool:
    """Whether the punctuation is part of something else: " ..", " .5", " ?!" in a row, an emoticon."""
    return text[at + 1 : at + 2] in (".", ")", "(", "-", ",", "?", "!") and bool(text[at + 1 : at + 2])


def _parts(text: str, at: int) -> bool:
    """Whether the sign parts a row of labels ("Set up : Run : Tidy") or opens a comment in a line of code."""
    if text[at] not in ":;":
        return False
    low, high = _line(text, at)
    if text[at] == ":":
        return text.count(" : ", low, high) > 1
    short = text.count(" ", low, high) < _SENTENCE or "`" in text[low:high]
    return short and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isupper()


def _balanced(text: str, at: int) -> bool:
    """Whether the line's parentheses pair up, so that none is part of an emoticon."""
    low, high = _line(text, at)
    line = text[low:high]
    return line.count("(") == line.count(")")


_COMMA = re.compile(r",(?=[^\W\d_])|;(?=[a-z])")
_DOLLAR = re.compile(r"\$(?=\d)")


def _after(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    for match in _COMMA.finditer(text):
        at = match.start()
        left, right = _sides(text, at - (text[at - 1] == "."))
        if text[at - 1] == ".":
            left, right = (left if left in _SHORTENED else ""), _sides(text, at)[1]
        if (
            len(left) > 1
            and len(right) > 1
            and left[-1].islower()
            and _is_prose_run(text, at)
            and _both_known(left, right)
        ):
            yield at, at + 1, text[at] + " "
    for match in _DOLLAR.finditer(text):
        left = _sides(text, match.start())[0]
        if (
            len(left) > 1
            and left.islower()
            and is_word(left)
            and text[match.start() - len(left) - 1 : match.start() - len(left)] == " "
        ):
            yield match.start(), match.end(), " $"


def _sides(text: str, at: int) -> tuple[str, str]:
    left, right = _HEAD.search(text, max(0, at - 40), at), _TAIL.match(text, at + 1)
    return (left[0] if left else ""), (right[0] if right else "")


def _is_prose_run(text: str, at: int) -> bool:
    """Whether the run without blanks around is two words and one sign: no address, code, number or list."""
    left, right = _RUN_LEFT.search(text, max(0, at - 80), at), _RUN_RIGHT.match(text, at + 1)
    before, after = (left[0] if left else ""), (right[0] if right else "")
    return not _ADDRESS.search(before + " " + after) and not re.search(r"[,;:.(]\w", before + " " + after)


def _both_known(left: str, right: str) -> bool:
    return all(word[0].isupper() or is_word(_APOSTROPHE.sub("", word.lower())) for word in (left, right))


_FULL_STOP = re.compile(r"[.?](?=[A-Z])")


def _stop(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    sure, doubtful = [], []
    for match in _FULL_STOP.finditer(text):
        at = match.start()
        left, right = _sides(text, at)
        if len(left) < 2 or not left[1:].islower() or not _is_prose_run(text, at):
            continue
        if text[at + 1 + len(right) : at + 2 + len(right)] in (".", "(", "_", ":") or not right:
            continue
        known = left.islower() and is_word(_APOSTROPHE.sub("", left))
        if known and (right in _STARTERS or (len(left) > 2 and _is_name(text, right))):
            sure.append(at)
        elif right in _STARTERS or f" {_APOSTROPHE.sub('', right)}" in text:
            doubtful.append(at)
    for at in sorted(sure + doubtful if len(sure) >= _PROOF else sure):
        yield at, at + 1, text[at] + " "


def _is_name(text: str, word: str) -> bool:
    """Whether `word`, in a text that has no code, stands with its capital elsewhere or is a well-known name."""
    word = _APOSTROPHE.sub("", word)
    if len(word) < 3 or "`" in text or "()" in text:
        return False
    return f" {word}" in text or (len(word) > 3 and not is_word(word.lower()) and count(word.lower()) > _KNOWN_NAME)


_GLUED_ADDRESS = re.compile(r"(?:(?<=[a-z])|(?<=[a-z][.,!?…]))[”’\"]?(?=https?://\w)")


def _address(document: Document) -> Iterator[tuple[int, int, str]]:
    """Where a web address is glued to the word before it, as in posts that were scraped without their line breaks."""
    text = document.text
    at = text.find("http")
    while at > 0:
        match = _GLUED_ADDRESS.search(text, at - 1, at + 10)
        if match and match.end() == at:
            word = _LAST_WORD.search(text, max(0, at - 40), match.start())
            if word and is_word(_APOSTROPHE.sub("", word[0].lower().rstrip(".,!?…"))):
                yield at, at, " "
        at = text.find("http", at + 4)


_LAST_WORD = re.compile(r"(?<![\w/=.@#-])[A-Za-z]{2,}(?:[’'][a-z]+)?[.,!?…]?$")
_DASHES = re.compile("[—–]")
_STRAY_DASH = (" —", "— ", " –", "– ")


def _dash(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    if not any(mark in text for mark in _STRAY_DASH):
        return
    spaced = text.count(" — ") + text.count(" – ")
    tight = text.count("—") - text.count(" — ") - text.count(" —") // 2
    for match in _DASHES.finditer(text):
        start, end = match.start(), match.end()
        while text[start - 1 : start] == " ":
            start -= 1
        while text[end : end + 1] == " ":
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if (start < match.start()) == (end > match.end()) or not _joins(before, after, match[0], start < match.start()):
            continue
        next_word = _TAIL.match(text, end)
        if next_word and next_word[0].lower() in ("and", "or", "to"):
            continue  # "pre– and post-war"
        last_word = _HEAD.search(text, max(0, start - 40), start)
        if (
            last_word
            and last_word[0].islower()
            and (len(last_word[0]) == 1 or not is_known(_APOSTROPHE.sub("", last_word[0])))
        ):
            continue  # a word that was cut short on purpose: "f— off"
        if before in ".?!”" and after.isupper() and _is_credit(text, start, end):
            continue
        wide = spaced > 0 if match[0] == "—" and spaced + tight > 1 else match[0] == "–" or spaced >= tight
        if wide and match[0] == "–" and _TIGHT.search(text, *_line(text, start)):
            wide = False
        yield start, end, f" {match[0]} " if wide else match[0]


def _is_credit(text: str, start: int, end: int) -> bool:
    """Whether what follows a dash and ends the line is the name of a writer or speaker: "so it goes. —Ann Lee"."""
    rest = text[end : _line(text, end)[1]].split()
    return len(rest) <= _NAME and all(word[0].isupper() or word in ("de", "van", "von", "of", "the") for word in rest)


_NAME = 6  #: words that a name with its title has at most
_TIGHT = re.compile(r"(?<=[a-z])–(?=[a-z])")


def _line(text: str, at: int) -> tuple[int, int]:
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return low, high if high >= 0 else len(text)


def _joins(before: str, after: str, dash: str, space_before: bool) -> bool:
    """Whether the dash stands between two words (or a stop and a word), not at an edge, a list or a number."""
    if not before or not after:
        return False
    if before.isalnum() and (after.isalpha() or (space_before and dash == "—" and after == "“")):
        return True
    return dash == "—" and space_before and before in ".,”" and after.isalpha()
