"""Full names of private persons, their full birth dates and where they live, in what people type.

A given name alone (`chị Hoa`), a made-up one (`Nguyễn Văn A`), a street, school or hero of the same name, and a
commune or hamlet without a person are no personal data (curriculum reference, section 3.1).
"""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from bot.tutor.cue import PERSON, Cue, Family
from bot.tutor.spans import Words, vocabulary

# Kinh surnames, then those of Tày, Nùng, Thái, Mường, Mông, Dao, Ê Đê, Gia Rai, M'Nông, K'Ho and Khmer people.
_SURNAMES = vocabulary(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lâm phùng mai tô đào"
    " vương tạ hà cao lương thái châu quách tăng lưu chu thạch kiều đàm tống văn khổng phí nghiêm la từ doãn kim ông"
    " nông triệu lục hứa bế sầm mông ma vi lộc đồng lèng quan khúc âu tòng lò cầm quàng bạc lường cà vì giàng vàng sùng"
    " thào hạng mùa lầu cứ vừ thò lù ly tráng má cháng chảo tẩn phàn bàn chẻo niê mlô êban kbuôr ayun siu ksor rah rmah"
    " khuất lã mạc chử kha khương vòng nhữ rơ kpă kpuih điểu krơng kơsă cil lơmu bon sơn danh"
    " byă knul hmok kđăm rahlan rcom puih alăng bhling zơrâm"
    " ktul ktla ênuôl êñuôl adrơng arul hwing hđơk mdrang kmăn bkrông kriêng kđoh jdrơng"
    " chẩu sằm hầu tằng nhan mào hờ sồng xồng lô lữ moong voòng chìu phủng pờ lỳ"
    " cù tiêu ngụy tôn ninh bạch giáp diệp khưu nhâm đậu liêu ung lại vy"
)
_HIGHLAND = vocabulary("niê mlô êban kbuôr siu ksor rmah kpă kpuih byă rahlan rcom alăng bhling zơrâm")
"""Surnames of the Highlands that are no other word and no place: with one given name they are a full name."""
_PLAIN_SURNAMES = frozenset({
    "nguyen", "tran", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "ngo", "duong", "ly", "dinh",
    "trinh", "truong", "nong", "trieu", "giang", "vang", "sung", "lo", "hua",
})  # fmt: skip
"""Surnames that are hardly any other word where a text has neither capitals nor accents."""
_AMBIGUOUS = frozenset(
    {"ca", "cam", "la", "do", "ho", "vi", "ma", "ha", "cao", "kim", "bon", "ong", "danh", "mua", "tu", "van"}
)
"""Surnames that, bare, are other words in a text with accents."""
_MIDDLE = vocabulary("thị văn đức hữu đình quang xuân ngọc minh thanh công bá seo")
_OF_MEN = "a"
"""What Mông men have there, too; it is so many other words that it counts behind a label alone."""
_TITLES = vocabulary(
    "ông bà bác cô chú dì cậu mợ thím anh chị em cháu cụ bé thầy viên nhân dân khách tên tượng ký chồng vợ con mẹ bố"
    " cha trưởng phó sĩ sỹ mr mrs ms miss named"
)
"""The last word of what stands before a person: `học viên`, `bệnh nhân`, `công dân`, `đối tượng`, `trưởng thôn`."""
_NO_PERSON = vocabulary(
    "đường phố trường thpt thcs học chợ sông hồ núi chùa đền đình giải ty htx xã phường thôn xóm bản tỉnh huyện quận tp"
    " ấp buôn khu ngõ hẻm cầu đèo viện hiệu làng miếu đại street school road bridge hospital market lake province"
    " district commune thơ sách truyện vua tướng ea"
)
"""The word before a name that makes a place, a school, a firm or a page of history of it."""
_PUBLIC = frozenset({
    "ho chi minh", "nguyen ai quoc", "nguyen tat thanh", "vo nguyen giap", "tran hung dao", "tran quoc tuan",
    "nguyen trai", "nguyen du", "le loi", "ly thuong kiet", "hai ba trung", "nguyen hue", "quang trung",
    "phan boi chau", "phan chau trinh", "phan chu trinh", "nguyen thi minh khai", "vo thi sau", "tran phu",
    "le duan", "pham van dong", "le hong phong", "hoang van thu", "to huu", "nguyen van troi", "be van dan",
    "ngo quyen", "dinh tien hoang", "dinh bo linh", "nguyen binh khiem", "nguyen dinh chieu", "nguyen tri phuong",
    "hoang dieu", "ton duc thang", "phan dinh phung", "truong dinh", "luong the vinh", "chu van an", "le quy don",
    "nguyen van cu", "ly thai to", "ly tu trong", "le van tam", "phan dinh giot", "to vinh dien", "hoang hoa tham",
    "mac dinh chi", "nguyen khuyen", "ho xuan huong", "tran dai nghia", "luong ngoc quyen", "nguyen van linh",
    "vo van kiet", "phung chi kien", "hoang quoc viet", "truong chinh", "phan huy chu", "ngo gia tu",
    "nguyen phu trong", "duong tu minh", "doi can", "bac ho", "ho nui", "ho tay", "mai chau", "dao tao", "ca phe",
    "hoang sa", "truong sa", "hoang lien son", "lam dong", "ha noi", "ha giang", "cao bang", "thai nguyen",
    "thai binh", "ha nam", "ha tinh", "vinh phuc", "kim dong", "to hoai", "nam cao", "ly cong uan",
    "le thanh tong", "le thanh ton", "chu dong tu",
    "trinh cong son", "tran cao van", "nguyen cong tru", "ngo tat to", "vu trong phung",
    "phan van khai", "nguyen ngoc ky", "hai thuong lan ong", "le huu trac", "cao ba quat", "ho ngoc ha",
    "vu a dinh", "y te", "y duoc",
})  # fmt: skip
"""Public figures, streets and places that look like full names."""

