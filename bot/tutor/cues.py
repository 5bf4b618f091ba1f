"""The words by which a prompt shows each part that a rubric asks for, as patterns over folded text.

Folding makes bán, bạn and bàn one word, so cues of two words are preferred. English stands beside Vietnamese. Each
family of cues is one way to show a part; how many families make which level is said in `rubric`.
"""

import re

_SHORT_FORMS = {
    "k": "khong",
    "ko": "khong",
    "hok": "khong",
    "dc": "duoc",
    "vs": "voi",
    "trc": "truoc",
    "ng": "nguoi",
    "tb": "thong bao",
    "cv": "cong van",
    "vt": "viet",
    "vik": "viet",
    "lm": "lam",
    "hd": "huong dan",
    "bit": "biet",
    "bc": "buoc",
    "vd": "vi du",
    "ktra": "kiem tra",
    "trl": "tra loi",
    "cn": "chu nhat",
    "mn": "moi nguoi",
    "nhiu": "nhieu",
    "tp": "thanh pho",
}
"""How people shorten words in chats."""
_SHORT_FORM = re.compile(rf"\b(?:{'|'.join(_SHORT_FORMS)})\b")


def spelt_out(folded: str) -> str:
    """The folded text with the short forms of chats written out."""
    return _SHORT_FORM.sub(lambda short: _SHORT_FORMS[short[0]], folded)


def _any(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues)})(?!\w)")


_SMALL = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|one|two|three|four|five|six|seven|eight|ten"
_NUMBER = rf"(?:\d[\d.]{{0,9}}|{_SMALL})"

# Task: a verb that asks for work (a role given to the machine asks for its work too), or a question.
_ASKED = r"(?:(?<![^.,;:!?(])|(?<=[.,;:!?(] )|(?:hay|giup|nho|ai|vui long)(?: \w+)? )"
_WORK = (
    "soan|du thao|viet|tom tat|so sanh|phan (?:loai|tich)|tra cuu|liet ke|len ke hoach|huong dan|giai thich"
    "|ra soat|thiet (?:lap|ke)|xay dung|goi y|de xuat|cho biet|dong vai"
)
_REFUSED = "khong|dung|chang|khoi|khong can|dung co"
VERB = re.compile(
    "".join(rf"(?<!\b{refused} )" for refused in _REFUSED.split("|")) + rf"\b(?:{_WORK}|ban la"
    r"|write|draft|create|classify|analy[sz]e|compute|compare|explain|prepare|summari[sz]e|translate|act as|you are)\b"
    # Folded, these are other words too (làm, lập, tính/tỉnh, chỉ/chị), so they count where a request begins.
    rf"|{_ASKED}(?:lap|tao|lam|tinh|tra|ke|dich|kiem tra|chia|gan|gom|tim|ve|neu|sua|chi|xem|noi"
    r"|make|list|label|plan|tell|give|show|find|draw)\b"
)
REFUSAL = re.compile(rf"\b(?:{_REFUSED}) (?:{_WORK})\b")
"""`đừng giải thích`: a verb that asks for nothing."""
NEED = _any("can|muon|xin|giup|nho|mong|need|want|please|help")
QUESTION = _any(
    "bao nhieu|the nao|ra sao|lam sao|la gi|gi|nao|(?:duoc|phai|con|dung|lua|chua|co .{1,40}) khong",
    "how|what|which|can i",
)

