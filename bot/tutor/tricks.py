"""Cues of what is no honest attempt: words to whoever gives the marks, and the rubric's own words in a list.

Patterns over text told apart (`reading`). Curriculum reference, section 3.4, gates 3 and 6.
"""

import re

from bot.tutor.cues import any_of

# Marks, rubrics and judges are a subject like any other ("giám khảo hội thi", "chấm điểm thi đua", "bỏ qua lỗi chính
# tả"): only words to whoever gives the marks, about its rules, or about the learner's own mark are no part of a prompt.
_AT = r"(?:(?<![^.,;:!?(\[])|(?<=[.,;:!?(\[] ))"
"""Where a clause begins."""
_MACHINE = (
    "(?:may|he thong|ai|bot|bo|phan mem|model|mo hinh) (?:dang |se )?cham(?! cong| soc| dut| chap)"
    "(?: (?:diem|bai|thi))?(?: tu_? dong_?)?|(?:bo phan|he thong|may|ai) danh gia(?: tu_? dong_?)?|ai kiem bai"
)
_JUDGE = (
    rf"{_MACHINE}|nguoi cham(?: (?:diem|bai|thi))?|(?:ban_? |quy )?giam khao|(?:thay|co_|thay co_?) cham(?: bai)?"
    "|(?:ben_?|ban_?|phia|to) cham(?! (?:soc|dut|chap|phat))(?: (?:diem|thi|bai))?|(?:chuong trinh"
    "|phan mem) (?:doc|cham) bai"
)
_WHOSE = "bai (?:(?:dang_? )?(?:doc|cham) )?(?:nay|cua (?:em|toi|minh)|em|toi|minh|lam|nop|viet|so \\w+)"
_WORK = rf"{_WHOSE}|cau (?:tra loi |lenh )?(?:nay|cua (?:em|toi))|(?:hoc vien|thi sinh) nay|moi bai"
_MINE = rf"em|toi|minh|con_?|chau|tao|t|e|mk|{_WHOSE}|bai thi|cau (?:nay|tra loi nay)|(?:hoc vien|thi sinh) nay"
_FULL = "10|muoi|100|du|toi da|tuyet doi|cao nhat"
_NO_MARK = "(?! (?:du|tham|ban|truy|moi|cho moi|thi|tich|thuong))"
"""Ten points of something else: places to see, a quiz, a race, a customer's card."""
_MARK = (
    rf"(?:(?:{_FULL}) diem{_NO_MARK}|10d(?!\w)|diem (?:10|muoi|toi da|tuyet doi|cao|gioi|dep|kich khung)"
    rf"|10 ?/ ?10|100 ?/ ?100"
    r"|(?:nam|5|du|het|10) sao|(?:muc_?|loai) (?:toi da|cao nhat|xuat sac|2)"
    r"|con (?:10|muoi)(?= ?(?:[.,!;]|$))|10(?= ?(?:[.,!;]|$| di| nhe| nha| luon| voi| tron| cho (?:em|e|toi|minh))))"
)
_BEST = "xuat sac|tuyet doi|gioi nhat|loai gioi"
_CRITERION = "task|audience|context|format|constraints|examples|verify|privacy"
_ASKED_OF_JUDGE = "oi|hay|vui long|luu y|chu y|cu|can|xin|cong|cho|coi|ghi|tra|bo qua|dung_*|tick|xuat|phai|ngu|nay"
_TO_JUDGE = (
    (
        rf"{_AT}(?:(?:chao|(?:kinh )?thua|kinh gui|chuc mung|luu y|hey|nay|oi) (?:(?:cac|rieng|quy) )*(?:{_JUDGE})"
        rf"|(?:gui|nhan|danh cho|de nghi|mong|nho_?|xin|luu y|ghi chu) (?:(?:cac|cho|toi_?|den|rieng|quy) )*"
        rf"(?:{_MACHINE}|nguoi cham)|danh (?:rieng )?cho (?:may|he thong) ?:)"
    ),
    "(?:gui|nhan|thua) (?:thay|co_?|thay co_?) cham(?: bai| diem)?",
    rf"(?:gui|nhan rieng|danh cho|thua|yeu cau_?|de nghi|lenh cho|la|khong phai) (?:{_MACHINE})",
    "(?:chu_? y_?|luu y_?|gui|nhan) (?:nguoi|robot|bot|cong cu|app|may|he thong|model|ai) cham|nguoi cham than men",
    (
        rf"(?:luu y_?|chu_? y_?|ghi chu_?) (?:danh )?(?:cho|toi_?|voi) (?:{_JUDGE}) ?:"
        r"|(?:bo|thoi|thoat|khong dong_?|khong con_?) vai (?:nguoi cham|giam khao)|overall ?[=:] ?(?:10|9)"
        r"|(?:assistant|system) ?:(?=[^.\n]{0,60}\b(?:diem|cham|scores?|marks?|grade)\b)"
    ),
    rf"(?:{_MACHINE}|he thong|may|bot) cong (?:them )?(?:\d+ )?diem (?:vi|cho) (?:{_MINE})",
    "(?:ban_? )?la cong cu cham|neu ban_? (?:la|dang) (?:nguoi cham|giam khao)",
    "(?:mo_? hinh|model|chuong trinh|phan mem) dang_? doc|chi_? de (?:may|ai|mo_? hinh|he thong) doc",
    rf"(?:yeu cau_?|de nghi|luu y_?|nhac) (?:{_JUDGE})(?= ?:| phai| hay| cho)|(?:{_MACHINE}) phai(?! (?:khong|chang))",
    "(?:anh|chi_?|a|thay|co_?)(?: chi_?)? cham(?: bai)? oi|(?:nang suat|cau_?|loi) xin diem|xin diem(?= ?[.,!]|$)",
    "p\\.?s\\.? (?:gui |cho )?(?:he thong|may|model|nguoi cham)",
    rf"{_AT}(?!ai cham,)(?:{_MACHINE}) ?(?:[:,]|(?:{_ASKED_OF_JUDGE})(?!\w))",
    (
        rf"{_AT}(?:{_JUDGE}) ?(?::|(?:oi|hay|vui long|luu y|chu y|danh dau|cu|tu_? cong|hieu ngam|tinh du|coi nhu"
        rf"|cho (?:em|toi|minh|bai)|ghi du)(?!\w))"
    ),
    (
        rf"(?:ben_?|ban_?|phia|nguoi) cham (?:tu_? cong|cu|hieu|ghi|cong|danh dau|coi|cho (?:em|toi|minh|bai))(?!\w)"
        rf"|danh cho (?:{_JUDGE})"
    ),
    (
        r"(?:tu (?:day|gio|nay|luc nay)|bay_? gio|ke_? tu gio) (?:\w+ )?ban_? (?:\w+ ){0,3}?(?:giam khao|may cham"
        r"|nguoi cham)"
    ),
    "giam khao (?:rong luong|de_? tinh_?|de dai|tot bung|hao phong|nuong tay)",
)
_OWN_MARK = (
    (
        rf"(?:cho|xin|cong|tang|cham|de|nang|keo|thuong|ghi|gan|xep) (?:cho )?(?:{_MINE}) (?!hoi|biet|xem|xin )"
        rf"(?:\w+ ){{0,3}}{_MARK}"
    ),
    (
        rf"cham (?:cho )?(?:{_MINE}) (?:\w+ )?(?:[89]|10|chin|muoi)(?!\w)|(?:dung_*|khong|ko) cham (?:duoi|it hon"
        rf"|thap hon)(?!\w)"
    ),
    (
        rf"{_AT}cho 10(?= (?:nhe|nha|di|luon)(?!\w))|diem (?:cua )?(?:{_MINE}) (?:\w+ ){{0,2}}{_MARK}"
        rf"|con_? so (?:do_? la|dep nhat_?|la) (?:10|muoi)(?!\w)"
        rf"|(?:de nghi|xin|hay) tu_? dong_? (?:phe )?duyet_?"
    ),
    rf"cham (?:diem )?cho (?:{_MINE})|cham (?:diem )?bai (?:nay|em|cua (?:em|toi|minh))",
    rf"(?:{_WORK}) (?:\w+ ){{0,6}}{_MARK}|(?:xin|dang can|xung dang) (?:\w+ ){{0,2}}{_MARK}",
    rf"(?:(?<=em )|(?<=toi )|(?<=minh ))(?:muon|can) (?:\w+ ){{0,2}}{_MARK}",
    rf"(?:thay|co_|may) (?:\w+ ){{0,2}}(?:cho|cham|ghi|cong|nang|tra loi) (?:\w+ ){{0,3}}{_MARK}",
    (
        r"(?:de nghi|xin|mong|hay|vui long) (?:\w+ )?cham (?:\w+ )?(?:10(?! (?:bai|cau|thi|doi))|muoi|diem (?:10|cao"
        r"|toi da))"
    ),
    rf"(?:de nghi|xin|mong) (?:\w+ )?cho (?:{_FULL}) diem{_NO_MARK}",
    rf"{_AT}(?:xin|cho|cham|cong|ghi) (?:luon |thang |ngay )?(?:diem )?(?:{_FULL}) diem{_NO_MARK}",
    (rf"(?:nang|keo|cong|tang|sua) diem (?:\w+ )?(?:{_MINE})|tron diem(?! den)|len diem (?:toi da|cao|10)"),
    (
        rf"cham (?:cho )?(?:{_MINE}) (?:\w+ )?tron(?: ven)?|(?:{_WHOSE}) (?:\w+ ){{0,3}}(?:duoi|it hon"
        rf"|thap hon) \d+ diem|(?:khong|chua) ai cham (?:{_MINE}) (?:\w+ )?thap|cho diem cho dung_*"
        rf"|danh (?:(?:\d+|may|vai|ba) )?diem cho qua_?(?!\w)"
    ),
    (
        r"tra ve_? diem (?:cao nhat|toi da|tuyet doi|10)|diem (?:da )?(?:duoc )?(?:phe )?duyet_? la (?:10|9|toi da)"
        r"|bai nay la (?:dap an|bai) (?:chuan|mau)"
    ),
    r"(?:diem tong|tong diem) ?[=:] ?(?:10|9)|cho diem (?:10|tuyet doi|toi da)",
    rf"(?:sua|doi|nang) (?:len |thanh )(?:{_FULL}) diem(?= ?[,.!]| ngay|$)",
    rf"(?:cong|them|xin|cho) (?:cho )?(?:{_MINE}) (?:them |may |vai |it |chut )+diem",
    r"cong du diem|xin (?:\w+ ){0,2}kich khung|cho_? nhau 10 diem|xuat sac, 10 diem|(?:(?<=10/10 )|(?<=10 / 10 ))diem",
    r"(?:bai nay|cau nay) (?:\w+ ){0,2}(?:cho|cham|duoc|ghi|dat|phai) (?:10|muoi|9)(?! (?:nguoi|cau|dong|chu|ho|ba))",
    r"(?:mac dinh|ghi|dat_?|diem|de) (?:la )?10(?: ?/ ?10| san(?!\w)|(?= ?[.!]|$))",
    r"ghi (?:la )?dat(?= |$)(?! hang| phong| ve)",
    rf"diem ?: ?(?:10|9)(?= ?[.,;!/]|$)|xep loai ?: ?(?:{_BEST}|gioi|tot)(?!\w)",
    r"(?:gan|ghi|cong|cho|dat_?|set) (?:\w+ )?diem (?:so )?(?:toi da|tuyet doi|cao nhat|kich khung)",
    (
        rf"(?:nhap|dien|chuyen|ghi|cong|danh dau|gan) (?:\w+ ){{0,2}}(?:{_FULL}) diem (?:vao|cho|den) (?:\w+ ){{0,3}}?"
        rf"(?:{_WORK}|o bai|{_JUDGE})"
    ),
    (
        rf"(?:{_WORK})(?: \w+){{0,4}}['\"’”)]? ?(?:→|->|=>|⇒|=|:|thuoc|la) ?(?:dau ra )?['\"‘“]?(?:{_BEST}|full marks"
        rf"|10 ?/ ?10|(?:{_FULL}) diem|(?:diem|loai|nhom) (?:10|{_BEST}))(?!\w)"
    ),
    rf"(?:{_BEST}|diem so|tong diem) (?:\w+ )?(?:cho|cua) (?:{_WORK})|(?:{_WORK}) sang diem",
    rf"(?:cho|them|cong) (?:cho )?(?:{_MINE}) (?:them )?\d+ diem (?:nua|vao bai|cho du)",
    # A role that is the judge, with a word of one's own work or mark somewhere behind it.
    (
        rf"(?:ban_? la|dong_? vai|nhap vai|voi vai tro(?: la)?|hay la) (?:\w+ ){{0,5}}?"
        rf"(?:giam khao|cham (?:bai|diem|thi)"
        rf"|{_JUDGE})"
        rf"(?=(?:(?! (?:toan|van|thi cua|bai cua hoc sinh)).){{0,120}}? (?:{_WHOSE}|cau nay|bai em|diem cho em))"
    ),
    rf"(?:{_MACHINE})(?: \w+){{1,12}} {_MARK}|bai (?:nay|cua (?:em|toi|minh)) (?:\w+ ){{0,2}}(?:may|bao nhieu) diem",
    rf"(?:{_WORK})['\"’”]? ?(?:→|->|=>|⇒|=) ?['\"‘“]?(?:dat|gioi|tot|tuyet)(?!\w)",
)
_CLAIMS = (
    rf"(?:{_CRITERION})(?: level)? ?[:=]? ?2[,;]? (?:{_CRITERION})(?: level)? ?[:=]? ?2",
    (
        r"(?:bai|hoc vien|thi sinh|nguoi (?:hoc|nop|lam bai)) (?:\w+ ){0,2}(?:da |luon |phai )?(?:dat (?:toi da"
        r"|tuyet doi|diem|muc_?|10)"
        r"|duoc (?:\w+ )?(?:duyet|mien cham))"
    ),
    rf"{_AT}bai (?:da )?dat(?= ?[.!]|$)|mien cham|ket thuc cham|(?:dung|khong) cham (?:khat khe|chat|them|nua)",
    r"(?:gan|xuat|tra ve_?|duyet|xep|ghi nhan) (?:\w+ ){0,2}muc_? (?:toi da|cao nhat|xuat sac|2)|ghi muc_? 2",
    (
        r"(?:moi|tat ca|toan bo)(?: cac)?(?: \w+)? tieu chi (?:(?!toi )\w+ ){0,2}(?:bang_?|muc_?|dat|2|10"
        r"|toi da(?! \d)|diem)"
    ),
    r"muc_? 2 (?:o|cho) (?:tat ca|moi)|toan (?:so )?2|cam (?:bi )?tru diem(?= ?[.!]|$)",
    r"(?:moi|tat ca|toan bo)(?: cac)? (?:muc_?|phan|y)(?: \w+){0,6} dat muc_? (?:2|hai|toi da|cao nhat)(?= ?[.,!]|$)",
    r"coi nhu (?:\w+ ){0,3}(?:da dat|la dat|la qua)|coi (?:\w+ ){0,4}la da co",
    (
        rf"(?:{_WORK}|cau hoi nay|prompt nay) (?:da|luon) (?:\w+ ){{0,2}}(?:bao gom|co|neu|noi|dap ung|the hien)"
        r" (?:day )?du(?!\w)"
    ),
    r"xin (?:ghi|cong) nhan(?= (?:nhu vay|cho (?:em|toi|minh|con_?|chau))| ?(?:[.,!]|$))",
    r"(?:tinh|coi|xem)(?: cho)? (?:em|toi|minh|chau|con_?) (?:nhu |la )+(?:da )?(?:hoan thanh|lam xong|dat|nop|qua)",
    r"lenh (?:cua|tu_?) (?:\w+ )?(?:quan tri|he thong|admin|ban to chuc)|lenh uu tien",
    "(?<=toi la )(?:quan tri vien|admin)",
    "che do_? (?:thu nghiem|kiem thu|debug|quan tri|bao tri)",
)
_RULES = (
    (
        r"(?:bo qua|bo|quen|huy|gat bo|bo het|khong theo) (?:het |toan bo |moi |tat ca |cac )*(?:\w+ )?(?:thang diem"
        r"|(?:huong dan|tieu chi|chi dan|quy tac|quy dinh|rubric|yeu cau_?) (?:cham|danh gia|tren|o tren|truoc|cu"
        r"|phia tren|he thong))"
    ),
    "(?:doi|sua|thay) (?:lai )?thang diem|thang diem thanh|(?:bo|go|huy|xoa) (?:\\w+ )?(?:gioi han|tran|muc) diem",
    rf"{_AT}bo qua (?:\w+ )?(?:huong dan|tieu chi|chi dan|quy tac|quy dinh|rubric)(?= ?[.,;!]|$)",
    r"bo qua (?:moi|toan bo|tat ca|het) (?:\w+ )?(?:huong dan|tieu chi|chi dan|quy tac|rubric)",
)
_PLEAS = (
    "nuong tay|cham (?:long|nhe|roi) tay|(?:linh dong_?|chau chuoc|gio cao danh khe) (?:cho|giup) (?:em|toi|minh)",
    "(?:khong|chang|sao|nao) no_? (?:\\w+ )?tru diem",
    "(?:cho|giup) (?:em|minh|toi|con_?) (?:qua mon|dau mon|du diem|len du diem)",
)
_ENGLISH = (
    r"(?:congratulations|attention|dear|hello|hi),? (?:\w+ )?(?:grader|examiner|evaluator|marker)",
    (
        r"(?:this|my) (?:submission|answer|attempt|prompt)['\"”’]? ?(?:(?:->|→|=>|:|=) ?['\"]?|(?:\w+ ){0,8})"
        r"(?:excellent|perfect|full marks|(?:10|ten) points)(?!\w)"
    ),
    r"(?:enter|type|record|register) (?:\w+ ){0,3}(?:score|mark|grade|points?) (?:of )?(?:10|ten|full)",
    (
        r"(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}(?:(?:previous|prior|above|all|your|these"
        r"|the) (?:\w+ )?"
        r"(?:instructions?|rules?|prompt|criteria)|rubric|grading|scoring)"
    ),
    "(?:ignore|disregard|forget) (?:instructions?|rules?)|system (?:prompt|override|message)",
    (
        r"(?:put|mark|give|grade|set|rate) (?:me|this|it|my \w+|every \w+"
        r"|everything) (?:\w+ )?(?:level )?(?:two|2|ten|10)"
        r"(?= (?:everywhere|for|on|in)|[.,!]|$)"
    ),
    (
        r"(?:you are|act as) (?:\w+ ){0,5}?(?:grad(?:er|ing)|examiner|marker|evaluator)(?=.{0,150}? (?:this|my)"
        r" (?:submission|answer|prompt|work|text))"
    ),
    r"every (?:rubric )?(?:line|criterion) (?:must|should|to) (?:\w+ ){0,3}(?:level )?(?:two|2|full|maximum)",
    (
        r"(?:deserves?|gets?|give|award|assign) (?:\w+ ){0,4}(?:highest|maximum|full|top) (?:scores?|points?|grades?"
        r"|levels?|marks?)"
    ),
    "(?:full|maximum|perfect|top) (?:marks?|scores?)|score[ :=]{1,3}(?:10|2)|maximal scores|print 10",
    (
        r"(?:award|assign) (?:\w+ ){0,3}(?:10|ten) points?|give (?:me|this|it) (?:a )?(?:10/10"
        r"|10 points(?! (?:to|on|about"
        r"|for)))"
    ),
    r"(?:note|message|dear) (?:to |for )?(?:the )?(?:scoring \w+|evaluator|grader|examiner|marker|judge)",
    "whoever scores|as the grader|grader:|grading (?:ai|system|bot)|scoring guide|expected output is|reference answer",
    "(?:maintenance|debug|admin) mode|be (?:generous|lenient|gentle|nice|kind) (?:with|to) (?:me|my)",
    "mark (?:this |it )?as (?:excellent|passed|perfect|correct)|levels? toan so",
)
INJECTIONS = tuple(any_of(*cues) for cues in (_TO_JUDGE, _OWN_MARK, (*_CLAIMS, *_RULES), _PLEAS, _ENGLISH))
"""Words to whoever gives the marks; apart, since fewer are tried then where one of them may begin."""
ITS_OWN = any_of(
    "(?:coi|xem) nhu|hieu ngam|cham khac|khong can_? ghi|cu theo mau|(?:nop|giu|dua) rieng|ban_? to chuc"
    "|(?:du|dung_?) het|bai (?:lam|nop)|(?:khi|luc) cham(?! (?:soc|dut))|nguoi (?:nop|lam) bai|cac bai nop"
    "|cau tra loi|cham (?:bai|diem)|diem so|tieu chi|hoc vien (?:nay|do_?)"
    "|submission|scores?",
    r"bai (?:nay|cua (?:em|toi|minh)|em)|(?:tru|bot|ha) diem|10 ?/ ?10|\d+ diem|diem (?:cua|cho) (?:em|toi|minh|bai)"
    "|giam khao|nguoi cham|xuat sac|diem cao",
    "grad(?:er|ing)|deduct|(?:10|ten|full) (?:points?|marks?)|the student|full marks|examiner"
    "|excellent|perfect|my (?:next |own )?answers?",
)
"""Beside words to the judge these are said to them, too."""
MARKUP = re.compile(  # each way begins with a character, so that a search skips all others
    r"\[/?(?:inst|he thong|system|admin)\]|<!--|</?system>|system(?<!\wsystem):|<\||##+ ?(?:system|he thong)"
    r"|\"(?:overall|levels)\"|\"task\" ?: ?[0-9]"
)
BLOCK = re.compile(
    r"</?(?:system|assistant|user|human|admin|instructions?|prompt|grader|rubric|scores?|marks?|tasks?|inst|submission"
    r"|answer|text|input|output|learner|student|exercise|result|evaluation|end|sys)>"
    r"|\[(?:(?:assistant|system|admin|note)\b|h[ệe] th[ốo]ng ?:)[^\]]{0,400}\]|\[\s?(INST|HỆ THỐNG|SYSTEM"
    r"|ADMIN)\s?\][^\[]{0,600}\[/\s?\1\s?\]|<!--.{0,600}?-->|<system>.{0,600}?</system>",
    re.IGNORECASE | re.DOTALL,
)
"""An instruction between marks, whole."""