_TWO_WORDS = 20
"""Characters in which a surname, a blank and a middle name stand."""
_MOST_WORDS = 5
_FEWEST = 3
"""Syllables of a name that needs nothing before it; with two there has to be a title."""
_PARTIES = vocabulary("thuê mướn bán mua vay mượn nhận gửi giao khai lãnh tặng nhượng cọc chủ trọ và với là tên")
_IDENTIFIED = re.compile(
    r"[ ,(–:-]{1,3}(?:so )?(?:cccd|cmnd|cmtnd|cmt|can cuoc(?: cong dan)?|chung minh(?: nhan dan| thu)?|ho chieu)"
    r"(?: so| la)?:? ?[a-z]?[0-9]"
)
"""`người thuê Danh Sơn, CCCD 091…`: two syllables are a full name where these stand on both sides."""
_FAMOUS = re.compile(
    r"\b(?:cau thu|danh thu|thu mon|trung ve|hau ve|tien ve|tien dao|ca s[iy]|nhac s[iy]|hoa hau|a hau|nam vuong"
    r"|dien vien|danh hai)(?: so [0-9]{1,2})? $"
)
"""What the newspapers call somebody whom everybody knows."""
_TEAM = re.compile(r"\btuyen (?:nu |nam )?(?:viet nam|vn|quoc gia|u ?[0-9]{2})\b[^.;!?\n]{0,60}$")
_LONGEST_CALLING = 20
"""Characters in which such a word stands."""
_BACK = 90
"""Characters before a name that are looked at."""
_LABEL = Cue(
    r"\b(?:ho(?: va)? ten|ten (?:day du|that|khai sinh)|full name|ten (?:toi|em|chau|minh) la"
    r"|(?:toi|em|chau|minh) ten(?: la)?|my name is|chu (?:tai khoan|tk)|nguoi nhan)\b[ :=]{0,3}(?:la )?",
    PERSON,
)
_HOMED = Cue(
    r"\b(?:ong|ba|bac|co|chu|anh|chi|em|chau|cu|la) (?!la\b|do thi hoa\b)"
    r"(?P<who>[a-z]{1,7} (?:thi|van) [a-z]{2,7}(?: [a-z]{2,7})?)(?<!\bhang)"
    r" (?:(?:hien )?o (?:thon|xom|ap|ban|buon|khom)|thon|xom|ap|khom|sinh (?:ngay|nam))\b",
    PERSON,
)
"""`bà bàn thị phin thôn …`: behind a title, and before a hamlet or a birth."""
_CALLED = Cue(
    r"\bten (?:(?:la|toi|em|chau|minh|con|me|bo|vo|chong) )?"
    r"(?P<who>(?!(?:la|ma|do thi)\b)[a-z]{1,7} (?:thi|van) (?!(?:ban|don|phong|hanh|chuyen|nghe|hoc|de)\b)[a-z]{2,7})",
    PERSON,
)
"""`ten luu van mon`: what is called so; `van ban` and `van don` are no names."""
_LED = Cue(
    r"\b(?:(?:truong|pho) (?:thon|xom|ban|ap|khom|buon|khu|to)|(?:gui|ve|viet|dua|giao|bao|nop|tra|chuyen|ho"
    r"|tang) cho|ten(?: goi)? la) ",
    PERSON,
)
"""What a person does for a hamlet, what is given to them, or how they are called: no place's name follows."""
_BORN = re.compile(
    r"(?P<name>[a-z]{2,7}(?: (?!(?:sinh|sn|ngay|khai)\b)[a-z]{1,7}){1,4})[ ,(–-]{1,3}"
    r"(?:sinh |sn )?(?:ngay )?[0-3]?[0-9](?:[/.-]| thang )[01]?[0-9](?:[/.-]| nam )(?:19|20)[0-9]{2}"
)
"""A birth date behind a name."""
_PLACE = re.compile(r"(?<=thai )nguyen\b|(?<=tay )nguyen\b|(?<=trung )nguyen\b")
"""The end of a place's name, which typed without accents looks like a surname."""
_BARE = re.compile(r"(?:nguyen|tran|pham|huynh|hoang|trinh|bui|ngo|vo|dinh|le) (?:thi|van) [a-z]{2}")
"""Surnames and what stands behind them in names of women and of men, which together are hardly anything else."""
_NEXT = vocabulary(
    "sinh sn ns ngày tuổi giới sđt số cccd cmnd căn chứng ở trú tạm thường địa quê hiện nghề làm lớp đơn và là email"
    " mail zalo gửi xin kính tổ thôn xóm ấp bản khóm"
)
"""What is told next behind a name that has no capitals."""
_PREFIXED = re.compile(r"(?!(?:h['’`](?:mong|re)|k['’`]ho)\b)[hk]['’`]")
"""How given names of some peoples of the Central Highlands begin (`H'Hen Niê`, `K'Brêu`); others have `Y` before.

`H'Mông`, `H'rê` and `K'Ho` are peoples.
"""
_ALONE = re.compile(r"k['’`](?!ho\b)[a-z]{2}")
"""K'Ho people have no surname: `ông K'Brèo` is a full name."""
_APART = frozenset({"y", "ka"})
"""What stands before given names of the Highlands as a word of its own."""
_WITHIN = re.compile("(?<=[a-z]['’`])")
_SURE = Family(_PLAIN_SURNAMES, PERSON)
_CAPITAL = Family((_SURNAMES.keys() | _APART) - _PLAIN_SURNAMES, PERSON)
_PREFIX = Cue(_PREFIXED.pattern, PERSON)
"""A name begins with one of these; with a small letter only where the word is hardly any other."""


