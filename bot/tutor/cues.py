"""The words by which a prompt shows each part that a rubric asks for, as patterns over text told apart (`reading`).

A word that may carry the mark of another one ends in `_?`; cues of two words are preferred. English stands beside
Vietnamese. Each family of cues is one way to show a part; how many families make which level is said in `rubric`.
"""

import re
from functools import lru_cache

from bot.tutor.cue import Cue


def any_of(*cues: str) -> Cue:
    """One of the cues, as whole words."""
    return Cue(rf"\b(?:{'|'.join(cues)})(?!\w)")


SMALL = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc|nua|one|two|three|four|five|six|seven|eight|ten"
NUMBER = rf"(?:\d[\d.]{{0,9}}|{SMALL})"
"""A number, in digits or in words."""

# Task: a verb that asks for work (a role given to the machine asks for its work too), or a question.
_ASKED = (
    r"(?:(?<![^.,;:!?(])|(?<=[.,;:!?(] )|(?:hay|giup|vui long|nho(?: ai| ban| may| em| tro ly)?|ai hay|oi(?! (?:gioi"
    r"|troi|doi))|de nghi|cu_? the_?(?: ma)?)(?: \w+)? |(?<!\w)(?:bot|chatgpt|gemini|copilot) )"
)
_WORK = (
    "soan|du thao|nhap vai|viet|tom tat|so sanh|phan (?:loai|tich|nhom)|gom nhom|tra cuu|liet ke|len (?:giup "
    "|ho )?(?:\\w+ )?ke_? hoach|lap ke_? hoach|huong dan|giai (?:thich|dap)|ra soat|thiet (?:lap|ke_?)|xay dung_?"
    "|goi y|de xuat|cho (?:toi |em |minh )?(?:biet|hoi)|dong_? vai|chinh (?:sua|lai)|rut gon|bien soan|kiem chung"
    "|trich xuat|thong ke_?|danh gia|xep loai|sap xep|du kien|tu van"
)
_REFUSED = "khong|dung|chang|khoi|khong can|dung co"
VERB = Cue(
    "".join(rf"(?<!\b{refused} )" for refused in (*_REFUSED.split("|"), "tieng")) + rf"\b(?:{_WORK}|ban la"
    r"|(?:cau_?|m|mi|may) la(?= (?:nguoi|tro ly|chuyen|mot))|sap (?:cac|nhung|het|\d+) (?:\w+ ){1,8}(?:vao|theo|thanh)"
    r"|write|draft|create|classify|categori[sz]e|estimate|diagnose|analy[sz]e|compute|calculate|compare|explain"
    r"|prepare|summari[sz]e|translate|act as|you are|design|develop|compose|outline|describe|generate|review|revise"
    r"|rewrite|suggest|propose|teach|guide|help me)\b"
    # Folded, these are other words too (làm, lập, tính/tỉnh, chỉ/chị), so they count where a request begins.
    rf"|\b{_ASKED}(?:lap|tao|lam(?! (?:sao|gi|the nao|ruong|ray|nuong|nong|tho|thue|nghe)\b)|tinh|tra|ke(?! hoach)"
    rf"|dich|kiem tra|chia"
    r"|gan(?:_(?= (?:nhan|the_?|tag)))?|gom|tim|ve|neu|sua|chi|xem|noi|day|len|loc"
    rf"|cham(?= (?:muc|diem|sao|tung|moi))|chuyen(?= (?:\w+ ){{0,12}}(?:(?:sang|qua_?) (?:tieng|bang_?|dang_?"
    rf"|van ban_?)|thanh ))|dem|doi(?= (?:\w+ ){{1,6}}(?:sang|thanh|cho))|rep(?! (?:lai|khach do_?))"
    r"|dat(?= (?:\w+ ){0,2}(?:\d+|mot|vai|cai|ten|cau_?|tua|loi|de) )|bien(?= (?:[\w,]+ ){1,12}thanh )|chep(?= (?:lai"
    r"|thanh|giup|ho|ra))|ghi(?= (?:lai|giup|ho|thanh))|luoc|dien (?:giai|dat)|chap but|vach|tach"
    r"|trinh bay(?<=^trinh bay)|can nhac|phan hoi(?= (?:binh luan|danh gia|khach|nhan xet))|so(?= \w+ \d+ (?:va"
    r"|voi) )|phan (?:biet|canh|ra(?= ))|du tru(?= )|xet(?= (?:muc|tung|xem|giup|nhom))|tom(?= (?:lai|gon|luoc|cong"
    r"|thong|bai|van|tin|giup|ho|doan|nghi|y_?|cau|de))|giang(?= (?:giai|ho|giup|cho|nghia))|giai nghia"
    r"|dung_?(?= (?:giup |ho )?(?:chuong trinh|kich ban_?|lich|ke_? hoach|khung))|tham dinh|bien tap|sang tac|phac"
    r"|mo ta(?= (?:giup|ho|cho|lai))|(?:tuong )?thuat|nhan(?= (?:cho|giup|tin))|doc(?= [^.;]{0,60}\b(?:ke_?|tom|giai"
    r"|noi_?) )|nhin(?= [^.;]{0,40}\b(?:ghi|viet|chep|lap) )|dap(?= (?:lai|loi|tra))|ghi(?= ra)|chinh(?= (?:phan|lai"
    r"|cho|doan|cau_?))|go(?= lai)|chuot|che(?= (?:\d|mot|vai|giup|ho))|so(?= (?:\d|hai(?! long)|ba|may|giua|xem|keo"
    r"|giup|ho)\b)|phan cong|sap(?= (?:ca|lich))|rut(?= (?:[\w,]+ ){1,14}(?:thanh|con) )|ngat|xuat(?= ra)"
    r"|dung_?(?= (?:cho \w+ |giup |ho )?(?:bai|loi|trang|bang))|condense|convert|arrange|adapt|change|swap|replace"
    r"|put together|come up|name|polish|proofread|fix|shorten|simplify|convert|format|brainstorm|paraphrase|edit"
    r"|improve|correct|script|xep|sap(?= (?:\d+|(?:\w+ ){1,5}(?:vao|thanh|theo)) )|bao_?|nhac|thao|nhap(?! vai)"
    r"|cai(?! (?:nao|gi|nay|do_?|kia)\b)|nghi(?! (?:dinh_?|quyet|luc|phep|ngo|hoc)\b)|ra de|nhan(?= (?:ru|giup|gium"
    r"|ho|moi) )|don|cho vi du|thong bao(?= (?:cho|giup))|break down|point out|spell out|walk|identify|highlight"
    r"|recommend|advise|assess|evaluate|say|make|list|label|plan|tell|give|show|set out|find|draw|sort|group|tag|rate"
    r"|rank|check|set up|build|turn|organi[sz]e|log|record(?! keeping)|count|cluster|put|pick|turn|cite|look"
    r"|let (?:the|my|our|them|people|folks|every\w+)|split|assign|work out|figure out|return|compile|fact-check"
    r"|verify|xac minh|true or (?:fake|false)|real or fake|tra(?:_(?= xem)))\b"
    # What is done already is no request: `xếp xong hết rồi`.
    r"(?! (?:xong )?(?:het |ca )*roi(?: nhe| nha| a)?\W*$)"
)


