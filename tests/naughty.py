"""Strings that break programs, written for these tests; each stands for a family."""

from __future__ import annotations

STRINGS = (
    # what programs take for something else
    "", "null", "None", "undefined", "NaN", "-Infinity", "true", "0", "-0", "1e999", "0x1F", "١٢٣", "1,000.00", "1/0",
    "../../etc/passwd", "C:\\con\\nul", "CON", "-rf", "--help", "$HOME", "%n%s%d", "{0}{1!r}", "{{7*7}}", "${7*7}",
    "; drop table texts; --", "' or 1=1 --", "`id`", "$(id)", "| id", "&& id", "\\", "\\\\n", "\\x1b[0m", "%00", "%0A::error::x",
    # markup
    "<script>x</script>", "<script>x</script >", "</textarea>", "<img src=x onerror=y>", "<svg/onload=z>", "<!--", "-->", "]]>", "<![CDATA[x]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", "&lt;&amp;&#0;&#xD800;&#x110000;&nosuch;", "<a href=javascript:x>y</a>",
    "<p" + " a" * 500 + ">", "<b><i></b></i>", "<table><table><table>", "<br/ >", "< p >", "<plaintext>",
    "[x](javascript:y)", "[x]: <y>", "![](", "**x", "__x__y__", "~~~", "```", "> > >", "- - -", "1) 2. 3)", "    x", "\tx", "\\*x\\*", "[^1]: [^1]",
    "---\n---", "+++\n+++", "{{< x >}}", "{% x %}", "$$x$$", ":::x", "|a|b|\n|-|-|",
    # codes and controls
    "\x01\x02\x03\x04", "\x07\x08\x0b\x0c\x0e\x0f", "\x1b[2J\x1b]0;x\x07", "\x7f", "\x80\x85\x9b2J\x9f", "a\rb", "a\r\nb\n\rc", "\u2028\u2029",
    "\ufeff", "a\ufeffb", "\ufffe\uffff", "\U0010ffff", "\ue000\U000f0000", "\ufffd\ufffd", "\ufff9a\ufffab\ufffb",
    # blanks
    " ", "\t", "\u00a0", "\u1680\u2000\u200a\u202f\u205f\u3000", "\u200b\u200c\u200d\u2060", "\u00ad", "\u180e", "\u115f\u3164\uffa0", "   x   ",
    # directions and marks
    "\u202egpj.exe", "\u2067\u2066\u2069", "مرحبا world שלום", "א\u202eב", "ﷺ", "ﷲ ﷴ", "a\u0300\u0301\u0302\u0303", "Z\u0351\u036b\u0343" * 20, "\u0301x",
    "क्षि", "ন্ত্র", "ကြ္", "ង្គ", "กำ", "한글", "한글", "ｆｕｌｌ", "ﬁﬂﬃ", "Ǆǅǆ", "İıIi", "ßẞſ", "ΣσςΌ", "ΐΰ", "ŉ", "ᾳ",
    # symbols and pictures
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "👍🏽", "🇩🇪🇩", "️⃣", "1️⃣", "☃︎☃️", "𝕋𝕖𝕙 𝓬𝓪𝓽", "Ⓐⓑ㉈", "①⒈", "½⅓", "x²₂",
    "¯\\_(ツ)_/¯", "(╯°□°)╯︵ ┻━┻", "( ͡° ͜ʖ ͡°)", "…—–‐‑‒―", "“”‘’‚„‹›«»「」『』", "``''", "''''", '""""', "¿¡", "、。！？", "؟،؛",
    # broken encoding
    "cafÃ©", "â€œxâ€\x9d", "Ã¢â‚¬â„¢", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "ä½ å¥½", "Ã", "Â ", "Ã\u00a0", "�?", "????", "\udcff\udcfe", "\ud83d", "\ude00\ud83d", "é\udce9",
    # what rules look for
    "Subscribe to our newsletter", "SUBSCRIBE TO OUR NEWSLETTER!!!", "Share this article", "Share\u200bthis", "Ѕubscribe", "Read more »", "Advertisement",
    "Related", "Related:", "By", "By By By", "Photo:", "© 2020", "All rights reserved.", "Posted in", "Tags: a, b", "1 comment", "Click here", "Proudly powered by",
    "teh", "Teh", "TEH", "recieved", "the the", "The The", "a an the", "its it's", "said that The Norwegians were", "word ,word", "end.Then", "( x )", "it's's",
    "a" * 300, "ab" * 300, "é" * 300, "x " * 300, "1" * 300, "." * 300, "-" * 300, "_" * 300, "*" * 300, '"' * 300, "\u0301" * 300,
    # forms
    "1\n00:00:01,000 --> 00:00:02,000\nTeh end", "WEBVTT\n\n00:01.000 --> 00:02.000\nx", "1\n00:00:01,000 -->", "{\"text\": 1}", '{"text": "x"', "[[[[", "%PDF-1.7", "PK\x03\x04",
    "-----BEGIN PGP MESSAGE-----", "On Mon, A wrote:", "> quoted", "From: a@b", "a:b:c:d", "ANNA: x\nBEN: y\nANNA: z\nBEN: w", "12:30 ANNA: x",
)  # fmt: skip

#: Bytes that are no text in one encoding or another.
BYTES = (
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf",
    b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80",
    b"\xfc\x84\x80\x80\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", b"\x80", b"\xbf", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98",
    b"caf\xe9", b"caf\xe9 caf\xc3\xa9", b"\x93teh\x94 \x97 it\x92s", b"\x81\x8d\x8f\x90\x9d", bytes(range(1, 256)), b"a\0b", b"\x1a", b"\xa4\xa4\xa4\xe5",
    "Привет".encode("koi8-r"), "こんにちは".encode("shift_jis"), "你好".encode("gb18030"), "\ufeffTeh".encode("utf-16-le"), "\ufeffTeh x".encode("utf-16-be") + b"\0",
    b"\xff\xfeT", b"\xff\xfe\x00\xd8", "\ufeffTeh".encode("utf-32-le")[:-1], b"\x2b\x2f\x76\x38", b"\x0e\x0f\x1b$B",
)  # fmt: skip
