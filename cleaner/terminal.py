"""Text from outside made safe to show on a terminal."""

from __future__ import annotations

import re

from cleaner.later import compile_later

# Characters that move the cursor, start an escape sequence, end a line, reorder or hide what stands around.
# The joiners U+200C and U+200D are left alone: Persian, Indic scripts and emoji need them.
_UNSAFE = compile_later(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 with newline and tab, DEL, C1 (some terminals take U+009B for ESC [)
    "\u00ad\u200b\u2060-\u2065\ufeff"  # invisible: soft hyphen, zero-width space, word joiner, BOM
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks, embeddings, overrides and isolates
    "\u2028\u2029"  # line and paragraph separator
    "\ud800-\udfff"  # lone surrogates: they cannot be encoded; stray bytes in names come as these
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear marks and tags: text that is not shown
    "]"
)
# GitHub's runner takes lines of a job's output that start with :: and what follows ##[ anywhere for commands to itself.
_COMMAND = compile_later(r"\A\s*:(?=:)|##\[")


def safe(text: str) -> str:
    r"""`text` on one line, with every character that could act on a terminal written as a Python escape.

    So are the signs by which a line could command the runner of a continuous integration job. Backslashes stay single,
    so the result is for reading and cannot be turned back.

    >>> print(safe("notes\x1b[2J\nOK.txt"))
    notes\x1b[2J\nOK.txt
    >>> print(safe("caf\udce9 \u202etxt.exe"))
    caf\udce9 \u202etxt.exe
    >>> print(safe("::add-mask::e"))
    \x3a:add-mask::e
    """
    text = text if text.isprintable() else _UNSAFE.sub(_escape, text)
    return _COMMAND.sub(_disarm, text) if "::" in text or "##[" in text else text


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _disarm(match: re.Match[str]) -> str:
    return match[0].replace(":", "\\x3a").replace("[", "\\x5b")
