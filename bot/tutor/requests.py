"""What somebody asks of the reader: a code, a password, money, papers, or to go on where nobody else reads.

The words are in `giving`, the forms that they make in `asking`, `money` and `contact`; what turns a request round is in
`turns`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.trust import DoubtKind
from bot.tutor.asking import AGAIN, SOFT, Form, forms
from bot.tutor.contact import CONTACT_FORMS
from bot.tutor.giving import CARD, HAND, ME, OTP, PAPERS, PASSWORD, TO, YOU
from bot.tutor.hearing import Heard
from bot.tutor.money import MONEY_FORMS
from bot.tutor.turns import REACH, Place, is_turned_round


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and where in the text as heard."""

    kind: DoubtKind
    start: int
    end: int


_IT = re.compile(
    rf"\W*(?:(?:{YOU}|cu|roi|nho|xong) ){{0,3}}(?:doc{AGAIN}{{0,2}} {HAND}(?: nghe)?"
    rf"|(?:doc|gui|nhan|chup){AGAIN}{{0,2}} (?:{TO} )?(?:{ME} )?(?:ma|so|day so) (?:do|ay|day|nay)(?: {HAND})?)"
    rf"(?: (?:{SOFT}|{YOU})){{0,3}}\W*"
)
"""A whole sentence that asks for what was named in an earlier one: `Có mã OTP chưa bác? Đọc cho cháu nhé.`"""
_THINGS = tuple(
    (kind, re.compile(rf"\b(?i:{named})"), tuple(forms(kind, named)))
    for kind, named in (
        (DoubtKind.ASKS_OTP, OTP),
        (DoubtKind.ASKS_PASSWORD, PASSWORD),
        (DoubtKind.PERSONAL_DATA, PAPERS),
        (DoubtKind.ASKS_MONEY, CARD),
    )
)
"""What is asked for by its name: no form of asking for it is looked for in a sentence that does not name it."""


def find_requests(heard: Heard) -> Iterator[Request]:
    """Finds what is asked of the reader, sentence by sentence: what stands in one sentence turns round no other."""
    named: set[DoubtKind] = set()
    for start, end in heard.sentences():
        if named and _IT.fullmatch(heard.said, start, end) is not None:
            yield from (Request(kind, start, end) for kind in sorted(named))
        wanted = [*MONEY_FORMS, *CONTACT_FORMS]
        for kind, thing, ways in _THINGS:
            if thing.search(heard.said, start, end) is not None:
                named.add(kind)
                wanted += ways
        for form in wanted:
            yield from _asked(form, heard.said, start, end)


def _asked(form: Form, said: str, start: int, end: int) -> Iterator[Request]:
    at = start
    while (found := form.pattern.search(said, at, end)) is not None:
        asked = found.start("ask") if "ask" in form.pattern.groupindex else found.start()
        first = max(start, asked - REACH)
        place = Place(said[first : min(end, found.end() + REACH)], asked - first, found.end() - first)
        if is_turned_round(place, is_imperative=form.is_imperative, is_lesson=form.is_lesson):
            at = found.start() + 1
        else:
            yield Request(form.kind, *found.span())
            at = found.end()
