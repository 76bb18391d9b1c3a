"""Subtitle cues that speech recognition made up: stock phrases out of silence, and one cue in a loop.

Which phrases are made up is for a pack to say; here is where they may go: as a run that touches the start or
the end of the transcript, or standing three times in a row. The same words in the middle of a talk were
probably said. A cue that is sung or only names a sound is neither invented nor a loop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety, Segment, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.propose.judged import CERTAIN

GROUP = "transcription"

_ROW = 3  # the same cue so often in a row was not said ...
_SHORT_ROW = 6  # ... but "No." "No." "No." may be an answer and "Go, go!" a crowd
_SHORT = 2  # different words up to which a cue counts as short
_PHRASE = 3  # words of a phrase; three or more of them in a row in one cue ...
_OVER = 18  # ... were not said, if they are so many words: a crowd does not chant for so long
_LONGEST = 2000  # code points; longer is no cue
_FRAMES = 0.2  # seconds; a sign set frame by frame is the same cue again and again, for a frame or two each

# A word; where a script puts no space between words, two letters stand for one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = compile_later(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}]+")
#: Where a cue's phrases part: at marks, and at "and" after a comma, as recognition strings them together.
_PART = compile_later(r"[.!?…,;。！？、，]+\s*(?:(?:and|y|e|et|und|и|ve)\s+)?", re.I)
_SENTENCE_END = compile_later(r"(?<=[.!?…。！？])\s*")


class Invented(NamedTuple):
    """What a pack says of a phrase: the rule that knows it, and how far the rule may be trusted."""

    rule: str
    safety: Safety = Safety.SAFE
    message: str = "Speech recognition invents this where nobody speaks."


#: Says of a cue's words, without markup, whether speech recognition is known to invent them.
Matcher = Callable[[str], "Invented | None"]

_LOOPED = Invented("repeated-cue", message="Speech recognition repeated this cue.")


class _Run(NamedTuple):
    """Neighbouring cues of one wording."""

    wording: str
    cues: list[Segment]
    found: Invented | None


def phrase_matcher(phrases: Iterable[str], found: Invented) -> Matcher:
    """A matcher for cues whose every sentence is one of `phrases`; case and punctuation do not count.

    >>> match = phrase_matcher(["thanks for viewing", "bye"], Invented("stock-cue"))
    >>> [bool(match(words)) for words in ("Thanks for viewing! Bye...", "- BYE", "Bye, Anna.", "")]
    [True, True, False, False]
    """
    known = {words for phrase in phrases if (words := _words(phrase))}

    def match(shown: str) -> Invented | None:
        sentences = {words for part in _SENTENCE_END.split(shown) if (words := _words(part))}
        return found if _words(shown) in known or (sentences and sentences <= known) else None

    return match


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The removal of invented and looping cues from subtitles, by the rules that say `cues: true`."""
    if document.format not in ("srt", "vtt") or not book.selection.has(_LOOPED.rule, GROUP):
        return
    rules = [rule for rule in book.active("phrase") if rule.cues]

    def known(part: str) -> Invented | None:
        words = normalise(part)
        fitting = (r for r in rules if any(p.fits(words, "line") for p in r.compiled))
        return next((Invented(r.id, r.safety, r.message or r.title) for r in fitting), None)

    yield from propose_cues(document, lambda shown: known(shown) or _in_parts(shown, known))


def _in_parts(shown: str, known: Matcher) -> Invented | None:
    """What is known of a cue that is made of phrases, each of them known, or that says one thing over and over."""
    if len(shown) > _LONGEST:
        return None
    said = _words(shown).split()
    period = _period(said)
    if period >= _PHRASE and len(said) >= max(_ROW * period, _OVER):
        return _LOOPED
    found = [known(part) for part in dict.fromkeys(_PART.split(shown)) if part.strip()]
    return found[0] if len(found) > 1 and all(found) else None


def _period(words: list[str]) -> int:
    """After how many words they are the same again, to the last; their number if they are not.

    >>> _period("go on and go on and go".split())
    3
    """
    border = [0] * len(words)  # Knuth, Morris, Pratt: the longest start of words[: i + 1] that is also its end
    for i in range(1, len(words)):
        k = border[i - 1]
        while k and words[k] != words[i]:
            k = border[k - 1]
        border[i] = k + (words[k] == words[i])
    return len(words) - (border[-1] if words else 0)