def find_names(words: Words) -> Sequence[tuple[int, int]]:
    """Full names, as spans of the folded text, in its order."""
    labelled = {found.end() for found in _LABEL.finditer(words.folded)}
    homed = (found.start("who") for cue in (_HOMED, _CALLED) for found in cue.finditer(words.folded))
    labelled.update(at for at in homed if not words.text[words.offsets[at]].isupper())
    led = {found.end() for found in _LED.finditer(words.folded)}
    prefixed = (found.start() for found in _PREFIX.finditer(words.folded))
    capital = (
        at
        for at in (*_CAPITAL.places(words.folded), *prefixed)
        if words.text[words.offsets[at]].isupper() and _WITHIN.match(words.folded, at) is None
    )
    begun = {*(at for at in _SURE.places(words.folded) if _may_be_name(words, at)), *capital}
    names: list[tuple[int, int]] = []
    end = 0
    for start in sorted(labelled | begun):
        if start < end:
            continue
        name, is_person = _name_at(words, start, is_labelled=start in labelled, is_led=start in led)
        if name:
            end = name[-1][1]
            if is_person and _is_private([words.said(word) for word in name]) and not _is_known(words, name):
                names.append((name[0][0], end))
    return names


def _may_be_name(words: Words, start: int) -> bool:
    """Whether a surname has a capital, or goes on as names do that have none."""
    if words.text[words.offsets[start]].isupper():
        return True
    if _PLACE.match(words.folded, start) is not None:
        return False
    if not _MIDDLE.keys().isdisjoint(words.folded[start : start + _TWO_WORDS].split(maxsplit=2)[1:2]):
        return True
    return _BORN.match(words.folded, start) is not None


def _name_at(words: Words, start: int, *, is_labelled: bool, is_led: bool) -> tuple[Sequence[tuple[int, int]], bool]:
    """The words of a name that begins there, none where none does, and whether it is a person's."""
    before = words.before(start)
    is_titled = is_labelled or is_led or words.is_among(before, _TITLES)
    name = words.capitals(start, _MOST_WORDS)
    if name and not is_labelled and words.is_shouted(name[0]):
        name = _small(words, start, is_titled=is_titled)
    elif len(name) == 1 and not is_labelled:
        name = _small(words, start) or name
    elif not name and (is_titled or _is_written_out(words, start)):
        name = (_whole(words, start) if is_labelled else ()) or _small(words, start)
    is_whole = len(name) >= _FEWEST or _is_short(words, name, is_titled=is_titled)
    is_name = is_whole and (is_labelled or _is_surname(words, name[0]))
    is_household = len(name) >= _FEWEST and before is not None and words.said(before) == "ho" and words.text.isascii()
    return (name if is_name else ()), is_titled or is_household or not _is_no_person(words, before)


