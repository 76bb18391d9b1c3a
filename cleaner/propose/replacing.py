"""Rules of kind `replace` and `dictionary`: small edits inside a segment, where the context that they need is there.

Every rule names literals of which one must be in the segment (a dictionary's are its words); one automaton finds those
of all rules in one pass, and a rule's own pattern is tried only in the segments where one of its literals stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from cleaner.languages import is_likely, may_be_spoken
from cleaner.later import compile_later
from cleaner.literals import Literals, starts_of
from cleaner.model import Document, Edit, Safety, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.expression import compiled
from cleaner.packs.rule import Rule
from cleaner.propose.budget import is_late, named_late, within_limit
from cleaner.propose.guards import is_sic
from cleaner.propose.places import segment_at

if TYPE_CHECKING:
    import regex

ENOUGH = 8  #: places of a word in a document of which one surely is outside of a match
_SENTENCE_EDGE = compile_later(r"""(?<=[.!?…])["'”’»)\]]*\s+(?=["'“‘«(\[]*[A-Z\d])|[\r\n]+""")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The edits of every `replace` and `dictionary` rule that is on."""
    finder = _finder(book)
    is_heard = cache(partial(_is_heard, document))
    for number, places in sorted(finder.places(document).items()):
        rule = finder.rules[number]
        if not is_heard(rule.group in ("boilerplate", "attribution"), rule.languages):
            continue
        edits = [edit for span, starts in sorted(places.items()) for edit in _tried(rule, document, span, starts)]
        if not is_late(document, rule):
            yield from edits
    yield from named_late(document, finder.rules)


def _is_heard(document: Document, junk: bool, languages: tuple[str, ...]) -> bool:
    return may_be_spoken(document, languages) if junk else is_likely(document, languages)


def _tried(rule: Rule, document: Document, span: Span, starts: Sequence[int]) -> list[Edit]:
    """The edits of the rule in a segment, in which its literals begin at `starts`."""
    act = partial(_edits, rule, document, span, starts)
    return within_limit(document, rule, span[1] - span[0], act) or []


Places = dict[Span, list[int]]  # segment -> where literals of a rule begin in it


class _Finder:
    """The rules of a book, and one automaton for the literals of all of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        owners: dict[str, list[int]] = defaultdict(list)
        self.rules = rules
        self.everywhere = []
        for number, rule in enumerate(rules):
            literals = _literals(rule)
            for literal in literals:
                owners[literal].append(number)
            if not literals:
                self.everywhere.append(number)
        self.literals, self.owners = Literals(list(owners)), list(owners.values())

    def places(self, document: Document) -> dict[int, Places]:
        """Number of rule -> the segments in which its pattern is to be tried, with where its literals begin."""
        found: dict[int, Places] = defaultdict(lambda: defaultdict(list))
        for number in self.everywhere:
            for s in document.segments:
                if not s.fixed:
                    found[number][s.start, s.end] = []
        lowered = document.text.replace("\u0130", "i").lower()  # the one letter whose lower case is longer
        for which, start in self.literals.places(lowered):
            span = segment_at(document, start)
            if span:
                for number in self.owners[which]:
                    found[number][span].append(start)
        return found


@lru_cache(maxsize=8)
def _finder(book: RuleBook) -> _Finder:
    return _Finder(book.active("replace", "dictionary"))


def _literals(rule: Rule) -> tuple[str, ...]:
    if rule.words is None:
        return rule.literals
    keys = (word.lower() for word in rule.words)
    return tuple(form for key in keys for form in ({key, key.replace("'", "’")} if "'" in key else {key}))


def _edits(rule: Rule, document: Document, span: Span, starts: Sequence[int], seconds: float | None) -> list[Edit]:
    return list(_found(rule, document, span, starts, seconds))


def _matches(
    rule: Rule, text: str, span: Span, starts: Sequence[int], seconds: float | None
) -> Iterator[regex.Match[str]]:
    """The matches in a segment. The words of a dictionary are their own literals: they stand where those begin."""
    pattern = _pattern(rule)
    if rule.words:
        return _words_at(pattern, text, span, starts)
    return pattern.finditer(text, *span, timeout=seconds) if seconds else pattern.finditer(text, *span)


def _words_at(pattern: regex.Pattern[str], text: str, span: Span, starts: Sequence[int]) -> Iterator[regex.Match[str]]:
    end = span[0]
    for start in sorted(set(starts)):
        if start >= end and (match := pattern.match(text, start, span[1])):
            yield match
            end = match.end()


def _found(rule: Rule, document: Document, span: Span, starts: Sequence[int], seconds: float | None) -> Iterator[Edit]:
    words = rule.words or {}
    for match in _matches(rule, document.text, span, starts, seconds):
        old = match[0]
        new = _looked_up(old, words) if words else match.expand(rule.replacement)
        if (new == old and rule.safety > Safety.FLAG) or is_sic(document.text, match.end()):
            continue
        if _context_fits(rule, document, match.start(), match.end()):
            yield Edit(
                match.start(), match.end(), old, new, rule=rule.id, group=rule.group, safety=rule.safety,
                message=rule.message or rule.title,
            )  # fmt: skip


def _pattern(rule: Rule) -> regex.Pattern[str]:
    return _words_pattern(tuple(rule.words)) if rule.words else compiled(f"(?m){rule.pattern}")


@cache
def _words_pattern(words: tuple[str, ...]) -> regex.Pattern[str]:
    options = "|".join(map(_either, sorted(words, key=len, reverse=True)))
    return compiled(rf"(?<![\w’'@#/.-])(?:{options})(?![\w@/-])(?!\.\w)")


def _either(word: str) -> str:
    """`word` as an expression: either apostrophe, and a capital in front too if it has none."""
    import regex

    first = f"[{word[0]}{word[0].upper()}]" if word[0].islower() else regex.escape(word[0])
    return first + regex.escape(word[1:]).replace("'", "['’]")


def _looked_up(old: str, words: dict[str, str]) -> str:
    """What `words` has for `old`, with the capital and the kind of apostrophe of `old`.

    >>> _looked_up("Whoa is me", {"whoa is me": "woe is me"}), _looked_up("it’s own", {"it's own": "its own"})
    ('Woe is me', 'its own')
    """
    key = old.replace("’", "'")
    new = words.get(key) or words.get(old)
    if new is None:
        new = words[key[0].lower() + key[1:]]
        new = new[0].upper() + new[1:]
    return new.replace("'", "’") if "’" in old else new


@cache
def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _context_fits(rule: Rule, document: Document, start: int, end: int) -> bool:
    if not (rule.needs or rule.forbids):
        return True
    if rule.within == "document":
        needed = not rule.needs or _is_elsewhere(document, rule.needs, start, end)
        return needed and not (rule.forbids and _is_elsewhere(document, rule.forbids, start, end))
    low, high = _surroundings(document.text, start, end, rule.within)
    around = document.text[low:start] + "\0" + document.text[end:high]
    if rule.needs and not _any_word(rule.needs).search(around):
        return False
    return not (rule.forbids and _any_word(rule.forbids).search(around))


def _is_elsewhere(document: Document, words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether one of `words` stands in the document outside [start, end); looked for once."""
    known = cast("dict[tuple[str, ...], list[Span]]", document.facts.setdefault("elsewhere", {}))
    if words not in known:
        known[words] = [span for word in words for span in islice(_places(document.text, word), ENOUGH)]
    return any(last <= start or end <= first for first, last in known[words])


def _places(text: str, word: str) -> Iterator[Span]:
    """Where `word` stands as a whole word; found by its letters first, for it mostly stands nowhere."""
    for at in starts_of(text, word):
        if match := _any_word((word,)).match(text, at):
            yield match.span()


def _surroundings(text: str, start: int, end: int, within: str) -> Span:
    low = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [n for n in (text.find("\n", end), text.find("\r", end)) if n >= 0]
    high = min(ends, default=len(text))
    if within == "sentence":
        for edge in _SENTENCE_EDGE.finditer(text, low, high):
            if edge.end() <= start:
                low = edge.end()
            elif edge.start() >= end:
                high = edge.start()
                break
    return low, high
