"""Ports that are told before anybody listens there, or kept for whoever is stopped and started again.

The system gives none of these to whoever asks for any (on Linux those begin at 32768), and no two processes of a run
look in the same place: another test cannot take what is free for a moment.
"""

import os
import socket
from itertools import cycle

FIRST, BLOCKS, EACH = 10_000, 1_000, 20

_at = FIRST + os.getpid() % BLOCKS * EACH
_own = cycle(range(_at, _at + EACH))


def free_port() -> int:
    """A port at which nobody listens."""
    for _ in range(EACH):
        port = next(_own)
        with socket.socket() as looked_at:
            looked_at.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do
            try:
                looked_at.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"somebody listens at each of {EACH} ports from {_at}")
