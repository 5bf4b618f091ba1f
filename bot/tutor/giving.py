"""The words by which things change hands: who is meant, what is given, and how, as parts of patterns.

They stand in text as `hearing` reads it. The names of things may be met in capitals as well: they are mistaken for
nothing else.
"""

ELDER = "bac|ong|ba|cu"
"""Whoever is called so is older, and so hardly the one who answers."""
AUNT = "co|chu|di|cau"
I = "chau|em|minh|mik|mk|toi|tui|con|chi|anh|thay|chung (?:chau|em|minh|toi|con)|tui (?:em|chau|minh)"  # noqa: E741 - I
"""How whoever answers may call themselves; most of these words are for the learner as well."""
YOU = rf"{ELDER}|{AUNT}|anh|chi|em|ban|chau|con|moi nguoi|ca lop|ba con|ca nha"

_SOMEBODY_ELSE = (
    "ban|giao|ship[a-z]*|xe|chu|thu|gai|trai|ho|ruot|re|dau|nao|ay|khac|hang|lai|quay|tho|em|ca|(?:hai|ba"
    "|tu|nam|sau)(?! (?:the|tram|trieu|nghin|chuc|muoi|cai))|noi"
    "|ngoai|chau|o|dang|hoc|do|ta|kia|gia|lon|nho|ut|ke toan|truong|pho"
)
NOT_ANOTHER = rf"(?! (?i:{_SOMEBODY_ELSE})\b)"
"""Behind a word for a person: they are neither of the two in `chị bán rau`, `cháu ngoại`, `anh em`."""
ME = rf"(?:(?:ben |ho |phia |tui )?(?:{I}|{AUNT}|e|ad|admin|nhom|lop){NOT_ANOTHER})\b"
MY = (
    f"(?:(?:ben |ho |phia |tui )?(?:chau|em|e|minh|mik|mk|toi|tui|chi|anh|thay|{AUNT}|ad|admin|nhom"
    rf"|lop){NOT_ANOTHER})\b"
)
"""The same where money or a call is meant: `gửi tiền cho con` is what a lesson is about."""

TO = (
    "(?:cho|sang|qua|ve|den|toi|len|giup|gium|dum|(?i:ho)|gui|lai|nhanh|luon|ngay|voi|xem|xuong)"
    "(?: (?:cho|qua|sang|ve|lai|ben|gium|giup))?"
)
_STAFF = (
    "giao vien|thay co|can bo|nhom truong|ban to chuc|lop truong|truong nhom|to truong|to cong nghe|mentor|quan tri"
)
HAND = (
    rf"(?:(?:{TO} ){{1,2}}(?:ban |(?<!ve )(?:may|so) )?(?:{ME}|(?:{_STAFF})\b)"
    r"|(?:vao|len|qua|lai|sang|o|xuong|trong) (?:duoi )?(?:day|nhom|group|khung chat)\b"
    r"|day\b(?! (?:so|la|thi|cung|moi|cho|chau|bac))"
    rf"|(?:de |roi |day )?(?:{I}) (?:go|nhap|dien|lam|luu|vao|vo|ghi|bam)\b)"
)
"""Where it is to go: `cho cháu`, `gửi qua cho em`, `vào đây`."""

GIVE = (
    "doc|gui|nhan(?: tin)?|noi|chup|dua|cho|chuyen(?: tiep)?|cung cap|khai|go|ghi|nhap|inbox|ib|send"
    "|share|chia se|forward"
    "|dien|viet(?! tat)|cho biet|tiet lo|dan|paste|copy|(?i:bao)|de"
)
PAY = (
    "gui|chuyen(?: khoan| tien)?|ck|bank|tra(?: cong)?|dua|dong|nop|nap|bieu|bo|tip|thanh toan|gop|ung(?:"
    " truoc)?|boi duong|mung"
    "|li xi|donate|tang|moi|dat coc|coc"
)

