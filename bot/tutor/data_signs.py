"""By which signs in a text each hard kind of personal data shows: its digits, or a word beside them.

Every repetition is bounded, possessive or atomic (see `numerals`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.model.attempt import PrivacyKind
from bot.tutor.accounts import BANK, NUMBER, is_account
from bot.tutor.births import BORN, BORN_BEHIND, BORN_SHORT, is_of_living
from bot.tutor.codes import CARD_CODE, KEYPAD, NAMED_BEHIND, ONE_TIME, PIN, SAFE, SECRET, SENT, is_kept, is_sent
from bot.tutor.cue import PERSON, Cue
from bot.tutor.mails import AT_IN_WORDS, IN_WORDS, MAIL, is_personal
from bot.tutor.numerals import APART, END, NOT_MONEY, OPAQUE, START, after, digits, since_digit
from bot.tutor.telephones import AT_HOME, BEHIND_NAME, BRACKETED, FAR_APART, ON_DESK, WIDE_APART, is_of_no_office

_PHONE_DIGITS = 10
_NO_MARKS = dict.fromkeys(map(ord, " .\n-–"))
_DOUBLED = {str(digit): str(2 * digit) for digit in range(10)}
"""Luhn's check (ISO/IEC 7812-1) takes the sum of the digits of every second one doubled."""
_LAST_DAY = 31
_MOBILE = re.compile("0[35789]")
_DAY = re.compile(r"[0-3][0-9](?P<mark>[ ./\-])[01][0-9](?P=mark)(?:19|20)[0-9]{2}(?![0-9])")
_THING = re.compile(
    r"\b(?:mst|ma so (?:thue|doanh nghiep)|(?:van|buu) don|don hang|ma vach|barcode|(?:so|ma) lo|lo hang|hoa don|lot"
    r"|invoice|ma (?:don|buu kien|hang|mon|sp|san pham|giao dich|gd|phieu|vat tu|tra cuu|nv|nhan vien|may)|tracking"
    r"|order(?! ?:)|imei|isbn|seri(?:al|es)?|so khung|cong to"
    r"|(?<!goi )(?<!cho )(?<!nhan )(?<!hoi )(?<!gap )(?<!alo )chi so(?: (?:dien|nuoc|cu|moi))?)(?: (?:so|la|no"
    r"|ma))?[ :#.]{0,3}$"
)
"""What has a number that tells of nobody; `gọi chị số …` is no meter's."""
_FIRM = re.compile(r"\b(?:mst|ma so (?:thue(?! ca nhan)|doanh nghiep)|(?:so|ma) hop dong|hd so)\b[^0-9;.!?\n]{0,45}$")
"""The same with more words between."""
_BACK, _WIDE, _FAR = 40, 70, 120
"""Characters before a number in which a word tells whose it is."""
_INSURANCE = re.compile(
    r"\b(?:bhxh|bhyt|bao hiem(?! (?:xe|nhan tho|o ?to|vat chat|chay|tai nan|du lich|hang|trach))|vssid|so huu"
    r"|social insurance)\b"
)
_AMEX = re.compile(r"\b(?:amex|american express|the)\b")
_COUNTED = re.compile(r"0?1234567890?")
"""A number that only counts stands for any; in a mentor's words it is held all the same (`trust`)."""
_LABEL = re.compile(r"\b(?:sdt|dt|dien thoai|di dong|zalo|phone|goi|lh|lien he|cccd|can cuoc|otp)\b")
"""What says of a number behind an account's name that it is another one."""


def _is_luhn(number: str) -> bool:
    plain = number.translate(_NO_MARKS)
    return sum(map(int, plain[-1::-2] + "".join(map(_DOUBLED.__getitem__, plain[-2::-2])))) % 10 == 0


def _is_of_nothing_else(found: re.Match[str]) -> bool:
    """Whether no word right before a number says that it is that of an order, a firm or a thing."""
    text, start = found.string, found.start()
    first = since_digit(text, start, _WIDE)
    return _THING.search(text, max(first, start - _BACK), start) is None and _FIRM.search(text, first, start) is None


