"""What is wrong with a broadcast's letter, in words for whoever writes its file, and where it stands there."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import assert_never

from bot.lessonbank.broadcast_schema import FEWEST_ANSWERS
from bot.model.broadcast import MOST_ANSWERS
from bot.tutor.letters import MOST_LABEL, MOST_UTF16, SPELT, Blame, LetterFault
from bot.tutor.links import find_links


def describe(blame: Blame) -> str:
    """What is wrong with a letter, and what to do, in a sentence's words without its capital and full stop."""
    words = blame.words
    match blame.fault:
        case LetterFault.EMPTY:
            return "there is nothing to read"
        case LetterFault.PLACEHOLDER:
            return f"there is no placeholder {words}; take one of {', '.join(SPELT.values())}"
        case LetterFault.BRACE:
            return "a brace without its partner; a placeholder looks like {bạn}"
        case LetterFault.LONG:
            return f"with the longest names in its placeholders it takes {words} of {MOST_UTF16} characters; shorten it"
        case LetterFault.LESSON:
            return f"the lesson '{words}' is not in the bank, or not open today; take another one"
        case LetterFault.ANSWERS:
            return f"a poll has {FEWEST_ANSWERS} to {MOST_ANSWERS} answers, and these are {words}"
        case LetterFault.LABEL:
            return f"a button shows at most {MOST_LABEL} characters, and these are {len(words)}"
        case LetterFault.TWICE:
            return "two answers are alike but for accents and capitals; nobody could tell them apart"
        case LetterFault.LINK if words.startswith("http:"):
            return "write an address that begins with https://"
        case LetterFault.LINK:
            return (
                f"it leads to '{words}', for which nobody here vouches; link to a host below gov.vn or in facts.yaml, "
                "or tell in words where to look"
            )
        case LetterFault.DOUBTFUL:
            return f"'{words}' is what swindlers write, too: say it in other words, without numbers or requests"
        case LetterFault.CONTACT:
            return (
                f"'{words}' is somebody's own, and swindlers give such ones, too: take an office's, a hotline, or what "
                "BANHOC_OPERATOR_CONTACT says"
            )
        case _:
            assert_never(blame.fault)


class Source:
    """The lines of a file, to find words in them."""

    def __init__(self, path: FilePath) -> None:
        try:
            self._lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")).splitlines()
        except (OSError, ValueError):
            self._lines = []

    def find(self, words: str, after: tuple[int, int], until: int | None) -> tuple[int, int] | None:
        """Where words stand next, however their lines are broken there.

        Args:
            words: which.
            after: the line and column, from 1, from which on is looked.
            until: the line before which they stand; None for the end of the file.

        Returns:
            The line and column, from 1; None where they do not stand there, or in other words.
        """
        first, column = after
        region = "\n".join(self._lines[first - 1 : until - 1 if until is not None else None])
        found = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE).search(region, column - 1)
        if found is None or not found[0]:
            return None
        before = region[: found.start()]
        return first + before.count("\n"), len(before) - before.rfind("\n")


def told_once(found: tuple[Blame, ...]) -> Iterator[Blame]:
    """The same faults without the doubts about a link that is blamed as such."""
    hosts = {blame.words for blame in found if blame.fault is LetterFault.LINK}
    for blame in found:
        inner = {link.host for link in find_links(blame.words)}
        if blame.fault is not LetterFault.DOUBTFUL or inner.isdisjoint(hosts):
            yield blame
