"""Sorted files answer as a dict of them would, at once and after many questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.bisection import BLOCK, Blocks, behind, mapped, place_of
from cleaner.words import _COMMON, _COUNTS, _PAIRS, VOCABULARY, _Counts, _Words

KEYS = st.text("ab’ é-", max_size=5)


@given(st.dictionaries(KEYS, st.text("01\t", max_size=3)), KEYS)
def test_a_key_is_found_where_it_is(table: dict[str, str], other: str) -> None:
    lines = sorted(f"{key}\t{value}\n".encode() for key, value in table.items())
    whole = b"".join(lines)
    for key in {*table, other}:
        found = behind(whole, f"{key}\t".encode())
        assert found == Blocks(whole).behind(f"{key}\t".encode())
        assert found == (table[key].encode() if key in table else None)
        place = place_of(whole, f"{key}\t".encode())
        assert place == (
            -1 if key not in table else len(b"".join(lines[: lines.index(whole[place:].split(b"\n")[0] + b"\n")]))
        )


def test_blocks_hold_every_line_of_a_long_file() -> None:
    lines = [b"%06d\t%d\n" % (n, n) for n in range(0, 3_000, 2)] + [b"9\t" + b"x" * 3 * BLOCK + b"\n", b"99\t1\n"]
    blocks = Blocks(b"".join(lines))
    for line in lines:
        key, _, value = line.rstrip().partition(b"\t")
        assert blocks.behind(key + b"\t") == value
        assert blocks.behind(key + b"0\t") is None


def test_a_file_answers_as_bytes_do(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"ape\t4\nbat\t7\n")
    assert behind(mapped(tmp_path / "x.txt"), b"bat\t") == b"7"


@pytest.mark.parametrize("name", ["common", "rare", "new", "counts", "pairs"])
def test_files_are_sorted(name: str) -> None:
    lines = Path(VOCABULARY, f"{name}.txt").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(lines) and len({line.partition(b"\t")[0] for line in lines}) == len(lines)


@given(st.text("abcdefghijklmnopqrstuvwxyzé\n", max_size=6))
def test_a_list_answers_the_same_before_and_after_it_is_made_a_set(word: str) -> None:
    bisected, whole = _Words("common.txt"), _Words("common.txt")
    bisected.__dict__["_lines"] = whole.__dict__["_lines"] = LINES
    expected = word in WORDS
    assert bisected.has(word) is expected
    assert bisected.words is None
    assert whole.of({word, *list(WORDS)[:3000]}) >= ({word} if expected else set())
    assert whole.words is not None


WORDS, LINES = _Words("common.txt").whole(), _COMMON._lines


@pytest.mark.parametrize("word", ["", "aardvark", "a", "zucchini", "the", "th", "thee", min(WORDS), max(WORDS)])
def test_words_at_the_edges_of_the_list(word: str) -> None:
    assert _Words("common.txt").has(word) is (word in WORDS)


@pytest.mark.parametrize(
    ("counts", "key", "number"),
    [
        (_COUNTS, "the", 23_135_851_162),
        (_COUNTS, "golgw", 12_711),
        (_COUNTS, "qqqzzq", 0),
        (_COUNTS, "", 0),
        (_PAIRS, "of the", 2_766_332_391),
        (_PAIRS, "x y z", 0),
        (_PAIRS, "\udcff \n", 0),
    ],
)
def test_counts(counts: _Counts, key: str, number: int) -> None:
    assert counts.number(key) == number
