"""The server as a process of its own: prints its address, and serves until it is told to end.

python -m tests.fakes.bot_api [--port 8081] [--token 1:abc]... [--lenient] [--cpu 1] [--flood 10]
"""

import argparse
import asyncio
import os
import signal
import sys

from tests.fakes.bot_api.server import bot_api


async def _serve(options: argparse.Namespace) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if options.with_stdin:
        loop.add_reader(sys.stdin.fileno(), ended.set)
    async with bot_api(port=options.port, is_strict=not options.lenient, tokens=tuple(options.token)) as api:
        for account in api.accounts.values():
            account.flood.enforced = options.flood is not None
            account.flood.scale = options.flood or 1.0
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--token", action="append", default=[], help="of a bot; once for each")
    parser.add_argument("--lenient", action="store_true", help="leaves out the checks that cost time")
    parser.add_argument("--cpu", type=int, help="the core to stay on")
    parser.add_argument("--flood", type=float, help="enforces flood control, with all limits this many times as high")
    parser.add_argument("--with-stdin", action="store_true", help="ends when standard input does")
    options = parser.parse_args()
    if options.cpu is not None:
        os.sched_setaffinity(0, {options.cpu})
    asyncio.run(_serve(options))


if __name__ == "__main__":
    main()