@lru_cache(maxsize=4)
def verbs(told: str) -> tuple[re.Match[str], ...]:
    """The verbs that ask for work in a text told apart, in order; several rules look at them."""
    return tuple(VERB.finditer(told))


_HELPING = (" giup ", " gium ", " dum ", " ho ")
HELPED = re.compile(
    r"(?:(?<![^.,;:!?(])|(?<=[.,;:!?(] )|\b(?:nho_?|ban_?|ai(?: do_?)?|oi|hay|thi|em|chau|cac) )(?!(?:no|ai|bot|may"
    r"|chatgpt|gemini|cong nghe|de|ung|bao_?|chu_?|nong|cac|moi|cua|nhieu|may|hai|ba|lam|duoc|mong|xin|can|muon|nho_?"
    r"|cam|cuu|tu_?|\d+) )[a-z]+ (?:giup|gium|dum|ho) (?!(?:ta|chung|con nguoi|nguoi|ba_? con_?|chinh quyen|can_? bo"
    r"|cong viec|doanh nghiep|moi)\b)(?!(?:ngheo|khau|gia|dan|tich|chieu|lan|do_?|nhau|ich|so|sinh)\b)\w"
)
"""Any verb with a word that asks for help behind it: `giảng hộ em`, `plan giùm chuyến`."""


