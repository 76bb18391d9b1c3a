"""The flow: segment and protect, propose edits, resolve, apply; until nothing changes; then judge."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

from cleaner import edits as calculus
from cleaner import given
from cleaner.again import LONG, Memory
from cleaner.comments import switches
from cleaner.errors import CleanerError
from cleaner.languages import is_likely
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Result, Safety, Segment
from cleaner.names import Names
from cleaner.packs.book import RuleBook
from cleaner.packs.builtin import NAMES, builtin
from cleaner.packs.load import load_rules
from cleaner.packs.select import Selection, problem_with
from cleaner.propose import (
    asked,
    boilerplate,
    doubled,
    encoding,
    indefinite,
    joined,
    lost,
    names,
    ocr,
    possessive,
    quotations,
    quotes,
    replacing,
    sentences,
    spacing,
    spelling,
    typos,
)
from cleaner.propose.budget import GROWN, LATE, RESTLESS
from cleaner.segment import segmenter
from cleaner.settle import settle
from cleaner.steps import Steps, alone

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.extract import Extracted

Proposer = Callable[[Document, RuleBook], Iterator[Edit]]


def _cues(document: Document, book: RuleBook) -> Iterator[Edit]:
    if document.format in boilerplate.SPOKEN:
        from cleaner.propose import cues  # only for subtitles

        yield from cues.propose(document, book)


#: What proposes edits, in order, in two stages: the slips of a text are looked for when its junk is gone and its
#: characters are right. So most texts are looked through once, and what is told from a whole text (its language, the
#: names in it) is told from the text that stays.
STAGES: tuple[tuple[Proposer, ...], ...] = (
    (boilerplate.propose, sentences.propose, _cues, asked.propose, encoding.propose, lost.propose),
    (
        ocr.propose,
        replacing.propose,
        typos.propose,
        quotes.propose,
        spacing.propose,
        spelling.propose,
        joined.propose,
        doubled.propose,
        indefinite.propose,
        possessive.propose,
        names.propose,
        quotations.propose,
    ),
)
#: What knows English only: in other languages "dont" is a word, a word may stand twice, and “ closes a quotation.
ENGLISH = frozenset(STAGES[1]) - {replacing.propose}
_STRAY = compile_later("[\ud800-\udfff]")
PASSES = 12  #: changes until nothing changes; after that the rules that still act are dropped for this text
GROWTH, ROOM = 2, 10_000  #: a text may become so many times as long, and so many code points longer
SHARE = 0.9  #: at most this share of a text's code points may go ...
TO = ("text", "markdown")  #: what HTML may become
DOUBTFUL = 0.5  #: ... and this share in lines that are not certain by themselves


class Cleaner:
    """Rules loaded once, for many texts.

    `select` and `ignore` are groups and rule ids, `rules` paths of more packs; `unsafe` applies edits that are less
    than safe; `share` is the most that a text may lose, as a share of its code points; `to` is what HTML becomes
    (`text`, `markdown`); `isolate` reads HTML in a process with limits on time and memory; `words` are words and
    names that the fixers of slips leave alone. Raises CleanerError on a broken pack or an unknown name.

    >>> Cleaner(select=["typos"]).clean("I recieve teh post.").text
    'I receive the post.'
    """

    def __init__(
        self,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        rules: Iterable[str | Path] = (),
        unsafe: bool = False,
        share: float = SHARE,
        to: str = "text",
        isolate: bool = False,
        words: Iterable[str] = (),
        front_matter: Iterable[str] = (),
    ) -> None:
        select, ignore = given.several("select", select), given.several("ignore", ignore)
        rules = tuple(str(path) for path in given.several("rules", rules))
        self.share = given.portion("share", share)
        self.to = given.one_of("to", to, TO)
        self.isolate = isolate
        self.front_matter = given.several("front_matter", front_matter)
        words = given.several("words", words)
        self._made_of = select, ignore, rules, unsafe, share, to, isolate, words, self.front_matter
        self.book = RuleBook(load_rules(rules), Selection(select, ignore))
        self.required = Safety.UNSAFE if unsafe else Safety.SAFE
        self.names = Names(words)

    def __reduce__(self) -> tuple[Callable[..., Cleaner], tuple[object, ...]]:
        """To another process go the arguments; there it is made once, however often it is sent."""
        return _made_once, self._made_of

    def clean(
        self, text: str, format: str = "text", url: str | None = None, title: str | None = None,
        source: str | None = None,
    ) -> Result:  # fmt: skip
        """`text` without its junk and slips, with every edit that was made and every finding that was not.

        The promises hold: `edits` applied to `original` give `text`, and cleaning `text` again changes nothing. A
        text that would lose more than the allowed share comes back as it was, with the reason in `refused`. Of HTML
        the article is extracted first, and `original` is the extracted text.

        `format` is `text`, `markdown`, `html`, `srt` or `vtt`; `url`, `title` and `source` are where the text is from,
        if that is known. Raises CleanerError for a format that is none, TypeError for what is no str.
        """
        first = self.document(given.text(text), format, url, title)
        first.source = source
        return alone(self.steps(first))

    def steps(self, first: Document) -> Steps[Result]:
        """What `clean` does with a document, step by step."""
        metadata = cast("dict[str, str]", first.facts.get("metadata", {}))
        dropped: dict[str, str] = {}
        with nullcontext() if len(first.text) < LONG else _uncollected():
            while True:
                made, flags, restless = yield from self._converge(first, dropped)
                if not restless:
                    break
                dropped.update(restless)
                first.facts.clear()
        flags = sorted([*self._notices(first, dropped), *flags], key=lambda f: (f.start, f.end))
        original = first.text
        cleaned = calculus.apply(original, made)
        if reason := self._too_much(original, cleaned, made):
            return Result(original, (), tuple(flags), original, reason, metadata)
        return Result(cleaned, tuple(made), tuple(flags), original, "", metadata)

    def _notices(self, document: Document, dropped: dict[str, str]) -> Iterator[Edit]:
        """Flags about rules that were left out and why, and about comments that name none."""
        for name, why in sorted(dropped.items()):
            rule = self.book.get(name) or builtin(name)
            group = rule.group if rule else ""
            yield Edit(0, 0, "", "", rule=name, group=group, safety=Safety.FLAG, message=why)
        if off := switches(document):
            yield from off.unknown(lambda name: "" if name in NAMES else problem_with(name, self.book.rules))

    def document(self, text: str, format: str = "text", url: str | None = None, title: str | None = None) -> Document:
        """`text` cut into segments; of HTML, the extracted article."""
        if format != "html":
            return Document(text, self._segments(text, format), format, title, url)
        page = _extractor(self.isolate)(text, url, markdown=self.to == "markdown")
        segments = page.segments if self.to == "text" else self._segments(page.text, self.to)
        facts: dict[str, object] = {"metadata": page.metadata, "dropped": page.dropped}
        return Document(page.text, segments, self.to, title or page.title, url, facts=facts)

    def _segments(self, text: str, format: str) -> list[Segment]:
        if format == "markdown" and self.front_matter:
            from cleaner.segment.markdown import segment

            return segment(text, self.front_matter)
        return segmenter(format)(text)

    def _converge(
        self, first: Document, dropped: Collection[str]
    ) -> Steps[tuple[list[Edit], list[Edit], dict[str, str]]]:
        """(edits, flags, rules that must be left out and why) of a document."""
        made: list[Edit] = []
        flags: dict[int, list[Edit]] = {}  # of each stage, when it first looks
        late: list[Edit] = []
        document = first
        known = document.facts.setdefault("known", {})  # what does not change from pass to pass
        page = "metadata" in document.facts  # the segments of which are not made of its text
        memory = Memory() if len(document.text) >= LONG and not page else None
        document.facts["again"] = memory
        restless: set[str] = set()  # of two rules that undo each other both must go, or the next run would turn about
        for number in range(PASSES):
            chosen: list[Edit] = []
            for stage in range(len(STAGES)):
                chosen, found = yield from self._pass(document, stage, dropped)
                late += [flag for flag in found if flag.message == LATE]  # of the whole text, wherever they stand
                if stage not in flags:
                    flags[stage] = calculus.traced((f for f in found if f.message != LATE), made)
                if chosen:
                    break
            else:
                return made, _outside([*flags[0], *flags[1], *late], made), {}
            if number >= PASSES // 2:
                restless.update(e.rule for e in chosen)
            changed = calculus.apply(document.text, chosen)
            if len(changed) > GROWTH * len(first.text) + ROOM:
                return [], [], {e.rule: GROWN for e in chosen if len(e.new) > len(e.old)}
            made = calculus.compose(first.text, made, chosen, document.text)
            if memory:
                memory.follow(document.text, changed, chosen)
            sound = document.facts.get("sound") and not any(_STRAY.search(edit.new) for edit in chosen)
            document = self.document(changed, document.format, document.url, document.title)
            document.source = first.source
            document.facts.update(known=known, again=memory, sound=sound)
        return [], [], dict.fromkeys(restless, RESTLESS)

    def _pass(self, document: Document, stage: int, dropped: Collection[str]) -> Steps[tuple[list[Edit], list[Edit]]]:
        """(what to do now, what is only reported) of what the proposers of a stage find in the document."""
        seen, off = _without_stray_bytes(document), switches(document)
        is_foreign = not ENGLISH.isdisjoint(STAGES[stage]) and not is_likely(seen, ("en",))
        proposals: list[Edit] = []
        for number, propose in enumerate(STAGES[stage]):
            if is_foreign and propose in ENGLISH:
                continue
            yield stage, number, seen
            proposals += [
                edit
                for edit in propose(seen, self.book)
                if edit.rule not in dropped
                and not (off and off.blocks(edit))
                and not self.names.spare(document.text, edit)
            ]
        wanted = [e for e in proposals if e.safety >= self.required]
        found = [e for e in proposals if e.safety < self.required]
        chosen = settle(document, calculus.resolve(document, wanted)) if wanted else []
        return chosen, found

    def _too_much(self, text: str, cleaned: str, made: list[Edit]) -> str:
        """Why `made` must not be done to `text`, or ""."""
        gone = [e for e in made if not e.new]
        lost = sum(len(e.old) for e in gone)
        doubtful = sum(len(e.old) for e in gone if sum(s.weight for s in e.signals) < boilerplate.CERTAIN)
        for size, share in ((lost, self.share), (doubtful, min(self.share, DOUBTFUL))):
            if size > share * len(text):
                return f"{100 * size / len(text):.0f} % of it would go, more than the allowed {100 * share:.0f} %"
        if made and text.strip() and not cleaned.strip():
            return "nothing of it would be left"
        return ""


@cache
@lru_cache(maxsize=16)
def _made_once(*made_of: Any) -> Cleaner:
    return Cleaner(*made_of)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for cycles of garbage: of a long text there are millions of objects to look at, and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _extractor(isolate: bool) -> Callable[..., Extracted]:
    """What reads pages: a child process, unless this process is a child with limits of its own."""
    import multiprocessing

    from cleaner.extract import extract
    from cleaner.extract.worker import Worker

    if isolate and multiprocessing.parent_process() is None:
        worker = Worker()
        atexit.register(worker.close)
        return worker.extract
    return extract


def _without_stray_bytes(document: Document) -> Document:
    """The document as proposers see it: with a noncharacter for each stray byte, which no library takes as text."""
    if document.facts.get("sound"):
        return document
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError:
        text = _STRAY.sub("\ufdd0", document.text)
        told = document.format, document.title, document.url, document.source
        return Document(text, document.segments, *told, facts=dict(document.facts))
    document.facts["sound"] = True
    return document


def _outside(flags: list[Edit], made: list[Edit]) -> list[Edit]:
    """The flags that no edit touches, without overlaps, sorted."""
    kept: list[Edit] = []
    at = 0
    for flag in sorted(dict.fromkeys(flags), key=lambda e: (e.start, e.end, e.rule)):
        while at < len(made) and made[at].end <= flag.start:
            at += 1
        clear = at == len(made) or flag.end <= made[at].start
        if clear and (not kept or flag.start >= kept[-1].end):
            kept.append(flag)
    return kept


__all__ = ["STAGES", "Cleaner", "CleanerError"]
