"""What the findings are that the program makes without a YAML rule, in the words of a rule: title and why."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.comments import UNKNOWN
from cleaner.packs.select import BUILT_IN


class BuiltIn(NamedTuple):
    """One finding of the program's own."""

    group: str
    title: str
    why: str = ""


_WORDS = {
    "neighbours": (
        "A line that stands among boilerplate",
        "It says little by itself, but the lines around it go, and content does not stand alone among them.",
    ),
    "headlines-last": (
        "Headlines of other stories after the last paragraph",
        "Two or more in a row are links whose heading was not scraped; an article ends with a sentence.",
    ),
    UNKNOWN: (
        "A comment that names a rule which is not there",
        "It switches nothing: the name is misspelled, or the rule's pack is not loaded.",
    ),
    "teasers-last": (
        "What stands under a heading of other stories, down to the end",
        "The heading is gone, no line under it is a paragraph and many are no sentence: teasers of other stories.",
    ),
    "readers-comments": (
        "Readers' comments under an article, down to the end",
        "A label of the comment section stands below the article, and under it lines that say when each was posted.",
    ),
    "running-head": (
        "The head or foot of a page: a line that counts the pages",
        "The same short line comes again after a page, its number one or two higher, in the midst of sentences.",
    ),
    "menu-cells": (
        "A menu laid out as a table",
        "A table that tells something has columns and rows; a column at the end or one row of labels tells nothing.",
    ),
    "attachment-label": (
        "The label under the name of an attached file",
        "A chat prints PDF, File or 12 kB right below the name of a file; elsewhere these are words.",
    ),
    "separator-left-over": ("A rule or a bullet that stood beside removed lines", "Without them it separates nothing."),
    "ftfy": (
        "Text that was decoded with the wrong encoding",
        "Bytes of one encoding were read as another, which leaves Ã© where é was; ftfy finds what they were.",
    ),
    "lost-character": (
        "A character lost to U+FFFD",
        "It is given back where what stands around leaves one reading: an apostrophe inside a word, a quotation mark.",
    ),
    "invisible-character": (
        "Characters that no reader can see",
        "Zero-width blanks and marks of direction inside plain words break searches and hide text.",
    ),
    "ocr-confusion": (
        "Letters that reading by machine confuses",
        "rn for m, 1 for l, 0 for o, f for the long s: undone where the word is none and one reading is common. Acts "
        "only in texts that show many of these, or where the group `ocr` is selected.",
    ),
    "ocr-line-end-hyphen": (
        "A word that the end of a printed line cut in two",
        "Its second half goes up to the first; lines stay lines. Acts only in texts with many, or where selected.",
    ),
    "codespell": (
        "A typo that codespell's dictionary knows",
        "It is no word, and the dictionary has one correction. Names, codes, foreign words and words that the text "
        "uses again and again are left alone.",
    ),
    "unknown-word": (
        "A word that no list knows, one letter from a common one",
        "It is as rare as slips are, its one neighbour is common, and it is not built from known parts.",
    ),
    "words-run-together": ("Two words without the blank between them", "Exactly one cut gives two common words."),
    "word-cut": ("A word cut in two, or in the wrong place", "One part is no word, and the whole is a common one."),
    "term-written-otherwise": (
        "A rare word that the text writes differently everywhere else",
        "The text itself says how it is spelled: this once it is one letter away.",
    ),
    "name-written-otherwise": (
        "A name that the text writes differently everywhere else",
        "The text itself says how it is spelled: this once it is one letter away, and no name of its own.",
    ),
    "quotation-differs": (
        "One quotation in two versions",
        "The same text quotes nearly these words elsewhere; one of the two is wrong, and only a person can say which.",
    ),
    "repeated-cue": ("A cue that only repeats", "Speech recognition gets caught in loops; nobody said it so often."),
    "sound-mark": (
        "The name of a sound in subtitles or a transcript: [Applause]",
        "It was heard, so it stays unless it is asked for: --select sound-mark.",
    ),
    "filler-word": (
        "An English filler in subtitles or a transcript: um, uh",
        "It was said, so it stays unless it is asked for: --select filler-word.",
    ),
    "renumber-cues": ("Numbers of the cues, after some were removed", "Players expect them to count from one."),
    "space-before-punctuation": ("A blank before a comma or full stop", ""),
    "space-after-punctuation": ("No blank after a comma, colon or semicolon", ""),
    "space-after-full-stop": ("No blank between two sentences", ""),
    "space-at-dash": ("A dash with a blank on one side only", ""),
    "space-before-address": ("A web address glued to the word before it", ""),
    "space-before-bullet": ("A bullet glued to the item before it", ""),
    "quote-never-opened": (
        "A quotation that is closed but was never opened",
        "The line is one sentence, a closing mark and who said it; so the quotation opens where the line does.",
    ),
    "quote-faces-wrong-way": ("A curly quotation mark that faces the wrong way", "Its neighbours say where it opens."),
    "quote-space": ("A quotation mark apart from its words, or glued to the next", ""),
    "wrong-apostrophe": ("An apostrophe that is another sign", ""),
    "a-an": ("“a” for “an”, or “an” for “a”", "The sound that the next word begins with decides, not its letter."),
    "possessive-mixed-up": (
        "“it’s”, “you’re” or “they’re” for the possessive",
        "The words on both sides decide, by how often they stand beside the one and the other in print.",
    ),
    "doubled-word": ("A little word written twice", "What grammar doubles (“had had”, “that that”) is left alone."),
    "doubled-phrase": ("Two or more words written twice", ""),
    "doubled-content-word": ("Any other word written twice", "It may be style, so it is changed with --unsafe only."),
}
NAMES = frozenset({"neighbours", UNKNOWN, *(name for names in BUILT_IN.values() for name in names)})


def builtin(name: str) -> BuiltIn | None:
    """What the finding `name` is, or None where it is a rule's or nobody's.

    >>> builtin("codespell")[:2]
    ('typos', "A typo that codespell's dictionary knows")
    """
    if name not in NAMES:
        return None
    group = next((group for group, names in BUILT_IN.items() if name in names), "boilerplate" * (name != UNKNOWN))
    return BuiltIn(group, *_WORDS.get(name, ("Found by the program itself",)))
