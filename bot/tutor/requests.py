"""What somebody asks of the reader: a code, a password, money, papers, or to go on where nobody else reads.

The words are in `giving`, the forms that they make in `asking`, `money` and `contact`; what turns a request round is in
`turns`.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.model.trust import DoubtKind
from bot.tutor.asking import AGAIN, SOFT, Form, forms
from bot.tutor.collecting import COLLECTING_FORMS
from bot.tutor.contact import CONTACT_FORMS
from bot.tutor.giving import CARD, HAND, ME, OTP, PAPERS, PASSWORD, TO, YOU, I
from bot.tutor.hearing import Heard
from bot.tutor.lending import LENDING_FORMS
from bot.tutor.money import MONEY_FORMS
from bot.tutor.turns import REACH, Place, is_turned_round, is_warning


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
_CODE = re.compile(
    rf"(?i:{OTP})|\bma(?= ?(?:[\"”',;]|$|(?:ve|den|dang nhap|nhap)\b))|\b(?:gui lai|nhap|lay|nhan|co|CO) ma\b"
)
_MESSAGE = (
    r"(?<!qua )(?<!bang )(?<!trong )(?:tin nhan|sms|noi dung tin|tin (?:do|ay|kia|nay|vua|moi))\b(?! (?:la"
    r"|rac|lua|gia|quang cao|zalo|rieng|cho|sang|qua|lai|voi)\b)"
)
_BARE = re.compile(
    rf"\W*(?:(?:{YOU}|cu|hay|nho) ){{0,3}}(?:doc|gui|nt|chup|copy|chuyen(?: tiep)?|forward|send|inbox|ib"
    f"|nhan(?= [a-z]+ de (?:{I}) (?:hoan|nhap|lam|kich|dang|vao|mo|xac))){AGAIN}{{0,2}} (?:{HAND}|{ME})(?:"
    f" (?:{SOFT}|{YOU}|mot ban|ca|het)){{0,3}} ?(?=[,;]|$|(?:de|roi|la|thi) (?!hay|neu))"
)
"""A sentence that begins by asking for what was named before it: `Bác gửi cháu, cháu vào xem.`"""
_THINGS = tuple(
    (kind, re.compile(rf"\b(?i:{named})"), named)
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
    meant: set[DoubtKind] = set()
    is_code_near = False
    for start, end in heard.sentences():
        yield from _named_before(heard.said, start, end, named, meant)
        is_warned = is_warning(heard.said[start:end])
        wanted = [*MONEY_FORMS, *COLLECTING_FORMS, *CONTACT_FORMS, *LENDING_FORMS]
        for kind, thing, words in _THINGS:
            if thing.search(heard.said, start, end) is not None:
                named.add(kind)
                wanted += forms(kind, words)
                if not is_warned:
                    meant.add(kind)
        is_code_near |= not is_warned and _CODE.search(heard.said, start, end) is not None
        if is_code_near:  # a message is asked for where a code was named that comes in one
            wanted += forms(DoubtKind.ASKS_OTP, _MESSAGE)
        for form in wanted:
            yield from _asked(form, heard.said, start, end)


def _named_before(
    said: str, start: int, end: int, named: AbstractSet[DoubtKind], meant: AbstractSet[DoubtKind]
) -> Iterator[Request]:
    """What a sentence asks for that only earlier ones name; `meant` is what they do not warn of."""
    if named and _IT.fullmatch(said, start, end) is not None:
        yield from (Request(kind, start, end) for kind in sorted(named))
    elif meant and (bare := _BARE.match(said, start, end)) is not None:
        yield from (Request(kind, *bare.span()) for kind in sorted(meant))


def _asked(form: Form, said: str, start: int, end: int) -> Iterator[Request]:
    if form.unless is not None and form.unless.search(said, start, end) is not None:
        return
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
