"""What the markup of reStructuredText, AsciiDoc, Org and LaTeX looks like, as data for markup.py beside it.

Every repeat is bounded or stops at the character that it started with, so that no input takes long.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ADDRESS = r"\b(?:https?|ftp|mailto|file):[^\s<>\[\]{}|\"]+|[\w.+-]{1,64}@[\w.-]{1,255}"
_END = r"[ \t]*(?:[\r\n]|\Z)"


class Syntax(NamedTuple):
    """A format's markup.

    `blocks`: (pattern of a line that opens a skipped block, pattern of the line that closes it, in which
    `{0}` stands for the opening's first group). A closing pattern also sees the next line.
    `odd`: found in a line of a paragraph, it is no plain prose. `rules_next`: a paragraph's last line that
    makes something else of the next one. `inline`: protected inside prose. `underlines`: a line of one of
    these that is as long as the one above it underlines a title and opens no block.
    """

    blocks: tuple[tuple[re.Pattern[str], str], ...]
    odd: re.Pattern[str]
    rules_next: re.Pattern[str]
    inline: re.Pattern[str]
    underlines: str = "\n"


# https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
_RST = Syntax(
    blocks=((re.compile(r"=+(?: +=+)+[ \t]*$"), r"=+(?: +=+)*\s*\Z"),),  # simple tables may hold blank lines
    odd=re.compile(
        r"^(?:[ \t]|\.\.(?: |$)|__|>>>|\||\+[-=]|[-*+•‣⁃](?: |$)"
        r"|\(?(?:\w|\d+|[ivxlcdmIVXLCDM]{1,9}|#)[.)](?: |$)"
        r"|:[^:\s]|--?\w|/\w|([!-/:-@\[-`{-~])\1*[ \t]*$)|[^\s.?!:;)\"”’] {2,}\S|\t"
    ),
    rules_next=re.compile(r"::\s*$"),
    inline=re.compile(
        r"``.+?``|(?::[\w.:+-]{1,60}:)?`[^`]*`(?:__?|:[\w.:+-]{1,60}:)?|\|[^|\s][^|\n]*\|_{0,2}|\[[\w#*.-]{1,60}\]_"
        rf"|(?<!\w)\w{{1,80}}?__?(?!\w)|\\.|\*+|::(?=\s*\Z)|{_ADDRESS}",
        re.S,
    ),
)

# https://docs.asciidoctor.org/asciidoc/latest/blocks/delimited/
_ASCIIDOC = Syntax(
    blocks=(
        (
            re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```|[|,:!]={3,})\w*[ \t]*$"),
            rf"{{0}}{_END}",
        ),
    ),
    odd=re.compile(
        r"^(?:[ \t]|=|#|\[|\.[^\s.]|\.+ |:[\w!-]|[*\-•]+ |\d+\. |\w\. |\+[ \t]*$"
        r"|//|\||<\d+>|<\.>|[A-Z]+: |'''|<<<"
        r"|\w+::|[-=~^+]{2,}[ \t]*$)|::(?: |$)|;;(?: |$)"
    ),
    rules_next=re.compile(r"^(?:\[.*\]|\.\S.*)[ \t]*$"),
    inline=re.compile(
        r"`+[^`]*`+|\+\+[^+]*\+\+|\+\S[^+\n]*\+|(?<!\w)\w{1,30}:[^\s\[\]]{0,500}\[[^\[\]]*\]|<<[^<>]*>>"
        r"|\[[^\[\]\n]*\]|\{[^{}\n]*\}|&#?\w{1,31};|\\\S| \+(?=[\r\n]|\Z)|[*_#^~]+|\({2,}|\){2,}"
        rf"|{_ADDRESS}"
    ),
    underlines="-=+",
)

# https://orgmode.org/worg/org-syntax.html
_ORG = Syntax(
    blocks=(
        (re.compile(r"[ \t]*#\+begin[_:](\S+)", re.I), rf"(?i)[ \t]*#\+end[_:]{{0}}{_END}"),
        (re.compile(r"[ \t]*:[\w-]+:[ \t]*$"), rf"(?i)[ \t]*:end:{_END}"),
        (re.compile(r"[ \t]*\\begin\{(\w+\*?)\}"), r"[^\r\n]*\\end\{{{0}\}}"),
    ),
    odd=re.compile(
        r"^(?:[ \t]|\*+ |#|[-+] |(?:\d+|\w)[.)] |\||:|-{5,}|\[fn:|%%\(|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):"
        r"|\[\[.*\]\][ \t]*$)"
    ),
    rules_next=re.compile(r"(?!)"),
    inline=re.compile(
        r"\[\[[^\[\]]*\](?:\[[^\[\]]*\])?\]|\[(?:fn:|cite)[^\[\]]*\]|\[[\d/%]*\]|<{2,3}[^<>\n]*>{2,3}|<[\w][^<>\n]*>"
        r"|\[\d{4}-\d\d-\d\d[^\[\]\n]*\]|(?<!\w)=[^=\n]+=|(?<!\w)~[^~\n]+~|@@[^@\n]*@@|\{{3}[^{}]*\}{3}"
        r"|(?:src|call)_\w{1,40}(?:\[[^\[\]\n]*\])?[{(][^{}()\n]*[})]|\$[^$\n]+\$|\\\((?:[^\\]|\\[^()])*\\\)"
        rf"|\\[A-Za-z]+(?:\{{\}})?|\\\\|[_^]\{{[^{{}}\n]*\}}|[*/_+]|{_ADDRESS}"
    ),
)

# What these commands take is prose; what others take (keys, files, lengths) is protected with them.
_AROUND_PROSE = r"\\(?:emph|text(?:bf|it|sc|sl|md|up|rm)|underline|enquote|footnote|mbox)\b"
_LATEX = Syntax(
    blocks=(
        (
            re.compile(r"[^\r\n]*?(?<!\\)\\begin\{(?!(?:document|abstract|quot\w+)\})(\w+\*?)\}"),
            r"[^\r\n]*?\\end\{{{0}\}}",
        ),
        (re.compile(r"[^\r\n]*?\\if(?:false|0)\b"), r"[^\r\n]*?\\fi\b"),
        (re.compile(r"[^\r\n]*?(?<!\\)\\\["), r"[^\r\n]*?\\\]"),
        (re.compile(r"[^\r\n]*?\$\$"), r"[^\r\n]*?\$\$"),
    ),
    odd=re.compile(
        rf"^[ \t]*(?:(?!{_AROUND_PROSE})\\|[\]$~{{}}\[])|(?<!\\)[&#%]"
        r"|\\(?:begin|end|item|def|let|(?:re)?newcommand)\b"
    ),
    rules_next=re.compile(r"(?!)"),
    inline=re.compile(
        r"\$[^$]*\$|\\\((?:[^\\]|\\[^()])*\\\)|\\verb\*?([^\w\s])[^\r\n]{0,200}?\1"
        r"|\w{0,40}\\(?:[\"'`^~=.](?:\{\\?\w*\}|\\?\w)|[cuvHrdbkt]\{\w*\})\w*"
        rf"|{_AROUND_PROSE}\{{?|\\[A-Za-z@]+\*?(?:[ \t]*\[[^\[\]]*\])*(?:\{{[^{{}}]*\}})*"
        r"|\\.|[{}~]|``|''|--+"
        rf"|{_ADDRESS}",
        re.S,
    ),
)

SYNTAX = {"rst": _RST, "asciidoc": _ASCIIDOC, "org": _ORG, "latex": _LATEX}
