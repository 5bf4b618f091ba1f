"""Whether a text asks an AI for something, or only talks of it: an essay, a poem, a list of topic words.

Read piece by piece, between full stops and between commas. In Vietnamese a request has no subject: it begins with
its verb, or says `hãy`, `giúp`, `cho tôi`. What follows `cần`, `phải` or `là` in a sentence tells how things are or
ought to be. Patterns over text told apart (`reading`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.tutor import cues
from bot.tutor.cue import Cue
from bot.tutor.cues import any_of
from bot.tutor.reading import told_apart

_SENTENCE_END = re.compile(r"(?<=[.!?;:…]) ")
_PIECE_END = re.compile(r"[,(–]| - ")
_ME = "toi|em|e|minh|mk|chau|tui|t|bac|chung toi|chung em|nha toi|nha em|me"
_OURS = (
    "toi",
    "em",
    "e",
    "minh",
    "mk",
    "chau",
    "tui",
    "t",
    "bac",
    "con",
    "con_",
    "nha",
    "bo",
    "me",
    "vo",
    "chong",
    "thon",
    "xom",
    "quan",
    "shop",
    "lop",
    "truong",
    "thay",
    "co_",
    "ong",
    "ba_",
    "anh",
    "di",
    "chu_",
    "chi_",
    "chi",
)
_BEHIND_US = "|".join(rf"(?<=\b{word} )" for word in _OURS)

_POLITE = any_of(
    rf"(?:giup|ho|gium|dum) (?:cho )?(?:{_ME}|voi|nhe|nha|di|a|vs|nghen|nghe|hen|man|hi|tia|mo)|(?:giup|gium"
    rf"|dum)(?= ?[:.;]|$)|(?:viet|soan|thao|lap"
    rf"|sua|tinh|xem|tra) (?:giup"
    rf"|gium|dum)",
    rf"cho (?:{_ME}) (?:hoi|xin|biet|xem|mot|1|cai|tin|cach|\d+)",
    rf"(?:viet|soan|lam|tao|ke|nghi|dat|lap|chuan bi) cho (?:{_ME}|con_?|ong|ba_?) (?:mot|vai|may|cai|ban_?|bai|cau|to"
    rf"|\d+)"
    rf"|(?<=, )(?:muon|mong) (?:ai|bot|chatgpt) (?!giup|cung|phai|co|hay)\w+",
    rf"(?:chi|day|bay|huong dan) (?:cho )?(?:{_ME}) (?:cach|lam|tung|voi|bam)",
    "lam on|vui long|phien (?:ban_?|ai|ad)|xin (?:hay|cach|giup|hoi|cho (?:biet|hoi)|(?:ban_?|ai) (?:hay|giup|cho))",
    "can ban_? (?:soan|viet|lap|lam|tao|dich|ke|neu|chi|giai|giup|ho|phan|tom|xay|thiet|de xuat|goi y|kiem|sap|liet)",
    "please|pls|plz|(?:can|could|would|will) you|help me|(?:tell|give) (?:me|us)|i(?:'d| would) like|can i"
    "|how (?:can|do)",
)
"""Asks whoever hears it, wherever it stands."""
NEED = Cue(
    rf"(?:{_BEHIND_US}|(?<=\bba ))\b(?:(?<!chi )(?<!to truong )(?<!ba con )(?<!ba_ con_ )can|muon|mun|nho|xin|mong"
    rf"|(?<!thon )(?<!xom )dinh)(?!\w)(?! (?:noi"
    rf"|chia se"
    r"|khang dinh|cam on_?|gui|bay_? to|nhan manh|thiet|dan|nhan|cu|bo|the|vay|do_?|co_?|ma)(?!\w))"
    r"|\b(?:(?:i|we|office|union|shop|family) needs?|(?:i|we) want|mong duoc)(?!\w)"
)
"""Says what somebody needs."""
_OPENER = re.compile(
    r"(?:\W+|(?:(?:kinh )?de nghi|yeu cau_?|thoi|toi|da|vang|chao|alo|xin chao|ok|thua|roi|va|thi|vay|(?:do_?|sau_?"
    r"|tu_?) do_?|cuoi cung|dong_? thoi"
    r"|ngoai ra|gio|bay_? gio|hom nay|ban_?|ai(?! giup)|ad|em|anh|may|bot|chatgpt|gemini|oi|a|nay|nhe|neu_? duoc"
    r"|truoc (?:het|tien)|chau|con_?|tiep theo|hay|vui long"
    r"|then|also|hi|hello|dear|and|first|finally|please|pls|(?:could|can|would) you)\b)*"
)
"""What may stand before the verb of a request."""
_HELPED = r"(?! (?:ta|chung ta|con nguoi|nguoi|ba_? con_?|chinh quyen|can_? bo|cong viec|doanh nghiep|moi nguoi)\b)"
"""`Giúp` with one of these behind it tells of a use."""
_BEGINS = re.compile(
    rf"(?:giup|(?!(?:no|chung|day|nay) )\w+ (?:giup|gium|dum){_HELPED}|nho_? (?:ai|ban_?|may|em|chau|con_?|bot"
    rf"|tro ly|chatgpt)(?! ma)"
    rf"|nho(?= (?:viet|soan|thao|lap"
    rf"|tao|lam|chi|phan|tinh|xep|cham|chia|gom|loc|dich|tom|sua|ke|liet|huong"
    r"|giai|tra|xem)\b)|xin|can(?! cu| bo| nho| phai)"
    r"|muon(?!.* (?:phai|can|nen) )"
    r"|hoi(?! vien)|chuyen (?:\w+ ){1,3}(?:sang|thanh)|chuyen (?:sang|qua_?) (?:tieng|bang|dang)|dang_? bai|cho (?:toi"
    r"|em|minh|e|t|chau)"
    r"|how (?:can|do|to|much|many|long)|which|(?:where|when) (?:can|do|should|is)|why"
    r"|identify|provide|recommend|help|answer|state|assist|advise|respond|need|want|looking for)\b"
)
"""Begins a request, beside the verbs that ask for work."""
_NO_VERB = re.compile(
    r"kiem (?:chung|tra) duoc|nghi (?:ma|lai|den|toi_?|rang|cung)\b|\w+ (?:khong|chua) (?:noi_?|duoc|kip|ra"
    r"|xong)\b|dich vu|cai (?!dat|app|ung|zalo"
    r"|vneid|phan|dien|cho|them|lai)"
    r"|day (?:la|chinh|cung)|lam (?:viec|giong|theo|bai|vay|nhu|duoc (?:nhu|dieu|viec|the))|lap trinh|tinh (?:than"
    r"|lang)|len (?:mang|lop)"
    r"|noi (?:chung|rieng|that|dang|la|thi|se)|ve (?:den|nha)|ke (?:gian|xau|lua|trom|khac|ca|la)|chi (?:voi|can"
    r"|co|la|khi|mot)\b"
)
"""Folds like a verb, and is none."""
_ADVICE = re.compile(r"(?:nho_?|luon|la|cung|tin|biet|yeu|song|tu_? tin|hoc|ghi nho_?)\b")
"""`Hãy luôn nhớ…`: asks a reader, not an AI."""
_CALLS = re.compile(r" (?:di|nhe|nha|nhen|hen|voi|vs|luon|lun|giup|ho|gium)\W*$")
"""Calls on somebody at the end of a piece."""
_NAMES = re.compile(
    r"(?:\w+ ){1,11}?(?:cho|ve_?|gui|moi(?= (?:ba_?|moi|cac|quy|khach|toan|ho|dai|anh|chi_?|em|nguoi|phu|hoi_?)\b)|day"
    r"|for|about|(?:on|to) (?:the|our|my|all|every\w*))\b"
)
"""Begins a request that is a thing alone: `Trang sổ tay về…`, `Kế hoạch dạy…`."""
_NORM = any_of(
    "can(?! cu)|(?:nao|ai) cung|phai(?! khong)|nen(?! (?:lam gi|goi|hoi|khong))|luon(?= \\w)|bao gio cung|deu|chinh la"
    r"|dung_? quen_?|doi_? hoi|la(?= \w)|giup(?= \w)|should|must|need to|is|are|matters?"
)
"""Tells how things are or ought to be; the verbs behind it in its sentence ask for nothing."""
_WHAT = r"(?:can_?|lam|nop|mang|hoi|to|tuc|an|uong|boi|mua_?|viec|cai) chi_?|(?:o|khi|di|nop|cho) mo|(?:lam|ra) rang"
"""How questions are asked in the centre of the country: `cần giấy tờ chi, nộp ở mô`."""
_OWN = re.compile(
    rf"(?:\w+ ){{0,2}}(?:{'|'.join(_OURS)})\b(?! (?:tin|nghi|thay|nhan ra|hieu|cho rang|dong_? y))"
    rf"|.*\b(?:gi|{_WHAT}|(?:that|thiet) hay (?:gia|dua|xao)|co (?:phai|can|nen|the) .{{0,80}}khong|may"
    r" (?:ngay|buoc|loai))\b"
)
"""What somebody says of themselves, or asks, is no rule for all."""
_PASSED_ON = re.compile(r"\bhoi (?:co|la|xem|rang|neu|lieu|khi nao|bao gio|lam sao) ")
"""Somebody's question, handed on: `hàng xóm hỏi có ai bắt con phải nuôi được không`."""
_PREDICATE = any_of(
    "la (?:mot |ca |nhung |cac ){0,2}(?:nghe thuat|ky nang|viec|dieu|chia khoa|nen tang|nghe_?|qua trinh|quy trinh"
    "|buoc_?|cau_? noi_?|trach nhiem|niem|nhu cau|cach|bi quyet|yeu to|linh hon|cot_? loi|kim chi nam|tam_? guong"
    "|bo mat"
    "|nguoi ban_?|tieng)",
    "(?:rat|vo cung|that su|cuc ky) (?:quan trong|can_? thiet|bo ich|huu ich|hay|de|kho|thieu)|doi_? hoi"
    "|mang lai|tro nen|khac (?:han|xa|voi|nhau|day|hoc)|giup (?:ta|chung ta|con nguoi|nguoi|ba_? con_?"
    "|chinh quyen|can_? bo|cong viec|doanh nghiep"
    "|moi nguoi|lanh dao_?|nha nuoc|xa hoi|thay co_?|hoc sinh)",
    "thi (?:rat|that|qua|tien|tot|phai|can|nen)",
    "(?:is|are) (?:an? |the |about|key|all)",
)
"""Is said of a task that is the subject of its sentence: `Viết thông báo là cả một nghệ thuật`."""
_SUBJECT = 6
"""Characters that such a subject has at least."""
_ASKED_ANYWHERE = ("bao nhieu", "lam chi", "the nao", " o dau", "vi sao", "tai sao", "khi nao")
_ASKED_AT_END = re.compile(
    r"\b(?:ra sao|(?:lam |coi |chia |tinh )?sao|(?<!hay )khong|(?:that|thiet) hay (?:gia|dua|xao)|la gi|nhung gi|gi"
    rf"|nao|dau|bao gio|may ngay|chua|{_WHAT})"
    r"(?: (?:v|vay|a|z|ha|nhi|nha|nhe|ta|the|day|luon|lun|shop|ad|voi|vs|moi nguoi|bay_? gio|gio|chua|thi chi"
    r"|cho chac))*\W*$"
)
_ASKED_IF_TRUE = re.compile(
    r"(?:thi |vay )?(?:co|chac) phai (?:la )?[^,.;]{2,40} (?:khong|ko)"
    r"(?: (?:a|ta|nhi|nhe|day|vay|ad|shop|moi nguoi|ban_?|em|anh|chi))*\W*$"
)
"""Asks whether something that was told before it is true: `…, có phải lừa không`."""
_LAST = 40
"""Characters in which such an end stands."""
_ASKED_AT_BEGIN = re.compile(
    r"(?!(?:nguoi|ke|noi_?|luc|khi) )\w+ nao (?!(?:cung|do_?|day|ay|thi|dau)\b|.* thi\b)\w|(?:\w+ )?may (?:%|phan tram"
    r"|lan|phan)"
    r"|(?:how|what|which|where|when|why|can|should|is|are|do|does|who|lam sao|lam the nao)\b|co .* khong\W*$"
)
_ASKED_WORDS = (" gi", " nao", " dau")
_ASKED_BY_VERB = re.compile(
    r"\b(?:theo|can|lam|nop|xem|goi|bang|mat|den|hoi|chuan bi|la|xet) (?:\w+ ){0,2}(?:nhung )?(?:gi|nao|dau)\b"
    r"(?! (?:cung|ca))"
)
_META = re.compile(
    r"\b(?:viet|soan|tao|dat|nghi) (?:\w+ ){0,2}(?:cau_? (?:lenh|nho_? ai)|prompts?)\b|(?:^"
    r"|[.!?:] )(?:mot )?(?:cau_? lenh"
    r"|prompt)\b"
    r"|write a prompt|\bhoac\b[^?.]{3,80}\. (?:hay )?nho_? ai\b|\bem (?:xin )?nop (?:bai|a\b)"
)
"""What an exercise asks of its learners, or a learner says of their work; neither asks anything of an AI."""
_META_WORDS = (" hoac ", "cau lenh", "cau_ lenh", "cau nho", "prompt", "em nop", "em xin nop")
_FACT = re.compile(r"(?<![/\d])(?!1\b)\d+(?![/\d])")
_FEWEST_FACTS = 2
"""Who has fewer numbers of their own has written nothing but that."""
_TOLD_OF = re.compile(r"^de |\bcua (?:toi|em|minh|chau)\b")
"""What is somebody's is told of, not asked for; nor is a purpose."""
_LISTED, _LISTED_WORDS = 5, 3.5
"""Pieces of a sentence, and words in each, that make it a list, where a verb with a word or two asks for nothing."""
_LISTS = re.compile(r"(?:[\w/-]+ ){0,3}[\w/-]+,")
"""Begins with a piece of a word or two, and may list."""
_WHOLE, _FIRST_WHOLE = 3, 2
"""Blanks in a piece of a list that is more than a word or two; with its first piece a list may begin a request."""
_BARE_WORDS = 8
_BEHIND = 4
"""Words behind a verb in which stands what is to be made."""
_NAME_BEGINS = 4
_GOVERNS = frozenset({
    "viec", "cach", "khi", "de", "biet", "nguoi", "bai", "cau", "duoc", "da", "dang", "se", "can", "phai", "nen", "cua",
    "la", "su", "ky", "luon", "khong", "chua", "lenh", "ban", "ma", "va", "nho", "ai", "ve", "tren", "quen", "muon",
    "hay", "to", "of",
})  # fmt: skip
"""Behind these a verb names a deed, and asks for none."""


