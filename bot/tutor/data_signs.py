"""By which signs in a text each hard kind of personal data shows: its digits, or a word before them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.model.attempt import PrivacyKind
from bot.tutor.cue import PERSON, Cue

# Every repetition below is bounded or possessive, so that a search takes time in proportion to the text. What must not
# stand before a number is said behind its first character: so a search goes from one digit to the next.
OPAQUE = "\0"
_APART = r"[ .\-–\n]{0,2}"
_START = r"(?<![0-9])"
_END = r"(?![0-9])"
_NOT_GROUPED = rf"(?![0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,6}}+{_END})"
_NOT_MONEY = r"(?!\s?(?:d|dong|vnd|k|nghin|ngan(?! hang)|trieu|ty|usd)\b)"


def _digits(least: int, most: int) -> str:
    """A number of that many digits, perhaps written in groups, which is no price and no grouped thousands."""
    return rf"{_START}{_NOT_GROUPED}(?P<it>[0-9](?:{_APART}[0-9]){{{least - 1},{most - 1}}}+){_END}{_NOT_MONEY}"


def _after(keywords: str, number: str, gap: int = 25) -> Cue:
    """A number near after one of the keywords, in the same clause, with no other number between."""
    return Cue(rf"\b(?:{keywords})\b[^0-9.,;!?{OPAQUE}]{{0,{gap}}}{number}", PERSON)


def _is_luhn(number: str) -> bool:
    digits = [int(char) for char in number if char in "0123456789"]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_card(number: str) -> bool:
    """Cards of Vietnamese banks begin with 9704 (ISO/IEC 7812 number of NAPAS) and need not pass Luhn's check."""
    return number.startswith("9704") or _is_luhn(number)


def _is_no_hotline(number: str) -> bool:
    return not number.startswith(("1800", "1900"))


def _is_no_phone(number: str) -> bool:
    """Whether a number is longer than those of telephones, or begins otherwise."""
    digits = [char for char in number if char in "0123456789"]
    return len(digits) > _PHONE_DIGITS or digits[:1] != ["0"]


def _is_no_mobile(number: str) -> bool:
    return re.match("0[35789]", number) is None


def _are_no_days(number: str) -> bool:
    """Whether of the twos of a number some are no days and no months."""
    return any(int(two) > _LAST_DAY for two in re.findall("[0-9]{2}", number))