# Audience: a role for the machine, a reader, and a detail that helps to write for that reader.
ROLE = _any("ban la|dong vai|vai tro la|tro ly|you are|act as")
_GROUP = (
    "nguoi|ba con|dan|ho|hoc (?:sinh|vien)|phu (?:huynh|nu)|chi em|anh em|thanh nien|can bo|cong nhan|khach"
    "|cac (?:cu|chi|anh|em)|cu|ong|ba|bac|bo|me|co giao|co|chu|tre em|con|chau|ban tre|lanh dao|giao vien"
    "|nong dan|nhan vien|(?:doan|hoi|sinh) vien|users?|readers?|parents?|workers?|farmers?|customers?"
    "|tourists?|mothers?|women|sellers?|growers?|students?|people|elderly|villagers?|beginners?"
)
_KIN = "chong|vo|ong|ba|bo|me|cha|bac|co|chu|cau|mo|thim|di|duong|anh|chi|em|con|chau|ban|be|cu|nguoi|thay"
_OWN = "toi|tui|minh|em|cua|noi|ngoai|ruot|ho|trai|gai|ut|be|nho|than|cung"
_NO_NAME = (
    "biet|nghe|xem|hieu|voi|ro|nhe|nha|ai|a|hoc|de|hay|dung|ngay|bai|mot|cach|tin|doan|noi|loi|quang|thong|dang"
    "|ke|y|cau"
)
_JOB = (
    "giao vien|bac si|y si|y ta|dieu duong|duoc si|ke toan|ky su|bao ve|cong an|bo doi|cong nhan|nong dan|ngu dan"
    "|can bo|hang xom|dong nghiep|sinh vien|hoc sinh|tieu thuong|noi tro|truong thon|van thu|tai xe|xe om|giup viec"
    "|buon ban|phu ho"
    "|tho (?:xay|may|ho|moc|dien|nuoc|son|sua|han|cat|lan|bac|ren)|chu (?:quan|tiem|shop|cua hang)"
    "|lam (?:ruong|ray|nuong|nong|vuon|tho|thue|muon|nghe|ho|lua|bep|muoi|xay|nha may|cong ty|xuong)"
    "|trong (?:che|lua|ngo|rau|cay|ca phe|tieu|mia|san|khoai|hoa|vai|cam|buoi|dua|dieu|rung)"
    "|nuoi (?:ga|vit|lon|heo|bo|trau|de|ca|tom|ong|tam)"
    "|ban (?:hang|rau|tra|che|thit|ca|com|pho|bun|banh|ve so|quan ao|tap hoa|nuoc|hoa qua|trai cay|online)"
    "|chay (?:xe|cho|grab|tau|thuyen)|lai (?:xe|tau|taxi|may)|day (?:hoc|tre|mau giao|tieu hoc)"
    "|di (?:bien|rung|lam|hoc|linh|bo doi|cay|buon|cho)|(?:danh|bat) ca"
)
_FOR = r"(?:cho|gui|day) (?:(?:cac|may|nhung|mot|ca) )?"
_NAMED = rf"(?:{_KIN})(?:(?: (?:{_OWN}))+| (?!(?:{_NO_NAME})\b)\w+)"
_SOMEBODY = rf"(?:{_NAMED}|(?:chong|vo|ong|ba|bo|me|cha|bac|co|chu|nguoi|thay|thay giao|co giao)|hang xom|dong nghiep)"
_WHO = rf"{_FOR}{_SOMEBODY},?(?: (?:la|dang|lam|nghe|chuyen|von))? (?:{_JOB})"
"""For somebody, and what they do: `cho anh Ba chạy xe ôm`, `cho chồng tôi làm thợ xây`."""
READER = _any(
    rf"{_FOR}(?:(?:{_KIN}) (?:{_OWN})|hang xom|lang gieng|dong nghiep|chong|vo|be|lop \d+)",
    _WHO,
    # A name behind a word of kinship, where the thought ends: `cho chị Hoa.`
    rf"(?:cho|gui) (?:anh|chi|em|di|cau|thim) (?!(?:{_NO_NAME})\b)[a-z]+(?= ?(?:[,.;!?]|$))",
    rf"(?:cho|gui|moi|phuc vu|day|chi|huong dan|giup|for|to|teach|teaching) (?:[\w-]+ ){{0,2}}?(?:{_GROUP})",
    r"(?:khach(?: hang)?|nguoi (?:doc|mua|hoc|dung|nghe)|readers?|audience)(?: la| are| is|:)",
)
DETAIL = _any(
    rf"{_NUMBER} tuoi|tuoi {_NUMBER}|gan (?:{_SMALL}) muoi|\d+-year-old|aged \d+|lon tuoi|cao tuoi|old|young|lop \d+"
    "|nguoi (?:gia|gia ca|tre)|gia yeu|trung nien|(?:nghi|ve) huu|huu tri",
    rf"(?:ong|ba|cu|bo|me|bac|co|chu|anh|chi)(?: (?:{_OWN}))* [1-9]\d(?= ?(?:[,.;!?]|$))",
    _WHO,
    "(?:moi|chua|da|khong|it) biet(?! (?:co|ro))|it chu|it hoc|mat (?:kem|mo|yeu)|tai (?:kem|hoi)",
    "lan dau|(?<!lam )quen|(?<!giai )thich",
    "nguoi (?:tay|nung|dao|mong|thai|muong|ede|m'?nong)|da so|phan lon|beginners|fear|afraid|who",
    r"\d+ (?:ho|hoc vien|doan vien|hoi vien|nguoi|people|farmers|sellers|students)",
)

