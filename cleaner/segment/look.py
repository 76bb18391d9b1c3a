"""What format a text without a telling name is in. Sure signs first; plain text is what is left.

News and books hold stray `*`, `#`, `<b>`, `[1]` and `a_b`: one sign is never enough where prose may have it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from cleaner.later import compile_later

_LINE = r"(?m)^[ \t]{0,3}"

_HTML_PAGE = compile_later(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_HTML_BLOCK = compile_later(
    r"</?(?:p|div|article|section|main|header|footer|nav|aside|h[1-6]|ul|ol|li|table|t[rdh]|figure|blockquote"
    r"|title|meta|link|script|style|br|hr|img|a|span)\b[^<>]*>",
    re.I,
)
_COMMENT = compile_later(r"\s*<!--.*?-->", re.S)

_LATEX = compile_later(rf"{_LINE}\\(?:documentclass|usepackage|begin\{{|(?:sub)*section\*?\{{|chapter\*?\{{|input\{{)")
_ORG = compile_later(
    r"(?mi)^(?:#\+(?:title|author|date|options|startup|filetags|name|caption|property|setupfile|begin_\w+|end_\w+)"
    r"\b|[ \t]*:PROPERTIES:[ \t]*$|\*+ (?:TODO|DONE) )"
)
_RST = compile_later(r"(?m)^\.\. (?:[\w:-]+::|_[^:\n]+:|\|[^|\n]+\| \w+::|\[[\w#*]+\] )")
_ASCIIDOC = [
    compile_later(rf"(?m)^{sign}")
    for sign in (
        r"={1,5} \S",
        r":[a-z][\w-]*:(?: |\r?$)",
        r"\[(?:source|listing|NOTE|TIP|WARNING|quote|cols|options|\[|#|%|\.)",
        r"(?:----|\.\.\.\.|====|\*\*\*\*|____|\|===)\r?$",
        r"(?:include|image)::\S+\[",
    )
]

_CODE = compile_later(
    r"(?m)^(?:.*(?:[{}]|[)\]\"'];)\r?$|#include\b|diff --git |[+-]{3} [ab]/"
    r"|[ \t]*(?:(?:from \S+ )?import [\w*{.]|(?:self|this)\.\w+|return\b"
    r"|(?:async )?def \w+\(|class \w+[ \t]*[:({]|//|/\*|\*/"
    r"|(?:export |pub |public |static )?(?:function|fn|func|const|let|var|package|using|namespace)\b.*[=;{(]"
    r"|(?:if|for|while|elif|else|try|except|with|return|switch)\b.*[:;]\r?$"
    r"|[\"'][\w.-]+[\"'][ \t]*:|[\w.]+[ \t]*=[ \t]*[\w\"'\[{]|</?\w[^<>\n]*>[ \t]*\r?$|[)\]}]+,?\r?$))"
)
_CODE_SHARE = 0.4

_TICKS = rf"{_LINE}(?:```|~~~)"
_FENCE = compile_later(_TICKS)
# (sign, how often it must stand, points): three points are Markdown.
_MARKDOWN = [
    (compile_later(pattern), least, points)
    for pattern, least, points in (
        (_TICKS, 2, 3),
        (rf"{_LINE}#{{1,6}}[ \t]+\S", 1, 1),
        (rf"{_LINE}#{{1,6}}[ \t]+\S", 2, 1),
        (rf"{_LINE}#{{2,6}}[ \t]+\S", 2, 1),
        (r"!?\[[^\]\[\n]{0,300}\]\((?:https?:|mailto:|[/#.<]|[\w-]+[./])", 1, 2),
        (r"!\[[^\]\[\n]{0,300}\]\([^)\s]+", 1, 1),
        (r"\]\((?:https?:|[/#.])", 3, 1),
        (rf"{_LINE}\[[^\]\[\n]+\]:[ \t]+\S+", 1, 2),
        (r"\*\*[^\s*][^*\n]{0,200}\*\*", 2, 1),
        (rf"{_LINE}[*+-] \S", 3, 1),
        (rf"{_LINE}> ", 1, 1),
        (r"(?<!`)`[^`\n]{1,100}`(?!`)", 2, 1),
        (r"(?m)^\|.*\|[ \t]*\r?\n\|?[ :|-]+\r?$", 1, 2),
        (r"(?m)(?:(?<=\S\n)|(?<=\S\r\n))[=-]{3,}\r?$", 1, 1),
        (r"\{\{[<%]|\{% ", 1, 2),
        (rf"{_LINE}<(?:details|p align|div align|img |a name|!--)", 1, 1),
    )
]
_ENOUGH = 3
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}  # front matter in YAML, in TOML
_FRONT_LINE = compile_later(r"[\w\"'-][^:=]{0,80}[:=]|[ \t#\]}-]|$")
_FRONT_LONGEST = 400  # lines


def look(text: str) -> str:
    r"""The format that `text` (the start of a file) shows, `text` when nothing sure does.

    >>> look("<!doctype html><p>Hi"), look('{"text": "Hi"}\n{"text": "Ho"}\n'), look("Only <b>one</b> tag.")
    ('html', 'jsonl', 'text')
    """
    text = text.lstrip("\ufeff")
    found = subtitles(text)
    return found or next((name for name, shows in _LOOKS if shows(text)), "text")


def subtitles(text: str) -> str | None:
    r"""`srt` or `vtt` when the text opens like one, else None.

    >>> subtitles("1\n00:00:01,000 --> 00:00:02,000\nHi\n"), subtitles("It rose by 1 --> 2.")
    ('srt', None)
    """
    text = text.lstrip("\ufeff \t\r\n")
    if re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        return "vtt"
    opening = text[:400]
    if ">" not in opening:
        return None
    from cleaner.segment.cuefile import srt_cues

    cues = srt_cues(opening)
    return "srt" if cues and not re.search(r"[^\d\s]", opening[: cues[0].times[0]]) else None


def _is_jsonl(text: str) -> bool:
    """Whether the first line that is not blank is a JSON object, or the start of one too long to look at."""
    line, closed, _ = text.lstrip().partition("\n")
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not closed and len(line) > 10_000 and bool(re.match(r'\{\s*"[^"\\]*"\s*:', line))


def _is_html(text: str) -> bool:
    """A page, or a fragment that opens with a block's tag and has tags in a quarter of its lines."""
    text = text.lstrip()
    if text[:5] == "<?xml":
        text = text[text.find(">") + 1 :].lstrip()
    while comment := _COMMENT.match(text):
        text = text[comment.end() :].lstrip()
    if _HTML_PAGE.match(text):
        return True
    if not _HTML_BLOCK.match(text) or len(re.findall(r"</\w", text)) < 2:
        return False
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    tagged = sum(1 for line in lines if _HTML_BLOCK.search(line))
    return 4 * tagged > len(lines) and not _is_markdown(text)