_TURNED = re.compile(
    r"(?:^|[.!?;] )(?!(?:toi|em|minh|chau|con_?|bac|anh|chi_?|ong|ba_?|co_?|chu_?|nguoi|khach|no|ho|may|cac|nhung|mot"
    r"|da|khi|neu_?|vi|nho_?|tu_?|nha|lop|thon|xom) )[a-z]+ [^.!?;]{3,120}?(?<! hoan)(?<! truong) thanh (?:\d+|mot"
    r"|hai|ba|bon|nam|sau|bay|tam|chin|muoi|dang_?|bang_?|bai|trang|slide|tin|doan_?|danh|loi|thu|email|poster|to"
    r"|file|nhom) ?\w"
)
"""Any verb by which one thing is made of another: `ngắt báo cáo ra thành 10 trang`."""


def is_helped(said: str) -> bool:
    """Whether a text told apart asks with any verb, by a word for help or by what is to be made of something."""
    if any(map(said.__contains__, _HELPING)) and HELPED.search(said) is not None:
        return True
    return " thanh " in said and _TURNED.search(said) is not None


STATEMENT = any_of("toi|em|e|minh|chau|hom (?:qua|nay)|vua|da|dang|la|is|was|my|i")
"""Shows that a few words tell something rather than name what is wanted."""
ONLY_ROLE = re.compile(r"^(?:hay )?(?:ban la|dong_? vai|you are|act as) [^.,:;]{0,60}[.!]?$")
"""A role and nothing to do."""
VAGUE = any_of(
    "cho (?:viec|cai|chuyen) (?:ay|do_?|kia|nay|no_?)(?= ?[.!?]*$)",
    "(?:lam sao|the nao|lam gi|tinh sao)(?: bay gio| gio)? (?:day|nhi|a|nhe)|co gi (?:hay|moi)(?: khong)?|xem the nao",
    "(?:van ban_?|cai|thu|bai|viec) gi do_?|may con so|vai thu|gi cung duoc|something|stuff|(?:write|make|give|tell"
    "|do|say|need|want|create|post) (?:me |us |them )?anything",
)
"""A thing to make that is none, a question that asks for nothing of its own."""
TASKED = any_of(
    r"(?:viec|nhiem vu|(?<!dung )(?<!dung_ )hoi(?= ?:(?!.* (?:dap|d|tra loi|tl) ?:))|yeu cau_?"
    r"|loai(?: van ban_?)?|the loai|(?:can"
    r"|muon)(?: biet| hoi| ai)?|muc tieu|san pham|kieu viet|viet) ?: ?\w+ \w+"
)
"""A label with what is to be done behind it: `Việc: nhắc lịch phun thuốc`."""
REFUSAL = Cue(rf"\b(?:{_REFUSED}) (?:{_WORK})\b")
"""`đừng giải thích`: a verb that asks for nothing."""
NEED = any_of("can|muon|xin|giup|nho|mong|need|want|please|help")
QUESTION = any_of(
    "bao nhieu|(?:lam|phai|an|uong|boi|mua_?|giay to|thu tuc|nop|hoi) chi_?|(?:o|nop) mo(?= ?[,.;?!]|$)|the nao"
    "|ra sao|lam sao|coi sao|tai sao|vi sao|la gi|(?:gi"
    "|nao)(?! (?:cung|do_?|day|ca|het|co))|o dau|may (?:ngay|loai|buoc|nam)|khi nao|bao gio|(?:that|thiet) hay (?:gia"
    "|dua|xao)|(?:gia|dom|dua) hay (?:that|thiet)|(?:duoc|phai|con|dung_?|lua|chua|co .{1,60}) khong|cach \\w+ \\w+",
    "how|what|which|can i|can (?:my|we|he|she)|whether|where|when|should i|do i|is it|are there|does|why",
)

