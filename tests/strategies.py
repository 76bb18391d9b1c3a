"""Texts for property tests: prose, junk, slips, odd characters, mixed line ends."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board.",
    "“We did not think she would float, and We are still surprised,” said the captain.",
    "He said that The Norwegians had sent a telegram.",
    "Subscribe to our newsletter",
    "Share this article",
    "Proudly powered by WordPress",
    "If you have any questions or comments, please don't hesitate to contact us.",
    "Related stories",
    "Advertisement",
    "teh recieved",
    "It rained. Sign up for our newsletter! It stopped.",
    "from Kyiv to Chernikov",
    "dont â€œquotedâ€\x9d cafÃ©",
    "the the  end ,and more.Then",
    "",
    " ",
    "\t",
)
BREAKS = ("\n", "\n\n", "\r\n", "\r", "\n\r\n", "\u2028", "\x0c", "\x85")

lines = st.one_of(st.sampled_from(PIECES), st.text(max_size=40))
breaks = st.sampled_from(BREAKS)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of up to a dozen lines with line ends of every kind."""
    parts = draw(st.lists(st.tuples(lines, breaks), max_size=12))
    tail = draw(lines)
    return "".join(a + b for a, b in parts) + tail


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """The bytes of a text file: a byte-order mark or not, stray bytes or not."""
    data = draw(texts()).encode("utf-8", "surrogatepass")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at:]
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + data
