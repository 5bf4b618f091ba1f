"""Which of the learner's own words show each part of a prompt, so that praise can quote them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from bot.model.attempt import Criterion
from bot.model.lesson import Exercise
from bot.tutor import cues, gates, readers
from bot.tutor.cue import Cue
from bot.tutor.reading import spelt_out

_READ_CHARACTERS = 5_000
"""As far as a prompt is judged."""
_MOST_WORDS = 10
"""A quote is a clause, or as much of it."""
_WORD = re.compile(r"\S+")
_END = re.compile(r"[,.;:!?…)]['\"”’]?$")
_ROLE = re.compile(r"(?:ban la|dong_? vai|nhap vai|you are|act as)\b")
"""Asks for work by a role; what the work is stands elsewhere."""
_AROUND = " \t\n,.;:!?…()"

Pattern = re.Pattern[str] | Cue

_CUES: Mapping[Criterion, tuple[Pattern, ...]] = {
    Criterion.TASK: (cues.VERB, cues.HELPED, cues.QUESTION, cues.NEED, cues.VERB.pattern),
    Criterion.AUDIENCE: (readers.READER, *(told for _, told in readers.HEARERS), readers.ROLE, readers.DETAIL),
    Criterion.CONTEXT: (cues.INPUT, cues.QUOTED, cues.TIME, cues.PLACE, cues.DEVICE, cues.AMOUNT, *cues.SITUATIONS),
    Criterion.FORMAT: (cues.MEASURE, *cues.FORMS, cues.LENGTH),
    Criterion.CONSTRAINTS: (cues.DONT, cues.TONE, cues.LIMIT),
    Criterion.EXAMPLES: (cues.PAIR, cues.EXAMPLE),
    Criterion.VERIFY: (cues.SOURCE, cues.DOUBT),
}
"""What shows each part, the most telling first; a verb is one's own where it begins a sentence or somebody is asked."""
_ASKING = (". ", "? ", "! ", "; ", ": ", "hay ", "giup ", "long ", "nho ", "nho_ ", "ai ", "ban_ ")
"""What stands before the verb of one's own request."""
_FROM_CUE = frozenset({cues.VERB, cues.VERB.pattern, readers.READER, readers.ROLE, readers.DETAIL})
"""What stands before these cues in their clause belongs to something else."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A text told apart with where its words stand, and which of them end a clause or are not as they were typed."""

    told: str
    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    ends_clause: tuple[bool, ...]
    is_changed: tuple[bool, ...]


def evidence(exercise: Exercise, text: str) -> Mapping[Criterion, tuple[int, int]]:
    """Finds the words that show each part.

    A cue in a short form of chats, which was read only after it was written out, gives nothing to quote; nor does a
    text with words to whoever gives the marks.

    Args:
        exercise: what was asked for, with its weights.
        text: the attempt, its personal data masked; whatever is quoted stands in it.

    Returns:
        For each weighed part of the content that shows, the offsets of a few words in `text`, start and end.
    """
    words = _read(text[:_READ_CHARACTERS])
    if words is None:
        return {}
    found = {
        criterion: span
        for criterion, patterns in _CUES.items()
        if criterion in exercise.weights and (span := _first(words, criterion, patterns)) is not None
    }
    return {criterion: _trimmed(text, *span) for criterion, span in found.items()}


def _read(text: str) -> _Words | None:
    spans = tuple(word.span() for word in _WORD.finditer(text))
    told, is_cut = gates.without_injection(text)
    if is_cut:
        return None
    plain = told.split()
    if len(plain) != len(spans) or not spans:  # a character folds to a blank, or to nothing between two
        return None
    written = [spelt_out(word) for word in plain]
    ends = [start for start, _ in spans[1:]] + [len(text)]
    return _Words(
        " ".join(written),
        spans,
        tuple(accumulate((len(word) + 1 for word in written), initial=0)),
        tuple(
            _END.search(text[start:end]) is not None or "\n" in text[end:following]
            for (start, end), following in zip(spans, ends, strict=True)
        ),
        tuple(word != own for word, own in zip(plain, written, strict=True)),
    )


def _first(words: _Words, criterion: Criterion, patterns: tuple[Pattern, ...]) -> tuple[int, int] | None:
    """The clause around the first cue, as far as a quote may go."""
    for pattern in patterns:
        for first, last in _matches(words, pattern):
            is_role = criterion is Criterion.TASK and _ROLE.match(words.told, words.starts[first])
            if is_role or any(words.is_changed[first : last + 1]):
                continue
            if pattern is cues.VERB and criterion is Criterion.TASK and not _is_own(words, first):
                continue
            end = _to_end(words, first, last)
            begin = first if pattern in _FROM_CUE else _to_begin(words, first, end)
            return words.spans[begin][0], words.spans[end][1]
    return None


def _is_own(words: _Words, at: int) -> bool:
    """Whether a verb begins a sentence, or stands behind a word that asks."""
    return at == 0 or words.told[: words.starts[at]].endswith(_ASKING)


def _matches(words: _Words, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """The first and the last word of each match."""
    at = 0
    for match in pattern.finditer(words.told):
        start, end = match.span()
        while words.starts[at + 1] <= start:
            at += 1
        last = at
        while words.starts[last + 1] < end:
            last += 1
        yield at, last


def _to_end(words: _Words, first: int, last: int) -> int:
    most = min(first + _MOST_WORDS, len(words.spans)) - 1
    while last < most and not words.ends_clause[last]:
        last += 1
    return last


def _to_begin(words: _Words, first: int, last: int) -> int:
    """Where the clause begins, if it is short enough to be quoted from there, else where the cue does."""
    begin = first
    while begin > 0 and not words.ends_clause[begin - 1]:
        begin -= 1
    return begin if last - begin < _MOST_WORDS else first


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    own = text[start:end]
    return start + len(own) - len(own.lstrip(_AROUND)), end - (len(own) - len(own.rstrip(_AROUND)))
