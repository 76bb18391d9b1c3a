"""HTML bytes to text, and the characters that parsers choke on.

The order is the byte-order mark, then UTF-8 where it fits (text in another encoding is almost never valid
UTF-8 by chance), then what the HTTP header and the page's own `meta` say, then a guess from the bytes.
"""

from __future__ import annotations

import codecs
import re
from html import unescape

#: Byte-order marks, the longer ones first: UTF-32's starts like UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What browsers read instead of a declared encoding: <https://encoding.spec.whatwg.org/#names-and-labels>.
READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
#: Seven-bit encodings: their bytes are valid UTF-8 and yet mean something else.
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
#: How far into the bytes a `meta` is looked for (the HTML standard says 1,024; real pages put scripts first).
HEAD = 8192
META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)

#: C0 controls but tab and line ends; in UTF-8 no other character has these bytes.
CONTROLS = bytes(code for code in range(0x20) if code not in (9, 10, 13))
#: The ends of the page: a parser drops all that follows an early one, where browsers read on.
ENDS = re.compile(rb"</(?:body|html)\s*>", re.I)
NONCHARACTERS = ("\ufffe", "\uffff")
REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,8})|0*([0-9]{1,9}))(?![0-9a-f]);?", re.I)


def decode_html(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """`data` as text, and the codec it was read with. `charset` is what the HTTP header said, if anything.

    >>> decode_html("naïve".encode("cp1252"), "iso-8859-1")
    ('naïve', 'cp1252')
    >>> decode_html(b'<meta charset="koi8-r"><p>' + "мир".encode("koi8-r"))[1]
    'koi8-r'
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace"), codec
    found = META.search(data[:HEAD])
    named = [codec for codec in map(_codec, (charset, found and found[1].decode("ascii", "replace"))) if codec]
    seven_bit = [codec for codec in named if codec in SEVEN_BIT]
    for codec in (*seven_bit, "utf-8", *named):
        try:
            return data.decode(codec), codec
        except (UnicodeError, LookupError):
            continue
    return _guess(data, named)


def _codec(label: str | None) -> str | None:
    """The Python codec for a declared encoding, or None where the label means nothing."""
    try:
        name = codecs.lookup((label or "").strip().lower()).name
        b"".decode(name)  # "rot13" and "hex" are codecs too, and not of text
    except (LookupError, ValueError):
        return None
    return READ_AS.get(name, name)


def _guess(data: bytes, named: list[str]) -> tuple[str, str]:
    """The best reading of bytes that are neither UTF-8 nor what they say they are."""
    from charset_normalizer import from_bytes  # 20 ms, and hardly ever needed

    if named:  # a few stray bytes are likelier than a wrong declaration
        return data.decode(named[0], "replace"), named[0]
    best = from_bytes(data[:60_000]).best()
    codec = best.encoding if best else "cp1252"
    return data.decode(codec, "replace"), codec


def sanitise(html: str) -> bytes:
    """`html` in UTF-8, without what XML forbids and parsers drop text or whole pages for.

    Surrogate pairs become the character they stand for; references to 128-159 mean Windows-1252, as in
    browsers.

    >>> sanitise("a&#8;b\\x00c &#55357;&#56832; don&#146;t &amp; &#38;").decode()
    'abc 😀 don’t &amp; &#38;'
    """
    if "&#" in html:
        html = REFERENCE.sub(_reference, html)
    for character in NONCHARACTERS:
        if character in html:
            html = html.replace(character, "")
    try:
        data = html.encode()
    except UnicodeEncodeError:
        data = html.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
    return ENDS.sub(b"", data.translate(None, CONTROLS))


def _reference(match: re.Match[str]) -> str:
    """A numeric character reference as it stands where it is harmless, else the character it is read as."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if 0xD800 <= code <= 0xDFFF:
        return chr(code)  # joined with its other half by the caller
    if 0x80 <= code <= 0x9F:
        return unescape(f"&#{code};")
    harmless = code in (9, 10, 13) or 0x20 <= code < 0x7F or (0xA0 <= code <= 0x10FFFF and code not in (0xFFFE, 0xFFFF))
    return match[0] if harmless else ""
