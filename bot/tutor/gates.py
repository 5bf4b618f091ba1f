"""What is looked at before a prompt is judged: words to the judge, and stuffing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, count, pairwise
from operator import eq

from bot.tutor import cues, tricks, wish
from bot.tutor.cue import Cue, count_in
from bot.tutor.fold import split
from bot.tutor.reading import QUOTED, told_apart

_SENTENCE = re.compile(r"(?<=[.!?;)\n])\s")
_CLAUSE_ENDS = ",:;(–"
_REPORTED = re.compile(
    r"(?:\b(?:dong|cau|kieu|nhan|tin|noi_?|ghi|viet|bao_?|vi du|vd|says?|said|line|message|like) ?:? ?|[;,:] ?)"
    r"['\"“‘](?=[^'\"”’]*\b(?:bo qua|quen_? (?:het|moi|cac|nhung)|ignore|disregard|forget"
    r"|cong \d+ diem)\b)[^'\"”’]{3,200}['\"”’]"
)
"""An order to an AI that somebody else is said to have written, or that is to be worked on."""
_ORDERS: tuple[re.Pattern[str] | Cue, ...] = (tricks.MARKUP, *tricks.INJECTIONS)
_TO_THE_JUDGE = (*_ORDERS, tricks.ITS_OWN)

_BLANK = re.compile(r"\[\s?(?:…|\.{2,3})\s?\]")
_FIELD = re.compile(r"\[[^\[\]\n]{1,40}\]")
_FEWEST_FIELDS = 5
_FEWEST_STUFFED = 8
_JOINED_SHARE, _JOINING_SHARE = 0.25, 0.12
"""Of all words, and of those that are not the rubric's own."""
_META_SHARE = 0.12
_LISTED_WORDS = 3.5
_FEWEST_PIECES = 5
_CLAUSE_WORDS = 4
_PIECE_END = re.compile(r"[,;/|+#:\n✔✓•*]|[.!] ")


def without_blanks(text: str) -> str:
    """A text without what is left to be filled in: `[…]`, and `[ngày]` or `[cơ quan]` in a form that has many."""
    if "[" not in text:
        return text
    left = _BLANK.sub(" ", text)
    return _FIELD.sub(" ", left) if len(_FIELD.findall(left)) >= _FEWEST_FIELDS else left


def without_injection(text: str, *, keeps_own: bool = False) -> tuple[str, bool]:
    """A text told apart, without what is said to whoever gives the marks, each time to the end of the sentence.

    Args:
        text: as typed.
        keeps_own: whether words are kept that are said to the judge only beside others (`câu trả lời`).

    Returns:
        What is left, and whether anything was taken out that was said to the judge: what a text only quotes, as `có
        người nhắn 'bỏ qua hướng dẫn'`, is left out without a word.
    """
    left = tricks.BLOCK.sub(" ", text)
    told = told_apart(left)
    if not count_in(told, tricks.INJECTIONS) and tricks.MARKUP.search(told) is None:
        return told, left != text
    quiet = _REPORTED.sub(" ", told)
    if quiet != told and not count_in(quiet, tricks.INJECTIONS) and tricks.MARKUP.search(quiet) is None:
        return quiet, left != text
    said = _ORDERS if keeps_own else _TO_THE_JUDGE
    return " ".join(part for sentence in _SENTENCE.split(left) if (part := _innocent(sentence, said))), True


def _innocent(sentence: str, said: Iterable[re.Pattern[str] | Cue]) -> str:
    told = told_apart(sentence)
    found = [each.start() for cue in said if (each := cue.search(told)) is not None]
    if not found:
        return told
    return told[: max(told.rfind(end, 0, min(found)) for end in _CLAUSE_ENDS) + 1]


