"""The words by which a prompt shows for whom it is: a role for the machine, a reader, and what helps to write for them.

Patterns over text told apart (`reading`), as those of the other parts of a prompt are (`cues`).
"""

import re

from bot.tutor.cues import NUMBER, SMALL, any_of

_ILL_WORDS = (
    "tieu duong", "dai thao duong", "huyet ap", "gut", "gout", "suy than", "suy tim", "tai bien", "loang xuong",
    "mang thai", "thai ky", "diabetes", "diabetic",
)  # fmt: skip
_ILL = "|".join(_ILL_WORDS).replace("huyet ap", "(?:cao )?huyet ap")
_GROUP = (
    "nguoi|ba_? con_?|dan|ho|ca (?:lang|xom|thon|ap|khu pho)|hoc (?:sinh|vien)|phu (?:huynh|nu)"
    "|chi_? em|anh em|thanh nien|can_? bo|cong nhan|khach"
    "|(?:cac|may|nhung|tui) (?:cu|chi_?|anh|em|ban_?|bac|co_?|chu_?|ong|ba_?|be|chau|con_?|nho_?)|cu|ong|ba_?|bac|bo"
    "|me|ma|co_? giao|co_?|chu_?|tre em|con_?|chau|ban_? tre|lanh dao_?|giao vien|nong dan|nhan vien|(?:doan|hoi|sinh"
    "|dang|hoa giai)_? vien|du khach|tieu thuong|dong_? (?:bao|nghiep|huong)|ho hang|(?:me|cac me) bim"
    "|tinh_? nguyen_? vien|nha (?:hao tam_?|tai tro)|benh nhan|giam doc_?|(?:truong|pho) phong|nhan su_?"
    "|nha tuyen dung_?|chu_? nhiem|hieu truong|ban_? (?:cung|than)|dong_? doi_?|trai sinh|doi_? (?:so cuu|van nghe"
    "|xung kich|dan quan|bong)|dan quan|doi_? tac|hoc tro|thuc khach|dai bieu|ban_? (?:be|doc)|cap doi_?|quan nho_?"
    "|truong (?:thon|ban_?|xom)|to truong|gia dinh|thay co_?|(?:chi )?hoi_? (?:phu|nong|nguoi|cuu)|to hoa giai|lop"
    "|phu lao|nhom(?! nao)|users?|volunteers?|tenants?|trekkers?|donors?|readers?|parents?|workers?|farmers?"
    "|customers?|tourists?|mothers?|women|sellers?|growers?|students?|people|elderly|villagers?|beginners?|pupils?"
    "|owners?|visitors?|guests?|seniors?|members?|residents?|families|neighbou?rs?|aunt|uncle|father|mother"
    "|grand(?:ma|pa|mother|father)|clerks?|coworkers?|maids?|managers?|recruiters?|professors?|boss|hr|nhoc"
    "|tre (?:con_?|nho_?|em)|teenagers?|(?:back)?packers?|colleagues?|classmates?|platoon|employees?|staff|buyers?"
    "|shoppers?|listeners?|audience|clients?|patients?|friends?|couples?|rangers?|officers?|guides?|heads?"
    "|travell?ers?|foreigners?|foreign|grandparents|relatives?|passengers?|diners?|locals?|team|freshmen|everyone"
    "|everybody|weavers?|artisans?|fishermen|veterans?|nurses?|elders?|adults?|soldiers?|teachers?|officials?|youth"
    "|kids|children|households?|vendors?|traders?|drivers?|learners?"
)
_KIN = (
    "chong|vo|ong|ba_?|bo|me|ma|tia|u|cha|bac|co_?|chu_?|cau_?|mo|thim|di|duong|anh|chi_?|em|con_?|chau|ban_?|be|cu"
    "|nguoi|thay"
)
_OWN = "toi|tui|minh|em|e|cua|noi_?|ngoai|bau|ruot|ho|trai|gai|ut|be|nho_?|than|cung|chau|con_?|dau|re"
_NO_NAME = (
    "biet|nghe|xem|hieu|voi|ro|nhe|nha|ai|a|hoc|de|hay|dung_*|ngay|bai|mot|cach|tin|doan_?|noi_?|loi|quang|thong"
    "|dang_?|ke_?|y_?|cau_?"
)
_JOB = (
    "giao vien|bac si|y si|y ta|dieu duong|duoc si|ke toan|ky su|bao ve|cong an|bo doi|cong nhan|nong dan|ngu dan"
    "|can_? bo|hang xom|dong nghiep|sinh vien|hoc sinh|tieu thuong|noi_? tro|truong thon|van thu|tai xe|xe om"
    "|giup viec|buon ban|phu ho|tho (?:xay|may|ho|moc|dien|nuoc|son|sua|han|cat|lan|bac|ren)|chu_? (?:quan|tiem|shop"
    "|cua hang)|lam (?:ruong|ray|nuong|nong|vuon|tho|thue|muon|nghe|ho|lua|bep|muoi|xay|nha may|cong ty|xuong)"
    "|trong (?:che|lua|ngo|rau|cay|ca phe|tieu|mia|san|khoai|hoa|vai|cam|buoi|dua|dieu|rung)|nuoi (?:ga|vit|lon|heo"
    "|bo|trau|de|ca|tom|ong|tam)|ban_? (?:hang|rau|tra_?|che|thit|ca|com|pho|bun|banh|ve_? so|quan ao|tap hoa|nuoc"
    "|hoa qua|trai cay|online)|chay (?:xe|cho|grab|tau|thuyen)|lai (?:xe|tau|taxi|may)|day (?:hoc|tre|mau giao"
    "|tieu hoc)|di (?:bien|rung|lam|hoc|linh|bo doi|cay|buon|cho)|(?:danh|bat) ca"
)
ROLE = any_of(
    "thay mat_?|cua (?:dai dien|lanh dao_?|chu_? tich|bi_? thu|giam doc_?|hieu truong)"
    r"|(?:toi|em|minh|chau|con_?|tui|mk|e) (?:dang |moi )?(?:hoc (?:lop|nam|truong|nghe) \w+|lop \d+)|(?:i am|i'm"
    r"|as) an? \w+"
    "|cua (?:me|bo|cha|anh|chi_?|em|ong|ba_?) (?:co_? dau|chu_? re)|(?:toi|em|e|minh|chau|con_?|tui) la (?:to (?:pho"
    "|truong)|truong|pho|giao vien|can_? bo|bi_? thu|chu_? (?!nhat)|nhan vien|hoc sinh|sinh vien|em (?:trai|gai)"
    "|anh (?:trai|re)|chi_? (?:gai|dau)|bac (?:ca|ho|ruot)|me|bo)",
    rf"(?:toi|em|minh|chau|con_?|tui) la (?:{_JOB})",
    "ban la(?! ai(?!\\w))|(?:cau_?|m|mi|may) la(?= (?:nguoi|tro ly|chuyen|mot))|dong_? vai|nhap vai|vai tro la|hay la"
    "|you are|act as|play the role|as an? \\w+ (?:officer"
    "|teacher|expert|trainer)",
    r"(?:tro ly|chatbot|bot(?<!tinh bot)(?<!banh bot)|assistant)(?: ao)? (?!ao|voi|vs|nhe|nha|di|a(?= |$)|giup viec"
    r"|giong_?|cho|nay|thong minh|de|la|va|rieng|that)\w+ \w+",
)
_FOR = r"(?:cho|gui|day|(?<!thu )bay|chi|huong dan|giup|gium|dum|danh cho) (?:(?:cac|may|nhung|mot|ca) )?"
_NAMED = rf"(?:{_KIN})(?:(?: (?:{_OWN}))+| (?!(?:{_NO_NAME})\b)\w+)"
_SOMEBODY = (
    rf"(?:{_NAMED}|(?:chi_(?= )|chong|vo|ong|ba_?|bo|me|cha|bac|co_?|chu_?|nguoi|thay|thay giao|co_? giao)"
    "|hang xom|dong_? nghiep)"
)
_ADDRESSED = (
    "xin loi|cam_? on_?|tri an|chuc mung|chuc|chia buon(?: voi)?|tham hoi|(?:tra loi|rep|tro chuyen voi"
    "|noi_? (?:chuyen )?voi|dap(?: lai)?|phan hoi)(?: giup| gium)?|nham|huong den|thank|remind(?:ing|s)?|welcom(?:e"
    "|ing)|greet(?:ing)?|answer(?:ing|s)?|in front of|apologi[sz]e to|reply to|with|tell(?:ing)?"
)
_WHO = rf"{_FOR}{_SOMEBODY},?(?: (?:la|dang|lam|nghe|chuyen|von))? (?:{_JOB})"
"""For somebody, and what they do: `cho anh Ba chạy xe ôm`, `cho chồng tôi làm thợ xây`."""
_ONE_SYLLABLE = "cu|ong|ba_?|bac|bo|me|ma|co_?|chu_?|con_?|chau|dan|ho"
PERSON = re.compile(rf"(?!(?:{_ONE_SYLLABLE})$)(?:cac |nhung )?(?:{_GROUP}|thay|me gia|chu_? re|co_? dau|khach \w+)")
"""What an author expects that names persons, but syllables which fold like other words."""
READER = any_of(
    rf"{_FOR}(?:(?:{_KIN}) (?:{_OWN})|hang xom|lang gieng|dong_? nghiep|chong|vo|be|lop \d+|(?:{_KIN}) \d\d)",
    _WHO,
    # A name behind a word of kinship, where the thought ends: `cho chị Hoa.`
    rf"(?:cho|gui) (?:anh|chi_?|em|di|cau_?|thim) (?!(?:{_NO_NAME})\b)[a-z]+(?= ?(?:[,.;!?]|$))",
    rf"(?:cho|gui|moi|phuc vu|day|chi|huong dan|giup|nhac|for|to|teach|teaching|serving|calling|asking|inviting"
    rf"|guide) (?:[\w'-]+ ){{0,3}}?(?:{_GROUP})",
    r"(?:khach(?: hang)?|nguoi (?:doc|mua_?|hoc|dung_*|nghe|xem)|readers?|audience|customers?|buyers?)(?: la| are| is"
    r"|:)|nguoi nghe (?:co|gom|toan)",
    r"(?:ai|nguoi|khach|doi_? tuong|hoc vien|vai|lop|doc)(?: (?:hoc|doc|mua_?|dung_*|nghe|hoi|hang|gui"
    r"|xem)){0,2} ?: ?\w+",
    "(?:(?<!thu )bay|chi|day) (?:ba_?|ong|me|ma|bo|cha|bac|co_?|chu_?|cu) (?:cach|xem|lam|dung_*|goi|bam|mo|gui)",
    rf"(?:{_ADDRESSED}) (?:[\w'-]+ ){{0,2}}?(?:{_GROUP})",
    rf"truoc (?:(?:mat|toan the|dong_? dao|hoi_?|khoang|chung|\d+|nhung|may|cac|hang|ca) ){{0,3}}(?:{_GROUP})",
    rf"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?:ban_? |nu |nam )?(?:{_GROUP})",
    r"for (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?:[\w'-]+ ){0,2}?"
    r"(?!(?:numbers|papers|others|letters|posters|dinners|answers|orders|hours|corners|flowers|offers)\b)[a-z]+ers",
    rf"(?:\d+|{SMALL}) (?:ban_? (?:moi|sinh|hoc|tre|nhan)|(?:be|chi_?|em|chau|dua|tre) (?:\d tuoi|moi|cong|sinh|hoc"
    rf"|tho|ban_?|noi_? tru|mam non|mau giao|lop|ngheo|khuyet)|hoc tro)|xin sep|(?:cac |may |nhung )?em lop \d",
    "doi_? tuong (?:doc|nghe|xem|la|huong)|nguoi (?:o|thue|nghe)(?: la| coi| xem| doc)|nguoi nhan_?(?: la|:)"
    "|(?:recipient|addressee)(?: is|:)",
    # An office: `gửi ủy ban`, `xin xã lắp đèn`, "to the People's Committee".
    "(?:gui|trinh|nop|de nghi|xin) (?:(?:len|cho|toi_?|den|kinh) )?(?:xa|uy ban_?|phuong|huyen|cong an|giam sat|chi huy"
    "|nha truong|cong ty|co quan|trung tam_?|toa soan|quan ly|ban_? (?:giam|quan|chi|to|dieu))",
    r"(?:to|for) (?:the |our |my )?(?:[\w']+ ){0,2}(?:committee|chair(?:man|woman)|council|office|authorities|company"
    r"|board|department|inspectors?|supervisors?|landlord|bank)",
    r"(?:my|our|an?) \d{1,2}-year-old|my (?:mom|mum|dad|mother|father|aunt|uncle|grand\w+|wife"
    r"|husband) \(?(?:is )?\d\d",
    r"(?:khach|nguoi (?:doc|nghe|mua_?)|hoc vien|lop)(?: \w+)? (?:da so|toan|phan lon|chu_? yeu|hau het)",
    rf"soan cho (?:{_KIN})|write (?:him|her|them)|(?:write|draft|make) (?:\w+ ){{1,4}}for (?:them|him|her)"
    rf"|khach (?:lon tuoi|tre|quen)|nguoi (?:mua_?|doc|nghe)(?::| la)|moi (?:dvtn|doan vien)",
)
HEARERS = (
    # Whoever reads or listens stands before it: `khách Tây đọc`.
    (
        (" doc", " nghe"),
        re.compile(
            rf"\b(?:{_GROUP})(?: [\w'-]+){{0,3}}? (?:doc|ngoi nghe|nghe)"
            r"(?=$|[,.;!?]| (?:nen|cho|luot|cham|tren|qua|thoi|la|de)(?!\w))"
        ),
    ),
    # Somebody is told of by their age, or what ails them: `vợ tôi 58 tuổi`, `em bị tiểu đường`.
    (
        (" tuoi", "t ", "t,"),
        re.compile(
            rf"\b(?:toi|tui|(?:{_KIN})(?: (?:{_OWN}))*),? (?:nam nay |gan_? |ngoai |hon )?(?:[1-9]\d ?(?:tuoi|t)"
            rf"|(?:{SMALL}) muoi(?: \w+)? tuoi)(?!\w)"
        ),
    ),
    ((" is ",), re.compile(r"\b(?:she|he) is (?:\d\d|(?:six|seven|eigh)ty)")),
    (
        tuple(_ILL_WORDS),
        re.compile(
            rf"\b(?:{_KIN}|toi|tui)(?: (?:{_OWN}))*(?: (?:bi_?|mac|dang|co|benh|\d+ tuoi,?"
            rf"|lam \w+ \w+,)){{0,3}} (?:{_ILL})"
        ),
    ),
)
"""Readers who stand before what tells of them, each tried where one of some words stands."""
DETAIL = any_of(
    rf"{NUMBER} tuoi|tuoi {NUMBER}|[1-9]\d ?t|gan_? (?:{SMALL}) muoi|\d+-year-old|(?:aged|is|over|under) \d\d"
    rf"|\d\d[ -]+\d\d ?t(?:uoi)?"
    "|lon tuoi|cao tuoi|old|young|lop \\d+|grade[- ]\\d+|nguoi (?:gia|gia ca|tre)|gia yeu|trung nien|(?:nghi"
    "|ve_?) huu|huu tri|can_? bo huu",
    rf"(?:ong|ba_?|cu|bo|me|ma|bac|co_?|chu_?|anh|chi_?)(?: (?:{_OWN}))* [1-9]\d(?= ?(?:[,.;!?]|$))",
    _WHO,
    "(?:moi|chua|da|khong|it|chi) biet(?! (?:co|ro))|(?:chua|khong|it) ranh|it chu|it hoc|mat (?:kem|mo|yeu)"
    "|tai (?:kem|hoi)|lang tai|nghenh ngang",
    "lan dau|(?<!lam )(?<!khach )quen|(?<!giai )thich|hay (?:lan|quen_?|nham|ngoi|doi|di|so)|doc (?:cham|chua)|mu chu",
    "nguoi (?:tay|nung|dao|mong|thai|muong|ede|e de|m'?nong|jrai|gia rai|kinh|khmer|cham|viet_?)|goc \\w+|da so"
    "|phan lon|beginners|fear|afraid|who|weak|cannot|poor eyesight|van phong|noi_? tro|tieng (?:tay|mong|dao|nung"
    "|thai|e de)",
    r"\d+ (?:ho|hoc vien|doan_? vien|hoi_? vien|nguoi|ban_?|can_? bo|people|farmers|sellers|students|members"
    r"|households)",
    rf"(?:{_GROUP}) (?:\w+ )?(?:hay|so(?! (?:tay|luong|dien|do|nha))|moi|chua|thich|dang|khong|ngheo|mu|khuyet tat"
    rf"|bau|khiem|me|it|sap|goc|nganh|chay|o tro|noi_? tru|an|cheo|muon|noi_? tieng|ham|toan|ban_? ron|o xa"
    rf"|xa nha)(?= \w)",
    rf"{_ILL}|in their (?:twen|thir|for|fif|six|seven|eigh)ties|bau"
    r"|weak|deaf|allergic|shy|night-shift|small kids|first-time|busy",
    r"(?:khach(?: hang)?|nguoi (?:doc|mua_?|hoc|dung_*|nghe))(?: la|:) (?:\w+ ){3,}\w+|(?:readers?|customers?"
    r"|audience)(?: are|:) (?:\w+ ){2,}",
)


def has_reader(said: str) -> bool:
    """Whether a text told apart names somebody who reads or hears, or of whom it is all about."""
    if READER.search(said) is not None:
        return True
    return any(any(map(said.__contains__, words)) and told.search(said) is not None for words, told in HEARERS)
