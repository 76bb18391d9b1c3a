"""What the rules' phrases and patterns find in each line of a document, looked for once in a line.

What fits a line depends on that line alone. So a line that comes again, in the document or in what an earlier pass has
made of it, is not looked through again: a second pass costs little more than its changed lines.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, cast

from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import Phrase, normalise
from cleaner.packs.rule import Rule
from cleaner.packs.shape import length
from cleaner.propose.budget import found_in_time, is_late

Found = tuple[Rule, Phrase]


class Told(NamedTuple):
    """What was found in a line, as phrases see it: what fits it, and phrases that may be a sentence of it."""

    line: bytes = b""
    fitting: tuple[Found, ...] = ()
    inside: tuple[Found, ...] = ()


_NOTHING = Told()


def told_lines(document: Document, book: RuleBook) -> dict[int, Told]:
    """Number of segment -> what was found in it, for each in which anything was."""
    if "told" not in document.facts:
        text = document.text
        lines = [text[s.start : s.end] for s in document.segments]
        known = cast("dict[str, Told]", document.facts.setdefault("known lines", {}))
        fresh = [line for line in dict.fromkeys(lines) if line not in known]
        known.update(zip(fresh, _look(document, book, fresh), strict=True))
        document.facts["told"] = {n: told for n, line in enumerate(lines) if (told := known[line]) is not _NOTHING}
        if any(is_late(document, rule) for rule in book.active("pattern")):
            known.clear()  # a rule that was late has not seen all lines
    return cast("dict[int, Told]", document.facts["told"])


def _look(document: Document, book: RuleBook, lines: list[str]) -> list[Told]:
    normalised = normalise("\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines))
    words: dict[int, int] = {}

    def fits(number: int, rule: Rule, phrase: Phrase) -> bool:
        if rule.match != "line" or rule.kind == "pattern":
            if number not in words:
                words[number] = length(lines[number])
            if words[number] > rule.max_words:
                return False
        return rule.kind != "pattern" or found_in_time(document, rule, book.regex(phrase.text), lines[number])

    fitting: dict[int, list[Found]] = defaultdict(list)
    inside: dict[int, list[Found]] = defaultdict(list)
    for number, rule, phrase in book.phrases.hits(normalised, fits=fits) if lines else ():
        fitting[number].append((rule, phrase))
    split = normalised.split(b"\n")
    for number, rule, phrase in book.sentences.candidates(normalised) if lines else ():
        if phrase.may_stand_in(split[number]):
            inside[number].append((rule, phrase))
    return [
        Told(split[n], tuple(fitting.get(n, ())), tuple(sorted(inside.get(n, ()), key=_surest)))
        if n in fitting or n in inside
        else _NOTHING
        for n in range(len(lines))
    ]


def _surest(found: Found) -> tuple[float, str, str]:
    return -found[0].weight, found[0].id, found[1].text