def is_stuffed(told: str, given: AbstractSet[str] = frozenset()) -> bool:
    """Whether a text told apart only lists words that a rubric likes.

    Many of its words are the rubric's own, hardly any join others, and it is a list: of short pieces, none of which
    asks for anything in a few words, or of words alone. So a terse prompt that asks for something is no stuffing, nor
    are labels with something of one's own behind them. A run of the exercise's own words is, even behind a verb.

    Args:
        told: the text.
        given: the words, folded, that the exercise's author wrote.
    """
    said = split(told)
    if len(said) < _FEWEST_STUFFED:
        return False
    if _repeats(told, said):
        return True
    joined = sum(map(tricks.JOINING.__contains__, said))
    most = max(_FEWEST_LINKS, _LINK_SHARE * len(said))
    link = next((word for word in _LINKS if said.count(word) >= most), "") if joined >= most else ""
    if link:
        linked = told.replace(f" {link} ", ", ")
        return _is_run(split(linked), _meta(linked), given, linked, _pieces(linked))
    if joined > _JOINED_SHARE * len(said):  # most prompts are no list at all
        return False
    own = _meta(told)
    meta = len(own) / len(said)
    if told.count(":") >= _FEWEST_LABELS and len(_LABEL.findall(told)) >= _FEWEST_LABELS:
        has_none = bool(given) and not _HAS_DIGIT.search(told) and not _own(said, own, given)
        return (meta >= _META_LABELLED or has_none) and len(_NUMBER.findall(told)) < _FEWEST_LABELS
    has_many_numbers = len(_NUMBER.findall(told)) >= _MANY_NUMBERS
    is_hardly_joined = joined <= _BARELY_JOINED * len(said)
    if has_many_numbers and not is_hardly_joined:
        return False
    pieces = _pieces(told)
    if _is_run(said, own, given, told, pieces):
        return True
    if is_hardly_joined:
        enough = _OWN_ASKED if pieces and _asks(pieces[0]) else _OWN_OF_SALAD
        has_own = bool(given) and _own(said, own, given) >= enough * len(said)
        if _is_bare(told, pieces, len(said), joined / len(said), meta, has_own=has_own):
            return True
    joining = (joined - sum(map(tricks.JOINING.__contains__, own))) / len(said)
    if has_many_numbers or joining > _JOINING_SHARE:
        return False
    if meta >= _META_ALONE and joining <= _BARE_SHARE and set(map(_bare, _NUMBER.findall(told))) <= given:
        return True
    if any(map(_asks, pieces)):
        return False
    if meta < _META_SHARE:
        return len(pieces) >= _MANY_PIECES and len(said) <= _SHORT_WORDS * len(pieces) and not _HAS_DIGIT.search(told)
    is_list = len(pieces) >= _FEWEST_PIECES and len(said) <= _LISTED_WORDS * len(pieces)
    if (
        is_list
        and given
        and cues.VERB.begins(pieces[0])
        and _FACT.search(told)
        and _own(said, own, given) >= _OWN_LISTED * len(said)
    ):
        return False
    is_wordy = meta >= _META_NO_VERB and len(said) >= _FEWEST_NO_VERB and cues.VERB.search(told) is None
    return is_list or is_wordy


def _repeats(told: str, said: Sequence[str]) -> bool:
    """Whether a text says its words twice on end, or says of several things that they are there, asked or not."""
    if told.count(" co ") >= _FEWEST_ECHOES and len(_SELF_SAID.findall(told)) >= _FEWEST_ECHOES:
        return True
    if told.count("? co") >= _FEWEST_ECHOES and len(said) <= _WORDS_ANSWERED * len(_ANSWERED.findall(told)):
        return True
    return _echoes(said) >= _FEWEST_ECHOES and _echoes(split(QUOTED.sub(" ", told))) >= _FEWEST_ECHOES


def _asks(piece: str) -> bool:
    """Whether a piece asks for something in more than a word or two."""
    count = piece.count(" ") + 1
    return (count > _CLAUSE_WORDS and cues.VERB.begins(piece)) or (count > _FEWEST_POLITE and wish.begins(piece))


def _pieces(told: str) -> list[str]:
    return [piece for piece in map(str.strip, _PIECE_END.split(told)) if piece]


def _is_bare(told: str, pieces: Sequence[str], count: int, joined: float, meta: float, *, has_own: bool) -> bool:
    """Whether a text with hardly a word to join others has no sentence in it either.

    It counts through its pieces (`vai trò 1, bối cảnh 2`…); most of them begin with the same two words (`nói rõ chủ đề,
    nói rõ người đọc`…), or end with the same two of the rubric's; each is a word or two, and many are the rubric's; or
    there are no pieces, only words.
    """
    if _is_counted(told):
        return True
    if len(pieces) >= _FEWEST_ALIKE and _are_alike(pieces):
        return True
    if count <= _SHORT_WORDS * len(pieces) and len(pieces) >= _MANY_PIECES and meta >= _META_SHARE:
        return len(_NUMBER.findall(told)) < _MANY_NUMBERS and not any(map(_asks, pieces))
    if count >= _LONG_SALAD and not joined and len(pieces) <= _ONE and meta >= _META_SHARE:
        return True
    if count < _FEWEST_SALAD or count < _SALAD_PIECE * len(pieces) or has_own or wish.is_polite(told):
        return False
    return any(joined <= at_most and meta >= at_least for at_most, at_least in _SALADS)


def _are_alike(pieces: Sequence[str]) -> bool:
    """Whether most pieces begin with the same two words, or end with the same two of the rubric's."""
    said = [piece.rstrip(".!?").split(" ") for piece in pieces]
    (_, begun), (end, ended) = (
        Counter(map(" ".join, words)).most_common(1)[0]
        for words in ((each[:2] for each in said), (each[-2:] for each in said))
    )
    most = max(begun, ended if tricks.META.begins(end) else 0)
    return most >= _FEWEST_ALIKE and most > len(pieces) / 2


_LABEL = re.compile(r":(?:(?<=[a-z_]:)|(?<=[a-z_] :)) ?\S")
_FEWEST_LABELS = 3
_META_LABELLED = 0.4
"""Who names the parts of a prompt and says little else behind them has this share of the rubric's words."""


def _meta(told: str) -> Sequence[str]:
    """The rubric's words in a text told apart."""
    return " ".join(tricks.META.findall(told)).split()


