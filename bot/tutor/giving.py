"""The words by which things change hands: who is meant, what is given, and how, as parts of patterns.

They stand in text as `hearing` reads it. The names of things may be met in capitals as well: they are mistaken for
nothing else.
"""

ELDER = "bac|ong|ba|cu"
"""Whoever is called so is older, and so hardly the one who answers."""
AUNT = "co|chu|di|cau"
I = "chau|em|e|minh|mik|mk|toi|tui|con|chi|anh|thay|chung (?:chau|em|minh|toi|con)|tui (?:em|chau|minh)"  # noqa: E741 - I
"""How whoever answers may call themselves; most of these words are for the learner as well."""
YOU = rf"{ELDER}|{AUNT}|anh|chi|em|ban|chau|con|moi nguoi|ca lop|ba con|ca nha"

_SOMEBODY_ELSE = (
    "ban|giao|ship[a-z]*|xe|chu|thu|gai|trai|ho|ruot|re|dau|nao|ay|khac|hang|lai|quay|tho|em|ca|(?:hai|ba"
    "|tu|nam|sau)(?! (?:the|tram|trieu|nghin|chuc|muoi|cai|so|chu so|con so))|noi"
    "|ngoai|chau|o|dang|hoc|do|ta|kia|gia|lon|nho|ut|ke toan|truong|pho|y|bac si|duoc si|nhan vien|giao"
    " dich|le tan|thu ngan|tiep"
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
STAFF = "giao vien|thay co|can bo|nhom truong|ban to chuc|lop truong|truong nhom|to truong|to cong nghe|mentor|quan tri"
HAND = (
    rf"(?:(?:{TO} ){{1,2}}(?:ban |(?<!ve )(?:may|so) )?(?:{ME}|(?:{STAFF})\b)"
    rf"|(?:ngay )?duoi day\b|(?:sang|qua|vao|len|den) (?:zalo|messenger|facebook|fb|email|gmail|mail)(?: cua)? {ME}"
    "|(?:vao|len|qua|lai|sang|o|xuong|trong) (?:duoi |cai |khung |o )?(?:day|nhom|group|chat|binh luan"
    r"|tin rieng|inbox)\b"
    r"|day\b(?! (?:so|la|thi|cung|moi|cho|chau|bac))"
    rf"|(?:de |roi |day )?(?:{I}) (?:go|nhap|dien|lam|luu|vao|vo|ghi|bam)\b)"
)
"""Where it is to go: `cho cháu`, `gửi qua cho em`, `vào đây`."""

GIVE = (
    r"doc|ho (?:len|to)|gui|nt|(?<!tin )nhan(?: tin)?|noi|chup|quay|scan|gio(?= (?:man hinh|may|dien thoai"
    r"|len)\b)|dua|cho|chuyen(?: tiep)?|cung cap"
    "|khai|go|ghi|nhap|inbox|ib|send"
    "|share|chia se|forward"
    "|dien|viet(?! tat)|cho biet|tiet lo|dan|paste|copy|(?i:bao)|de"
)
PAY = (
    "gui|chuyen(?: khoan| tien)?|ck|bank|tra(?: cong)?|dua|dong|nop|nap|bieu|bo|tip|thanh toan|gop|ung(?:"
    " truoc)?|boi duong|mung"
    "|li xi|donate|tang|moi|dat coc|coc"
)

_CODE_OF = (
    "xac (?:thuc|nhan|minh)|kich hoat|dang nhap|bao mat|bao ve|mo khoa(?! (?:man hinh|may|dien thoai))"
    "|khoi phuc|du phong|quay lai|sms|so trong tin"
    "|(?:hai|2) (?:lop|buoc|yeu to)|(?:6|sau|4|bon) (?:chu )?so|code"
    "|(?:tin nhan|ngan hang|tong dai|he thong|nha mang|google|facebook|zalo|vneid|ho|no) (?:(?:vua|moi"
    "|da) )?(?:gui|bao|nhan)"
    "|ve may|(?:vua|moi) (?:ve|gui|nhan|den|toi|co|nhay|hien)|(?:trong|o|tren) (?:tin nhan|sms|dien thoai|may"
    "|man hinh)|gui ve"
    "|nhan duoc|giao dich|rut tien"
)
OTP = (
    rf"(?:(?:ma ?)?(?:smart ?)?(?:[o0] ?t ?p|o te pe)\b|ma (?:so )?(?:{_CODE_OF})|ma so (?:trong|vua|moi)|code\b"
    r"|ma so(?= (?:do|ay|kia|nay|gui|len|vao|qua|cho|nhe|trong|tren)\b)"
    r"|so (?:(?:dang|vua|moi|no) )?(?:hien|nhay)\b|so (?:o|tren|ngoai) man hinh"
    "|(?:day|6|sau|4|bon|may|tung|nhung) (?:con |chu )?so|so (?:(?:vua|moi) |trong tin|tren tin)"
    "|ma(?= (?:thi|nay|do|ay|kia|cho|qua|vao|len|di|nhe|ve|vua|moi|den|hien))"
    r"|hien (?:ra |len )?(?:ma|so|day so) gi\b"
    rf"|ma cua (?:{YOU})\b|(?i:bao|doc|cap|gui|nhan) ma(?= ?[,;]|$)"
    r"|(?i:nhan|co|thay)(?: duoc)? ma(?= (?:chua|roi)\b)"
    "|(?:tin nhan|tin|sms) (?:otp|ma|xac (?:thuc|nhan|minh)|kich hoat|(?:(?:cua|tu) )?(?:ngan hang|vneid"
    "|tong dai|[a-z]{2,8} ?bank|bidv|vcb)|co (?:ma|may (?:con )?so)"
    "|(?:vua |moi )?ve))"
)
"""A code that opens an account; the one by which somebody takes up their lessons again is one, too."""
PASSWORD = (
    r"(?:mat ?khau(?! wi ?fi)|(?<!cho )(?<!qua )(?<!voi )mk(?! (?:qua|voi|xin|wi ?fi))\b"  # noqa: S105 - words for one
    r"|pass(?:word|code)?\b(?! wi ?fi)"
    "|(?:ma|so) pin|pin (?:the|ngan hang|atm|vneid|app)"
    "|ma (?:khoa|mo(?: khoa)?|vao) (?:man hinh|may|dien thoai)|(?:hinh|mau|kieu)(?: ve)? mo (?:khoa|may)"
    "|thong tin dang nhap"
    "|mat ma|ma khoa(?! hoc)|ten dang nhap)(?: (?:email|gmail|zalo|facebook|fb|vneid|ngan hang|dien thoai"
    "|cu|moi|may))?"
)
PAPERS = (
    "(?:(?:(?:so|anh|hinh|hai mat|2 mat|mat truoc|mat sau|ban chup|chup|ma so|ma) ){0,3}(?:the )?(?:can"
    " cuoc|cccd|cmnd|cmt"
    r"|chung minh(?: thu| nhan dan)?|bhxh|bao hiem xa hoi|so dinh danh|dinh danh ca nhan)\b"
    r"|so the\b|cvv|cvc|anh (?:chan dung|khuon mat|the)|so do(?= (?:nha|dat|cua)\b)|so ho khau)"
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
    "(?:hoc phi|phi (?:hoc|lop|nhom|to|sinh hoat|duy tri nhom|gia nhap|tham gia|ho tro|tai lieu|giu cho"
    "|lam (?i:ho|giup)"
    "|tu van|thanh vien)|tien (?:cong|tai lieu|boi duong|ca phe|cafe|quy|lop|nhom|hoc phi|tro giang|xang xe)"
    "|quy lop|quy nhom|quy to)"
)
"""What is paid to whoever teaches; fees of the State and of children's schools are none of these."""
CARD = "(?:the (?:cao|nap|dien thoai|game|viettel|vina|mobi)|card|ma (?:the(?! (?:bh|bao hiem))|nap))"
"""A prepaid card, which is money in the hands of whoever knows its number."""