def _is_card(found: re.Match[str]) -> bool:
    """Cards of Vietnamese banks begin with 9704 (ISO/IEC 7812 number of NAPAS) and need not pass Luhn's check."""
    return (found["it"].startswith("9704") or _is_luhn(found["it"])) and _is_of_nothing_else(found)


def _is_no_hotline(found: re.Match[str]) -> bool:
    return not found["it"].startswith(("1800", "1900")) and _COUNTED.fullmatch(found["it"]) is None


def _is_no_phone(found: re.Match[str]) -> bool:
    """Whether a number is longer than those of telephones, or begins otherwise, and does not only count."""
    digits = [char for char in found["it"] if char in "0123456789"]
    return (len(digits) > _PHONE_DIGITS or digits[:1] != ["0"]) and _COUNTED.fullmatch("".join(digits)) is None


def _is_no_mobile(found: re.Match[str]) -> bool:
    return _MOBILE.match(found["it"]) is None


def _is_of_insurance(found: re.Match[str]) -> bool:
    """Whether the text speaks of social or health insurance before a number that is no mobile telephone's."""
    before = found.string[max(0, found.start() - _FAR) : found.start("it")]
    return _is_no_mobile(found) and _INSURANCE.search(before) is not None


def _is_of_insurance_alone(found: re.Match[str]) -> bool:
    """The same where no word right before the number names another thing."""
    return _is_of_insurance(found) and _is_of_nothing_else(found)


def _is_amex(found: re.Match[str]) -> bool:
    """American Express has fifteen digits, in groups of four, six and five."""
    before = found.string[max(0, found.start() - _BACK) : found.start()]
    return _AMEX.search(before) is not None or (_is_luhn(found["it"]) and _is_of_nothing_else(found))


def _is_named_account(found: re.Match[str]) -> bool:
    """Whether no word between an account's name and a number says that it is a telephone's, and it does not count."""
    return _LABEL.search(found[0]) is None and _COUNTED.fullmatch(found["it"]) is None


def _is_bank_account(found: re.Match[str]) -> bool:
    """Whether a number stands beside a bank's name, and may not be a telephone: purses have those."""
    number = re.sub("[^0-9]", "", found["it"])
    is_counted = _COUNTED.fullmatch(number) is not None
    return not is_counted and (len(number) != _PHONE_DIGITS or _MOBILE.match(number) is None) and is_account(found)


def _are_no_days(found: re.Match[str]) -> bool:
    """Whether of the twos of a number some are no days and no months."""
    return any(int(two) > _LAST_DAY for two in re.findall("[0-9]{2}", found["it"]))


def _is_no_date(found: re.Match[str]) -> bool:
    return _DAY.match(found["it"]) is None and _is_of_nothing_else(found)


