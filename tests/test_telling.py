"""Which words tell something: kept from text to text, and the same as if nothing were kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Document
from cleaner.propose import joined, names, ocr, spelling, telling, typos
from cleaner.propose.telling import UNKNOWN, Telling

WORDS = st.sampled_from(
    "the Teh teh recieve Recieve tlie rnust zworb Zworb sresponses dpunish realisticenough Tuesdayof afte rthe a I".split()
)
TEXTS = st.lists(WORDS | st.text("abceghilnorstTÉé’ \n", max_size=9), max_size=12).map(" ".join)


def _told(text: str) -> dict[Telling, set[str]]:
    document = Document(text, [])
    return {test: set(test.of(document)) for test in telling._memory.tests}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_kept_changes_no_answer(texts: list[str]) -> None:
    telling._memory.forget()
    kept = [_told(text) for text in texts]
    alone = []
    for text in texts:
        telling._memory.forget()
        alone.append(_told(text))
    assert kept == alone


def test_each_proposer_of_single_words_has_its_own() -> None:
    document = Document("They recieve teh tlie of Zworb, sresponses and realisticenough.", [])
    assert typos._TYPOS.of(document) == {"recieve", "teh"}
    assert ocr._SIGNS.of(document) == {"tlie"}
    assert UNKNOWN.of(document) >= {"Zworb", "recieve"}
    assert joined._TWO.of(document) == {"realisticenough"}
    assert joined._GLUED_ON.of(document) == {"sresponses", "tlie"}
    assert "Zworb" not in spelling._NEAR.of(document)


def test_a_memory_that_is_full_begins_anew() -> None:
    telling._memory.forget()
    before = _told("Teh zworb and tlie")
    telling._memory.dull.update(b"%d" % n for n in range(telling.MOST + 1))
    assert _told("Teh zworb and tlie") == before
    assert len(telling._memory.dull) < telling.MOST


def test_longest_words_tell_nothing() -> None:
    assert not any(_told("z" * 41).values())
    assert {"z" * 40} in _told("z" * 40).values()


def test_names_differ_by_one_letter_inside() -> None:
    pairs = names._close_pairs({b"Muller", b"Mueller", b"mueller", b"Miller", b"Ring"}, {"Muller"})
    assert set(pairs) == {("Muller", "Mueller"), ("Muller", "Miller")}