# Context: each family is one kind of fact.
_FORM_UNIT = (
    "chu|tu|cau|dong|buoc|gach|muc|phan(?! tram)|cot|trang|doan|y|tieu de|vi du|hinh|hoi|hang|viec|dau hieu|nhom"
    "|dap an|lua chon|phuong an|trac nghiem|o(?= (?:trong|vuong))|words?|sentences?|lines?|steps?|bullets?|parts?"
    "|columns?|pages?|paragraphs?|short|numbered"
)
_NO_UNIT = (
    "gio|tuoi|t|cai|to giay|ban|bai|am|pm|h|thang \\d|dieu|khoan|cho|ma|la|va|o|de|thi|nhe|ai|tai|tu|den|b|a|c"
    "|year-old|questions?|blocks?|items?|rows?|minutes?"
)
"""Words behind a number that do not make an amount of it."""
TIME = any_of(
    r"\d{1,2}(?:h\d{0,2}|g| gio|:\d\d| ?[ap]m)(?: \d{1,2})?",
    r"ngay \d{1,2}\S{0,8}|\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|(?:19|20)\d\d",
    r"thu (?:hai|ba|tu_?|nam|sau|bay|[2-7])|chu_? nhat|hom (?:nay|qua|kia)|(?:dem|toi|chieu|sang|trua) (?:qua|nay"
    r"|mai)|trong ngay|ngay mai|t[2-7]|truoc tet|dip tet|mua (?:he|dong|xuan|thu|gat|kho|mua_?|vu|le)|(?<=\w )(?:toi"
    r"|sang|chieu) (?:thu|mai)",
    r"(?:tuan|thang|nam|cuoi|dau|quy) (?:nay|sau_?|truoc|qua|tuan|nam|thang|\d{1,2})",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|(?:last|next) (?:week|month|year)",
    "january|february|march|april|june|july|august|september|october|november|december",
)
AMOUNT = any_of(
    rf"(?<!to )(?<!lop )(?<!thu )(?<!so )"
    rf"(?<!dinh )(?<!luat )(?<!dai )(?<!dieu )(?<![\d.,/@-])(?<!\d )(?!0\d)(?!\d{{7}})\d[\d.,]{{0,12}} ?"
    rf"(?:%|(?!(?:{_FORM_UNIT}|{_NO_UNIT})(?!\w))[a-z_]+)",
    r"\d{1,3}tr\d{0,3}|\d[\d.]{0,7} ?/ ?(?:kg|nguoi|dem_?|ngay|thang|gio|buoi|ly|dia|to|day|night|week|month|person"
    r"|hour|each)",
    rf"(?!ba con_?\b|mot nguoi may)(?:{SMALL}|hai chuc) (?:lan|nam|thang|ngay|con_?|nguoi|trieu|nghin|ho|nha|hours?"
    rf"|days?|years?|months?|weeks?|times?)",
)
PLACE = any_of(
    r"(?:tai|o|in|at|from) (?:\w+ )?(?:xa|thon|xom|bon|phuong|truong|nha|san|khu|hoi_? truong|tinh_?|vung|mien|cho"
    r"|tang|diem|tram|dinh|chua|quan|duong|ap|buon|lang)",
    r"(?:xa|thon|xom|bon|buon|ap|phuong|tinh_?|to dan pho|khu cong nghiep|dam|hoi_? truong|lop) (?!(?:hoi_?|la|cho"
    r"|nao|ve_?|trong|o|va|minh|toi|em|de|nay|hoc|dan)\b)\w+",
    "nha (?:van hoa|rong|sinh hoat)|hamlet|commune|village|longhouse|ward|district|market",
)
INPUT = any_of(
    "du lieu|kem theo|(?:ben|o|duoi) (?:duoi|day)|sau_? day|below|attached",
    "dinh kem|(?:file|gui|anh|ban_?) kem|(?:toi |em |minh )?dan_? (?:o )?(?:duoi|day|ben|kem)|cua (?:em|toi"
    "|minh) (?:ben|o) duoi",
    r"\d[\d.]{0,9}[,;] (?:\w+ ){0,3}\d[\d.]{0,9}[,;] (?:\w+ ){0,3}\d\w{0,9}|\d{1,6}(?:[,;]\d{1,6}){3,9}",
)
QUOTED = re.compile(r"['\"“‘][^'\"”’]{20,400}['\"”’]")
"""What is given to be worked on, said or between quotation marks."""
LISTED = re.compile(r" ?: ?(?:[^,.:;]{2,60}, ){2}[^,.:;]{2,60}")
"""Some things by name behind a colon."""
PARTS = re.compile(
    r"\b(?:cot|phan|muc|gom|dong|buoc|bang|trinh bay|doan|dau ra|nhom|loai|thanh|cau|ghi|co|neu|theo|parts?|columns?"
    r"|blocks?|table|sections?|fields?|layout)(?: \w+){0,5}$"
)
"""Before the colon: what the answer is to hold, or its parts."""
SAID = re.compile(r"(?<!\w)'[^']{2,400}'(?!\w)")
"""Words between quotation marks."""
DEVICE = any_of(
    "may (?:oppo|vivo|samsung|nokia|xiaomi|realme|tinh bang|cu|moi)|iphone|ipad|samsung|android|wifi|da (?:cai"
    "|dang_? nhap|bat)|khong co (?:mang|may|wifi)|nokia|already (?:linked|installed|logged)",
)
AGE = any_of(rf"{NUMBER} tuoi|[1-9]\d ?t|(?:is|aged) \d\d?|\d+-year-old")
SITUATIONS = (
    any_of(
        "vua|dang|bi|(?<!toi )da(?! (?:so|dang|nang)\\b)|chua (?:co|duoc)|khong co|co (?:nguoi|dua|thang|ke|so la)"
        "|nhan duoc|(?<!cong )(?<!bai )(?<!to )(?<!doan_ )(?<!doan )van(?! (?:ban_?|phong|nghe|hoa|hoc|thu|tat|khan"
        "|de|minh|vo)\\b)|lo_? (?:nhap|bam|chuyen|doc|gui)|moi (?:nhan|mua|sinh|chuyen|ve_?)",
        "received|already|after|lost|wants? to|wrong|was|were|has|had",
    ),
    any_of(
        "(?:toi|em|e|chau|bo|me|chong|vo|nha|con_?|ong|ba_?|mk|minh)(?: (?:toi|em|minh|noi_?|ngoai))? (?:lam|di|o|la"
        "|co|ban_?|muon|nuoi)",
        "lives?|my (?:\\w+ )?(?:aunt|uncle|father|mother|son|daughter|grandmother|grandfather|family|shop|neighbou?r)",
    ),
    any_of(
        "vi(?! du(?!\\w))|(?<!you )(?<!to )(?<!we )(?<!they )(?<!i )do(?= [a-z])|ve_? viec|de nghi|truong hop"
        "|noi_? dung_?:|nham|nhan dip|ban_? (?:viec|chuyen)|hoc cach|van dong_?|(?:quan|shop|cua hang) (?:cua |nha "
        "|minh|em|toi|e)\\b",
        "because|topic|about",
    ),
)
"""Ways in which a story shows rather than a fact: what happened, who, and what about."""

