"""The page as a whole: template, style, script and data in one file that loads nothing and may load nothing."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from cleaner.terminal import safe

#: The scripts, in the order in which they are joined.
SCRIPTS = ("data", "text", "filter", "off", "list", "detail", "chart", "main")
#: What could end the block of data or mislead who reads the source: markup, and what terminals would not show as it is.
_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def page(log: str, head: dict[str, Any], documents: Iterable[list[Any]]) -> Iterator[bytes]:
    """The bytes of the page, piece by piece. `log` is the name of the change log."""
    before, after = _template(log)
    yield before.encode()
    yield embedded(head)[:-1].encode() + b',"documents":[\n'
    for number, document in enumerate(documents):
        yield (",\n" if number else "").encode() + embedded(document).encode()
    yield b"\n]}" + after.encode()


def embedded(value: Any) -> str:
    r"""`value` as JSON that is inert inside HTML, whatever it quotes, and plain to see in the source.

    >>> print(embedded(["</script><!--", "\u202egpj.exe", "\udcff"]))
    ["\u003c/script\u003e\u003c!--","\u202egpj.exe","\udcff"]
    """
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] > "\x7f" else f"\\u{ord(match[0]):04x}"


def _template(log: str) -> tuple[str, str]:
    """What stands before the data, and after it."""
    folder = files("cleaner.report") / "page"
    style = "\n" + (folder / "page.css").read_text("utf-8")
    script = "\n" + "\n".join((folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    values = {"title": html.escape(safe(log)), "policy": _policy(script, style), "style": style, "script": script}
    before, after = (folder / "page.html").read_text("utf-8").split("{{data}}")
    fill = partial(re.compile(r"\{\{(\w+)\}\}").sub, lambda match: values[match[1]])
    return fill(before), fill(after)


def _policy(script: str, style: str) -> str:
    """The content security policy: nothing but this script and this style, and no text ever becomes markup."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(source: str) -> str:
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()
