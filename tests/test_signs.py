"""The signs of a pattern stand in every line that it fits."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner.packs.load import load_rules
from cleaner.packs.signs import signs_of

ATOMS = st.sampled_from(
    [":", r"\[", "[|:]", "[^:]", "[a:]", "THE", "the", "[Tt]he", "a", r"\w", r"\W", ".", r"\p{Lu}", "(?=.*:)", "(?!:)"]
)
TURNS = st.sampled_from(["", "?", "*", "+", "{0,2}", "{2}", "?+"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, TURNS).map("".join),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner, TURNS).map(lambda given: f"(?:{given[0]}|{given[1]}){given[2]}"),
        inner.map(lambda pattern: f"(?i:{pattern})"),
        inner.map(lambda pattern: f"(?<={pattern}):"),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.lists(st.sampled_from([":", "[", "|", "THE", "the", "a", "A", " "])).map("".join))
def test_a_line_that_fits_has_one(pattern: str, line: str) -> None:
    try:
        fits = regex.compile(pattern, regex.V1).search(line)
        signs = signs_of(pattern)
    except (regex.error, ValueError):
        return
    assert not fits or not signs or any(sign in line for sign in signs)


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        (r"(?i)^photos?: \w+", (":",)),
        (r"^\W*\[/?(?:embed|gallery)[^\[\]]*\]$", ("[",)),
        (r"(?:^|,) \d+ [|•] \d", ("|", "•")),
        (r"(?=.* (?:THE|OF|AN) )[^a-z]+$", (" AN", " OF", " THE")),
        (r"(?i)more [:…]|\[more\]", (":", "[", "…")),
        (r"(?:a:)+", ("a:",)),
        (r"(?i)(?:a:)+", (":",)),
        (r"^(?:[Vv]on|VON|Text ?:) \p{Lu}", ("Text", "VON", "Von", "von")),
        (r"^(?:Photo|PHOTO)$|^\[(?:photo|ad)\b", ("PHOTO", "Photo", "[")),
        (r"[Ss][Tt]op", ("STop", "Stop", "sTop", "stop")),
        # What need not be there, or may be something else:
        (r"(?:a:)*b", ()),
        (r"(?!:)a", ()),
        (r"a:|b", ()),
        (r"[Aa]|the", ()),
        (r"[^:]", ()),
        (r"[:a]", ()),
        (r"(?i)^THE END$", ()),
        (r"^(?i:the)|THE$", ()),
        # What the parser does not know:
        (r"(?x) a  # as in a: b", ()),
        (r"[[a-z]--[:]]", ()),
        (r"[:[a]]", ()),
        (r"[:||a]", ()),
    ],
)
def test_what_must_be_there(pattern: str, signs: tuple[str, ...]) -> None:
    assert signs_of(pattern) == signs


def test_the_lines_that_built_in_patterns_change_have_their_signs() -> None:
    rules = [rule for rule in load_rules(tests=True) if rule.signs]
    assert len(rules) > 50
    for rule in rules:
        for line in (rule.tests or {})["changes"]:
            text = line if isinstance(line, str) else line["from"]
            assert any(sign in text for sign in rule.signs), (rule.id, text)
