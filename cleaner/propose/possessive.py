"""“it’s”, “you’re” and “they’re” for “its”, “your” and “their”: "in it's place", "all you're files".

The words on both sides decide. After most prepositions only the possessive can stand; after other words both the word
before and the one after must, in print, stand far more often at the possessive than at the pronoun and its verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

from cleaner.later import compile_later
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import is_sic
from cleaner.propose.places import segment_at
from cleaner.propose.signs import at_signs
from cleaner.words import pair

RULE = "possessive-mixed-up"
#: What is written -> the possessive, the pronoun, its verb; and its apostrophe, which is looked for.
_FORMS = {"it's": ("its", "it", "is"), "you're": ("your", "you", "are"), "they're": ("their", "they", "are")}
_APOSTROPHE = compile_later(r"['’](?:(?=s )(?<= it.)|(?=re )(?:(?<= you.)|(?<= they.)))")
_FORM = compile_later(r"(?<=[a-z] )(?:it|you|they)['’](?:s|re) $")
#: "Some of it's old", "later on it's used": the preposition belongs to what is before it.
_APART = compile_later(
    r"\b(?:some|none|much|more|lots?|most|all|any|half|parts?|rest|bits?|each|one|two|many|few|both) of $"
    r"|\b(?:later|early|from now|go|goes|going|went|come|comes|coming|move|log|get|carry|sign|turn) (?:on|in) $",
    re.I,
)
_BEFORE, _AFTER = compile_later(r"(?<![\w’'-])([A-Za-z]+) $"), compile_later(r"([a-z]{2,})(?![\w'’/-])")
#: Words after which a clause hardly ever begins.
_PREPOSITIONS = frozenset("of to from with into in on by at under inside outside within behind across onto".split())
#: Words between clauses, after which one begins.
_BETWEEN = frozenset("and or but so that as than if when because while then i".split())
#: What may follow the verb even after a preposition ("down to it's just"), or be a part of it ("it's been").
_VERB_PARTS = frozenset(
    "a an the not been got just all only like really very so that this what still also going hard easy never no too "
    "about time in on at to of for from with and or".split()
)
LEFT, RIGHT = -0.85, 1.2  #: natural logarithms of how much more often, at least, the possessive stands there in print
AFTER_PREPOSITION = -1.5  #: the same before the next word, after a preposition
SEEN = 50_000  #: what a pair counts that is not in the list


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The possessive in place of each pronoun and verb that cannot stand where it does."""
    if not book.selection.has(RULE, "transcription"):
        return
    text = document.text
    for mark in at_signs(_APOSTROPHE, document):
        end = text.index(" ", mark.end()) + 1
        form = _FORM.search(text, max(0, end - 10), end)
        if not form or not segment_at(document, form.start()):
            continue
        before, after = _BEFORE.search(text, max(0, form.start() - 30), form.start()), _AFTER.match(text, end)
        written = form[0][:-1]
        possessive = _FORMS[written.replace("’", "'")][0]
        if _APART.search(text, max(0, form.start() - 30), form.start()):
            continue
        if before and after and is_possessive(before[1].lower(), written, after[1]) and not is_sic(text, end):
            yield Edit(
                form.start(), end - 1, written, possessive, rule=RULE, group="transcription",
                message=f"“{possessive}” is meant",
            )  # fmt: skip


def is_possessive(before: str, written: str, after: str) -> bool:
    """Whether `written`, between two words in small letters, is meant as a possessive.

    >>> [is_possessive(*words.split()) for words in ("in it's place", "all you’re files", "if it's name")]
    [True, True, False]
    """
    possessive, pronoun, verb = _FORMS[written.replace("’", "'")]
    if after in _VERB_PARTS or before in _BETWEEN:
        return False
    if before in _PREPOSITIONS and possessive != "their":
        return _likelier(possessive, verb, after) >= AFTER_PREPOSITION
    left = log((pair(before, possessive) + SEEN) / (pair(before, pronoun) + SEEN))
    both = pair(before, possessive) > 0 and pair(possessive, after) > 0
    return both and left >= LEFT and _likelier(possessive, verb, after) >= RIGHT


def _likelier(possessive: str, verb: str, after: str) -> float:
    return log((pair(possessive, after) + SEEN) / (pair(verb, after) + SEEN))