def _is_latex(text: str) -> bool:
    return "\\documentclass" in text[:5000] or len(_LATEX.findall(text)) >= 2


def _is_asciidoc(text: str) -> bool:
    return sum(1 for sign in _ASCIIDOC if sign.search(text)) >= 2


def _is_source(text: str) -> bool:
    """Code, or data that programs read."""
    if text.startswith(("#!", "<?php", "<?xml", "<svg")) or re.match(r"\s*[\[{]\s*[\"{\[]", text):
        return True
    if _has_front_matter(text) or len(_FENCE.findall(text)) >= 2:
        return False
    lines = sum(1 for line in re.split(r"[\r\n]+", text) if line.strip())
    return lines >= 4 and len(_CODE.findall(text)) > _CODE_SHARE * lines


def _is_markdown(text: str) -> bool:
    if _has_front_matter(text):
        return True
    points = sum(points for sign, least, points in _MARKDOWN if len(sign.findall(text)) >= least)
    return points >= _ENOUGH


def _has_front_matter(text: str) -> bool:
    fence, *lines = re.split(r"\r\n|\n|\r", text, maxsplit=_FRONT_LONGEST)
    closing = _FENCES.get(fence.rstrip(" \t"), ())
    for line in lines:
        if line.rstrip(" \t") in closing:
            return True
        if not closing or not _FRONT_LINE.match(line):
            return False
    return False


#: In this order, the surest first.
_LOOKS: list[tuple[str, Callable[[str], bool]]] = [
    ("jsonl", _is_jsonl),
    ("html", _is_html),
    ("latex", _is_latex),
    ("org", lambda text: bool(_ORG.search(text))),
    ("rst", lambda text: bool(_RST.search(text))),
    ("source", _is_source),
    ("markdown", _is_markdown),
    ("asciidoc", _is_asciidoc),
]
