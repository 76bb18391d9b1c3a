"""What fuzzing and hostile inputs found, kept: (what was wrong, the input)."""

from __future__ import annotations

_RULE = "pack: p\nrules:\n  - id: p-x\n"

#: Packs that crashed the program, hung it or passed; all are to be refused.
PACKS = (
    ("a pattern that is none crashed when it was first tried", _RULE + "    kind: pattern\n    pattern: '('\n"),
    ("its compiler took all memory", _RULE + "    kind: pattern\n    pattern: '(?:a{1000000}){1000000}'\n"),
    ("deep groups ended the stack", _RULE + "    kind: pattern\n    pattern: '" + "(" * 1_500 + "'\n"),
    ("recursion went on beyond its time limit", _RULE + "    kind: pattern\n    pattern: 'a(?R)?b'\n"),
    (
        "a replacement named a group that is not there",
        _RULE + "    kind: replace\n    pattern: x\n    replacement: '\\3'\n",
    ),
    ("bounds without a number crashed", _RULE + "    kind: shape\n    weight: 1\n    shape: {words: '-'}\n"),
    ("bounds with a line break crashed", _RULE + '    kind: shape\n    weight: 1\n    shape: {words: "3-\\n"}\n'),
    (
        "bounds of many digits crashed",
        _RULE + "    kind: shape\n    weight: 1\n    shape: {words: '" + "9" * 5_000 + "'}\n",
    ),
    ("an id with a line break passed", 'pack: p\nrules:\n  - id: "a\\n"\n    phrases: [abc]\n'),
    (
        "optional words one after another took the power of their number",
        _RULE + f"    phrases: ['{'(a|)' * 30} xyz']\n",
    ),
)
#: Texts on which a promise was broken or the program crashed, by format.
TEXTS = (
    ("a text without lines had a pattern tried on it", "text", ""),
    ("so had one of blanks", "text", " \n\t\n"),
    ("broken encoding was compared letter by letter for minutes", "text", "\x80\x9d" * 2_000),
    ("a long word was respelled in every way", "text", "a" * 5_000),
    ("quotations were all compared with each other", "text", "“one two three four,” she said. " * 100),
    ("a stray byte ended a word", "text", "They met at the caf\udce9 on the square.\n"),
)
#: Lines of logs that are to be refused.
LOGS = (
    ("a number for an object", b"1"),
    ("deep nesting", b"[" * 100_000),
    (
        "offsets that are no whole numbers",
        b'{"v": 1, "path": "a", "before": "", "after": "", "edits": [{"start": 0.0, "end": 1.0, "old": "a", "new": "b", "rule": "r"}]}',
    ),
    (
        "a codec that is no text crashed undo",
        b'{"v": 1, "path": "a", "codec": null, "before": "", "after": "", "edits": []}',
    ),
    (
        "so did a safety",
        b'{"v": 1, "path": "a", "before": "", "after": "", "edits": [{"start": 0, "end": 0, "old": "", "new": "b", "rule": "r", "safety": null}]}',
    ),
    (
        "true for a number",
        b'{"v": 1, "path": "a", "before": "", "after": "", "edits": [{"start": true, "end": 1, "old": "", "new": "b", "rule": "r"}]}',
    ),
)
