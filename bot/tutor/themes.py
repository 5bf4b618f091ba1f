"""Everyday themes, which no author of an exercise can list in full, and themes that are the subject of other prompts.

An exercise that names a theme in its lexicon is about it: then further words of the theme show its topic, too. A
theme that an exercise nowhere speaks of, asked for at the head of a prompt that has nothing else of the exercise, shows
another topic, whatever the name of the text: a plan for a wedding is no plan of a lesson.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.tutor import cues
from bot.tutor.cue import Cue, met_in
from bot.tutor.cues import any_of
from bot.tutor.fold import fold
from bot.tutor.reading import QUOTED, told_apart


@dataclass(frozen=True, slots=True)
class _Theme:
    """What an author names who means it, folded, and what else is said of it."""

    named: frozenset[str]
    cue: Cue


def _theme(named: str, *said: str) -> _Theme:
    return _Theme(frozenset(map(fold, named.split(", "))), any_of(*said))


_OWN = (
    _theme(
        "luật, pháp luật, điều luật, nghị định, mức phạt, bị phạt, law, legal, fines",
        "phat|bi (?:bat_?|kien|xu ly|tich thu|giu)|(?:di|phai) tu|toi gi|toi danh(?! sach)|(?:toa|muc_?) an|ra toa"
        "|khoi kien|kien"
        "|den_? (?:bu|tien)|phai den_?|boi thuong|cong an|(?:van ban_?|dieu|nghi dinh|luat) nao|dieu,? khoan"
        "|ten van ban_?|trai phep"
        "|co quyen|hop phap|bang_? lai|giay phep|giai quyet"
        "|(?:bao nhieu|may|du|\\d+) tuoi (?:thi |moi |la )?(?:duoc|phai|moi)|(?:nop|dong_?|mien|khai) thue|doanh thu"
        "|so (?:do_|hong)|cap lai|co phai (?:nop|dong_?|xin|khai|bao_?|dang_? ky)|(?:nghi|che do_?) thai san|di chuc"
        "|thua ke_?|tranh chap|tach thua|luong (?:toi thieu|huu)|that nghiep",
    ),
    _theme(
        "lừa đảo, bị lừa, lừa, đáng ngờ, scam, fraud",
        "lua|bat thuong|(?:bat_?|doi_?|yeu cau_?) (?:dong_?|nop|dat_? coc_?)|gia (?:mao|danh)|(?:tu_? )?xung|(?:chuyen"
        "|gui|nop|nap) (?:gap |ngay )?(?:tien|khoan|coc_?|\\d+)"
        "|(?:that|gia) khong|that hay gia|nen tin|gui qua_?|ket ban_?|hoan tien|nhap ma|bam (?:link|hay)|doi_? (?:gui"
        "|tien)"
        "|fake|money|transfer|parcel|gift|screenshot|bank|account|(?:send|pay) (?:me|her|him|them|\\d+)"
        "|(?:wants?|asked|told) (?:me|her|him|my \\w+) to|suspicious|too good|real or|code|password|link|warning signs"
        "|claims?|says he",
    ),
    _theme(
        "bán hàng, rao bán, người mua, bán, sell, selling",
        "ban_?(?= (?:hang|\\w+ \\w+ \\d|do|le|si))|gia \\d+|ve_? \\d+|\\d+ ?k|freeship|ship|inbox|mua_? (?:\\d"
        "|tang|ve_?)"
        "|mien phi|giam gia|khach|mo_? cua|don_? khach|sale|buy|price",
    ),
    _theme(
        "dùng AI, học AI, lớp AI, AI class",
        "(?:bang_?|dung_*|xai|hoc|day|hoi|nho|voi) (?:ai|chatgpt|gemini|copilot)|(?:using|with) ai|chatgpt|gemini"
        "|copilot",
    ),
    _theme(
        "phản ánh, góp ý, ý kiến, bình luận, feedback, comments, reviews",
        "hai long|khao sat|phieu|loi (?:khach|nhan_?|dan)|danh gia|nhan_? xet|tin nhan_?|don thu|cau hoi|hop thu"
        "|khach (?:viet|noi_?)|phan nan|messages?|complaints?|survey|ratings?"
        "|(?:each|every|these|all|\\d+) (?:\\w+ )?(?:questions?|requests?|notes?|calls?)",
    ),
)


_OTHERS = (
    any_of(
        "thuc don|nau (?:ruou|an|mon|canh|pho|mi|chao|com|bun|che|lau|xoi)|mon (?:an|ngon)|cong thuc|dau_? bep"
        "|dinh duong"
        "|(?:lam|nuong) banh|sua_? chua|quan (?:bun|pho|com|lau|nhau|an) \\w+ ngon|quan (?:\\w+ ){1,2}ngon|recipe|cook"
        "|menu"
    ),
    any_of(
        "(?:bai|cau_?|lam) tho|luc bat|bai hat|loi (?:bai )?hat|hat ru|bai van|lam van|nghi luan|(?:truyen"
        "|chuyen) co_? tich|truyen (?:ngan|cuoi"
        "|tranh|ma|ke)|ke chuyen|kich ban_? (?:phim|to_?|hai)"
        "|tieu thuyet|cam_? nhan|(?:bo|xem|kich ban_?) phim|phim (?:ngan|truyen|hai)|poem|(?:a|the) song|song about"
        "|story|essay|novel|lyrics|bedtime|movie"
    ),
    any_of("van khan|(?:bai|le|thay) cung|cung ram|bai khan|xem boi|tu vi|phong thuy|horoscope"),
    any_of(
        "dam cuoi|le cuoi|(?:bua )?tiec (?:cuoi|sinh|tat|tung|chia|mung)|sinh nhat|thoi noi_?|day thang|loi chuc"
        "|chuc tet|(?:mon|tang) qua_?|qua_? tet|wedding|birthday"
    ),
    any_of("to_? tinh_?|nguoi yeu|hen ho|tinh_? yeu|ban_? (?:gai|trai)|dating|love letter"),
    any_of(
        "giam (?:can_?|mo|\\d+ ?kg)|an (?:kieng|chay|sach)|eat clean|che do_? an|calo|diet|fitness"
        "|tap (?:gym|the hinh|duong sinh|yoga|the duc)|huan luyen vien|yoga|cham_? soc da_?"
        "|da_? mat"
        "|dau (?:lung|khop)|weight|workout|skincare"
    ),
    any_of("du lich|lich trinh|phuot|trip|itinerary|holiday|travel"),
    any_of("tuan trang mat_?|khach san|ve_? may bay|honeymoon|hotels?|vacation|flights?|sightseeing"),
    any_of("bong (?:da_?|chuyen|ro|ban_?)|da_? bong|giai dau_?|tran_? dau|cau_? long|co_? tuong|football|chess"),
    any_of(
        "(?:mau_?|mua_?|chon) (?:\\w+ ){0,4}(?:xe (?:may|ban_? tai)|o to|tu_? lanh|may giat|tivi|laptop"
        "|dien thoai)|xe may duoi"
    ),
    any_of(
        "tro choi|game|karaoke|nhac (?:tre|vang)|(?:leo|danh|keo|toi nay) rank|lien quan mobile|free ?fire|pubg|roblox"
    ),
    any_of(
        "lap trinh|(?:doan|viet) code|code (?:python|java|web|game)|python|javascript|html|css|thuat toan|source code"
        "|cac so (?:chan|le)|so nguyen to|day fibonacci|programming|debug|algorithm"
    ),
    any_of(
        "phuong trinh|cung cau_?|dinh luat|hang dang_? thuc|(?:mat goc|on|gia su) (?:\\w+ )?toan|dinh ly"
        "|giai toan|hoa hoc|tu vung|danh tu"
        "|ngu phap|on thi|luyen thi|homework|math"
    ),
    any_of("don xin (?:viec|nghi|thoi)|xin viec|so yeu ly lich|phong van|cover letter|resume|job application"),
    any_of(
        "kinh doanh|khoi nghiep|tiet kiem mua_?|tai chinh_? ca nhan|chi_? tieu gia dinh|thu chi gia dinh"
        "|quan tra_? sua_?|startup|business plan"
    ),
    any_of(
        "con cho nha|(?:con|cho) meo|chu_? cho|thu cung|loai_? (?:nam_?|chim|hoa|ca)|khung long|hanh tinh|vu tru|pets?"
    ),
    any_of("trong (?:rau|hoa)|rau mam_?|(?:rau|cay) canh|hoa lan|cham lan|lan ho"),
    any_of("hop dong_?|thue (?:phong|nha)|phong tro"),
    any_of("tien lai|lai suat|(?:gui|so) tiet kiem|tra gop"),
    any_of(
        "mon do_?|quan ao|do_? (?:choi|cu trong nha)|nha kho|(?:sua_?|xay) (?:\\w+ ){0,2}(?:nha|bep|mai)|chong tham"
        "|op gach"
        "|lop mai"
    ),
    any_of(
        "thoi tiet|ty gia|chung khoan|gia (?:vang|ve_?|do_? la|xang|xe)|xo so|so (?:de|dep)|ve_? tau|bau troi|mat troi"
        "|trai dat_?|thu do_?|dan so|nui|con song|weather|capital of|exchange rate|stocks?|joke|haiku|boiling|planets?"
        "|moon|photosynthesis|solve for|dinosaurs?|history of|ocean|physics|chemistry|biology"
    ),
    any_of(
        "(?:sua_?|bao duong) (?:\\w+ ){0,2}xe|lich bao duong|xe (?:dap_?|may|o to) (?:bi|de|khong)|may (?:giat"
        "|lanh) (?:nha|bi|keu|khong)|chinh anh|kho ca"
        "|chay bo_?|marathon|giao an tap|bmi|de van|ten cho (?:be|chu_?|con_?)|son moi|noi_ that|dan tuong"
    ),
)
GENERIC = frozenset(
    map(
        fold,
        (
            "kế hoạch", "chương trình", "lịch", "báo cáo", "bảng", "biểu đồ", "tỷ lệ", "tỉ lệ", "nhận xét",
            "phân tích", "trung bình", "tổng", "số liệu", "con số", "thống kê", "so sánh", "nguyên nhân",
            "hướng dẫn", "các bước", "hoạt động", "thời gian", "thời lượng", "đồ dùng", "nội dung", "địa điểm",
            "mục tiêu", "chuẩn bị", "cách", "bài", "bài viết", "bài đăng", "văn bản",
            "dự thảo", "thư", "đơn", "tin nhắn",
            "câu hỏi", "trả lời", "hỏi đáp", "tư vấn", "phân loại", "phân nhóm", "gom nhóm", "chia nhóm", "nhóm",
            "nhãn", "gán", "dịch", "dịch sang", "tiếng anh", "bài tập", "facebook", "tính", "thu", "dấu hiệu",
            "nguyên liệu", "triệu chứng", "plan", "outline", "schedule", "report", "table", "chart", "compare",
            "total", "guide", "instructions", "steps", "documents", "form", "message", "sort", "label", "classify",
            "categories", "group", "groups", "target", "post", "translate", "english", "teach", "request", "article",
            "document", "tag", "note", "summary",
        ),
    )
)  # fmt: skip
"""Names of texts and of what is done with them, folded: they tell nothing of what a text is about."""
_HEAD_WORDS = 12
"""At the beginning of a text, and from a verb on, so many words tell what is asked for."""


@lru_cache(maxsize=256)
def own(expected: Iterable[str]) -> tuple[Cue, ...]:
    """The themes of an exercise, by the phrases that its author expects."""
    folded = frozenset(map(fold, expected))
    return tuple(theme.cue for theme in _OWN if theme.named & folded)


@lru_cache(maxsize=256)
def others(expected: Iterable[str], given: str) -> tuple[Cue, ...]:
    """The themes of which an exercise speaks nowhere: neither its lexicon nor its instruction and sample."""
    told = told_apart(f"{' . '.join(expected)} . {given}")
    return tuple(cue for cue in _OTHERS if cue.search(told) is None)


def points(themes: Iterable[Cue], told: str) -> int:
    """How many different words of some themes are said in a text told apart."""
    return sum(len(set(cue.findall(told))) for cue in themes)


def heads(told: str, themes: Sequence[Cue]) -> bool:
    """Whether a text told apart begins with a theme, or asks for it."""
    if not met_in(told, themes):
        return False
    told = QUOTED.sub(_blanked, told)  # what is given to be worked on is no request
    places = [found.span() for cue in themes for found in cue.finditer(told)]
    if not places:
        return False
    heads = [(0, _behind(told, 0, _HEAD_WORDS))]
    heads += ((verb.start(), _behind(told, verb.start(), _HEAD_WORDS)) for verb in cues.verbs(told))
    return any(begin <= start and end <= last for start, end in places for begin, last in heads)


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _behind(told: str, start: int, count: int) -> int:
    """Where so many words end that begin at an offset."""
    for _ in range(count):
        start = told.find(" ", start) + 1
        if not start:
            return len(told)
    return start - 1
