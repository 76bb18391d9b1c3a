"""What we use of trafilatura, imported without a socket.

trafilatura imports urllib3, which we never call, and which binds an IPv6 socket when it is imported.
"""

from __future__ import annotations

import socket

_has_ipv6, socket.has_ipv6 = socket.has_ipv6, False
try:
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor
finally:
    socket.has_ipv6 = _has_ipv6

__all__ = ["Extractor", "bare_extraction"]
