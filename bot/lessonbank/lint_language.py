"""Language that a village reader would stumble over: bare pronouns, long sentences, hard words, shouting."""

import re
from collections.abc import Callable, Iterable

from bot.lessonbank.pronouns import bare_pronoun
from bot.lessonbank.walk import Passage, Sort
from bot.lessonbank.words import PLAIN_WORDS

SENTENCE_WORDS = 25
"""Longer sentences lose readers with six years of school."""

Blame = Callable[[Passage, str, int], None]
"""Notes a fault in a passage; the number is the line within it, from 0."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»|‘[^’]*’|`[^`]*`|^[ ]*>.*$", re.MULTILINE)
_NO_WORDS = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|https?://\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"')*]*\s+|\n\s*\n|\n\s*(?=[-*>]\s|\d+[.)]\s)")
_SHOUTING = re.compile(r"!\s*!")
_HARD = {hard: re.compile(rf"(?<!\w){re.escape(hard)}(?!\w)", re.IGNORECASE) for hard in PLAIN_WORDS}


def lint(passages: Iterable[Passage], blame: Blame) -> None:
    """Tells what reads badly; quoted words are somebody else's, and only their sentences are measured."""
    for passage in passages:
        own = _NO_WORDS.sub(_blanks, _QUOTED.sub(_blanks, passage.text))
        _lint_pronouns(passage, own, blame)
        _lint_sentences(passage, blame)
        _lint_words(passage, own, blame)
        shouting = _SHOUTING.search(own)
        if shouting:
            blame(passage, "one exclamation mark is enough", _line(own, shouting.start()))


def _blanks(found: re.Match[str]) -> str:
    """As many blanks, on as many lines, so that what follows stays where it is."""
    return re.sub(r"[^\n]", " ", found[0])


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset)


def _lint_pronouns(passage: Passage, own: str, blame: Blame) -> None:
    found = bare_pronoun(own)
    if found is None:
        return
    if passage.sort is Sort.SAID:
        advice = "write {bạn} for the learner, {mình} for the machine, or name the person"
    else:
        advice = "placeholders are not filled here: say it without a pronoun"
    blame(passage, f"bare pronoun '{found[0]}': {advice}", _line(own, found.start()))


def _lint_sentences(passage: Passage, blame: Blame) -> None:
    start = 0
    for end in (*(found.start() for found in _SENTENCE_END.finditer(passage.text)), len(passage.text)):
        sentence = passage.text[start:end]
        count = sum(any(char.isalnum() for char in word) for word in sentence.split())
        if count > SENTENCE_WORDS:
            first = start + len(sentence) - len(sentence.lstrip())
            message = f"a sentence of {count} words; at most {SENTENCE_WORDS}: make two of it"
            blame(passage, message, _line(passage.text, first))
        start = end


def _lint_words(passage: Passage, own: str, blame: Blame) -> None:
    for hard, pattern in _HARD.items():
        found = pattern.search(own)
        if found:
            blame(passage, f"'{found[0]}' is a hard word; say '{PLAIN_WORDS[hard]}'", _line(own, found.start()))
