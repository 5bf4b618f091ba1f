"""Whole sentences that say no more than one word would: how to be addressed, and a yes to the notice.

Only a sentence known from its first word to its last counts, so that a denial, a doubt or a second wish in it leaves it
unread. Each word counts with its own accents or with none, but for two in a consent: without accents `đúng` may be
`đừng`, and `bà` is `ba`, somebody's father.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.model.learner import FormOfAddress
from bot.tutor.fold import fold

_LONGEST = 80
"""Characters; a longer text says more."""
_WORD = re.compile(r"\w+")


def _written(phrase: str) -> str:
    """A pattern for a phrase, each word with its accents or without any."""
    return " ".join(word if word.isascii() else f"(?:{word}|{fold(word)})" for word in phrase.split())


def _one_of(phrases: Iterable[str], *, with_accents: Iterable[str] = ()) -> str:
    """A pattern for any of some phrases; those `with_accents` count with their own alone."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return f"(?:{'|'.join((*map(_written, longest_first), *with_accents))})"


_I = ("tôi", "tui", "mình", "cháu", "con")
_PLEASE = ("nhé", "nha", "nhá", "ạ", "thôi", "luôn")
_YES = rf"(?:{_one_of(('dạ', 'vâng', 'ừ', 'uh', 'ok', 'oke', 'được', 'có', 'rồi', 'ạ'), with_accents=('đúng',))} )*"

_WHO_AGREES = _one_of((*_I, "em", "anh", "chị", "bác", "cô", "chú", "ông"), with_accents=("bà",))
_FULLY = _one_of(("xin", "cũng", "hoàn toàn"))
_AFTER_CONSENT = rf"(?: {_one_of((*_PLEASE, 'rồi', 'học luôn'))})*"
_CONSENT = re.compile(rf"{_YES}(?:{_WHO_AGREES} )?(?:{_FULLY} )?{_written('đồng ý')}{_AFTER_CONSENT}")

_FORMS = {form.value: form for form in FormOfAddress} | {fold(form.value): form for form in FormOfAddress}
_AFTER_FORM = _one_of((*_PLEASE, "đi", "là được", "cũng được", "được rồi", "là được rồi"))
_FORM = rf"(?P<form>{_one_of(FormOfAddress)})(?: {_AFTER_FORM})*"
_IS = _written("là")
_YOU = rf"(?:{_one_of(('bạn', 'máy'))} )?(?:{_one_of(('cứ', 'hãy', 'xin'))} )*"
_YOU_YOUNG = rf"{_one_of(('cháu', 'con'))} {_one_of(('cứ', 'hãy'))} "
"""`cháu gọi bác` without such a word may tell what the learner will call the machine."""
_CALL = _one_of(("gọi", "kêu", "xưng hô"))
_ME = rf"(?:(?P<whom>{_one_of((*_I, *FormOfAddress))}) {_IS} |{_one_of(('tôi', 'tui', 'mình'))} |{_IS} )?"
_I_WISH = rf"(?:{_one_of((*_I, 'em'))} )?{_one_of(('muốn', 'thích'))} (?:{_written('được')} )?{_written('gọi')} {_IS} "

_ADDRESSES = (
    re.compile(rf"(?:{_written('từ nay')} )?{_YES}(?:{_YOU}|{_YOU_YOUNG}){_CALL} {_ME}{_FORM}"),
    re.compile(rf"{_YES}{_I_WISH}{_FORM}"),
    re.compile(rf"(?:{_one_of(('cứ', 'là'))} )?{_FORM}"),
)
"""`cứ gọi tôi là bác nhé`, `tôi muốn được gọi là bác`, `bác nhé`."""


def is_consent(text: str) -> bool:
    """Whether a text is an explicit yes and nothing else, such as `vâng, tôi đồng ý`; a mere `vâng` is none."""
    return _CONSENT.fullmatch(_words(text)) is not None


def read_address(text: str) -> FormOfAddress | None:
    """The form of address that a text asks for, such as `cứ gọi tôi là bác nhé`.

    Returns:
        None where it says anything else besides, or two different forms. In a sentence with accents a word without
        them is that word: `gọi tôi là ba` does not mean `bà`.
    """
    words = _words(text)
    found = next((found for pattern in _ADDRESSES if (found := pattern.fullmatch(words))), None)
    if found is None:
        return None
    written = found["form"]
    form = _FORMS[written]
    whom = found.groupdict().get("whom")
    is_somebody_else = whom in _FORMS and _FORMS[whom] is not form
    is_other_word = written != form.value and not words.isascii()
    return None if is_somebody_else or is_other_word else form


def _words(text: str) -> str:
    """The words of a text in small letters with single blanks; none of a question or a long text."""
    if len(text) > _LONGEST or "?" in text:
        return ""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