# Context: each family is one kind of fact.
_FORM_UNIT = (
    "chu|tu|cau|dong|buoc|gach|muc|phan|cot|trang|doan|y|tieu de|vi du|hinh"
    "|words?|sentences?|lines?|steps?|bullets?|parts?|columns?|pages?|paragraphs?|short|numbered"
)
TIME = _any(
    r"\d{1,2}(?:h\d{0,2}|g| gio|:\d\d| ?[ap]m)(?: \d{1,2})?",
    r"ngay \d{1,2}\S{0,8}|\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|(?:19|20)\d\d",
    r"thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|hom (?:nay|qua)|dem qua|trong ngay",
    r"(?:tuan|thang|nam|cuoi|quy) (?:nay|sau|truoc|qua|tuan|nam|\d{1,2})",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last (?:week|month)",
    "january|february|march|april|june|july|august|september|october|november|december",
)
AMOUNT = _any(
    rf"\d[\d.,]{{0,12}} ?(?:%|(?!(?:{_FORM_UNIT}|gio|tuoi|am|pm|h|thang \d|dieu|khoan)(?!\w))[a-z]+)",
    rf"(?:{_SMALL}) (?:lan|nam|thang|ngay|con|nguoi|trieu|nghin|hours?|days?|years?|months?|weeks?)",
)
PLACE = _any(
    r"(?:tai|o|in|at|from) (?:\w+ )?(?:xa|thon|xom|bon|phuong|truong|nha|san|khu|hoi truong|tinh|vung|mien|cho|tang)",
    r"(?:xa|thon|xom|bon|phuong|tinh|to dan pho) (?!(?:hoi|la|cho|nao|ve|trong|o|va)\b)\w+",
    "nha van hoa|hamlet|commune|village",
)
INPUT = re.compile(
    r"\b(?:du lieu|kem theo|(?:ben|o|duoi) (?:duoi|day)|sau day|below|attached)\b|['\"“‘][^'\"”’]{20,400}['\"”’]"
    r"|\d[\d.]{0,9}[,;] (?:\w+ ){0,3}\d[\d.]{0,9}[,;] (?:\w+ ){0,3}\d"
)
SITUATION = _any(
    "vua|dang|bi|da|chua co|khong co|co nguoi|nhan duoc|vi|do|ve viec|de nghi|truong hop|noi dung",
    "(?:toi|em|chau|bo|me|chong|vo|nha|con) (?:toi |em |minh )?(?:lam|di|o|la|co)",
    "because|received|already|lives?|topic|about",
)

# Format: each family is one form; a measure says how many, or names the parts.
FORMS = (
    _any("bang(?! (?:cap|chung|loi|tieng|ai|tai khoan|cach|so|dien|viec))|cot|tables?|columns?"),
    _any("gach|danh sach|muc luc|bullets?|list"),
    _any("danh so|(?:tung|cac|\\d+) buoc|buoc \\d|tung phan|numbered|steps?"),
    _any(
        "tieu de|headline|title|the thuc|bo cuc|layout|noi nhan|trich yeu|theo nghi dinh"
        "|chia (?:\\w+ )?(?:doan|phan|muc)"
    ),
    _any("hoi[ –-]*dap|q&a|faq"),
    _any("(?:dang|mot|tra loi) tin nhan|thu moi|bieu do|hinh ve|chart|json|csv|hashtag|paragraphs?|blocks?|guide|draw"),
)
LENGTH = _any(
    "ngan|ngan gon|gon|short|brief|chi tiet|one-page|one-line",
    rf"{_NUMBER}[ –-]{{0,3}}(?:\d+ )?(?:chu|tu|cau|trang|dong|words?|sentences?|lines?|pages?)",
)
MEASURE = _any(
    rf"{_NUMBER} (?:cau )?(?:gach|buoc|cot|muc|phan|doan|y|hinh|hoi|dong)",
    rf"{_NUMBER}[ -](?:short |numbered )?(?:step|bullet|column|part|block|paragraph|line|request)s?",
    r"(?:gom|bang|cot|dang|phan|muc)(?: \w{1,10}){0,3} ?[:(] ?\w[^.,:]{1,30}, \w|gom \w[^.,:]{1,30}, \w+",
)

