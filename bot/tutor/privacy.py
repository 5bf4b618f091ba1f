"""Personal data in what people type: where it stands, and the same text with placeholders in its place.

Hard kinds show by their digits or by a word before them; an address down to the house, or a hamlet beside a full name;
full names (`persons`) and full birth dates are soft. Digits may stand apart, over two lines, in letters or in words.
"""

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter

from bot.model.attempt import PrivacyKind, Violation
from bot.tutor.cue import PERSON, Cue, met_in
from bot.tutor.data_signs import BEHIND_NAMES, SHORT_SIGNS, SIGNS, Sign
from bot.tutor.digits import in_digits
from bot.tutor.fold import aligned, fold
from bot.tutor.homes import find_homes
from bot.tutor.house_numbers import apart
from bot.tutor.numerals import OPAQUE
from bot.tutor.passwords import find_passwords
from bot.tutor.persons import find_names
from bot.tutor.spans import Words

PLACEHOLDERS: Mapping[PrivacyKind, str] = {
    PrivacyKind.CCCD: "[số căn cước]",
    PrivacyKind.PHONE: "[số điện thoại]",
    PrivacyKind.EMAIL: "[email]",
    PrivacyKind.BANK_ACCOUNT: "[số tài khoản]",
    PrivacyKind.CARD: "[số thẻ]",
    PrivacyKind.ADDRESS: "[địa chỉ]",
    PrivacyKind.PASSWORD: "[mật khẩu]",
    PrivacyKind.OTP: "[mã OTP]",
    PrivacyKind.BHXH: "[số BHXH]",
    PrivacyKind.NAME: "[họ tên]",
    PrivacyKind.DOB: "[ngày sinh]",
}
"""What stands in a masked text, for each kind that is found."""

_PLACEHOLDER = re.compile("|".join(re.escape(fold(words)) for words in PLACEHOLDERS.values()))
_PLACES: Mapping[object, int] = {sign.pattern: at for at, sign in enumerate(SIGNS)}
_CUES, _SHORT_CUES = (
    tuple(sign.pattern for sign in signs if isinstance(sign.pattern, Cue)) for signs in (SIGNS, SHORT_SIGNS)
)
_OTHERS, _SHORT_OTHERS = (
    tuple((_PLACES[sign.pattern], sign.hints) for sign in signs if not isinstance(sign.pattern, Cue))
    for signs in (SIGNS, SHORT_SIGNS)
)
"""Places of the signs that are no cues, with their hints."""
_LONG_NUMBER = re.compile(r"[0-9](?:[ .,\-–—\n()+_/·•*]{0,5}[0-9]){5}")

_CUT_SHORT = frozenset({PrivacyKind.ADDRESS, PrivacyKind.NAME})
"""What another kind may follow so closely that it reads on: `ấp Trà Quýt, số 0787 615 023`, a name above `Tổ 12`."""

_ONE_DIGIT = re.compile(r"([0-9])(?>(?:[ .\-]?\1){7,18})(?![ .\-]?[0-9])")
"""A number in place of a real one: `0000000000`."""


def find(text: str) -> tuple[Violation, ...]:
    """Finds personal data.

    Public hotlines, document numbers, prices and numbers masked with letters are none, nor are the placeholders.

    Returns:
        The violations in the order of the text, apart from each other; offsets count characters of `text` as given.
    """
    folded, offsets = apart(*in_digits(*aligned(text)))
    folded = _PLACEHOLDER.sub(lambda found: OPAQUE * len(found[0]), folded)
    words = Words(text, folded, offsets)
    is_taken = bytearray(len(text))
    found: list[Violation] = []
    for kind, first, last in _spans(words):
        start, end = offsets[first], offsets[last]
        taken = is_taken.find(1, start, end)
        if taken > start and kind in _CUT_SHORT:
            end, taken = start + len(text[start:taken].rstrip(" ,.;:-(\n")), -1
        if taken < 0:
            is_taken[start:end] = b"\1" * (end - start)
            found.append(Violation(kind, start, end))
    return tuple(sorted(found, key=attrgetter("start")))


def _spans(words: Words) -> Iterator[tuple[PrivacyKind, int, int]]:
    """What may be personal data, in the order of what wins."""
    for start, end in find_passwords(words.folded):
        yield PrivacyKind.PASSWORD, start, end
    for sign in _tried(words.folded):
        for match in sign.pattern.finditer(words.folded):
            it = match["it"]
            if sign.is_meant(match) and _ONE_DIGIT.match(it) is None:
                start = match.start("it")
                yield sign.kind, start, start + len(it.rstrip(".!?:"))
    names = find_names(words)
    for _, end in names:
        for kind, behind in BEHIND_NAMES:
            if (found := behind.match(words.folded, end)) is not None:
                yield kind, *found.span("it")
    for kind, spans in ((PrivacyKind.ADDRESS, find_homes(words, names)), (PrivacyKind.NAME, names)):
        for start, end in spans:
            yield kind, start, end


def _tried(folded: str) -> Iterator[Sign]:
    """The signs that may show in a text: of most it has neither a word nor a hint."""
    is_long = _LONG_NUMBER.search(folded) is not None
    places = [_PLACES[cue] for cue in met_in(folded, _CUES if is_long else _SHORT_CUES, PERSON)]
    for at, hints in _OTHERS if is_long else _SHORT_OTHERS:
        if not hints or any(map(folded.__contains__, hints)):
            places.append(at)
    return map(SIGNS.__getitem__, sorted(places))


def mask(text: str) -> str:
    """The text with a placeholder for each piece of personal data; nothing can be found in it any more."""
    while violations := find(text):
        parts: list[str] = []
        rest = 0
        for violation in violations:
            parts += text[rest : violation.start], PLACEHOLDERS[violation.kind]
            rest = violation.end
        text = "".join(parts) + text[rest:]
    return text