def propose_cues(document: Document, match: Matcher) -> list[Edit]:
    r"""Edits that remove invented cues and shrink loops to their first cue, in order and not overlapping.

    When nothing but invented cues would be there, they stay.

    >>> from cleaner.segment.subtitles import segment_srt
    >>> srt = "1\n00:01,0 --> 00:02,0\nGood morning.\n\n2\n00:02,0 --> 00:03,0\nThanks for viewing!\n"
    >>> match = phrase_matcher(["thanks for viewing"], Invented("stock-cue"))
    >>> [(e.old, e.new) for e in propose_cues(Document(srt, segment_srt(srt), "srt"), match)]
    [('2\n00:02,0 --> 00:03,0\nThanks for viewing!\n', '')]
    """
    rows, runs = _settle(_runs(document, match))
    edges = _edges(runs)
    if runs and len(edges) == len(runs):
        return propose_cues(document, lambda words: None)
    loops = [i for i in range(len(runs)) if i not in edges and _is_loop(document.text, runs, i)]
    gone = [(cue, run.found) for run in [*rows, *(runs[i] for i in edges)] for cue in run.cues]
    gone += [(cue, _LOOPED) for i in loops for cue in runs[i].cues[1:]]
    return sorted((_removal(document.text, cue, why) for cue, why in gone if why), key=lambda e: e.start)


def _runs(document: Document, match: Matcher) -> Iterator[_Run]:
    """The cues, neighbours of one wording together. Markup is part of it: karaoke changes only that."""
    cues = [s for s in document.segments if s.kind == "cue" and not s.fixed]
    for wording, same in groupby(cues, lambda s: " ".join(document.text[s.start : s.end].casefold().split())):
        run = list(same)
        yield _Run(wording, run, None if run[0].marks else match(_shown(document.text, run[0])))


def _settle(runs: Iterable[_Run]) -> tuple[list[_Run], list[_Run]]:
    """(invented phrases in a row, which go wherever they stand; the runs that are left without them).

    Where such a row parted two runs of one wording they become one, so that cleaning again finds nothing new.
    """
    rows: list[_Run] = []
    left: list[_Run] = []
    for run in runs:
        if left and left[-1].wording != run.wording and _is_row(left[-1]):
            rows.append(left.pop())
        if left and left[-1].wording == run.wording:
            run = run._replace(cues=left.pop().cues + run.cues)
        left.append(run)
    return rows, left


def _is_row(run: _Run) -> bool:
    return run.found is not None and run.found.safety is Safety.SAFE and len(run.cues) >= _ROW


def _edges(runs: list[_Run]) -> set[int]:
    """Indexes of the invented runs before the first and after the last cue that was spoken."""
    edges = set()
    for order in (range(len(runs)), reversed(range(len(runs)))):
        for i in order:
            if runs[i].found:
                edges.add(i)
            elif "sound" not in runs[i].cues[0].marks:
                break
    return edges


def _is_loop(text: str, runs: list[_Run], i: int) -> bool:
    """Whether run `i` is a loop: long enough, no song, and each cue shown long enough to be read."""
    cues = runs[i].cues
    if len(cues) < _ROW or cues[0].marks:
        return False
    if len(cues) < _SHORT_ROW and len(set(_WORD.findall(_shown(text, cues[0]).casefold()))) <= _SHORT:
        return False
    if any("music" in run.cues[0].marks for run in runs[max(0, i - 1) : i + 2]):
        return False
    from cleaner.segment.subtitles import seconds

    return max(seconds(text[cue.outer_start : cue.start]) for cue in cues) >= _FRAMES


def _shown(text: str, cue: Segment) -> str:
    """The cue's words without markup, on one line."""
    at, parts = cue.start, []
    for start, end in cue.protected:
        parts.append(text[at:start])
        at = end
    return " ".join("".join([*parts, text[at : cue.end]]).split())


def _words(phrase: str) -> str:
    return " ".join(re.findall(r"[\w’']+", phrase.casefold().replace("’", "'")))


def _removal(text: str, cue: Segment, why: Invented) -> Edit:
    """Removes the whole cue and the line break after it."""
    start, end = cue.outer_start, cue.outer_end
    end += 2 if text.startswith("\r\n", end) else text.startswith(("\r", "\n"), end)
    signals = (Signal(why.rule, CERTAIN),)  # without one, what is outside the cue's words would stay
    return Edit(start, end, text[start:end], "", why.rule, GROUP, why.safety, why.message, signals)
