"""Prints what the tutor costs on this machine: `make bench`. Figures to look at, never a test that fails."""

import tempfile
from pathlib import Path

from tests.bench import assigning, disk, freezing, grading, mailing, start, store, teaching, telegram, town, web


def main() -> None:
    """Runs each bench and prints one line a figure."""
    with tempfile.TemporaryDirectory(prefix="banhoc-bench-") as folder:
        for bench in (
            grading.bench,
            assigning.bench,
            town.bench,
            teaching.bench,
            disk.bench,
            store.bench,
            start.bench,
            web.bench,
            telegram.bench,
            mailing.bench,
            freezing.bench,
        ):
            for line in bench(Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