META = any_of(
    "vai tro|boi canh|dinh dang_?|rang buoc_?|chi_? tiet|chat che|dung_? chuan|vi du|kiem chung|nhiem vu|doi tuong"
    "|muc tieu|so lieu|giong|bang|cot"
    "|bieu do_?",
    "gach dau dong|tieu de|nguon|doi chieu|khong (?:bia|doan_?|them so lieu|ket luan voi|noi qua)|ngan gon"
    "|chuyen nghiep|ro rang|day du"
    "|nhan xet|lam tron|so sanh|phan tram|ty le|xu huong|trung binh|dinh muc_?|can_? cu|hieu luc|trich yeu|noi_? nhan"
    "|kinh gui"
    "|tran trong_?|trang trong_?|ngoac vuong|lich su_?|chan that|keu goi|uu diem|phu hop|hop ly|tich cuc"
    "|dam bao|khoa hoc|hieu qua|khach hang|\\d+ (?:chu|phan|dong|cot)"
    "|kenh chinh thuc"
    "|canh giac|dau hieu|nghiem tuc|kien nhan|nhe nhang|thuat ngu|nguoi dung_*|pham vi|bao mat|tieu chi|hinh anh"
    "|chu_? to|ket qua"
    "|mau|nhan|json|cu the|buoc nho_?|an toan",
    "prompt|role|task|expert|analyst|input|output|hallucinations?|detailed|step by step|persona|context|format|tone"
    "|audience|few-?shot|constraints?|verify|concise|bullets?|summary|table|chart"
    "|percentage"
    "|trend|target|rounding|professional|insight|sources?|official|urgency|uncertainty|sections?|examples?|evaluation"
    "|objectives"
    "|materials|interactive|engaging|inclusive|clear|headline|hashtags?|call to action|keywords?",
)
"""The words of rubrics, and those that each kind of text is praised for."""
JOINING = frozenset({
    "cua", "cho", "la", "va", "de", "voi", "thi", "khi", "nay", "o", "tai", "ve_", "ve", "ma", "nhung", "neu_",
    "neu", "toi", "toi_", "em", "minh", "ban_", "ban", "hay", "giup", "duoc", "bi", "co", "nhe", "gui", "theo", "roi",
    "cung", "trong", "tu_", "tu", "the", "nhu", "cac", "mot", "to", "for", "of", "and", "with", "in", "on", "a",
    "an", "is", "are", "that", "who", "from", "my", "i", "me", "this", "it",
})  # fmt: skip
"""Words that join others to a sentence."""
