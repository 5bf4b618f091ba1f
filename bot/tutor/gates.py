"""What is looked at before a prompt is judged: words to the judge, and stuffing."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress, count, pairwise
from operator import eq

from bot.tutor import cues, tricks, wish
from bot.tutor.fold import parted
from bot.tutor.reading import told_apart

_SENTENCE = re.compile(r"(?<=[.!?;)\n])\s")
_CLAUSE_ENDS = ",:;(–"
_TO_THE_JUDGE = (tricks.MARKUP, tricks.INJECTION, tricks.ITS_OWN)

_FEWEST_STUFFED = 8
_JOINED_SHARE, _JOINING_SHARE = 0.25, 0.12
"""Of all words, and of those that are not the rubric's own."""
_META_SHARE = 0.12
_LISTED_WORDS = 3.5
_FEWEST_PIECES = 5
_CLAUSE_WORDS = 4
_PIECE_END = re.compile(r"[,;/|+#:\n✔✓•*]|[.!] ")


def without_injection(text: str) -> tuple[str, bool]:
    """A text told apart, without what is said to whoever gives the marks, each time to the end of the sentence.

    Returns:
        What is left, and whether anything was taken out.
    """
    left = tricks.BLOCK.sub(" ", text)
    told = told_apart(left)
    if tricks.MARKUP.search(told) is None and tricks.INJECTION.search(told) is None:
        return told, left != text
    return " ".join(part for part in map(_innocent, _SENTENCE.split(left)) if part), True


def _innocent(sentence: str) -> str:
    told = told_apart(sentence)
    found = [each.start() for cue in _TO_THE_JUDGE if (each := cue.search(told)) is not None]
    if not found:
        return told
    return told[: max(told.rfind(end, 0, min(found)) for end in _CLAUSE_ENDS) + 1]


def is_stuffed(told: str) -> bool:
    """Whether a text told apart only lists words that a rubric likes.

    Many of its words are the rubric's own, hardly any join others, and it is a list: of short pieces, none of which
    asks for anything in a few words, or of words alone. So a terse prompt that asks for something is no stuffing.
    """
    said = parted(told).split()
    if len(said) < _FEWEST_STUFFED:
        return False
    if _echoes(said) >= _FEWEST_ECHOES:
        return True
    joined = sum(map(tricks.JOINING.__contains__, said))
    if joined > _JOINED_SHARE * len(said):  # most prompts are no list at all
        return False
    own = " ".join(tricks.META.findall(told)).split()
    meta = len(own) / len(said)
    joining = (joined - sum(map(tricks.JOINING.__contains__, own))) / len(said)
    if joined <= _BARELY_JOINED * len(said) and _is_bare(told, len(said), joined / len(said), meta):
        return True
    if len(_NUMBER.findall(told)) >= _MANY_NUMBERS:
        return False
    if joining > _JOINING_SHARE:
        return False
    if meta >= _META_ALONE and joining <= _BARE_SHARE and not _HAS_DIGIT.search(told):
        return True
    pieces = _pieces(told)
    if any(map(_asks, pieces)):
        return False
    if meta < _META_SHARE:
        return len(pieces) >= _MANY_PIECES and len(said) <= _SHORT_WORDS * len(pieces) and not _HAS_DIGIT.search(told)
    is_list = len(pieces) >= _FEWEST_PIECES and len(said) <= _LISTED_WORDS * len(pieces)
    is_wordy = meta >= _META_NO_VERB and len(said) >= _FEWEST_NO_VERB and cues.VERB.search(told) is None
    return is_list or is_wordy


def _asks(piece: str) -> bool:
    """Whether a piece asks for something in more than a word or two."""
    count = piece.count(" ") + 1
    return (count > _CLAUSE_WORDS and cues.VERB.begins(piece)) or (count > _FEWEST_POLITE and wish.begins(piece))


def _pieces(told: str) -> list[str]:
    return [piece for piece in map(str.strip, _PIECE_END.split(told)) if piece]


def _is_bare(told: str, count: int, joined: float, meta: float) -> bool:
    """Whether a text with hardly a word to join others has no sentence in it either.

    It counts through its pieces (`vai trò 1, bối cảnh 2`…); most of them begin with the same two words (`nói rõ chủ đề,
    nói rõ người đọc`…); each is a word or two, and many are the rubric's; or there are no pieces, only words.
    """
    if _is_counted(told):
        return True
    pieces = _pieces(told)
    begun = Counter(" ".join(piece.split(" ", 2)[:2]) for piece in pieces)
    most = max(begun.values())
    if most >= _FEWEST_ALIKE and most > len(pieces) / 2:
        return True
    if count <= _SHORT_WORDS * len(pieces) and len(pieces) >= _MANY_PIECES and meta >= _META_SHARE:
        return len(_NUMBER.findall(told)) < _MANY_NUMBERS and not any(map(_asks, pieces))
    if count < _FEWEST_SALAD or count < _SALAD_PIECE * len(pieces) or wish.is_polite(told):
        return False
    return any(joined <= at_most and meta >= at_least for at_most, at_least in _SALADS)


_BARELY_JOINED = 0.16
"""Of all words; with more of them that join others a text has sentences."""
_FEWEST_SALAD, _SALAD_PIECE = 15, 9
_SALADS = ((0.06, 0.15), (0.1, 0.4))
"""At most so many words that join others, at least so many of the rubric's."""
_FEWEST_ALIKE = 5


def _is_counted(told: str) -> bool:
    """Whether numbers count through a list of short pieces, as in `vai trò 1, bối cảnh 2, định dạng 3`."""
    numbers = [int(number) for number in _COUNTED.findall(told)]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return steps >= _FEWEST_STEPS and steps >= len(numbers) - 2 and told.count(" ") <= _COUNTED_WORDS * len(numbers)


_COUNTED = re.compile(r"[0-9](?<!\w[0-9])[0-9]?(?![\w.:/]\w|\w|[.:] )")
_FEWEST_STEPS, _COUNTED_WORDS = 5, 5
_FEWEST_POLITE = 3
_FEWEST_ECHOES = 3


def _echoes(said: Sequence[str]) -> int:
    """How often a word, or two together, are said right behind themselves: `soạn soạn công văn công văn`."""
    once = compress(count(), map(eq, said, said[1:]))
    far = set(compress(count(), map(eq, said, said[2:])))
    return sum(said[at].isalpha() for at in once) + sum(at + 1 in far and said[at][0].isalpha() for at in far)


_MANY_PIECES, _SHORT_WORDS = 8, 2.6
_META_ALONE, _BARE_SHARE = 0.35, 0.04
_META_NO_VERB, _FEWEST_NO_VERB = 0.3, 12
_NUMBER = re.compile(r"[0-9](?<!\w[0-9])[0-9.,]*")
_MANY_NUMBERS = 6
_HAS_DIGIT = re.compile(r"[0-9]")