def _is_short(words: Words, name: Sequence[tuple[int, int]], *, is_titled: bool) -> bool:
    """Whether one word or two are a full name: behind a title, or where only names of the Highlands are so."""
    said = [words.said(word) for word in name]
    match said:
        case [first, second] if not is_titled:
            is_given = _PREFIXED.match(first) is not None and words.is_among(name[1], _SURNAMES)
            is_highland = _PREFIXED.match(second) is not None or words.is_among(name[0], _HIGHLAND)
            return is_given or is_highland or _is_party(words, name)
        case [first]:
            return is_titled and _ALONE.match(first) is not None
        case _:
            return bool(name)


def _is_party(words: Words, name: Sequence[tuple[int, int]]) -> bool:
    """Whether a name stands between what somebody is in a contract and the number of an identity card."""
    is_identified = _IDENTIFIED.match(words.folded, name[-1][1]) is not None
    return is_identified and words.is_among(words.before(name[0][0]), _PARTIES)


def _is_written_out(words: Words, start: int) -> bool:
    """Whether words that begin with a small letter are a name.

    A birth date stands behind, or a capital at their end; they are hardly anything else, even without accents; or they
    have the accents of a surname and of the word in the middle of names.
    """
    if _BORN.match(words.folded, start) is not None or _BARE.match(words.folded, start) is not None:
        return True
    third = next(islice(words.following(start), _FEWEST - 1, None), None)
    if third is not None and words.is_capital(third):
        return True
    told = zip(words.following(start), (_SURNAMES, _MIDDLE), strict=False)
    has_accents = [
        words.written(word) != words.said(word) and words.written(word) in known.get(words.said(word), ())
        for word, known in told
    ]
    return has_accents == [True, True]


def _is_no_person(words: Words, before: tuple[int, int] | None) -> bool:
    """Whether the word before makes something else of a name; `cho` is no `chợ` in a text with accents."""
    if before is None or not words.is_among(before, _NO_PERSON):
        return False
    return words.text.isascii() or words.written(before) in _NO_PERSON[words.said(before)]


def _small(words: Words, start: int, *, is_titled: bool = False) -> list[tuple[int, int]]:
    """A name that no capitals tell: a frequent surname, a word that stands in the middle of names, and one more.

    `is_titled` says that the surname is enough, since a title stands before it.
    """
    born = _BORN.match(words.folded, start)
    if born is not None and words.said(next(words.following(start))) in _PLAIN_SURNAMES:
        return list(islice(words.following(start), born["name"].count(" ") + 1))
    name = list(islice(words.following(start), _FEWEST))
    is_likely = len(name) == _FEWEST and words.said(name[0]) in _PLAIN_SURNAMES
    return name if is_likely and (is_titled or words.is_among(name[1], _MIDDLE)) else []


def _whole(words: Words, start: int) -> list[tuple[int, int]]:
    """A name without capitals, up to what is told next: a surname, a word from the middle of names, and one or more."""
    following = islice(words.following(start), _MOST_WORDS)
    name = list(islice(following, _FEWEST))
    if len(name) < _FEWEST or not words.is_among(name[0], _SURNAMES):
        return []
    if not words.is_among(name[1], _MIDDLE) and words.said(name[1]) != _OF_MEN:
        return []
    rest = [*takewhile(lambda word: not (words.is_among(word, _NEXT) or words.said(word).isdigit()), following)]
    return [*name, *rest] if len(name) + len(rest) < _MOST_WORDS else []


def _is_surname(words: Words, word: tuple[int, int]) -> bool:
    """Whether a name may begin with that word; what is no surname stands before given names of the Highlands."""
    said = words.said(word)
    if said in _AMBIGUOUS and not words.text.isascii():
        return words.written(word) in _SURNAMES[said]
    return said not in _SURNAMES or words.is_among(word, _SURNAMES)


def _is_private(name: Sequence[str]) -> bool:
    """Neither made up (`Nguyễn Văn A`) nor known to everybody; the first two words may be a place (`Mai Châu`)."""
    return (len(name[-1]) > 1 or name[-1] == "y") and _PUBLIC.isdisjoint(
        " ".join(name[:count]) for count in (2, 3, len(name))
    )


def _is_known(words: Words, name: Sequence[tuple[int, int]]) -> bool:
    """Whether everybody knows who bears a name: a singer, or a player of the country."""
    start = name[0][0]
    folded, first = words.folded, max(0, start - _BACK)
    if _FAMOUS.search(folded, max(0, start - _LONGEST_CALLING), start) is not None:
        return True
    is_told = folded.find("tuyen ", first, start) >= 0 and _TEAM.search(folded, first, start) is not None
    return is_told and not words.is_among(words.before(start), _TITLES)
