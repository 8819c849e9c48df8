"""Whether something is on its way between two sockets of ours.

Both ends of every connection of a story are in one process, and a busy machine may take many milliseconds to carry a
request from one to the other.  If time went on meanwhile, it would run out for a reply that was never late.
"""

from __future__ import annotations

import array
import ctypes
import fcntl
import socket
import termios
from collections.abc import Iterable

_NOW = getattr(socket, "TCP_QUICKACK", None)  # Linux has it; elsewhere a machine had better be quiet
_libc = ctypes.CDLL(None)
_on = ctypes.c_int(1)


def under_way(files: Iterable[int]) -> bool:
    """Whether anything was written to one of these sockets (numbers of open files) that the other end has not got."""
    if _NOW is None:
        return False
    numbers = list(files)
    for number in numbers:  # what has been received is acknowledged at once, not forty milliseconds later
        _libc.setsockopt(number, socket.IPPROTO_TCP, _NOW, ctypes.byref(_on), ctypes.sizeof(_on))
    return any(_waiting(number) for number in numbers)


def _waiting(number: int) -> int:
    """Bytes that the other end has not acknowledged."""
    size = array.array("i", [0])
    try:
        fcntl.ioctl(number, termios.TIOCOUTQ, size)
    except OSError:  # not a socket
        return 0
    return size[0]