# Format: each family is one form; a measure says how many, or names the parts.
FORMS = (
    any_of(
        "bang(?! (?:cap|chung|loi|tieng|ai|tai khoan|cach|so(?! sanh)|dien|viec|chatgpt))|cot|tables?|columns?|excel"
    ),
    any_of(
        "gach(?= (?:dau|y|ngang|\\d|dong|tung))|danh sach(?=[ .,;!?]|$)(?! (?:nguoi|ben|duoi|sau_?|nay|kem|o duoi))"
        "|muc luc|bullets?|numbered list|as a list"
    ),
    any_of(
        "danh so|(?:tung|cac|\\d+) buoc|buoc \\d|tung phan|(?:theo |chia )?(?:theo|tung) (?:muc|y|dot|thang|tuan"
        "|chang)|chia (?:muc|y(?= ro))|numbered|steps?"
    ),
    any_of(
        "tieu de|headline|title|the thuc|bo cuc|layout|noi_? nhan|trich yeu|theo nghi dinh|(?:theo )?nd ?30|decree 30"
        "|hai phan|mau bien ban|headings|(?:hai|2) mat|chia (?:(?:theo |ra |lam )?(?:\\w+ )?(?:buoi|bua|dong|ngay"
        "|tuan)|sang (?:va|,))|chia (?!theo tung)(?:\\w+ ){0,2}(?:doan|phan(?! anh)|muc)(?! khong)|mo (?:dau|bai)"
        "|two sections"
    ),
    any_of("hoi[ –-]*dap|q&a|faq"),
    any_of(r"(?:dang_?|trinh bay|kieu) ?: ?\w+"),
    any_of(
        "(?:dang_?|mot|tra loi) tin nhan|(?:dang_?|kieu|theo mau) thu moi|bieu do_?|hinh ve|chart|json|csv|hashtag"
        "|paragraphs?|draw|moi dong|moi (?:y|cau|buoc) (?:mot|1|\\d)|so do_?|sticker|script|one line each|checklist"
        "|icon|emojis?|blurb"
    ),
)
LENGTH = any_of(
    "(?:vai|may|dam|doi) (?:cau|dong|chu|y|loi)|(?:chung|tam|khoang|dung_*|noi|doc) (?:\\d+|mot|hai|ba) phut|(?:nua"
    "|mot) trang",
    "ngan|ngan gon|gon|short|brief|concise|chi_? tiet|one-page|one-line|nua trang",
    r"\d{1,3}(?: ?giay|s|[- ]seconds?)",
    rf"(?:\d[\d.]{{0,9}}[ –-]{{0,3}}|(?:{SMALL})[ –-]{{1,3}})(?:\d+ )?(?:chu|tu|cau|trang|dong|words?|sentences?"
    "|lines?|pages?)",
)
MEASURE = any_of(
    rf"{NUMBER} (?:cau )?(?:gach (?:dau|y|ngang)|gach(?= ?[,.;!?]|$)|buoc|cot|muc|phan(?! tram)|doan|y(?!\w)|hinh|hoi"
    rf"|tieu de)",
    rf"{NUMBER} viec danh so|gach {NUMBER} y",
    rf"{NUMBER}[ -](?:short |numbered |main |headed |named |clear )?(?:step|bullet|column|part|block|paragraph|line"
    rf"|request|question|row|section)s?",
    r"moi (?:dong|buoc|cau|y|ten|mon|khoan|muc|ngay|tuan|chang|danh sach|phan|doan|moc) (?:mot|1|\d+|khong qua|toi da"
    r"|kem|tra|gom)|tra ve_? moi dong|moi dong (?:tra|ghi|mot)",
    r"(?:gom|bang|cot|dang_?|phan|muc|ghi|tables?|columns|fields|sections)(?: \w{1,10}){0,3} ?[:(] ?\w[^.,:]{1,30}, \w+"
    r"|gom \w[^.,:]{1,30}, \w+",
    # "table with day, time, litres", "bảng ngày – nước – phân", "3 cột sáng/chiều/tối".
    r"(?:tables?|columns?|sections?|cot|layout)(?: with| of| for| gom| la| ten)?(?: \w+){1,3}, \w+(?: \w+){0,3}(?:,"
    r"| and| va) \w+",
    r"(?:bang_?|cot|dang_?|chia)(?: \w+){0,4} ?[–/|:-] ?\w+(?: \w+){0,3} ?[–/|-] ?(?:\w+|%)",
    r"mo_? (?:dau|bang_?)(?: |:)[^.;]{3,80}\b(?:cuoi|ket)",
    r"(?:moi|co|la|chia|theo|ghi|gom|neu)(?: \w+){1,6} – \w+(?: \w+){0,3} – \w+|(?:headings?"
    r"|bo cuc) ?: ?\w[^.,:]{1,30}, \w+"
    rf"|{NUMBER}[ -](?:canh|shots?|scenes?)",
)

