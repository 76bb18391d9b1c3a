"""What goes from subtitles and transcripts only when it is asked for by name: marks of sounds, and English fillers.

Both were heard. A reader may want neither, but a record of what was said holds them, so nothing here is on by default:
`--select transcription,sound-mark,filler-word`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.languages import spoken as languages
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Segment, Signal, inside_any
from cleaner.packs.book import RuleBook
from cleaner.propose.judged import CERTAIN

GROUP = "transcription"
SOUND, FILLER = "sound-mark", "filler-word"
#: The longest mark of a sound, in code points; what is longer in brackets is a note.
LONGEST = 40
_BRACKETED = compile_later(r"[ \t]*(?:\[[^\[\]\r\n]*\]|【[^【】\r\n]*】)")
#: Sounds that are no word of English, with the comma and the blank on one side.
_FILLER = compile_later(r"(?:,?[ \t]+|^)(?:u+h+m*|u+m+|erm+|hm+)(?![\w'’-])(?:,|\.{3}|…)?", re.I | re.M)
_NEXT = compile_later(r"[ \t]*(\w)?")
_WORD = compile_later(r"\w")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Removals of sound marks and fillers, in cues and in the turns of a transcript."""
    sounds, fillers = book.selection.has(SOUND, GROUP), book.selection.has(FILLER, GROUP)
    if not (sounds or fillers):
        return
    spoken = [s for s in document.segments if s.kind in ("cue", "turn") and not s.fixed]
    if sounds:
        yield from _sounds(document, spoken)
    told = languages(document.text) if fillers else frozenset()
    if "en" in told:
        for segment in spoken:
            yield from _fillers(document, segment, sure=told == {"en"})


def _sounds(document: Document, spoken: list[Segment]) -> Iterator[Edit]:
    text = document.text
    named = [s for s in spoken if "sound" in s.marks]
    if len(named) == len(spoken):  # nothing would be left
        return
    for segment in spoken:
        if "sound" in segment.marks:
            end = segment.outer_end
            end += 2 if text.startswith("\r\n", end) else text.startswith(("\r", "\n"), end)
            whole = _removal(text, segment.outer_start, end, SOUND)
            yield whole._replace(signals=(Signal(SOUND, CERTAIN),))
            continue
        found = list(_BRACKETED.finditer(text, segment.start, segment.end))
        rest = _BRACKETED.sub("", text[segment.start : segment.end])
        for match in found if _WORD.search(rest) else ():
            start, end = match.span()
            if start == segment.start or text[start - 1] in "\r\n":  # at a line's start the blank after it goes
                end += len(re.compile(r"[ \t]*").match(text, end, segment.end)[0])  # type: ignore[index]
            if end - start <= LONGEST and not inside_any(start, end, segment.protected):
                yield _removal(text, start, end, SOUND)


def _fillers(document: Document, segment: Segment, sure: bool) -> Iterator[Edit]:
    """A filler goes with its comma; the word after one that opened a sentence takes over its capital.

    Unless it is `sure` that the language is English, only those with a comma or dots go: "um" is a word of others.
    """
    text = document.text
    prose = text[segment.start : segment.end]
    if not _WORD.search(_FILLER.sub("", prose)):  # it is all that is said
        return
    for match in _FILLER.finditer(text, segment.start, segment.end):
        start, end = match.span()
        sound = text[start:end].lstrip(", \t")
        if not sure and not re.search(r"[,.…]", text[start:end]):
            continue
        after = _NEXT.match(text, end, segment.end)
        new = ""
        opens = start == segment.start or text[start - 1] in "\r\n" or text[start - 1] in ".!?"
        if after and opens and sound[:1].isupper() and after[1]:
            end, new = after.end(), after[1].upper()
            new = new if start == segment.start or text[start - 1] in "\r\n" else " " + new
        elif after and (start == segment.start or text[start - 1] in "\r\n"):
            end = after.end() - len(after[1] or "")
        if not inside_any(start, end, segment.protected):
            yield Edit(start, end, text[start:end], new, FILLER, GROUP, message="A sound, no word.")


def _removal(text: str, start: int, end: int, rule: str) -> Edit:
    return Edit(start, end, text[start:end], "", rule, GROUP, message="The name of a sound.")
