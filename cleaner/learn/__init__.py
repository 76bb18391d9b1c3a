"""Learn from a corpus what recurs in it, and write that as a pack: `cleaner learn`.

corpus.py   the texts of files, folders and JSON Lines, each with its source; read twice
keys.py     lines and templates as small keys that are cheap to count
census.py   first reading: how many documents have each key, in a table of fixed size
survey.py   second reading: where the keys that recur stand, and beside what
tells.py    what in a line speaks of a site and its reader
vouching.py whether it says what only a site says
wording.py  what its words say for junk and for content
verdict.py  junk, attribution, or doubtful, and why
pack.py     the pack
words.py    names and words of the corpus's own
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.learn.census import Census
from cleaner.learn.pack import Learned
from cleaner.learn.survey import Survey
from cleaner.learn.verdict import Judge
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules

if TYPE_CHECKING:
    from cleaner.learn.corpus import Corpus
    from cleaner.learn.words import Words

LEAST = 3  #: documents in which a line must recur


def learn(
    corpus: Corpus, name: str = "learned", least: int = LEAST, words: Words | None = None, counted: bool = False
) -> Learned:
    """What recurs in `corpus` under at least `least` documents that differ otherwise, as a pack called `name`.

    The corpus is read twice; `words`, if given, counts along; `counted` puts counts into the names of rules. Memory
    does not grow with the corpus: tables of 256 MB, and at most 50,000 candidates with a dozen sightings each.
    """
    census = Census().take(corpus)
    survey = Survey(census, least).take(corpus, words)
    judge = Judge(survey.found.values(), census.sources, RuleBook(load_rules()), least)
    return Learned(judge, name, counted)


__all__ = ["LEAST", "learn"]