# Constraints: a tone; what not to do; what to keep to.
TONE = _any(
    "giong|van phong|loi le|lich su|de (?:hieu|doc|nho)|vui|hai huoc|than (?:thien|mat)",
    "trang trong|chan (?:that|tinh)|that tha|ton trong|nghiem tuc|nhe nhang|khiem ton|le phep|don gian",
    "tone|polite|simple|plain words|honest|gentle|nice|friendly",
)
DONT = _any(
    r"(?<!co )(?<!duoc )(?:khong|dung|tranh|cam) (?!(?:chac|co|ro|biet|gian|a|nhi|the|hieu)\b)\w+ \w+",
    "do not|don't|never|avoid|without|no more than",
)
LIMIT = _any(
    "chi (?:dung|tra loi|lay|noi|hoi)|uu tien|giu nguyen|lam tron|phai co|bat buoc|only|must|keep",
    rf"(?:toi da|toi thieu|khong qua|under|max) {_NUMBER} (?:phut|gio|luot|minutes?)",
    "neu khong biet|neu (?:hoi )?ngoai",
)

# Examples: a pair of what goes in and what comes out, or only the word.
PAIR = re.compile(r"→|->|=>|⇒|['\"“‘][^'\"”’]{2,80}['\"”’] ?(?:la|thuoc|=|is)(?!\w)")
EXAMPLE = _any(r"vi du|mau|chang han|for example|examples?|e\.g")

# Verification: asking where it comes from, and asking for what is not certain.
SOURCE = _any(
    "nguon(?! goc| von| nhan)",
    "(?:trich|dan|ghi|neu|kem|so) (?:\\w+ ){0,2}(?:dieu|luat|khoan|van ban|quy dinh|can cu|nghi dinh|thong tu)|can cu",
    "dieu khoan|(?:dieu|ten|so) (?:luat|van ban|hieu)|(?:nghi dinh|dieu|luat|van ban|trang) nao|chinh (?:thuc|thong)",
    "cite|quote|sources?|articles?|legal basis|official(?:ly)?",
)
DOUBT = _any(
    "(?:khong|chua) (?:chac|ro)|(?:kiem tra|tra|hoi|xac minh) lai|(?:can|de toi) kiem tra|doi chieu|hieu luc",
    r"xac minh|co the da|co the (?:\w+ )?(?:thay|sua) doi",
    "double-check|in force|cannot|can't|unsure|not sure|differ|confirm|verify",
)

# Words said to whoever gives the marks. "Máy chấm công", "10 điểm du lịch" and the date 10/10 are innocent.
_LEARNER = "em|toi|minh|con|chau|bai"
_FULL = "10|muoi|100|du|toi da|tuyet doi|cao nhat"
INJECTION = _any(
    rf"cham (?:diem )?(?:cho )?(?:{_LEARNER})|(?:may|he thong|ai|bot|nguoi|ket thuc) cham(?! cong)",
    rf"(?:cho|xin|cong) (?:(?:{_LEARNER}|nay|lam|du) ){{0,3}}(?:{_FULL}) diem(?! (?:du|tham|ban|truy|moi|cho moi))",
    rf"bai (?:nay|lam|viet) (?:\w+ ){{0,4}}(?:{_FULL}) diem|(?:dat|mac dinh|ghi|diem) 10 ?/ ?10|10 ?/ ?10 diem",
    r"bo qua (?:\w+ ){0,3}(?:huong dan|tieu chi|thang diem|chi dan|quy tac|rubric)",
    r"(?:ignore|disregard|forget) (?:\w+ ){0,3}(?:instructions?|rules?|rubric|prompt|criteria)",
    r"(?:full|maximum|perfect|highest) (?:marks?|scores?|points?)|score ?[:=]? ?(?:10|2)|system prompt",
    r"(?:give|award) (?:\w+ ){0,3}(?:10|ten|full) (?:points?|marks?)",
)
MARKUP = re.compile(r"\[/?inst\]|<!--|</?system>|\bsystem:|<\|")

# Stuffing: the rubric's own words in a list, with hardly a word that joins others.
META = _any(
    "vai tro|boi canh|dinh dang|rang buoc|vi du|kiem chung|nhiem vu|doi tuong|muc tieu|so lieu|giong|bang|cot",
    "gach dau dong|tieu de|nguon|doi chieu|khong bia",
    "prompt|role|context|format|tone|audience|few-?shot|json|constraints?|verify",
)
JOINING = _any(
    "cua|cho|la|va|de|voi|thi|khi|nay|o|tai|ve|ma|nhung|neu|toi|em|minh|ban|hay|giup|duoc|bi|co|nhe|gui|theo",
    "trong|tu|the|to|for|of|and|with|in|on|a|an|is|are|that|who|from",
)