def _is_any(found: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Sign:
    """One way in which a kind shows: group `it` of the pattern, where the test agrees.

    A pattern that is no cue is tried only on texts that hold one of the `hints`; without any, a long number.
    """

    kind: PrivacyKind
    pattern: re.Pattern[str] | Cue
    is_meant: Callable[[re.Match[str]], bool] = _is_any
    hints: tuple[str, ...] = ()


_IDENTITY = "cccd|cmnd|cmtnd|cmt|cc|can cuoc|chung minh|dinh danh"
_CARD = re.compile(rf"(?P<it>[0-9](?<![a-z0-9][0-9])[0-9]{{3}}(?:{APART}[0-9]{{4}}){{3}}(?:{APART}[0-9]{{3}})?){END}")
_IN_FOURS = re.compile(
    rf"(?P<it>[3-6](?<![a-z0-9][3-6])(?:(?<=[45])[0-9]|(?<=3)[056]"
    rf"|(?<=6)[025])[0-9]{{2}}(?P<mark>[ .\-–])[0-9]{{4}}(?:(?P=mark)[0-9]{{4}}){{2}}){END}"
)
"""As cards are embossed, with the beginnings of Visa, MasterCard, JCB, Diners and UnionPay."""
_IN_SINGLES = re.compile(
    rf"(?P<it>[34569](?<![a-z0-9][34569])(?:(?<=[45])|(?<=3)(?= ?[056])|(?<=6)(?= ?[025])"
    rf"|(?<=9)(?= ?7 ?0 ?4))(?: ?[0-9]){{3}}(?: [\-–./|] [0-9](?: ?[0-9]){{3}}){{3}}){END}"
)
"""The same with a mark between blanks, and perhaps a blank between the digits: `4 5 1 2 - 8 8 0 0 - …`."""
_FIFTEEN = re.compile(rf"(?P<it>3(?<![a-z0-9]3)[47][0-9]{{2}}{APART}[0-9]{{6}}{APART}[0-9]{{5}}){END}")
_HEALTH_CARD = re.compile(
    # Decision 1351/QĐ-BHXH: who pays, how much is paid (1-5), the province, and the ten digits of social insurance.
    r"(?P<it>[a-z](?<![a-z0-9][a-z])(?:(?<=d)[nktx]|(?<=h)[xtcgsnd]|(?<=c)(?:[htsaybcn]|k(?=[1-5]))|(?<=n)[nod]"
    r"|(?<=t)(?:[bnecqaysvdhu]|k(?=[1-5]))|(?<=x)[kbnvd]|(?<=q)n|(?<=m)s|(?<=k)c|(?<=b)[ta]|(?<=l)s|(?<=s)v"
    r"|(?<=g)[bd]|(?<=p)v)"
    rf"[ .\-–]?[1-5]{APART}[0-9]{{2}}(?:{APART}[0-9]){{10}}){END}"
)
_CITIZEN = (
    Sign(PrivacyKind.CCCD, after(f"{_IDENTITY}|id", digits(12, 12))),
    # "2 1 1 — 0 8 5 — 6 6 3", "077/190/004/582".
    Sign(
        PrivacyKind.CCCD,
        after(
            f"{_IDENTITY}|chung minh thu",
            rf"{START}(?P<it>[0-9](?:[ .\-–—/·•]{{0,3}}[0-9]){{8}}(?:(?:[ .\-–—/·•]{{0,3}}[0-9]){{3}})?){END}",
        ),
        _is_no_date,
    ),
    Sign(PrivacyKind.CCCD, after("ho chieu|passport", r"(?P<it>[a-z](?:[ .\-]?[0-9]){7,8})(?![a-z0-9])")),
    Sign(PrivacyKind.CCCD, after("giay phep lai xe|gplx|bang lai(?: xe)?", digits(12, 12))),
    # Since July 2025 a citizen's number is the tax code, too; before, it was one of ten digits.
    Sign(
        PrivacyKind.CCCD,
        after("(?:mst|ma so thue)(?: ca nhan|(?: cua)? (?:toi|tui|em|minh))", digits(10, 10)),
    ),
    Sign(PrivacyKind.CCCD, after(_IDENTITY, digits(9, 9), gap=40)),
    # "2 7 1 9 4 0 5 8 3 là chứng minh cũ".
    Sign(
        PrivacyKind.CCCD,
        re.compile(rf"{digits(9, 9)},? (?:la )?(?:so )?(?:cua )?(?:chung minh|cmnd|cmt)\b"),
        hints=("chung minh", "cmnd", "cmt"),
    ),
    Sign(PrivacyKind.CCCD, after(f"{_IDENTITY}|id", rf"{START}(?P<it>[0-9]{{3}}\.[0-9]{{3}}\.[0-9]{{3}}){END}")),
)
_IDENTITY_BEHIND = re.compile(r" ?\( ?(?P<it>[0-9]{3}[ .\-]?[0-9]{3}[ .\-]?[0-9]{3}(?:[ .\-]?[0-9]{3})?) ?\)")
"""A number of nine or twelve digits in parentheses right behind a full name."""
BEHIND_NAMES = (
    (PrivacyKind.DOB, BORN_BEHIND),
    (PrivacyKind.CCCD, _IDENTITY_BEHIND),
    (PrivacyKind.PHONE, BEHIND_NAME),
)
"""What stands right behind a full name is that person's, without a word for it."""
_CARDS = (
    Sign(PrivacyKind.CARD, _CARD, _is_card),
    Sign(PrivacyKind.CARD, _IN_FOURS, _is_of_nothing_else),
    Sign(PrivacyKind.CARD, _IN_SINGLES, _is_of_nothing_else),
    Sign(PrivacyKind.CARD, _FIFTEEN, _is_amex),
    # "thẻ em nè 4 1 3 6 9 0 2 8 …".
    Sign(
        PrivacyKind.CARD,
        after("the|visa|master ?card|jcb|card", r"(?P<it>[3-6](?<![a-z0-9][3-6])(?: [0-9]){15})(?! ?[0-9])"),
        _is_of_nothing_else,
    ),
    Sign(
        PrivacyKind.CARD,
        re.compile(rf"(?P<it>97(?<![0-9]97){APART}04(?:{APART}[0-9]){{12}}(?:(?:{APART}[0-9]){{3}})?){END}"),
    ),
    Sign(
        PrivacyKind.CARD,
        after(
            "(?:so|day so) (?:(?:in|ghi|dap|noi|duoc|o) ){0,3}(?:tren )?(?:mat )?the|the (?:ngan hang|tin dung|atm"
            "|visa|jcb|master|napas|ghi no)|card|master ?card|visa",
            digits(16, 19),
        ),
    ),
)
_INSURED = (
    Sign(PrivacyKind.BHXH, _HEALTH_CARD),
    Sign(
        PrivacyKind.BHXH,
        after(
            "bhxh|bhyt|bao hiem xa hoi|bao hiem y te|(?:so|the|ma|ma so) bh|so so|so huu|social insurance|vssid",
            digits(10, 10),
        ),
    ),
    Sign(
        PrivacyKind.BHXH,
        re.compile(rf"{digits(10, 10)},? (?:la )?(?:so|ma) (?:so )?(?:bhxh|bao hiem(?! (?:xe|nhan tho)))\b"),
        hints=("bhxh", "bao hiem"),
    ),
    Sign(PrivacyKind.BHXH, after("(?:so|ma|ma so|the) bao hiem|insurance", digits(10, 10)), _is_no_mobile),
    Sign(
        PrivacyKind.BHXH,
        Cue(
            rf"\bsocial insurance(?: (?:book|card|code))?,? (?:(?:number|no\.?|code)(?: is|:)? )?{digits(10, 10)}",
            PERSON,
        ),
    ),
    # "đóng bảo hiểm tự nguyện cho ba người: 1908442617, 1915820933".
    Sign(PrivacyKind.BHXH, re.compile(digits(10, 10)), _is_of_insurance_alone, hints=("bhxh", "bao hiem")),
    # "đóng BHXH cho chị ấy, mã 0116028899", "tra trên cổng BHXH, nhập 0116028899": another clause.
    Sign(
        PrivacyKind.BHXH,
        Cue(
            rf"\b(?:ma|so|the|la|ghi|nhap)(?: (?:so|la))?(?: (?:e|em|toi|minh|me|bo|chau))?:? {digits(10, 10)}", PERSON
        ),
        _is_of_insurance,
    ),
)
_ACCOUNTS = (
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        Cue(rf"\b(?:tai khoan|tk|stk)(?: so)?:? {digits(8, 19)}(?= ?[(,-]? ?{BANK}\b)", PERSON),
    ),
    Sign(PrivacyKind.BANK_ACCOUNT, after(f"{BANK} (?:so|stk|tk)", digits(8, 19), gap=3), _is_no_hotline),
    Sign(PrivacyKind.BANK_ACCOUNT, NUMBER, _is_bank_account),
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        after("stk|so tai khoan|so tk|account (?:number|no)", digits(6, 19)),
        _is_named_account,
    ),
    # "stk 102.870.164.935": no sum is so long.
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        after("stk|so tai khoan|so tk", rf"{START}(?P<it>[0-9]{{1,3}}(?:\.[0-9]{{3}}){{3}}){END}{NOT_MONEY}", gap=5),
    ),
    Sign(PrivacyKind.BANK_ACCOUNT, Cue(rf"\baccount no\. {digits(6, 19)}", PERSON)),
    # One digit at a time: "ck dư, hoàn lại giúp em 0 5 4 1 0 0 0 3 8 2 9 1 6".
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        re.compile(r"(?P<it>[0-9](?<![a-z0-9.,\-/][0-9])(?<![0-9] [0-9])(?! 2 3 4)(?: [0-9]){12,15})(?! ?[0-9])"),
        hints=("ck", "stk", "chuyen", "tien", "hoan", "coc", "tai khoan", "so tk"),
    ),
    # "đóng tiền làm đường vào số 2201 205 067 319".
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        Cue(
            rf"\b(?:dong|nop|chuyen|gui|nap) (?:tien|[0-9][0-9.,]{{0,9}} ?(?:trieu|tr|cu|k|nghin|ty))\b"
            rf"[^0-9;!?{OPAQUE}]{{0,30}}\b(?:vao|qua|den|toi) so {digits(10, 16)}",
            PERSON,
        ),
        _is_no_phone,
    ),
    # "cột số tài khoản, nhưng 0021-0003-86274": another clause, and a number too long for anything else.
    Sign(
        PrivacyKind.BANK_ACCOUNT,
        Cue(rf"\b(?:stk|so tai khoan|so tk)\b[^0-9;!?{OPAQUE}]{{0,25}}{digits(10, 19)}", PERSON),
        _is_no_phone,
    ),
)
_PHONES = (
    *(Sign(PrivacyKind.PHONE, cue, is_of_no_office) for cue in ON_DESK),
    Sign(PrivacyKind.PHONE, AT_HOME),
    Sign(PrivacyKind.PHONE, FAR_APART),
    Sign(PrivacyKind.PHONE, BRACKETED),
    # As mobile telephones were numbered before 2018.
    Sign(
        PrivacyKind.PHONE,
        re.compile(rf"(?P<it>01(?<![a-z0-9]01)[2689](?:{APART}[0-9]){{8}}){END}"),
        _is_of_nothing_else,
    ),
    Sign(
        PrivacyKind.PHONE,
        after(
            "(?:so|may|dien thoai|dt) ban|dien thoai|dt|tel", rf"(?P<it>\(02[0-9]{{1,2}}\)(?:{APART}[0-9]){{7,8}}){END}"
        ),
    ),
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            rf"(?P<it>(?:(?:\((?<![0-9]\()\+?84|\+(?<![0-9]\+)84|84(?<![a-z0-9]84)"
            rf"|00(?<![a-z0-9]00)84)\)?{APART}(?:\(0\){APART})?|\+84(?<![0-9]\+84) [\-–] "
            rf"|0(?<![a-z0-9]0))[35789][0-9](?:{WIDE_APART}[0-9]){{7}}){END}"
        ),
        _is_no_date,
    ),
    # The network's number in parentheses: "(086) 2 204 519".
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            rf"(?P<it>\(0[35789][0-9](?:\){APART}[0-9]|[0-9]\))(?:{APART}[0-9]){{6}}){END}",
        ),
    ),
    Sign(PrivacyKind.PHONE, re.compile(rf"(?P<it>0(?<![a-z0-9]0)[35789][0-9]{{2}}(?:[,_/·•*][0-9]{{3}}){{2}}){END}")),
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            rf"(?P<it>0(?<![a-z0-9.\-]0)[35789][ .\-–]"
            rf"[0-9]{{2}}(?P<mark>[ .\-–])[0-9]{{2}}(?:(?P=mark)[0-9]{{2}}){{2}}){END}"
        ),
        _are_no_days,
    ),
    # One mark between each digit: "09.6.2.7.1.8.3.0.4".
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            r"(?P<it>0(?<![a-z0-9.,\-/]0)[ .,\-–_/·•*]?[35789](?P<mark>[ .,\-–_/·•*])[0-9](?:(?P=mark)[0-9]){7})"
            r"(?!(?P=mark)?[0-9])"
        ),
    ),
    Sign(PrivacyKind.PHONE, re.compile(rf"(?P<it>\+84(?<![0-9]\+84){APART}[35789](?:{APART}[0-9]){{8}}){END}")),
    Sign(PrivacyKind.PHONE, re.compile(rf"(?P<it>0(?<![a-z0-9.\-]0)[35789][ .\-–][0-9]{{4}}[ .\-–][0-9]{{4}}){END}")),
    Sign(
        PrivacyKind.PHONE,
        re.compile(
            r"(?P<it>(?:0(?<![a-z0-9]0)"
            r"|8(?<![a-z0-9]8)[ .\-–]{1,3}4)[ .\-–]{1,3}[35789](?:[ .\-–]{1,3}[0-9]){8})(?![ .\-–]{0,3}[0-9])"
        ),
    ),
)
_MAILS = (
    Sign(PrivacyKind.EMAIL, MAIL, is_personal, hints=("@",)),
    Sign(PrivacyKind.EMAIL, IN_WORDS, is_personal, hints=AT_IN_WORDS),
)