def _is_any(number: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Sign:
    """One way in which a kind shows: group `it` of the pattern, where the test agrees.

    A pattern that is no cue is tried only on texts that hold one of the `hints`; without any, a long number.
    """

    kind: PrivacyKind
    pattern: re.Pattern[str] | Cue
    is_meant: Callable[[str], bool] = _is_any
    hints: tuple[str, ...] = ()


_CODE = (
    rf"{_START}(?P<it>[0-9]{{4,8}}+|[0-9](?:[ .-]?[0-9]){{5}})"
    rf"{_END}{_NOT_MONEY}"
)
_SECRET = r"\b(?:mat khau|mk|pass(?:word)?|pwd?)\b(?:\s{1,3}[a-z]+\b){0,6}?"  # noqa: S105 - words before one
_QUOTE = "[\"'“‘]?"
_TOKEN = r"[^\s,;()\[\"'<>\0]"  # noqa: S105 - a pattern, not a secret
_PHONE_DIGITS = 10
_LAST_DAY = 31
_IDENTITY = "cccd|cmnd|cmtnd|cmt|can cuoc|chung minh|dinh danh"
_BANKS = (
    "mb(?= ?[0-9])|vietcombank|vcb|agribank|techcombank|vietinbank|bidv|mb ?bank|sacombank|vpbank|tpbank|lpbank|hdbank"
)
_CARD = rf"(?P<it>[0-9](?<![0-9]{{2}})[0-9]{{3}}(?:{_APART}[0-9]{{4}}){{3}}(?:{_APART}[0-9]{{3}})?){_END}"

_DATE = r"[0-9]{1,2}(?: ?[/.\-] ?| thang )[0-9]{1,2}(?: ?[/.\-] ?| nam )(?:19|20)[0-9]{2}"
_BORN = Cue(
    rf"\b(?:sinh|ngay sinh|ns|sn|dob|born(?: on)?|birth(?:day|date)?|date of birth)\b[^0-9.;!?\n]{{0,15}}"
    rf"(?P<it>{_DATE}|(?:[0-9]{{1,2}} [a-z]{{3,9}}|[a-z]{{3,9}} [0-9]{{1,2}}),? (?:19|20)[0-9]{{2}}){_END}",
    PERSON,
)

SIGNS = (
    # "mật khẩu zalo của em abc123": letters, then digits, in one token.
    Sign(
        PrivacyKind.PASSWORD,
        Cue(
            rf"{_SECRET}\s{{0,3}}[:=,]?\s{{0,3}}{_QUOTE}\b(?P<it>(?=[^\s0-9]{{1,63}}+[0-9])[a-z]{_TOKEN}{{3,63}}+)",
            PERSON,
        ),
    ),
    # "mật khẩu là 1234": said outright, so digits alone count, and letters too many for a Vietnamese syllable.
    Sign(
        PrivacyKind.PASSWORD,
        Cue(
            rf"{_SECRET}(?:\s{{0,3}}[:=]|\s{{1,3}}la\b)\s{{0,3}}{_QUOTE}"
            rf"(?P<it>(?=[0-9]{{4}}|[0-9]\S{{0,62}}[a-z]|[^\s0-9]{{1,62}}[0-9]|[a-z]{{8}}){_TOKEN}{{4,64}}+)",
            PERSON,
        ),
    ),
    Sign(
        PrivacyKind.PASSWORD,
        Cue(
            rf"\bpin\b[^0-9.;!?{OPAQUE}]{{0,30}}(?<!nam )(?<!gia ){_START}(?P<it>[0-9]{{4,6}}){_END}"
            rf"(?! ?(?:%|mah|phan tram)){_NOT_MONEY}",
            PERSON,
        ),
    ),
    Sign(PrivacyKind.CARD, re.compile(_CARD), _is_card),
    Sign(PrivacyKind.CARD, _after("so the|the (?:ngan hang|tin dung|atm|visa|ghi no)|card", _digits(16, 19))),
    Sign(
        PrivacyKind.BHXH,
        _after("bhxh|bhyt|bao hiem xa hoi|bao hiem y te|so so|social insurance|vssid", _digits(10, 10)),
    ),
    Sign(PrivacyKind.BHXH, _after("so bao hiem|the bao hiem|insurance", _digits(10, 10)), _is_no_mobile),
    Sign(PrivacyKind.CCCD, _after(_IDENTITY, _digits(12, 12))),
    Sign(PrivacyKind.CCCD, _after(_IDENTITY, _digits(9, 9))),
    Sign(PrivacyKind.CCCD, _after(_IDENTITY, rf"{_START}(?P<it>[0-9]{{3}}\.[0-9]{{3}}\.[0-9]{{3}}){_END}")),
    Sign(PrivacyKind.BANK_ACCOUNT, _after(_BANKS, _digits(11, 19)), _is_no_hotline),
    Sign(
        PrivacyKind.CCCD,
        # The province, then century and sex (Decree 137/2015/NĐ-CP, article 13): 0-3 for those born 1900-2099.
        re.compile(rf"(?P<it>0(?<![0-9]0)(?!00)[0-9]{{2}}{_APART}[0-3](?:{_APART}[0-9]){{8}}){_END}"),
    ),
    Sign(PrivacyKind.BANK_ACCOUNT, _after(r"stk|so tai khoan|so tk|account (?:number|no)", _digits(6, 19))),
    Sign(PrivacyKind.BANK_ACCOUNT, Cue(rf"\baccount no\. {_digits(6, 19)}", PERSON)),
    # "cột số tài khoản, nhưng 0021-0003-86274": another clause, and a number too long for anything else.
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        Cue(rf"\b(?:stk|so tai khoan|so tk)\b[^0-9;!?{OPAQUE}]{{0,25}}{_digits(10, 19)}", PERSON),
        _is_no_phone,
    ),
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            rf"(?P<it>(?:(?:\((?<![0-9]\()\+?84|\+(?<![0-9]\+)84|84(?<![0-9]84))\)?{_APART}(?:\(0\){_APART})?|0(?<![0-9]0))"
            rf"[35789][0-9](?:{_APART}[0-9]){{7}}){_END}"
        ),
    ),
    Sign(
        PrivacyKind.PHONE,
        re.compile(rf"(?P<it>0(?<![a-z0-9.\-]0)[35789](?P<mark>[ .\-–])[0-9]{{2}}(?:(?P=mark)[0-9]{{2}}){{3}}){_END}"),
        _are_no_days,
    ),
    Sign(PrivacyKind.PHONE, re.compile(rf"(?P<it>\+84(?<![0-9]\+84){_APART}[35789](?:{_APART}[0-9]){{8}}){_END}")),
    Sign(PrivacyKind.PHONE, re.compile(r"(?P<it>0(?<![a-z0-9.\-]0)[35789][ .\-–][0-9]{4}[ .\-–][0-9]{4})(?![0-9])")),
    Sign(
        PrivacyKind.PHONE,
        re.compile(r"(?P<it>0(?<![0-9]0)[ .\-–]{1,3}[35789](?:[ .\-–]{1,3}[0-9]){8})(?![ .\-–]{0,3}[0-9])"),
    ),
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        _after(f"tai khoan|tk|chuyen khoan|ck|{_BANKS}", _digits(8, 19)),
        _is_no_hotline,
    ),
    Sign(
        PrivacyKind.OTP,
        _after(
            "otp|ma xac (?:thuc|nhan|minh)|verification code",
            _CODE,
        ),
    ),
    # "nó hỏi mã OTP, mã là 5521", "OTP 6 số, máy hiện 552100": another clause, which says that it is the code.
    Sign(
        PrivacyKind.OTP,
        Cue(
            rf"\b(?:otp|ma xac (?:thuc|nhan|minh))\b[^.;!?{OPAQUE}]{{0,25}}\b(?:ma|hien|la|bao|doc|ve)"
            rf"(?: (?:la|so|ay|do|ve|may|gui|nhan|bao|hien|moi|nay)){{0,4}}:? {_CODE}",
            PERSON,
        ),
    ),
    # "ngân hàng gửi về máy mã 719 046", "asks for the code 447 281".
    Sign(
        PrivacyKind.OTP,
        Cue(
            rf"\b(?:gui (?:ve|toi|den)|ve may|vua nhan|asks?|sent|came)\b[^.;!?{OPAQUE}]{{0,30}}\b(?:ma|code)"
            rf"(?: so| la)? {_START}(?P<it>[0-9]{{3}}[ .-]?[0-9]{{3}}){_END}{_NOT_MONEY}",
            PERSON,
        ),
    ),
    Sign(
        PrivacyKind.EMAIL,
        re.compile(
            r"(?<![a-z0-9._%+\-])(?P<it>[a-z0-9._%+\-]{1,64}+ ?@ ?[a-z0-9\-]{1,63}+"
            r"(?:\.[a-z0-9\-]{1,63}+| ?\. ?(?:com|vn|net|org|edu|gov)\b){1,5}+)",  # a blank may end a sentence, too
        ),
        hints=("@",),
    ),
    Sign(
        PrivacyKind.EMAIL,  # "hoa [a còng] gmail chấm com", "hoa dot binh at yahoo dot com"
        re.compile(
            r"(?<![a-z0-9])(?P<it>(?!me at )[a-z0-9._]{2,40}(?: [\[(]?(?:dot|cham)[\])]? [a-z0-9]{1,20}){0,3}"
            r" ?(?:[\[(]?a cong[\])]?|[\[(]at[\])]| at ) ?[a-z0-9]{2,20}(?: ?(?:\.|[\[(]?(?:cham|dot)[\])]?) ?"
            r"[a-z]{2,10}){1,3})(?![a-z0-9])"
        ),
        hints=(" at ", "a cong", "(at)", "[at]"),
    ),
    Sign(PrivacyKind.DOB, _BORN),
)
"""In the order of what wins where two want the same characters."""
