"""Whether a text is what an AI was to be asked for, in place of the request: the notice, the report, the answer itself.

A letter, a notice or an answer speaks to its readers: it opens as such texts do, invites and advises them, names its
reasons under headings, signs. It may well ask its readers for something; it asks nothing of an AI, and says nothing of
its own length, form or tone. So what shows one counts only where nothing of that kind stands in the text.
"""

import re
from collections import Counter

from bot.tutor import cues
from bot.tutor.cues import any_of
from bot.tutor.reading import QUOTED, unmarked

_FEWEST_WORDS = 12
"""A text with fewer may be a request in short."""
_READERS = (
    "ba_? con_?|quy (?:vi_?|khach|ong|co_? quan|phong|cong ty|don vi_?)|ong ba_?|anh chi_?|cac (?:ho|gia dinh|khu|thon"
    "|ban_?|xom|to|don "
    "vi_?|anh|chi_?|bac|co_?|chu_?|cu|dong_? chi)|moi (?:nguoi|ho|gia dinh|nha)|toan the|ca nha|neighbou?rs|villagers"
    "|parents"
    "|everyone"
)
_OPENS = re.compile(
    rf"(?:(?:phan tich|tra loi|nhan xet) ?: )?(?:kinh (?:gui|thua|moi|bao|chao)|than (?:gui|moi)|cong hoa xa hoi"
    rf"|dear(?! (?:ai|chatgpt|gemini|assistant))"
    r"|can cu (?:\w+ )?(?:nghi dinh|luat|ke hoach|quyet dinh|cong van|thong tu)"
    r"|(?:thuc hien|tra loi|phuc dap) (?:ke hoach|cong van|van ban|chi dao) "
    rf"|(?:xin )?(?:chao|moi) (?:{_READERS})|(?:ca nha|ba con|moi nguoi|cac (?:bac|chi|me|ban)) oi"
    r"|(?:a lo|alo|loa loa)|thua (?:bac|ba|ong|co|chu|cac|quy|anh|chi)|chac chan (?:ban|bac|day|anh|chi)|buoi 1 ?[(:]"
    r"|hoi [–-] dap|\d{1,2}[h:]?\d{0,2} ?[–-] ?\d{1,2}[h:]?\d{0,2}(?: phut)? ?:|h(?:oi)? ?:|cau (?:hoi )?1 ?[.:]"
    r"|buoc 1 ?[.:]|step 1|da(?: vang)?,|(?:duoi|sau) day la"
    r"|(?:day|tin (?:nhan )?nay|cuoc goi nay|tin tren) (?:chac chan |dung |ro rang |ro |nhieu kha nang )*"
    r"(?:la (?:mot )?(?:lua|tin lua|tro lua|chieu|hinh thuc)|co (?:\w+ )?dau hieu|khong phai)"
    r"|theo (?:dieu|khoan|luat|nghi dinh|quy dinh (?:tai|hien hanh)(?!.* (?:gi|nao|bao nhieu|khong)\W*$))"
    r"|ket qua (?:phan (?:loai|tich)|thong ke)"
    r"|(?:nhin|qua|theo) (?:vao )?(?:bang|so lieu|bieu do) (?:\w+ ){0,2}(?:ta |cho )?thay"
    r"|this (?:message|call|sms|email) (?:is|has|shows))"
)
"""How a letter, an answer, a page of questions and answers begins."""
_SPEAKS = any_of(
    rf"(?:de nghi|kinh mong|rat mong|kinh moi|tran trong moi|moi|yeu cau_?|cam_? on|chuc|nhac|mong) (?:{_READERS})",
    rf"(?:{_READERS}|bac|anh|chi_|ba_|ong|cu) (?:nen|hay|nho_?|can|tuyet doi|vui long|luu y|bam|chon|mo"
    r"|hoi them|lay|nhin|xem lai)"
    r"|ban_? (?:khong |can )?(?:nen(?! lam)|chuan bi|vao|bam|chon|cup|bao|goi|mo|dang_? (?:gap|bi))",
    r"tran trong_?(?= ?[.!]|$)|tran trong_? (?:cam_? on|kinh moi|thong bao)|kinh (?:bao|gui|thua)|xin (?:tran trong_? "
    r"|chan thanh )?cam_? on(?= ?[.!]|$)",
    r"tran trong_? thong bao|xin (?:kinh chao|thong bao|nhac lai)|kinh chao|(?:xin )?kinh moi",
    r"noi_? nhan_? ?:|luu ?:? v|v/v|nguoi (?:lap|lam don|viet don) ?:?|xin cam doan_?|thay mat_? ban",
    r"inbox|lien he|de lai binh luan|nhan_? tin cho (?:em|shop|minh)|nhanh tay|freeship|dat_? hang (?:nhe|nha|ngay)",
    r"(?:ca nha|ba_? con_?|moi nguoi|cac (?:bac|chi_?|me|anh|co_?|ban_?)) oi"
    r"|ship (?:tan|toan)|(?:nha|nhe|a)(?= ?[.!]*$)",
    r"(?:em|toi|chau|minh) la (?:tro ly|chatbot|bot|may tra loi)|(?:em|toi|chau|minh) (?:co the |se )?(?:giup|ho tro"
    r"|giu cho) "
    r"(?:duoc )?(?:gi|ngay)|i am (?:your|the) (?:virtual )?assistant",
    r"(?:chao|da_) (?:bac|anh|chi_|ba_|ong|co_|chu_|em)|de duoc (?:ho tro|giai quyet|huong dan|tu_? van|giu hang"
    r"|xem xet)"
    r"|nhieu kha nang|tom lai|ket luan",
    r"thank you(?= ?[.!])|sincerely|love you|best regards|please (?:bring|come|arrive|join|do not|be|attend)",
)
"""Speaks to readers, signs, or advises."""
_HEADED = any_of(
    r"(?:nguyen nhan_?|de xuat|nhan_? xet|kien nghi|dau_? hieu|viec nen lam|ket luan|dia diem|thoi gian|noi_? dung_?"
    r"|do_? dung_*|ket qua|nguon)(?: \w+){0,3} ?:",
    r"(?:dap|d|tra loi|answer) ?:",
    r"(?:bang_?|dat|tang|giam) \d+(?:[.,]\d+)? ?%|vay (?:to|tin|ca|la)|(?:chua|khong) dat|\d+[.,]\d+ ?%",
    r"(?:da|vua)_? (?:phan (?:loai|tich)|tinh|xep|lap|tong hop|thong ke_?|soan|viet|lam|gom|dich) (?!duoc|cho)"
    r"|(?:xong|day du|het)(?: (?:roi|het|ca|a|nhe|nha))*(?= ?[.!]|$)|tong cong \d+",
    r"tm\.? |da ky_?|nhan duoc (?:van ban_?|cong van)|nghiem tuc (?:thuc hien|trien khai)|quan triet",
)
"""Names what follows, as reports and pages of questions do."""
_NUMBERED = re.compile(r"(?<!\S)1[.)] .{3,200}? 2[.)] ")
_LISTED = re.compile(r"(?:[^.:–→=]{2,40} ?(?:–|→|->|=>|:) ?[^.:–→=]{2,30}[.;] ?){3}")
"""Begins with results: three things in a row, each with what it is."""
_ENOUGH = 2
_BEGINNING = 80
"""Characters in which a verb that begins a text stands, with all that may stand before it."""
_ANSWERED = re.compile(r"\? (?:co|khong|duoc|phai|chua)[,.:]|\b(?:d|dap|tra loi|answer) ?: ?\w+ \w+ \w+")
_ASSISTANT = re.compile(
    r"\b(?:em|toi|chau|minh) (?:la (?:tro ly|chatbot|bot|may tra loi)|(?:co the )?giup (?:duoc )?gi)\b"
)
_TURN = re.compile(r"(?:^|(?<=[.!?] ))(\w+(?: \w+){0,2}) ?: ")
_SPEAKERS, _FEWEST_TURNS = 2, 2
_FORM = any_of(
    r"giong(?= \w)|van phong (?:hanh chinh|trang|nghiem|goi|than|lich su|gian|chuyen)|gach dau dong|ngan gon|that gon"
    r"|(?:mot|hai|ba|bon|nam|(?<![\d.,])\d{1,3}) (?:chu|tu|dong|cot|gach|cau(?! lenh| hoi| do)|doan)"
    r"(?! (?:trieu|tieu|van))"
    r"|gon gon|de hieu|the thuc|co tieu de|words|bullets?|tone|sentences",
)
"""What a text that is there already does not say of itself."""
_PIECE_END = re.compile(r"(?<=[.!?;:…,(–-]) ")
_CALLS = re.compile(
    r"(?:(?:hay|xin|vui long|nho(?: ban| ai| em)?|giup|ban|ai|roi|va|tu do|please|can you|could you)[ ,]*)*"
    r"(?:soan|viet|thao|du thao|bien soan|lap(?! danh sach)|tao (?:cho|mot|1|giup|bang|bai|tro|noi|mau|ra)|thiet (?:ke"
    r"|lap)|tom tat|phan (?:tich|loai|nhom)(?! ?:)"
    r"|so sanh|giai (?:thich|dap)|huong dan|liet ke|neu (?:ro|\d|cac|ra|giup)|ke (?:bang|ra|\d|tung|cac)|tinh(?! hinh)"
    r"|dich"
    r"|sua|chinh sua|rut gon|goi y|tra cuu|chuyen .{2,60} (?:sang|thanh)|cho (?:toi|em|minh|e|mk|biet|hoi) "
    r"|dong vai|nhap vai"
    r"|ban la"
    r"|la tro ly|xem (?:giup|ho|day)|chi (?:ra|giup|toi|cho|em|minh|dau)|tra loi (?!:)\w|trinh bay(?= \w)|xep"
    r"|chia (?:thanh|lam|cac|nhom|tung|\d)|gom|gan|danh gia"
    r"|kiem tra (?:giup|ho|xem)|len (?:ke hoach|lich)|bay (?:toi|em|cho)"
    r"|write|draft|create|classify|analy[sz]e|compute|calculate|compare|explain|prepare|summari[sz]e|translate|act as"
    r"|you are|design|rewrite|suggest|list|make (?:a|the|me|it)|tell me|give me|help me|show me)\b(?! xong)"
)
"""Begins a piece of a text that asks an AI for work."""
_GOVERNED = re.compile(r"\b(?:de nghi|yeu cau|giao|moi|mong|nhac)\b")
_FAVOUR = any_of(
    r"(?:giup|ho|gium|dum) (?:cho )?(?:toi|em|e|minh|mk|chau|tui|t|voi|nhe|nha|di|a|vs|chi hoi|xom|thon)",
    r"(?:viet|soan|lam|sua|thao) (?:ho|gium|dum|giup)|nho (?:ban|ai|em|chatgpt|gemini)|(?:can|muon|xin) (?:mot"
    r"|1) (?:bai|ban)"
    r"|ai (?:hay|giup|viet|soan)|chatgpt|gemini",
)