# Constraints: a tone; what not to do; what to keep to.
TONE = any_of(
    r"(?:giong|van phong|loi (?:le|van))(?: (?:van|noi|ke|dieu|that|rat|cho|phai))*(?: \w+){0,2}|lich su_?|de (?:hieu"
    r"|doc|nho_?)|vui(?! long)|hai huoc|than (?:thien|mat|tinh_?)|tu nhien",
    "trang trong_?|chan (?:that|tinh_?|thanh(?! cam_?))|that tha|ton trong_?|nghiem tuc|nhe nhang|khiem ton|le phep"
    "|don gian|binh dan|gian di|di_? dom|hom hinh|(?<!may )(?<!nuoc )am ap|xuc dong_?|(?<=, )(?:hai|am|diu)|hai hai"
    "|diu(?: dang_?)?|nha nhan|nho_? nhe|an can_?|trang nghiem|cau_? thi|khiem nhuong|tu_? ton|nghiem (?:trang|khac)"
    "|niem no|trong (?:sang|treo)|soi noi_?|triu men|thang than|diem dam|lich lam_?|thiet tha|da_? diet|hon nhien"
    "|ngo nghinh|te nhi|thanh that|than thuong|ngot ngao|duyen dang_?|hien hoa|dam am|(?<=, )tu_? nhien|hien (?:lanh"
    "|hien)|khach quan|mem mong|moc mac_?|lem linh|thanh kinh|hap dan|that hay|hay hay|cam_? dong_?|hao hung|dan da_?"
    "|binh dan|(?:chu|loi|noi_?|tieng) thuong|vui vui|trung tinh_?|lich thiep|loi nhu \\w+|(?:noi_?|viet"
    "|ke_?) (?:\\w+ )?nhu \\w+|dung_ muc_?|kheo(?: leo)?|noi nang \\w+|to tuong|noi (?:cham|that)|cham rai"
    "|de_? thuong|dang_? yeu|gan_? gui|dong_? vien|gay gon|chuyen nghiep|kien nhan|tinh_? cam",
    "cosy|cozy|neutral|casual|courteous|heartfelt|catchy|firm|calm|humble|cheerful|respectful|sincere|playful|funny"
    "|tone|polite(?:ly)?|simple|plain (?:words|language)|honest|gentle|nice|friendly|warm|encouraging|formal|patient"
    "|kind",
)
_DEEDS = (
    "noi|neu|viet|dung_*|xai|ghi|them|bia|hua|so sanh|che|khoe|nhac|ke|dua|hoi|tra loi|tu van|tu_?|suy doan_?|doan_?"
    "|lap|giang|giuc|doa|phan_?|khuyen|ban|dich|doi|sua|bo|chen|in|kem|keu|giai thich|quang cao|phong dai|cat|tiet lo"
    "|lo|goi|bat|nhan_?|xung|chao|do_?|ra lenh|mia|trach|xuc pham|copy|chep|sao chep|dai|ruom ra|sen|hoa my|thuat ngu"
    "|tieng|icon|emoji|qua|chon|quyet|lam (?:thay|kho|ba_?|ong|me|nguoi|cham|dung)|keo dai|noi qua|chua|cam ket"
    "|suy dien|them bot|phan xet|xin|doi_? hoi|tho|sao|tom tat|bo sot|bo qua|tinh|hien|de lo|chup|bam|mo"
)
_NO_RULE = (
    "co|biet|phai|the|duoc|con|ai|may|thich|muon|chac|ro|hieu|dam|thay|kip|du|nghe|nho|di|o|ranh|hoc|nhieu|dung|dau"
    "|bao gio|bao nhieu|mot|hai|ba|bon|nam|sau|bay|tam|chin|de|quen|thuoc|hon|kem|sao|mat|bi|gi|nhin|mua|ngu|tien|nen"
    "|nao|cho|duong|da|pha|hoa|tot|khoe|xa|gan|on|day|re|dat"
)
"""Behind `không` in a clause that tells how things are."""
_TOLD_OF = ("co", "duoc", "ai", "ma", "no", "ho", "toi", "em", "cung", "nhung", "chang", "van", "thi")
_ASKED_NOT = "".join(f"(?<!{told} )" for told in _TOLD_OF)
"""Behind these `không` tells of what somebody does not do."""
DONT = any_of(
    # "Nội dung", "dùng lời" and "đúng mẫu" fold like "đừng", where nothing tells them apart.
    r"(?<!noi )(?<!su )(?<!ap )(?<!xay )"
    r"(?<!tin )(?<!nguoi )(?<!tuyen )(?<!tac )(?<!chi )(?<!xom )(?<!cach )(?<!biet )dung"
    r" (?!(?:tu|loi|ngon|giong|bang|dien|so|mau|van|cau|chu|tieng|han|luc|gio|ngay|chuan|quy|theo|cach|khong|the|voi"
    r"|may|zalo|facebook|fb|vneid|youtube|chatgpt|ai|gemini|internet|camera"
    r"|nhu|anh|hinh|app|ung|ten|muc|ra|vay|roi|de|cho|duoc)\b)\w+",
    r"(?:tranh|cam|han che|nghiem cam|khong (?:nen|duoc)) (?!(?:ket|on|chap|thay|giac|xuc|pha|ta)\b)\w+",
    r"(?:tranh|cam|khong duoc|dung) ?: ?\w+",
    rf"{_ASKED_NOT}khong (?:{_DEEDS})(?! (?:khong|gi ca|duoc|noi_?|kip|ra|het|ai))",
    r"tuyet (?:doi|nhien) (?:khong|dung|chang)(?: duoc)? \w+",
    # As a rule in a clause of its own: `lễ phép, không bào chữa`.
    rf"(?<=[,;.:] )khong (?!(?:{_DEEDS}|{_NO_RULE})(?!\w))\w+",
    r"(?<=[,;.] )no (?!(?:co|biet|bao_?|noi_?|goi|hoi|lam|bat_?|doi_?|keu|se|la|khong|dang|cu|chi|gui|nhan_?|doa|bi|o"
    r"|di|muon|wifi|internet|projector|desks?|power|electricity|phones?|money|time|idea|experience|one|problem|kids"
    r"|cars?|more)(?!\w))\w+",
    "(?<!i )(?<!we )(?<!they )(?:do not|don't|never) (?!know|have|want|understand|need|arrive|came|come|got|had|been"
    "|work|speak|read|use phones?)\\w+|avoid|without (?:using|any|adding|mention|naming|jargon|technical)"
    "|no more than|no jargon|no \\w+ (?:words|terms)|must not|should not|nobody should|leave out",
)
LIMIT = any_of(
    "chi (?:dung_*|xai|tra loi|lay|noi|hoi|viet|tinh)|uu tien|giu nguyen|lam tron|phai (?:co|hoi|noi|ghi|dung)"
    "|(?<!hiem )(?<!co )bat buoc_?|only|must|keep|always|luon",
    rf"(?:toi da|toi thieu|khong qua|under|max) {NUMBER} (?:phut|gio|luot|minutes?)",
    "neu_? khong biet|neu_? (?:hoi )?ngoai",
)

