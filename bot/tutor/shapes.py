"""Texts that are no prose: a poem, told by its rhymes; a program, told by its marks; a form that nobody filled in."""

import re
from collections.abc import Sequence

from bot.tutor.fold import fold

_LINE = re.compile(r"\n| / ")
_FEWEST_LINES, _SHORTEST, _LONGEST = 3, 4, 10
_RHYMING_SHARE = 0.3
_ONSET = re.compile(r"qu|gi(?=[aeouy])|[bcdfghjklmnpqrstvwxz]+")
_ALIKE = str.maketrans({"y": "i"})
_CODE = re.compile(r"[{}<\\`$|]|(?<![=-])>|\(\)|\w[(\[]|\"\w|\":|\w ?=(?!>) ?[\"'\[{]")
_CODE_MARKS = '({="<[`'
"""A program has some of these in each of its lines."""
_LETTERING = re.compile(r"</?(?:b|i|u|em|strong|br|p) ?/?>")
"""Tags that only make words bold and the like: they come with what somebody copies from a page, and are no program."""
_CODE_SHARE = 0.06
_LOOP = re.compile(
    r"\bfor \w+ in \w+\(|\bwhile \(|[+*/-]= ?\w+|\bdef \w+\(|\bimport \w+(?: as \w+)? (?:def|for|from|print)\b"
)
_QUERY = re.compile(r"\bselect\b.{1,200}\bfrom\b.{1,200}\b(?:where|group by|order by|join|limit)\b")
_KEYWORD = re.compile(r"\b(?:def|return|print|import|function|const|elif|null|true|false)\b")
_KEYWORD_SHARE = 0.03
_FIELD = re.compile(r"(?:^|[\n;.,|/])[ \t*-]*([^\n;.,|/:]{2,40}):[ \t]*([^\n;.,|/]*)")
_NOTHING = frozenset(
    words
    for words in map(
        fold,
        (
            "có", "ok", "không", "đúng", "đủ", "đầy đủ", "tốt", "rõ", "rõ ràng", "cao", "chuẩn", "có đủ", "đã có",
            "xong", "phù hợp", "hợp lý", "yes", "no", "good", "clear", "done", "complete", "none",
        ),
    )
)  # fmt: skip
_FEWEST_FIELDS, _EMPTY_SHARE = 3, 0.6
_SHORT = 40
_FEWEST_MARKS = 2


def is_verse(text: str) -> bool:
    """Whether a text is a poem: a few lines of about the same length, of which most rhyme with one of the next two.

    A syllable rhymes by what is left of it, folded, without its first consonants; in `lục bát` the last word of the
    short line rhymes with the sixth of the long one.
    """
    if text.count("\n") + text.count(" / ") < _FEWEST_LINES - 1:
        return False
    lines = [words for line in _LINE.split(text) if (words := re.findall(r"\w+", fold(line)))]
    if len(lines) < _FEWEST_LINES or not _SHORTEST <= min(map(len, lines)) <= max(map(len, lines)) <= _LONGEST:
        return False
    return sum(map(_rhymes, lines, lines[1:], [*lines[2:], ()])) >= _RHYMING_SHARE * (len(lines) - 1)


def _rhymes(line: Sequence[str], following: Sequence[str], second: Sequence[str]) -> bool:
    own = _rime(line[-1])
    return any(own == _rime(word) for word in (*following[3:], *second[-1:]))


def _rime(word: str) -> str:
    onset = _ONSET.match(word)
    return word[onset.end() if onset else 0 :].translate(_ALIKE)


def is_blank_form(text: str) -> bool:
    """Whether most labels of a text have nothing behind them: no word, `có`, `ok`, or the label once more."""
    if text.count(":") < _FEWEST_FIELDS:
        return False
    fields = [(fold(label), fold(value).rstrip(" .")) for label, value in _FIELD.findall(text)]
    empty = sum(not value or value in _NOTHING or label in value for label, value in fields)
    return empty >= max(_FEWEST_FIELDS, _EMPTY_SHARE * len(fields))


def is_code(text: str) -> bool:
    """Whether so many of a text's characters are marks of a program or of data that it is no prose."""
    if len(text) < _SHORT or (sum(map(text.count, _CODE_MARKS)) < _FEWEST_MARKS and "select" not in text):
        return False
    marks = len(_CODE.findall(_LETTERING.sub("", text))) / len(text)
    if marks >= _CODE_SHARE or (marks >= _KEYWORD_SHARE and _KEYWORD.search(text)):
        return True
    return _QUERY.search(text) is not None or _LOOP.search(text) is not None
