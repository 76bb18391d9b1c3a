r"""Bytes come back the same, whatever they are, and the text is what a person would expect."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.decoding import decode, encode, newline_of
from cleaner.errors import BinaryInput, CleanerError, UnreadableInput, WriteFailed

PIECES = [
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"),  # byte-order marks
    *(b"\n", b"\r\n", b"\r", b"\xe2\x80\xa8", b"\xc2\x85", b"\x0b", b"\x1c"),
    *(b"plain ", "é—👩‍👧".encode(), "\ufeff".encode(), b"caf\xe9 ", b"\x93quote\x94", b"it\x92s"),
    *(b"\xc0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf8\x88", b"\xe2\x80", b"\x81", b"\xff", b"\0"),
    *("wide é\r\n".encode(codec) for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")),
    *(b"\x3d\xd8", b"\x00\xdc", b"\xd8\x3d", b"\xdc\x00"),  # halves of surrogate pairs
]
ANY_BYTES = st.binary(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)


@given(ANY_BYTES)
@example(b"\xff\xfe\xfa\nteh cat\n")
@example(b"\xff\xfe\0\0")
def test_every_input_comes_back_or_is_refused_as_binary(data: bytes) -> None:
    try:
        decoded = decode(data)
    except BinaryInput:
        assert b"\0" in data
        return
    assert decoded.encode(decoded.text) == data
    assert "\0" not in decoded.text
    assert decode(data, decoded.codec) == decoded  # what a log says reads the bytes the same way


@given(
    ANY_BYTES,
    st.sampled_from(
        [
            "utf-8",
            "utf-8-sig",
            "UTF16",
            "utf-32",
            "utf-16-be",
            "cp1252",
            "latin-1",
            "ascii",
            "shift_jis",
            "iso2022_jp",
            "utf-7",
            "unicode_escape",
            "idna",
        ]
    ),
)
def test_a_named_encoding_comes_back_or_is_refused(data: bytes, encoding: str) -> None:
    try:
        decoded = decode(data, encoding)
    except (BinaryInput, UnreadableInput):
        return
    assert decoded.encode(decoded.text) == data


@pytest.mark.parametrize(
    ("data", "text", "codec", "bom"),
    [
        (b"", "", "utf-8", False),
        (b"abc", "abc", "utf-8", False),
        ("é 👩‍👧".encode(), "é 👩‍👧", "utf-8", False),
        (b"\xef\xbb\xbfabc", "abc", "utf-8", True),
        (b"\xef\xbb\xbf", "", "utf-8", True),
        (b"\xef\xbb\xbf\xef\xbb\xbfabc", "\ufeffabc", "utf-8", True),
        (b"\xef\xbb\xbfcaf\xe9", "caf\udce9", "utf-8", True),
        (b"\xff\xfea\0\n\0", "a\n", "utf-16-le", True),
        (b"\xfe\xff\0a", "a", "utf-16-be", True),
        (b"\xff\xfe\0\0a\0\0\0", "a", "utf-32-le", True),
        (b"\0\0\xfe\xff\0\0\0a", "a", "utf-32-be", True),
        (b"\xff\xfea\0\x3d\xd8", "a\ud83d", "utf-16-le", True),  # half a pair: kept
        (b"\xff\xfe odd!", "\udcff\udcfe odd!", "utf-8", False),  # no UTF-16 has an odd length
        (b"caf\xe9 \x93so\x94", "café “so”", "cp1252", False),
        (b"caf\xe9 na\xc3\xafve", "caf\udce9 naïve", "utf-8", False),  # one valid sequence speaks for UTF-8
        (b"a\x81b", "a\udc81b", "utf-8", False),  # not defined in cp1252
    ],
)
def test_what_is_decoded(data: bytes, text: str, codec: str, bom: bool) -> None:
    assert decode(data)[:3] == (text, codec, bom)


@pytest.mark.parametrize(
    "data",
    [
        b"\0",
        b"PK\3\4\0\0",
        b"long " * 9000 + b"\0",
        "text".encode("utf-16-le"),
        b"\xff\xfea\0\0\0",
        b"\xef\xbb\xbf\0",
        b"\xff\xfea\0b",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryInput, match="is not text"):
        decode(data)


WESTERN = [
    "Été comme hiver, « où es-tu, ma chérie ? » — l’Haÿ à 5 °C…",
    "Größe: 5 m² für 20 €, Übung „Straße“ – Öl, Äpfel",
    "¿Qué año? ¡Mañana! Nº 5, 1ª fila",
    "Það er ekki ráð nema í tíma sé tekið",
    "“It’s fine,” she said — at £5, ½ price, Nestlé™ café®",
    "På ö och å, blåbærsyltetøy",
    "DÉJÀ VU, ÇA VA",
]
OTHER = [
    ("cp1251", "Привет, как дела?"),
    ("koi8-r", "Привет, как дела?"),
    ("cp1251", "Да и он не то"),
    ("cp1253", "Καλημέρα σας"),
    ("cp1255", "שלום עולם"),
    ("cp874", "สวัสดีชาวโลก"),
    ("gbk", "你好,世界"),
    ("big5", "你好,世界"),
    ("euc-kr", "안녕 세상"),
    ("euc-jp", "こんにちは世界"),
    ("cp1250", "Zażółć gęślą jaźń"),
    ("iso8859-2", "Zażółć gęślą jaźń"),
    ("cp437", "Mädchen trinken Café"),
    ("mac-roman", "it’s a “café” in Zürich"),
]


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_read_as_cp1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252", False, "none")


@pytest.mark.parametrize(("codec", "text"), OTHER)
def test_other_encodings_are_not_taken_for_cp1252(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).codec == "utf-8"


@pytest.mark.parametrize(
    "stray",
    [b"\xc0\x80 \xff\xfe \xf8\x88", b"x\xed\xa0\xbd\xed\xb8\x80y", b"caf\xc3", b"so\xe2\x80", b"end \xff"],
)
def test_broken_utf8_is_not_taken_for_cp1252(stray: bytes) -> None:
    decoded = decode(b"alpha " + stray)
    assert (decoded.codec, decoded.text) == (
        "utf-8",
        "alpha " + "".join(chr(byte) if byte < 128 else chr(0xDC00 + byte) for byte in stray),
    )


@given(st.text(alphabet="a\r\n\u2028\x85\x0b"))
def test_newlines_are_named(text: str) -> None:
    names = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}
    found = {names[end] for end in re.findall("\r\n|\r|\n", text)}
    assert newline_of(text) == ("none" if not found else "mixed" if len(found) > 1 else found.pop())


@pytest.mark.parametrize("encoding", ["base64", "rot13", "zip", "no such", "", "a\0b", "é"])
def test_what_is_no_text_encoding_is_a_usage_error(encoding: str) -> None:
    with pytest.raises(CleanerError, match="no text encoding") as caught:
        decode(b"abc", encoding)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(b"\x81", "cp1252"), (b"\xe9", "ascii"), (b"\xff\xfea", "utf-16"), (b"+AGE-", "utf-7")],
)
def test_an_encoding_that_does_not_fit_is_refused(data: bytes, encoding: str) -> None:
    with pytest.raises(UnreadableInput):
        decode(data, encoding)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(
    text=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    bom=st.booleans(),
)
def test_text_comes_back(codec: str, text: str, bom: bool) -> None:
    if text.startswith("\ufeff") and not bom:
        return  # reads as the mark itself
    assert decode(encode(text, codec, bom), codec)[:3] == (text, codec, bom)


def test_a_character_that_the_codec_lacks_is_named() -> None:
    with pytest.raises(WriteFailed, match=r"cp1252, which lacks U\+2192"):
        encode("a → b", "cp1252")
    with pytest.raises(WriteFailed, match=r"U\+D800"):
        encode("\ud800")
