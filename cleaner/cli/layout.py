"""Text laid out for a terminal or a pipe: fitted to the width, coloured, and safe whatever it quotes.

Colours are those of click.style; they are left out in a pipe and where NO_COLOR says so. What they mean stands there
without them, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from cleaner import terminal
from cleaner.later import compile_later
from cleaner.terminal import safe, wants_colour

WIDEST = 100  #: columns that prose may take; longer lines are hard to read
PIPE = 80  #: columns where no terminal says how many it has
_BREAK = compile_later(r"\r\n|\n|\r")


def width(widest: int = WIDEST) -> int:
    """Columns to fill: those of the terminal, or of COLUMNS, but at least 40 and at most `widest`."""
    import shutil  # 2 ms: it brings every way to compress

    return max(40, min(widest, shutil.get_terminal_size((PIPE, 24)).columns))


def coloured(err: bool = False) -> bool:
    """Whether colours will be seen on standard output (or error), so that signs need not say the same."""
    wanted = wants_colour()
    return terminal.watched(err) if wanted is None else wanted


def echo(line: str, err: bool = False) -> None:
    """Print a line, safe already, without its colours where they are not seen."""
    click.echo(line, err=err, color=wants_colour())


def show(line: str) -> None:
    """Print a line whose texts are safe already, with its colours where they are seen.

    Where they are not, signs stand beside texts, which together could command a runner of jobs ("##" and "[-").
    """
    echo(line if coloured() else safe(click.unstyle(line)))


def wrapped(text: str, indent: str = "", hang: str = "", columns: int | None = None) -> list[str]:
    """`text` (styled or not) as lines of at most `columns` cells, the first after `indent`, the others after `hang`.

    >>> wrapped("one two three", "- ", "  ", columns=9)
    ['- one two', '  three']
    """
    from wcwidth import wrap

    hang = hang or " " * len(indent)
    lines = wrap(text, columns or width(), break_on_hyphens=False, initial_indent=indent, subsequent_indent=hang)
    return lines or [indent.rstrip()]


def paragraphs(text: str) -> list[str]:
    """The lines of `text`, each safe to show."""
    return [safe(line) for line in _BREAK.split(text)]


def cells(text: str) -> int:
    """How many columns `text` takes; colours take none."""
    from wcwidth import width as measure

    return measure(text)


def head(text: str, columns: int) -> str:
    """`text` on one line of at most `columns` cells; "…" stands where it is cut.

    >>> head("harbour", 4), head("sea", 4)
    ('har…', 'sea')
    """
    from wcwidth import clip

    line = " ".join(text.split())
    return line if cells(line) <= columns else clip(line, 0, max(0, columns - 1)).rstrip() + "…"


def tail(text: str, columns: int) -> str:
    """The end of `text` in at most `columns` cells; blanks count as they are.

    >>> tail("harbour", 4), tail("sea", 4)
    ('…our', 'sea')
    """
    from wcwidth import clip

    total = cells(text)
    return text if total <= columns else "…" + clip(text, total - max(0, columns - 1), total)


def change(old: str, new: str) -> str:
    """What went and what came, by words: red and green, or as [-old-]{+new+} where there is no colour.

    In colour an arrow stands between the two, for who does not see which is which.

    >>> change("I recieve it", "I receive it")
    'I [-recieve-]{+receive+} it'
    """
    return "".join(_pieces(old, new))


def _pieces(old: str, new: str) -> Iterator[str]:
    from cleaner.words_diff import word_diff

    for piece in word_diff(old, new):
        if not piece.changed:
            yield safe(piece.old)
            continue
        if piece.old:
            yield gone(safe(piece.old))
        if piece.old and piece.new and coloured():
            yield faint("→")
        if piece.new:
            yield came(safe(piece.new))


def in_line(before: str, middle: str, after: str, columns: int) -> str:
    """`middle` (styled) with as much of the line around it as fits; all texts are safe already.

    >>> in_line("The ferry at ", "teh", " harbour leaves at noon", 30)
    'The ferry at teh harbour leav…'
    """
    room = max(10, (columns - cells(middle)) // 2)
    start = tail(before.lstrip(), room)
    return start + middle + head("|" + after, max(10, columns - cells(start + middle)) + 1)[1:]


def gone(text: str) -> str:
    """Text that is removed."""
    return click.style(text, fg="red", strikethrough=True) if coloured() else f"[-{text}-]"


def came(text: str) -> str:
    """Text that is put in."""
    return click.style(text, fg="green", underline=True) if coloured() else f"{{+{text}+}}"


def seen(text: str) -> str:
    """Text that is only reported."""
    return click.style(text, fg="yellow", underline=True) if coloured() else f"[?{text}?]"


def erased(text: str) -> str:
    """Words that are gone from a line of a diff."""
    return click.style(text, fg="red", reverse=True) if coloured() else f"[-{text}-]"


def entered(text: str) -> str:
    """Words that came into a line of a diff."""
    return click.style(text, fg="green", reverse=True) if coloured() else f"{{+{text}+}}"


def title(text: str) -> str:
    """A heading."""
    return click.style(text, bold=True)


def faint(text: str) -> str:
    """What matters less."""
    return click.style(text, dim=True)
