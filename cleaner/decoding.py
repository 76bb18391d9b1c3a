r"""Bytes to text and back, without losing one.

For every input `decode` either refuses or gives a text that `encode` turns into the very same bytes. Bytes
that are no UTF-8 become lone surrogates (PEP 383, "surrogateescape"), one code point each.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import NamedTuple

from cleaner.errors import BinaryInput, CleanerError, UnreadableInput, WriteFailed
from cleaner.later import compile_later

#: Byte-order marks and their codecs. UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM = {codec: mark for mark, codec in _MARKS}
#: How a codec keeps what it cannot express; all others are strict.
_LENIENT = dict.fromkeys(_BOM, "surrogatepass") | {"utf-8": "surrogateescape"}

_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ")  # gzip, Zstandard, bzip2, xz
_LOOK = 65_536  # bytes that are looked at for what they might be

_LATIN = "À-ÖØ-öø-ÿŠŒŽšœžŸ"
#: What Western text in cp1252 does not hold, but other encodings read as cp1252 do.
_UNWESTERN = compile_later(
    rf"[{_LATIN}]{{4}}"  # a word without ASCII letters: Cyrillic, Greek, Hebrew, Thai
    rf"|(?<![A-Za-z{_LATIN}])(?:[{_LATIN}]{{2,3}}|[ÿþß])(?![A-Za-z{_LATIN}])"  # a short one; Chinese, Korean
    r"|(?<=[a-z])[À-ÖØ-ÞŠŒŽŸ]"  # a capital after a small letter: Mac Roman's quotes, a cut UTF-8 sequence
    rf"|(?<=[A-Za-z{_LATIN}])[€‚„‡‰¡¢£¥§ª°±²³µ¶¹¼½¾¿](?=[A-Za-z{_LATIN}])"  # a sign in a word: cp1250, DOS
    rf"|(?<=[{_LATIN}])[€‚„†‡‰¡¢£¥§°±²³µ¶¹¼½¾¿]"  # one after an accented letter: pieces of UTF-8
    r"|[ƒˆ˜¤¦¨¬¯¸]"  # signs that nobody types
)
_WESTERN_FROM = 20  # one odd place in so many non-ASCII characters is still a slip, not another encoding
_SAMPLE = 10_000  # runs of non-ASCII bytes that are looked at


class Decoded(NamedTuple):
    """A text and how its bytes were decoded. The byte-order mark is not part of the text.

    `codec` is Python's name; for "utf-8" stray bytes stand in the text as U+DC80 to U+DCFF.
    `newline` is "lf", "crlf", "cr", "mixed" or "none".
    """

    text: str
    codec: str
    bom: bool
    newline: str

    def encode(self, text: str) -> bytes:
        r"""`text` as bytes, the way this one was.

        >>> decode(b"\xef\xbb\xbfteh cat\r\n").encode("the cat\r\n")
        b'\xef\xbb\xbfthe cat\r\n'
        """
        return encode(text, self.codec, self.bom)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    r"""The text in `data`, read as `encoding` or, without one, as what the bytes say they are.

    A byte-order mark decides; then UTF-8; then cp1252 where no byte speaks for UTF-8 and the text looks
    Western; else UTF-8 with stray bytes kept. Raises BinaryInput where the text would hold NUL,
    UnreadableInput when `encoding` does not fit the bytes, CleanerError when there is no such encoding.

    >>> decode(b"caf\xc3\xa9\n")
    Decoded(text='café\n', codec='utf-8', bom=False, newline='lf')
    >>> decode(b"caf\xe9 \x97 bar").codec, decode(b"caf\xe9 caf\xc3\xa9").text
    ('cp1252', 'caf\udce9 café')
    """
    if encoding is not None:
        return _decode_as(data, _codec(encoding, data))
    for mark, codec in _MARKS:
        if data.startswith(mark) and (found := _decode_marked(data, mark, codec)):
            return found
    try:
        text, codec = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, codec = _decode_stray(data)
    if "\0" in text and (hint := why_binary(data)):
        raise BinaryInput(f"is not text; {hint}")
    return _decoded(text, codec, False)


def encode(text: str, codec: str = "utf-8", bom: bool = False) -> bytes:
    r"""`text` as bytes, after a byte-order mark if `bom`.

    For an edited text this can fail (WriteFailed: `codec` lacks a character), or give bytes that `decode`
    reads otherwise, as when an edit joins two stray bytes to a valid sequence: check before writing.

    >>> encode("caf\udce9\n")
    b'caf\xe9\n'
    >>> encode("é", "utf-16-be", bom=True)
    b'\xfe\xff\x00\xe9'
    """
    try:
        data = text.encode(codec, _LENIENT.get(codec, "strict"))
    except UnicodeEncodeError as error:
        missing = ", ".join(sorted({f"U+{ord(c):04X}" for c in text[error.start : error.end]})[:5])
        raise WriteFailed(f"cannot be written in {codec}, which lacks {missing}") from error
    return _BOM[codec] + data if bom else data


def newline_of(text: str) -> str:
    r"""How the lines of `text` end. Only \r\n, \n and \r end lines.

    >>> [newline_of(text) for text in ("a\nb\n", "a\r\n", "a\r", "a\r\nb\n", "a\u2028b")]
    ['lf', 'crlf', 'cr', 'mixed', 'none']
    """
    returns = text.count("\r")
    if not returns:
        return "lf" if "\n" in text else "none"
    both, feeds = text.count("\r\n"), text.count("\n")
    if both == returns == feeds:
        return "crlf"
    return "mixed" if feeds else "cr"


def why_binary(data: bytes) -> str:
    r"""What to do about a file that starts with `data` and is no text, or "" where nothing can be said.

    >>> why_binary("Bonjour à tous".encode("utf-16-le"))
    'it looks like UTF-16 without a byte-order mark: convert it first, iconv -f UTF-16LE -t UTF-8'
    >>> why_binary(b"\x1f\x8b\x08"), why_binary(bytes(99))
    ('it is compressed: unpack it first', '')
    """
    if data.startswith(_COMPRESSED):
        return "it is compressed: unpack it first"
    even, odd = data[:_LOOK:2], data[1:_LOOK:2]
    for codec, nul, text in (("UTF-16LE", odd, even), ("UTF-16BE", even, odd)):
        if 2 * nul.count(0) > len(nul) and 20 * text.count(0) < len(text):
            return f"it looks like UTF-16 without a byte-order mark: convert it first, iconv -f {codec} -t UTF-8"
    return ""


def _decoded(text: str, codec: str, bom: bool) -> Decoded:
    if "\0" in text:
        raise BinaryInput("is not text: it has NUL characters")
    return Decoded(text, codec, bom, newline_of(text))


def _decode_marked(data: bytes, mark: bytes, codec: str) -> Decoded | None:
    """`data` after its byte-order mark, or None where the mark is only a chance beginning of other bytes."""
    lenient = codec == "utf-8" or b"\0" in data  # nearly all real UTF-16 has NULs, stray bytes seldom do
    try:
        text = str(memoryview(data)[len(mark) :], codec, _LENIENT[codec] if lenient else "strict")
    except UnicodeDecodeError:
        return None
    return _decoded(text, codec, True)


def _decode_stray(data: bytes) -> tuple[str, str]:
    """Text and codec of bytes that are no UTF-8 as a whole."""
    text = data.decode("utf-8", "surrogateescape")
    if re.search("[^\0-\x7f\udc80-\udcff]", text):  # some of it is UTF-8, so the rest is damage
        return text, "utf-8"
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return text, "utf-8"
    return (western, "cp1252") if _is_western(data) else (text, "utf-8")


def _is_western(data: bytes) -> bool:
    """Whether the non-ASCII bytes, each run with the byte before and after it, look like cp1252."""
    runs = islice(re.finditer(b"[\x80-\xff]+", data), _SAMPLE)
    sample = b" ".join(data[max(run.start() - 1, 0) : run.end() + 1] for run in runs).decode("cp1252")
    odd = sum(1 for _ in _UNWESTERN.finditer(sample))
    return odd * _WESTERN_FROM <= len(re.findall(r"[^\0-\x7f]", sample))


def _codec(encoding: str, data: bytes) -> str:
    """Python's name for `encoding`, with the byte order that `data` shows, else little-endian."""
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)  # refuses codecs that are not about text, such as base64
    except (LookupError, ValueError) as error:
        raise CleanerError(f"there is no text encoding {encoding!r}; try utf-8, utf-16 or cp1252") from error
    if codec in ("utf-16", "utf-32"):
        ordered = (f"{codec}-le", f"{codec}-be")
        return next((name for name in ordered if data.startswith(_BOM[name])), ordered[0])
    return "utf-8" if codec == "utf-8-sig" else codec


def _decode_as(data: bytes, codec: str) -> Decoded:
    mark = _BOM.get(codec, b"")
    bom = bool(mark) and data.startswith(mark)
    try:
        text = str(memoryview(data)[len(mark) if bom else 0 :], codec, _LENIENT.get(codec, "strict"))
        lossless = encode(text, codec, bom) == data
    except (UnicodeError, WriteFailed) as error:
        raise UnreadableInput(f"is not {codec}") from error
    if not lossless:
        raise UnreadableInput(f"would not come back the same from {codec}")
    return _decoded(text, codec, bom)