def is_work(text: str, told: str) -> bool:
    """Whether a text is the thing itself, and asks nothing of an AI.

    Args:
        text: as typed.
        told: the same, told apart, with short forms written out.
    """
    if told.count(" ") < _FEWEST_WORDS:
        return False
    if _CALLS.match(unmarked(told[:_BEGINNING])):  # as most prompts do
        return False
    own = QUOTED.sub(" ", told)
    if (
        _FORM.search(own) is not None or _FAVOUR.search(own) is not None or cues.TASKED.search(own) is not None
    ):  # as in most prompts
        return False
    bare = unmarked(own)
    if _asks_for_work(bare):
        return False
    if _is_dialogue(told):
        return True
    plain = unmarked(told)
    opened = _OPENS.match(plain.lstrip(" *#-\"'“")) is not None or _has_heading(text)
    shown = (
        opened * _ENOUGH
        + (_LISTED.match(plain) is not None)
        + len(set(_SPEAKS.findall(told)))
        + len(set(_HEADED.findall(told)))
    )
    if shown + 1 < _ENOUGH or (shown < _ENOUGH and _NUMBERED.search(plain) is None):
        return False
    return "?" not in bare or _ANSWERED.search(bare) is not None or _ASSISTANT.search(bare) is not None


def _is_dialogue(told: str) -> bool:
    """Whether two take turns to speak: `Khách: … Trợ lý: … Khách: … Trợ lý: …`."""
    turns = Counter(_TURN.findall(told))
    return sum(count >= _FEWEST_TURNS for count in turns.values()) >= _SPEAKERS


def _has_heading(text: str) -> bool:
    """Whether a text begins with a line, or a few words before a mark, in capitals, and goes on in others."""
    head = re.split(r"[\n:.!]", text.strip(), maxsplit=1)
    return len(head) > 1 and head[0].isupper() and " " in head[0].strip() and head[1] != head[1].upper()


def _asks_for_work(plain: str) -> bool:
    """Whether a piece begins by asking for work that no earlier word of its sentence asks of somebody else."""
    governed = False
    for piece in _PIECE_END.split(plain):
        if not governed and _CALLS.match(piece):
            return True
        governed = not piece.endswith((".", "!", "?")) and (governed or _GOVERNED.search(piece) is not None)
    return False