def asks(text: str, product: re.Pattern[str], *, is_strict: bool = False) -> bool:
    """Whether some words of a text ask whoever reads it for something.

    Args:
        text: told apart, with short forms written out.
        product: finds a thing to make in folded text.
        is_strict: whether courtesy, needs and bare names of things count for nothing, as in a text that has begged its
            judge for marks.
    """
    if any(map(text.__contains__, _META_WORDS)) and _META.search(text) and len(_FACT.findall(text)) < _FEWEST_FACTS:
        return False
    if not is_strict and (
        _POLITE.search(text) or NEED.search(text) or cues.TASKED.search(text) or cues.is_helped(text)
    ):
        return True
    sentences = list(_spans(_SENTENCE_END, text, 0, len(text)))
    verbs = frozenset(cues.VERB.places(text))
    return any(_begins_asking(text, start, end, verbs) for start, end in sentences) or any(
        _sentence_asks(text, start, end, product, is_strict=is_strict) for start, end in sentences
    )


def names_first(text: str, product: re.Pattern[str], *, is_listed: bool = False) -> bool:
    """Whether a text begins with the bare name of a thing to make, as in `Thông báo họp thôn. Dưới 100 chữ`.

    Args:
        text: told apart, with short forms written out.
        product: finds a thing to make in folded text.
        is_listed: whether the name may end with a comma, too.
    """
    sentence = _SENTENCE_END.split(text, 1)[0]
    first = sentence.split(",", 1)[0] if is_listed else sentence
    if first.count(" ") >= _BARE_WORDS or not _finds(product, first) or _TOLD_OF.search(first):
        return False
    return not any(_stands(cue, text, 0, len(sentence)) for cue in (_NORM, _PREDICATE))


