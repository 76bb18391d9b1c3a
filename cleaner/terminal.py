"""What a terminal is told: text from outside made safe to show, and whether anybody watches."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress

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


def say(message: str) -> None:
    """One line on stderr, safe for a terminal whatever it quotes."""
    with suppress(OSError, ValueError, AttributeError):  # nobody need listen
        sys.stderr.write(safe(message) + "\n")
        sys.stderr.flush()


def watched(err: bool = False) -> bool:
    """Whether a terminal shows what goes to standard output, or to standard error."""
    stream = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty()


def wants_colour() -> bool | None:
    """What the environment says (https://no-color.org, FORCE_COLOR); None leaves it to whether a terminal listens."""
    return False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _disarm(match: re.Match[str]) -> str:
    return match[0].replace(":", "\\x3a").replace("[", "\\x5b")
