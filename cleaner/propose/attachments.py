"""What a chat prints under the name of an attached file: PDF, File, Document, 12 kB.

Alone such a word is a word. Right below a line that is the name of a file, and nothing else, it is its label.
"""

from __future__ import annotations

import re

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.propose.judged import CERTAIN, Judged, removable

ATTACHMENTS = "attachment-label"  #: what takes the label
NAME, LABEL = 80, 24  #: code points of a name and of a label at most

_NAME = compile_later(
    r"[^\s/\\][^/\\\r\n]*\.(?:pdf|docx?|txt|md|csv|xlsx?|pptx?|rtf|log|json|png|jpe?g|webp|zip|ipynb|py)", re.I
)
_LABEL = compile_later(
    r"(?:pdf|file|document|spreadsheet|presentation|image|picture|text|archive|datei|dokument|tabelle|fichier|document"
    r"|archivo|documento|arquivo|immagine|imagen|imagem|文件|檔案|ファイル|파일|файл|документ|zip archive|csv|json|word"
    r"|\d{1,4}(?:[.,]\d{1,2})?\s?(?:[kmg]i?b|bytes))(?:\s?[·•|,]\s?\d{1,4}(?:[.,]\d{1,2})?\s?[kmg]i?b)?",
    re.I,
)


def mark(document: Document, judged: dict[int, Judged]) -> None:
    """Mark as removed, in `judged`, the label right below the name of a file."""
    segments, text = document.segments, document.text
    if document.format != "text":
        return
    for number in range(1, len(segments)):
        above, here = segments[number - 1], segments[number]
        if here.end - here.start > LABEL or above.end - above.start > NAME or not removable(here):
            continue
        if not text[above.end - 1 : above.end].isalnum():
            continue
        if _NAME.fullmatch(text, above.start, above.end) and _LABEL.fullmatch(text, here.start, here.end):
            found = judged.setdefault(number, Judged(here))
            if not found.removed:
                found.signals = [Signal(ATTACHMENTS, CERTAIN)]
                found.removed = True
