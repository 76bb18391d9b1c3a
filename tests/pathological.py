"""Texts made to be slow: what the benchmark times and the tests count work on. Each takes a size in characters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

PROSE = "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board. "
PROMPT = "Subscribe to our newsletter"
NEAR = "Subscribe to our very own weekly and much loved but never quite the same "


def fill(*pieces: str) -> Callable[[int], str]:
    """A text of the pieces, over and over."""
    return lambda size: "".join(islice(cycle(pieces), size // max(1, sum(map(len, pieces)) // len(pieces)) + 1))[:size]


def nested(opening: str, closing: str = "", inside: str = "x") -> Callable[[int], str]:
    """A text in which the one opens as often as it can and the other closes."""
    return lambda size: (n := size // len(opening + closing), opening * n + inside + closing * n)[1]


def deep_list(size: int) -> str:
    """A list in a list in a list."""
    lines, indent, total = [], 0, 0
    while total < size:
        lines.append(" " * indent + "- item\n")
        total += len(lines[-1])
        indent += 2
    return "".join(lines)


TEXT: dict[str, Callable[[int], str]] = {
    "one line of prose": fill(PROSE),
    "one word": fill("a"),
    "one word with capitals": fill("aA"),
    "blanks": fill(" "),
    "tabs and blanks": fill("\t", " "),
    "line breaks": fill("\n"),
    "carriage returns": fill("\r"),
    "blanks, then a word": lambda size: " " * size + "x",
    "blanks in every line": fill(" " * 50 + "\n"),
    "a letter a line": fill("a\n"),
    "a blank word a line": fill("a b\n"),
    "double quotes": fill('"'),
    "curly quotes": fill("“", "”"),
    "opening quotes": fill("“"),
    "quoted words": fill("“a b” "),
    "quotations": fill("“one two three four,” she said. "),
    "misspellings in a row": fill("teh, "),
    "apostrophes": fill("'"),
    "a word in apostrophes": fill("a'"),
    "hyphens": fill("-"),
    "words and hyphens": fill("a-"),
    "full stops": fill("."),
    "words and full stops": fill("a."),
    "sentences of a word": fill("No. "),
    "digits": fill("1"),
    "digits and commas": fill("1,"),
    "addresses": fill("http://a.b/"),
    "e-mail signs": fill("a@"),
    "an address that goes on": lambda size: "https://example.org/" + "a" * size,
    "opening brackets": fill("("),
    "opening square brackets": fill("["),
    "braces": fill("{"),
    "ampersands": fill("&"),
    "hashes": fill("#"),
    "pipes": fill("|"),
    "backslashes": fill("\\"),
    "less-than signs": fill("<"),
    "tags": fill("<b>"),
    "comments that stay open": fill("<!--"),
    "switching comments": fill("<!-- cleaner: off typos --> teh <!-- cleaner: on -->\n"),
    "colons": fill(":"),
    "speakers": fill("ANNA: Hi.\n", "BEN: Ho.\n"),
    "times": fill("12:30 "),
    "prompts": fill(PROMPT + "\n"),
    "prompts in prose": fill(PROSE + "\n\n", PROMPT + "\n\n"),
    "a prompt without end": fill(PROMPT + " "),
    "near prompts in one line": fill(NEAR),
    "near prompts": fill(NEAR + "\n"),
    "first words of prompts": fill("subscribe ", "share ", "read ", "related "),
    "read more": fill("read more about "),
    "sentences that go": fill("It rained. ", "Sign up for our newsletter! "),
    "share bars": fill("Share Tweet Pin Email "),
    "a line of by": fill("By "),
    "names": fill("Anna Meier, "),
    "capitals": fill("A B "),
    "typos": fill("teh recieved "),
    "typos with capitals": fill("Teh Recieved "),
    "doubled words": fill("the the "),
    "a word for ever": fill("very "),
    "unknown words": fill("blorft snarp quindle "),
    "the a an": fill("a an the "),
    "The in sentences": fill("said that The Norwegians were "),
    "spaces before stops": fill("so , and . "),
    "no spaces after stops": fill("end,and.Then"),
    "broken encoding": fill("Ã©"),
    "broken quotes": fill("â€œ"),
    "broken encoding in one word": fill("Ã"),
    "replacement characters": fill("\ufffd"),
    "words with replacement characters": fill("don\ufffdt "),
    "controls": fill("\x80\x9d"),
    "stray bytes": fill("\udcff"),
    "combining marks": fill("\u0301"),
    "a letter under marks": lambda size: "a" + "\u0301" * size,
    "right-to-left marks": fill("\u202e", "a"),
    "emoji in a row": fill("👩\u200d"),
    "Chinese": fill("的", "是", "不"),
    "Thai": fill("กา"),
    "Arabic": fill("ال", " "),
    "accented": fill("é"),
    "sharp s": fill("ß", "İ"),
    "line separators": fill("a\u2028"),
    "nul-like": fill("\x01"),
}  # fmt: skip
MARKDOWN: dict[str, Callable[[int], str]] = {
    "quotes in quotes": nested(">"),
    "quotes with blanks": nested("> "),
    "list in list": deep_list,
    "list markers in a line": nested("- "),
    "emphasis that stays open": fill("*a ", "_b "),
    "emphasis": fill("*a_ "),
    "stars": fill("*"),
    "nested emphasis": nested("*a **b ", "**"),
    "links that stay open": fill("[a]("),
    "nested links": nested("[", "](x)"),
    "images in images": nested("![", "](x)"),
    "brackets": nested("[", "]"),
    "references": fill("[a][b] "),
    "definitions": fill("[a]: b\n"),
    "many definitions": lambda size: "".join(f"[{n}]: x\n\n[{n}]\n\n" for n in range(size // 16)),
    "footnotes": lambda size: "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(size // 20)),
    "backticks": lambda size: "".join("a" + "`" * n for n in range(1, int((2 * size) ** 0.5))),
    "code marks": fill("`a"),
    "fences": fill("```\n"),
    "an open fence": lambda size: "```\n" + "a\n" * (size // 2),
    "HTML blocks": fill("<div>\n"),
    "HTML that stays open": fill("<a b="),
    "declarations": fill("<!A "),
    "processing": fill("<?"),
    "CDATA": fill("<![CDATA["),
    "entities": fill("&amp;"),
    "headings": fill("# A\n"),
    "setext": fill("a\n=\n"),
    "rules": fill("---\n"),
    "front matter that stays open": lambda size: "---\n" + "a: b\n" * (size // 5),
    "tables": fill("| a | b |\n|---|---|\n"),
    "a wide table": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
    "list items": fill("- " + PROMPT + "\n"),
    "links that are items": fill("- [Share](https://example.org/)\n"),
    "hard breaks": fill("a\\\n"),
    "lazy lines": lambda size: "> a\n" + "b\n" * (size // 2),
    "short code": fill("{{< a >}}"),
    "math": fill("$a$ $"),
}  # fmt: skip
SUBTITLES: dict[str, Callable[[int], str]] = {
    "the same cue": lambda size: "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\nThanks.\n\n" for n in range(size // 45)),
    "cues without times": fill("1\n\n2\n\n"),
    "arrows": fill("00:00:01,000 --> "),
    "tags in cues": fill("1\n00:00:01,000 --> 00:00:02,000\n<i><b>\n\n"),
}  # fmt: skip
#: format -> name -> text of a size.
CASES = {"text": TEXT, "markdown": {**TEXT, **MARKDOWN}, "srt": {**SUBTITLES, "blanks": TEXT["blanks"]}}
