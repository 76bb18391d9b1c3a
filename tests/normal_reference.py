"""The normalised form done the plain way: the whole text through every step, in order. What cleaner/packs/normal.py must give."""

from __future__ import annotations

import re

from cleaner.packs.normal import _ARROW, _SAME, _TABLE, _fold_table


def normalise(text: str) -> bytes:
    text = re.sub(r".", lambda found: found[0].translate(_fold_table()), text.lower(), flags=re.S)
    raw = (text.replace("\n", " \n ") + " ").encode("utf-8", "replace").replace(f"{_ARROW} ".encode(), b" ")
    for letter, plain in _SAME.items():
        raw = raw.replace(letter.encode(), plain)
    raw = b" " + raw.translate(_TABLE).replace(b'"', b' " ')
    for old, new in ((b"00", b"0"), (b"  ", b" "), (b"0 0", b"0")):
        while old in raw:
            raw = raw.replace(old, new)
    return raw