def asks_in_verse(text: str, product: re.Pattern[str]) -> bool:
    """Whether a line of a poem, as it was typed, begins with a verb behind which stands the thing to make."""
    lines = map(told_apart, re.split(r"\n| / ", text))
    return any(
        cues.VERB.begins(line) and not _NO_VERB.match(line) and _names_thing(line, 0, len(line), product)
        for line in lines
    )


def is_polite(text: str) -> bool:
    """Whether some words of a text, told apart, ask whoever hears them."""
    return _POLITE.search(text) is not None


def begins(piece: str) -> bool:
    """Whether a piece of a text begins a request otherwise than by a verb that asks for work."""
    return _BEGINS.match(piece) is not None


def _spans(ends: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the marks that end it."""
    for mark in ends.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _found(cue: Cue, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What a cue finds that begins in a part of a text."""
    places = cue.places(text)
    for at in places[bisect_left(places, start) : bisect_left(places, end)]:
        found = cue.pattern.match(text, at)
        if found is not None:
            yield found


def _stands(cue: Cue, text: str, start: int, end: int) -> bool:
    return next(_found(cue, text, start, end), None) is not None


def _begins_asking(text: str, start: int, end: int, verbs: AbstractSet[int]) -> bool:
    """Whether a sentence begins with a verb that asks for work, or is a question; most prompts have such a one."""
    if text.endswith("?", start, end):
        return True
    if start not in verbs or not cues.VERB.pattern.match(text, start, end):
        return False
    if _NO_VERB.match(text, start) or _LISTS.match(text, start, end):
        return False
    return not _stands(_PREDICATE, text, start + _SUBJECT, end)


def _sentence_asks(text: str, start: int, end: int, product: re.Pattern[str], *, is_strict: bool) -> bool:
    pieces = list(_spans(_PIECE_END, text, start, end))
    is_list = len(pieces) >= _LISTED and text.count(" ", start, end) < _LISTED_WORDS * len(pieces)
    is_told = False
    for first, last in pieces:
        piece = text[first:last].strip()
        opener = _OPENER.match(piece)
        body = piece[opener.end() :] if opener is not None else piece
        is_asked = cues.VERB.begins(body) and not _NO_VERB.match(body)
        if is_strict and product.match(body.replace("_", "")):  # `báo cáo năng suất` is a thing here, no verb
            continue
        if is_told:
            if is_asked and (_CALLS.search(body) or piece.removesuffix(body).rstrip().endswith("hay")):
                return True
            if not is_strict and _ASKED_IF_TRUE.match(piece):
                return True
            continue
        is_begun = is_asked or cues.VERB.begins(piece) or (not is_strict and begins(body))
        if (
            is_begun
            and not _NO_VERB.match(body)
            and not (is_list and body.count(" ") <= (_FIRST_WHOLE if first == start else _WHOLE))
        ):
            return not _stands(_PREDICATE, text, start + _SUBJECT, end)
        is_first = first == start
        if is_first and not is_strict:
            if piece.removesuffix(body).rstrip().endswith("hay") and not _ADVICE.match(body):
                return True
            if _names_at_once(body, product) and not _stands(_NORM, text, start, end):
                return True
        is_rule = _stands(_NORM, text, first, last) and not (_OWN.match(piece) or _PASSED_ON.search(piece))
        if not is_rule and _is_question(piece):
            return True
        named = product.match(body.replace("_", "")) if is_first else None
        is_told = is_rule or (named is not None and " " in named[0])
        if not is_told and _names_thing(text, first, last, product):
            return True
    return False


def _is_question(piece: str) -> bool:
    if any(map(piece.__contains__, _ASKED_ANYWHERE)) or _ASKED_AT_BEGIN.match(piece):
        return True
    if _ASKED_AT_END.search(piece, max(0, len(piece) - _LAST)):
        return True
    return any(map(piece.__contains__, _ASKED_WORDS)) and _ASKED_BY_VERB.search(piece) is not None


def _names_at_once(body: str, product: re.Pattern[str]) -> bool:
    """Whether words begin with the name of a thing, and go on with for whom or about what it is."""
    return _NAMES.match(body) is not None and _finds(product, " ".join(body.split(" ", _NAME_BEGINS)[:_NAME_BEGINS]))


def _names_thing(text: str, start: int, end: int, product: re.Pattern[str]) -> bool:
    """Whether a verb that no other word governs stands right before the thing to make."""
    return any(
        text[start : verb.start()].rpartition(" ")[0].rpartition(" ")[2] not in _GOVERNS
        and _finds(product, " ".join(text[verb.end() : end].split()[:_BEHIND]))
        for verb in _found(cues.VERB, text, start, end)
    )


def _finds(product: re.Pattern[str], told: str) -> bool:
    return product.search(told.replace("_", "")) is not None
