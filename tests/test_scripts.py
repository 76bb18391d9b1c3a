"""Scripts and alphabets: how phrases and shapes see text that is not English."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Segment
from cleaner.packs.phrase import normalise, parse_phrase
from cleaner.packs.shape import Line


def line(text: str) -> Line:
    return Line(text, Segment(0, len(text)), frozenset())


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("haberin devamı", "HABERİN DEVAMI"),
        ("ilgili haberler", "İLGİLİ HABERLER"),
        ("διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ:"),
        ("σχετικά άρθρα", "Σχετικα αρθρα"),
        ("à lire aussi", "A LIRE AUSSI »"),
        ("lea también", "LEA TAMBIEN"),
        ("schließen", "SCHLIESSEN"),
        ("à lire aussi", "À lire aussi »"),
        ("партнёрский материал", "Партнерский материал"),
        ("اقرأ أيضا", "اقرأ أيضًا:"),
        ("اقرأ أيضا", "اقرا ايضا"),
        ("نشر في 5 مايو", "نُشر في ١٢ مايو"),
        ("यह भी पढ़ें", "यह भी पढ़ें।"),
        ("関連記事", "【関連記事】"),
        ("残り 100 文字", "残り １２３ 文字"),
        ("line で送る", "ＬＩＮＥ で送る"),
        ("「...」の最新記事", "「国際」の最新記事"),
        ("เรื่องที่เกี่ยวข้อง", "เรื่องที่เกี่ยวข้อง"),
    ],
)
def test_a_phrase_meets_its_spellings(phrase: str, text: str) -> None:
    assert parse_phrase(phrase).regex("line").search(normalise(text))


def test_a_phrase_may_start_and_end_inside_a_run_of_letters_where_there_are_no_blanks() -> None:
    assert parse_phrase("(相关|延伸)(阅读|文章)").regex("start").search(normalise("延伸阅读河上老桥"))
    assert not parse_phrase("(see|read) also").regex("start").search(normalise("See alsoran"))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("関連記事", "関連記事を書いた記者は三十年前にこの町へ来た"),
        ("yorumlar", "yorumcular"),
        ("이전 기사", "이전 기사가 나간 뒤 독자들이 편지를 보냈다"),
        ("「...」の最新記事", "の最新記事"),
        ("(相关|延伸)阅读", "新相关阅读室开放"),
        ("tilmeld dig vores nyhedsbrev", "»Tilmeld dig vores nyhedsbrev«"),
    ],
)
def test_a_phrase_leaves_what_is_longer_or_other(phrase: str, text: str) -> None:
    assert not parse_phrase(phrase).regex("line").search(normalise(text))


@given(st.text(alphabet=st.characters(min_codepoint=0xC0, max_codepoint=0x24F), max_size=30))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(st.text(max_size=80))
def test_lines_keep_their_numbers(text: str) -> None:
    assert normalise(text).count(b"\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "words", "ends"),
    [
        ("今日は雨が降りました。", 5, True),
        ("彼は「行こう。」", 3, True),
        ("関連記事", 2, False),
        ("समस्तीपुर पुलिस ने दो बदमाशों को पकड़ा।", 7, True),
        ("한국어 문장은 이렇게 끝난다.", 4, True),
        ("اقرأ أيضًا: خبرٌ", 3, False),
        ("متى يعود القطار؟", 3, True),
        ("نص قرارداد امروز منظور کیا گیا۔", 6, True),
        ("เรื่องที่เกี่ยวข้อง", 4, False),
        ("เมื่อวานนี้ชาวบ้านในหมู่บ้านริมแม่น้ำช่วยกันซ่อมเรือเก่าจนเสร็จ", 13, True),
        ("J’ai vu l'e-mail de 3.5 km", 6, False),
    ],
)
def test_words_and_ends_in_many_scripts(text: str, words: int, ends: bool) -> None:
    assert (line(text).words, line(text).ends_sentence) == (words, ends)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("関連記事", ""),
        ("यह भी पढ़ें", ""),
        ("MEHR ZUM THEMA", "upper"),
        ("Читайте также", "sentence"),
        ("12:30", ""),
    ],
)
def test_case_only_where_a_script_has_it(text: str, case: str) -> None:
    assert line(text).case == case