def _is_run(
    said: Sequence[str], meta: Sequence[str], given: AbstractSet[str], told: str, pieces: Sequence[str]
) -> bool:
    """Whether hardly a word of a run of words is one's own: neither the exercise's, nor the rubric's, nor a fact."""
    if len(said) < _FEWEST_RUN or not given:
        return False
    if "?" in told or len(_FACT.findall(told)) >= _MANY_FACTS:
        return False
    joined = sum(map(tricks.JOINING.__contains__, said))
    is_bare = len(said) <= _BARE_PIECE * len(pieces) and joined <= _BARE_JOINED * len(said)
    if len(pieces) >= _FEWEST_BARE and is_bare and not wish.is_polite(told):
        return True
    is_one = (
        len(pieces) <= _ONE
        and len(said) >= _FEWEST_OF_ONE
        and joined <= _ONE_JOINED * len(said)
        and not wish.is_polite(told)
    )
    if len(said) > _RUN_PIECE * len(pieces) and not is_one:
        return False
    return _own(said, meta, given) <= (_OWN_OF_ONE if is_one else _OWN_SHARE) * len(said)


def _own(said: Sequence[str], meta: Sequence[str], given: AbstractSet[str]) -> int:
    """How many words are neither the exercise's nor the rubric's, nor join others."""
    others = set(said).difference(tricks.JOINING, meta, given)
    own = {word for word in others if word.replace("_", "") not in given}
    return sum(map(own.__contains__, said))


_LINKS = ("co", "va", "la")
_FEWEST_LINKS, _LINK_SHARE = 6, 0.2
"""A word that joins others, said so often, is a comma: `có tiêu đề có gạch đầu dòng có giọng`."""
_FEWEST_RUN, _RUN_PIECE = 15, 3.2
_FEWEST_BARE, _BARE_PIECE, _BARE_JOINED = 10, 2.8, 0.06
"""So many pieces of a word or three, which nothing joins, are no sentence, whosever words they are."""
_ONE, _FEWEST_OF_ONE, _ONE_JOINED = 2, 25, 0.1
"""Pieces of a text that has no commas; it is a run if it is long and hardly a word joins others either."""
_OWN_SHARE, _OWN_OF_ONE, _MANY_FACTS = 0.12, 0.2, 4
_BARELY_JOINED = 0.16
"""Of all words; with more of them that join others a text has sentences."""
_FEWEST_SALAD, _SALAD_PIECE = 15, 9
_LONG_SALAD = 20
"""So many words in one piece or two, none of which joins others, are no sentence, though it begins with a verb."""
_SALADS = ((0.06, 0.15), (0.1, 0.4))
"""At most so many words that join others, at least so many of the rubric's."""
_OWN_OF_SALAD, _OWN_ASKED = 0.25, 0.15
"""Of all words; with more of one's own, and fewer where a request begins it, a text without commas is no salad."""
_FEWEST_ALIKE = 5


def _is_counted(told: str) -> bool:
    """Whether numbers count through a list of short pieces, as in `vai trò 1, bối cảnh 2, định dạng 3`."""
    numbers = [int(number) for number in _COUNTED.findall(told)]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return steps >= _FEWEST_STEPS and steps >= len(numbers) - 2 and told.count(" ") <= _COUNTED_WORDS * len(numbers)


_COUNTED = re.compile(r"[0-9](?<!\w[0-9])[0-9]?(?![\w.:/]\w|\w|[.:] )")
_FEWEST_STEPS, _COUNTED_WORDS = 5, 5


def _bare(number: str) -> str:
    """A number without the mark that ends its clause."""
    return number.rstrip(".,")


_FEWEST_POLITE = 3
_FEWEST_ECHOES = 3
_ANSWERED = re.compile(r"\? co(?= ?(?:[.,;!]|$))")
_WORDS_ANSWERED = 4
"""To a question and its answer; with more there are real ones, as people put to an assistant."""
_SELF_SAID = re.compile(r"\b(\w+(?: \w+){0,4}),? (?:thi |cung ){0,2}co (?:co )?\1\b")
"""`bố cục thì có bố cục, nguồn cũng có nguồn`."""


def _echoes(said: Sequence[str]) -> int:
    """How often a word, or two together, are said right behind themselves: `soạn soạn công văn công văn`."""
    once = compress(count(), map(eq, said, said[1:]))
    far = compress(count(), map(eq, said, said[2:]))
    return sum(said[at].isalpha() for at in once) + sum(
        one + 1 == two and said[one][0].isalpha() for one, two in pairwise(far)
    )


_MANY_PIECES, _SHORT_WORDS = 8, 2.6
_OWN_LISTED = 0.33
"""Of the words of a list with a figure in it; with more of one's own it is an order in short."""
_META_ALONE, _BARE_SHARE = 0.35, 0.04
_META_NO_VERB, _FEWEST_NO_VERB = 0.3, 12
_FACT = re.compile(r"[0-9](?<!\w[0-9])[0-9.]*[0-9]")
"""A number that is more than a count of columns or lines."""
_NUMBER = re.compile(r"[0-9](?<!\w[0-9])[0-9.,]*")
_MANY_NUMBERS = 6
_HAS_DIGIT = re.compile(r"[0-9]")