_CODE_OF = (
    "xac (?:thuc|nhan|minh)|kich hoat|dang nhap|bao mat|mo khoa|quay lai|sms|so trong tin|(?:6|sau|4|bon)"
    " (?:chu )?so|code"
    "|ve may|(?:vua|moi) (?:ve|gui|nhan|den|toi|co|nhay|hien)|(?:trong|o|tren) (?:tin nhan|dien thoai|may"
    "|man hinh)|gui ve"
    "|nhan duoc|giao dich|rut tien"
)
OTP = (
    rf"(?:(?:ma ?)?(?:smart ?)?(?:[o0] ?t ?p|o te pe)\b|ma (?:so )?(?:{_CODE_OF})|ma so (?:trong|vua|moi)|code\b"
    "|(?:day|6|sau|4|bon|may|tung|nhung) (?:con |chu )?so|so (?:(?:vua|moi) |trong tin|tren tin)"
    "|ma(?= (?:thi|nay|do|ay|kia|cho|qua|vao|len|di|nhe|ve|vua|moi|den|hien))"
    "|tin nhan (?:otp|(?:cua )?ngan hang|co (?:ma|may (?:con )?so)|(?:vua |moi )?ve))"
)
"""A code that opens an account; the one by which somebody takes up their lessons again is one, too."""
PASSWORD = (
    r"(?:mat ?khau(?! wi ?fi)|(?<!cho )(?<!qua )(?<!voi )mk(?! (?:qua|voi|xin|wi ?fi))\b"  # noqa: S105 - words for one
    r"|pass(?:word|code)?\b(?! wi ?fi)"
    "|(?:ma|so) pin|mat ma|ten dang nhap)(?: (?:email|gmail|zalo|facebook|fb|vneid|ngan hang|dien thoai|cu|moi|may))?"
)
PAPERS = (
    "(?:(?:(?:so|anh|hinh|hai mat|2 mat|mat truoc|mat sau|ban chup|chup|ma so|ma) ){0,3}(?:the )?(?:can"
    " cuoc|cccd|cmnd|cmt"
    r"|chung minh(?: thu| nhan dan)?|bhxh|bao hiem xa hoi|so dinh danh|dinh danh ca nhan)\b"
    r"|so the\b|cvv|cvc|anh (?:chan dung|khuon mat|the)|so do\b|so ho khau)"
)
"""What tells who somebody is, or what they own."""
NUMBER = (
    "(?:so (?:dien thoai|dt|di dong|zalo|may|phone)|sdt|(?:nick |tai khoan |so )?(?:zalo|facebook|fb"
    "|viber|tele(?:gram)?))"
)

AMOUNT = (
    r"(?:\d[\d.,]{0,12} ?(?:(?:k|tr|trieu|cu)\d?|nghin|ngan|ng|lit|dong|d|vnd|chuc|tram|loong|xi)\b"
    "|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai|may|nua)(?: (?:chuc|tram|muoi|lam|mot|ruoi))?(?:"
    " nghin| ngan| tram)?"
    r" (?:k|nghin|ngan|trieu|chuc|tram|cu|loong|dong)\b"
    r"|(?:tram|trieu|chuc) (?:ruoi|bac|nghin|mot|hai|ba|tu|nam|sau|bay|tam|chin)\b)"
)
CASH = (
    rf"(?:{AMOUNT}|(?:it|chut|vai|so|khoan) (?:tien|dong|xu)|tien\b(?! (?:do (?:cong|hoc|lam)|ich|hanh"
    "|trinh|dien|nuoc))|kinh phi|chi phi"
    "|phi\\b|le phi|luong)"
)
FEE = (
    "(?:hoc phi|phi (?:hoc|lop|tham gia|ho tro|tai lieu|giu cho|lam ho|tu van|thanh vien)|tien (?:cong"
    "|tai lieu|boi duong"
    "|ca phe|cafe|quy|lop|hoc phi)|quy lop|quy nhom)"
)
"""What is paid to whoever teaches; fees of the State and of children's schools are none of these."""
CARD = "(?:the (?:cao|nap|dien thoai|game|viettel|vina|mobi)|card|ma (?:the(?! (?:bh|bao hiem))|nap))"
"""A prepaid card, which is money in the hands of whoever knows its number."""