_FIRST = (
    Sign(PrivacyKind.PASSWORD, PIN),
    Sign(PrivacyKind.PASSWORD, CARD_CODE),
    Sign(PrivacyKind.PASSWORD, SAFE),
    *(Sign(PrivacyKind.PASSWORD, cue) for cue in KEYPAD),
)
_LONG = (
    *_CARDS,
    *_INSURED,
    *_CITIZEN,
    *_ACCOUNTS,
    Sign(
        PrivacyKind.CCCD,
        # The province, then century and sex (Decree 137/2015/NĐ-CP, article 13): 0-3 for those born 1900-2099.
        re.compile(rf"(?P<it>0(?<![a-z0-9]0)(?!00)[0-9]{{2}}{APART}[0-3](?:{APART}[0-9]){{8}}){END}"),
        _is_no_date,
    ),
    # One mark between each digit: "0 3 5 0 6 1 0 0 9 4 2 7".
    Sign(
        PrivacyKind.CCCD,
        re.compile(r"(?P<it>0(?<![a-z0-9.,\-/]0)(?P<mark>[ .\-])[0-9](?:(?P=mark)[0-9]){10})(?!(?P=mark)?[0-9])"),
    ),
    *_PHONES,
    Sign(PrivacyKind.BANK_ACCOUNT, after("tai khoan|tk|chuyen khoan|ck", digits(8, 19)), _is_no_hotline),
)
_LAST = (
    *(Sign(PrivacyKind.OTP, cue) for cue in ONE_TIME),
    *(Sign(PrivacyKind.OTP, cue, is_sent) for cue in SENT),
    *(Sign(PrivacyKind.OTP, cue, is_kept) for cue in SECRET),
    Sign(PrivacyKind.OTP, NAMED_BEHIND, hints=(" is your ", " la ma ", " cai ma ", " so ma ", " ma nay ")),
    *_MAILS,
    Sign(PrivacyKind.DOB, BORN, is_of_living),
    Sign(PrivacyKind.DOB, BORN_SHORT),
)
SIGNS = (*_FIRST, *_LONG, *_LAST)
"""In the order of what wins where two want the same characters."""
SHORT_SIGNS = (*_FIRST, *_LAST)
"""Those among them that may show in a text without a long number."""