# Examples: a pair of what goes in and what comes out, or only the word.
PAIR = re.compile(
    r"→|->|=>|⇒|['\"“‘][^'\"”’]{2,80}['\"”’] ?(?:(?:thi )?la|thuoc|=|is|goes to|becomes|means|(?:thi )?(?:xep vao|ghi"
    r"|vao))(?!\w)"
)
EXAMPLE = any_of(r"vi du|mau|chang han|for (?:example|instance)|examples?|e\.g")

# Verification: asking where it comes from, and asking for what is not certain.
SOURCE = any_of(
    "nguon(?! goc| von| nhan)",
    "dan_? (?:canh bao_?|thong bao|khuyen cao) cua|(?:trich|dan_?|lay|kem|neu|ghi"
    "|noi_?)(?: \\w+){0,2} (?:ten )?(?:sach|tai lieu)|sach nao|(?:so (?:may|dien thoai)"
    "|co_? quan) nao|official (?:list|source|site|number)",
    "so hieu|(?:trich|dan|ghi|neu|kem) (?:\\w+ ){0,2}(?:dieu|luat|khoan|van ban_?|quy dinh|can_? cu|nghi dinh"
    "|thong tu_?)|(?<!du )can_? cu",
    "dieu khoan|(?:dieu|ten|so) (?:luat|van ban_?|hieu)|(?:nghi dinh|dieu|luat|van ban_?|trang|web|thong tu_?) nao"
    "|chinh (?:thuc|thong)|(?:lay|theo) tu trang|tong dai(?! gia)|web that|kenh chinh|(?:lay"
    "|theo) (?:thong tin )?tu (?:cong|trang)",
    "(?:bao|trang|web|dai)(?: \\w+)? nao (?:da |lan )?(?:dua|dang|noi|viet|xac)|(?:neu|ghi|xem|biet|dan"
    "|kem) (?:ro )?(?:bao|ten sach|ten bao|ten trang|link|duong dan_?)|trich (?:bao|duong dan_?|link)|(?:khoan"
    "|dieu) may|nguon goc (?:anh|hinh|tin|bai|video|clip)|link (?:\\w+ ){0,3}pages?|which (?:news)?(?:paper|site"
    "|page)|clauses?|clause numbers?|(?:lay|ghi|xem)(?: \\w+){0,2} o (?:dau|web|trang)|(?:hoi"
    "|goi) (?:lai )?(?:duoc si|bac si|tram|so nao)|cite|citing|quote|sources?|articles?|legal basis|official(?:ly)?"
    "|(?:which|what|cite|quote|name|list) (?:the |its |each )?(?:decree|law)|or decree|decree and|hotline|references?",
)
DOUBT = any_of(
    "(?:khong|chua) (?:chac|ro|tra duoc|du can_? cu)|(?:kiem tra|tra|hoi|xac minh|goi) lai|(?:can|de toi) kiem tra"
    "|doi chieu|hieu luc",
    r"xac minh|con (?:ngo|tranh_? luan|phan van|lan_? can|nghi)|co the da|co the (?:\w+ )?(?:thay|sua) doi|con (?:xai"
    r"|ap dung_?|dung_*) (?:duoc|khong)|da (?:thay|sua|het)|noi (?:that|thang)|nao con (?:xai|hieu)|danh dau",
    "guess(?:es|ing|ed)?|(?:not |un)(?:confirmed|proven|verified)|(?:can )?them bang_? chung|khong (?:tim|tra) (?:ra"
    "|thay)|tranh cai|outdated|(?:chua \\w+ duoc|chua ro|khong ro) (?:thi )?(?:de|bo)_? trong|ngay cap nhat|ambiguous"
    "|moi (?:sua|doi)|chua thong nhat|(?:still )?(?:a )?draft|(?:so |cho |phong )doan_?|cho mo|chua xac nhan"
    "|double-check|in force|cannot|can't|unsure|not sure|differ|confirm|verify|flag|may have changed|amended"
    "|still valid|uncertain",
)
