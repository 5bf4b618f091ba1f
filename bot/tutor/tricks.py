"""Cues of what is no honest attempt: words to whoever gives the marks, and the rubric's own words in a list.

Patterns over text told apart (`reading`). Curriculum reference, section 3.4, gates 3 and 6.
"""

import re

from bot.tutor.cues import any_of

# "Máy chấm công", "10 điểm du lịch", the date 10/10 and "bỏ qua lỗi chính tả" are innocent.
_LEARNER = "em|toi|minh|con_?|chau|bai"
_FULL = "10|muoi|100|du|toi da|tuyet doi|cao nhat|nam sao|5 sao"
INJECTION = any_of(
    rf"cham (?:diem )?(?:cho )?(?:{_LEARNER})|(?:may|he thong|ai|bot|nguoi|bo|to|ket thuc|khong|dung"
    rf"|phan mem) cham(?! cong| soc| dut| chap)",
    rf"(?:cho|xin|cong) (?:(?:{_LEARNER}|nay|lam|du) ){{0,3}}(?:{_FULL}) diem(?! (?:du|tham|ban|truy|moi|cho moi))",
    rf"cho (?:{_LEARNER}) (?:nay )?(?:nam|5|muoi|10|du|het) (?:sao|diem)|100 ?/ ?100|xuat sac, 10 diem|diem tuyet doi"
    rf"|ghi (?:la )?(?:muc_?|diem|dat(?! hang))(?= |$)",
    rf"(?:bai (?:nay|lam|viet)|cau nay) (?:\w+ ){{0,4}}(?:{_FULL}) diem|(?:dat_?|mac dinh|ghi|diem) 10 ?/ ?10"
    rf"|10 ?/ ?10 diem",
    "bai (?:nay )?(?:da )?(?:dat|duoc duyet)|(?:hoc vien|bai) (?:nay )?(?:da )?(?:dat|duoc thay duyet)"
    "|giam khao|(?:bo phan|he thong|may|ai) danh gia|danh gia tu_? dong_?|mien cham|moi tieu chi (?:bang_?|deu)"
    "|muc_? toi da|coi nhu (?:\\w+ ){0,3}(?:dat|qua)",
    "(?:xuat|tra ve_?|ghi|cho) (?:\\w+ ){0,2}(?:muc_?|diem|levels?) (?:\\w+ )?(?:2|10|toi da|cao nhat)|toan (?:so )?2"
    "|muc_? cao nhat",
    r"bo qua (?:\w+ ){0,3}(?:huong dan|tieu chi|thang diem|chi dan|quy tac|rubric|yeu cau_? tren)",
    r"(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}(?:instructions?|rules?|rubric|prompt|criteria|grading)",
    r"(?:full|maximum|perfect|highest|top) (?:marks?|scores?|points?|grade)|score[ :=]{1,3}(?:10|2)|system (?:prompt"
    r"|override|message)",
    r"(?:give|award|assign) (?:\w+ ){0,3}(?:10|ten|full|maximum) (?:points?|marks?)?|expected output is"
    r"|reference answer"
    r"|(?:note|message|dear) (?:to |for )?(?:the )?(?:evaluator|grader|examiner|marker|judge)|as the grader|grader:"
    r"|mark (?:this |it )?as|scoring guide|print 10|maximal scores"
    r"|grading (?:ai|system|bot)",
)
MARKUP = re.compile(  # each way begins with a character, so that a search skips all others
    r"\[/?(?:inst|he thong|system|admin)\]|<!--|</?system>|system(?<!\wsystem):|<\||##+ ?(?:system|he thong)"
    r"|\"(?:overall|task|levels)\""
)
BLOCK = re.compile(
    r"</?[a-z]{2,12}>|\[(?:assistant|system|admin|note)\b[^\]]{0,400}\]|\[\s?(INST|HỆ THỐNG|SYSTEM"
    r"|ADMIN)\s?\][^\[]{0,600}\[/\s?\1\s?\]|<!--.{0,600}?-->|<system>.{0,600}?</system>",
    re.IGNORECASE | re.DOTALL,
)
"""An instruction between marks, whole."""

META = any_of(
    "vai tro|boi canh|dinh dang_?|rang buoc|vi du|kiem chung|nhiem vu|doi tuong|muc tieu|so lieu|giong|bang|cot"
    "|bieu do_?",
    "gach dau dong|tieu de|nguon|doi chieu|khong (?:bia|doan_?|them so lieu|ket luan voi|noi qua)|ngan gon"
    "|chuyen nghiep|ro rang|day du"
    "|nhan xet|lam tron|so sanh|phan tram|ty le|xu huong|trung binh|dinh muc_?|can_? cu|hieu luc|trich yeu|noi_? nhan"
    "|kinh gui"
    "|tran trong|trang trong|ngoac vuong|lich su_?|chan that|keu goi|uu diem|khach hang|\\d+ (?:chu|phan|dong|cot)"
    "|kenh chinh thuc"
    "|canh giac|dau hieu|nghiem tuc|kien nhan|nhe nhang|thuat ngu|nguoi dung_*|pham vi|bao mat|tieu chi|hinh anh"
    "|chu_? to|ket qua"
    "|mau|nhan|json|cu the|buoc nho_?|an toan",
    "prompt|role|context|format|tone|audience|few-?shot|constraints?|verify|concise|bullets?|summary|table|chart"
    "|percentage"
    "|trend|target|rounding|professional|insight|sources?|official|urgency|uncertainty|sections?|examples?|evaluation"
    "|objectives"
    "|materials|interactive|engaging|inclusive|clear|headline|hashtags?|call to action|keywords?",
)
"""The words of rubrics, and those that each kind of text is praised for."""
JOINING = frozenset({
    "cua", "cho", "la", "va", "de", "voi", "thi", "khi", "nay", "o", "tai", "ve_", "ve", "ma", "nhung", "neu_",
    "neu", "toi", "em", "minh", "ban_", "ban", "hay", "giup", "duoc", "bi", "co", "nhe", "gui", "theo", "roi",
    "cung", "trong", "tu_", "tu", "the", "nhu", "cac", "mot", "to", "for", "of", "and", "with", "in", "on", "a",
    "an", "is", "are", "that", "who", "from", "my", "i", "me", "this", "it",
})  # fmt: skip
"""Words that join others to a sentence."""
