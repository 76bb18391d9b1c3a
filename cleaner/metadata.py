"""What a file has besides its bytes: owner, mode, extended attributes (ACLs are among them)."""

from __future__ import annotations

import errno
import os
import stat

from cleaner.errors import WriteFailed, reported

# Hashes of the old bytes, wrong for new ones.
_CONTENT_HASHES = frozenset({"security.ima", "security.evm"})


def keep_metadata(old: int, new: int) -> None:
    """Give the file open as `new` the owner, attributes and mode of the one open as `old`.

    Raises WriteFailed where the system refuses, as it does for the owner of somebody else's file. Extended
    attributes are kept where Python can read them, which is on Linux.
    """
    was, now = os.fstat(old), os.fstat(new)
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        with reported(WriteFailed, "cannot keep its owner"):
            os.fchown(new, was.st_uid, was.st_gid)  # first: it clears special bits of the mode
    if hasattr(os, "listxattr"):
        with reported(WriteFailed, "cannot keep its extended attributes"):
            _set_attributes(new, _attributes(old))
    os.fchmod(new, stat.S_IMODE(was.st_mode))


def _attributes(fd: int) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(fd, name) for name in os.listxattr(fd) if name not in _CONTENT_HASHES}
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.ENOSYS):
            return {}
        raise


def _set_attributes(fd: int, wanted: dict[str, bytes]) -> None:
    """Make them exactly `wanted`: a folder's default ACL may have given the new file one of its own."""
    has = _attributes(fd)
    for name in sorted(has.keys() | wanted.keys()):
        if has.get(name) == wanted.get(name):
            continue
        try:
            if name in wanted:
                os.setxattr(fd, name, wanted[name])
            else:
                os.removexattr(fd, name)
        except OSError:
            if not name.startswith("security."):  # labels are the system's to give, and it has given one
                raise
