"""The examples inside rules, run: `cleaner rules test`.

A boilerplate example is put where its rule looks for it in a small article, and must go, whole, by the rule's own
signal and whatever other rules say; a near miss must stay. An example of a `replace` or `dictionary` rule is cleaned by
that rule alone. An example of a `shape` must have the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

from cleaner.languages import known
from cleaner.model import Document, Segment
from cleaner.packs.book import RuleBook
from cleaner.packs.index import Entry, PhraseIndex
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.packs.shape import RELATIONS, Lengths, Line

#: The article around an example: plain prose in which no rule may find anything.
ARTICLE = (
    "Ferry returns to the lake after eleven years",
    "The old ferry crossed the lake again on Saturday, carrying sixty passengers, nine bicycles and a brass band that "
    "had practised for most of the winter in the boat shed by the pier.",
    "Nobody on board could remember who had first thought of raising it from the mud, but everyone agreed that the "
    "engine, which a retired teacher rebuilt in his barn, had never sounded better than it did that morning.",
    "The council paid for the paint and the harbour master for the ropes; the rest came from two summers of jumble "
    "sales, a raffle and one anonymous envelope that was pushed under the door of the parish hall.",
    "The next crossing is planned for the first weekend in May, when the water is higher and the lower landing stage "
    "on the far shore has been mended by the volunteers who looked after it for so long.",
)


Books = Callable[[str], RuleBook]  # the book of a group's rules


class _Remembering(PhraseIndex):
    """An index that looks at a line once, for the article stands around every example: what fits a line depends on
    that line alone."""

    def __init__(self, rules: Sequence[Rule], on: Collection[int], inside: Collection[int]) -> None:
        super().__init__(rules, on, inside)
        self._lines: dict[tuple[bytes, str | None], list[Entry]] = {}

    def look(self, normalised: bytes, lengths: Lengths | None = None) -> Iterator[tuple[int, Entry]]:
        for number, line in enumerate(normalised.split(b"\n")):
            text = lengths.lines[number] if lengths else None
            if (line, text) not in self._lines:
                alone = Lengths([text]) if text is not None else None
                self._lines[line, text] = [entry for _, entry in super().look(line, alone)]
            for entry in self._lines[line, text]:
                yield number, entry


class _Book(RuleBook):
    @cached_property
    def phrases(self) -> PhraseIndex:
        return _Remembering(self.rules, self._evidence(), self._sentences())


def run_examples(rules: Sequence[Rule], only: str = "") -> Iterator[tuple[Rule, str]]:
    """(rule, what is wrong) for every example that fails and every phrase that no example hits."""
    books = cache(lambda group: _Book(rules, _with_group(group)))
    for rule in rules:
        if (only and only not in (rule.id, rule.pack)) or not rule.enabled:
            continue
        for problem in dict.fromkeys(_problems(rule, books)):  # a line is tried in several places
            yield rule, problem


def _problems(rule: Rule, books: Books) -> Iterator[str]:
    if rule.tests is None:
        yield "has no tests"
        return
    check = {"shape": _shape, "replace": _edit, "dictionary": _edit}.get(rule.kind, _evidence)
    yield from check(rule, books)
    yield from _uncovered(rule)


def _shape(rule: Rule, books: Books) -> Iterator[str]:
    relations = frozenset((rule.shape or {}).get("is", ())) & frozenset(RELATIONS)
    for text, wanted in _texts(rule):
        fits = all(line.fits(rule.shape or {}) for line in _lines(text, relations))
        if fits != wanted:
            yield f"{'does not have' if wanted else 'has'} the shape: {text!r}"


def _lines(text: str, relations: frozenset[str]) -> list[Line]:
    from cleaner.segment import segmenter

    segments = segmenter("markdown" if text.startswith(("[", "# ", "- ")) else "text")(text)
    return [Line(text[s.start : s.end], s, relations) for s in segments] or [
        Line(text, Segment(0, len(text)), relations)
    ]


def _edit(rule: Rule, books: Books) -> Iterator[str]:
    from cleaner.propose import replacing

    book = RuleBook([rule], _alone(rule))
    for change in (rule.tests or {})["changes"]:
        old, new = (change["from"], change["to"]) if isinstance(change, dict) else (change, None)
        edits = list(replacing.propose(_document(old), book))
        if not edits:
            yield f"does not fire on {old!r}"
        elif new is not None and (got := _applied(old, edits)) != new:
            yield f"makes {got!r} of {old!r}, not {new!r}"
    for text in (rule.tests or {})["keeps"]:
        if edits := list(replacing.propose(_document(text), book)):
            yield f"changes {edits[0].old!r} to {edits[0].new!r} in {text!r}"


def _evidence(rule: Rule, books: Books) -> Iterator[str]:
    from cleaner.propose import boilerplate

    book = books(rule.group)
    for text, wanted in _texts(rule):
        for place in _places(rule.where):
            before, after = (ARTICLE[:place], ARTICLE[place:])
            document = _document("\n\n".join([*before, text, *after]))
            first = len(before)
            last = len(document.segments) - len(after)
            judged = boilerplate.judge(document, book)
            gone = {n for n, j in judged.items() if j.removed}
            fired = any(s.rule == rule.id for n in range(first, last) if n in judged for s in judged[n].signals)
            own = set(range(first, last))
            if wanted and not fired:
                yield f"does not fire on {text!r}"
            elif wanted and rule.weight > 0 and not own <= gone:
                kept = next(n for n in sorted(own - gone))
                line = document.text[document.segments[kept].start : document.segments[kept].end]
                yield f"does not remove {line!r} (score {judged[kept].score if kept in judged else 0:.1f}) of {text!r}"
            elif not wanted and own & gone:
                yield f"removes the near miss {text!r}"
            if gone - own:
                yield f"takes the article along with {text!r}"


def _uncovered(rule: Rule) -> Iterator[str]:
    if rule.kind not in ("phrase", "block"):
        return
    examples = [c["from"] if isinstance(c, dict) else c for c in (rule.tests or {})["changes"]]
    index = PhraseIndex([rule])
    hit = {phrase.text for _, _, phrase in index.hits(normalise("\n".join(examples)))}
    for text in rule.phrases:
        if text not in hit:
            yield f"no example hits the phrase {text!r}"


def _texts(rule: Rule) -> Iterator[tuple[str, bool]]:
    tests: dict[str, Any] = rule.tests or {}
    yield from ((c["from"] if isinstance(c, dict) else c, True) for c in tests["changes"])
    yield from ((text, False) for text in tests["keeps"])


def _places(where: str) -> tuple[int, ...]:
    return {"leading": (0,), "trailing": (len(ARTICLE),), "edge": (0, len(ARTICLE))}.get(where, (2, len(ARTICLE)))


def _document(text: str) -> Document:
    from cleaner.segment import segmenter

    spoken = {"plausible": known(), "likely": known()}  # all of them: the article around is English
    return Document(text, segmenter("text")(text), facts={**spoken})


def _applied(text: str, edits: list[Any]) -> str:
    from cleaner import edits as calculus

    return calculus.apply(text, calculus.resolve(_document(text), edits))


def _alone(rule: Rule) -> Any:
    from cleaner.packs.select import Selection

    return Selection([rule.id])


def _with_group(group: str) -> Any:
    from cleaner.packs.select import Selection

    return Selection(["boilerplate", group])
