"""E-mail addresses as people write them: by the book, over two lines, with the sign and the points in words."""

import re

_OFFICE = (
    r"(?:ubnd|hdnd|mot-?cua|bo-?phan|bpmc|van-?thu|van-?phong|tiep-?(?:cong-?)?dan|tiep-?nhan|cong-?an|tram-?y-?te|tthc"
    r"|bhxh|thue|hanh-?chinh|cong-?thong-?tin|ho-?tro|lien-?he|gop-?y|phan-?anh|kien-?nghi|hoi-?dap|to-?giac|info"
    r"|contact"
    r"|so-?(?:khcn|khoahoc|tttt|yte?|gd|gddt|tnmt|nn|nnptnt|nnmt|ldtbxh|noivu|tc|taichinh|ct|congthuong|xd|xaydung"
    r"|gtvt|tuphap|vhttdl|vanhoa|dl|khdt|ngoaivu)(?![a-z]))[a-z0-9._\-]{0,40} ?@.{1,70}\.gov\.vn$"
)
_MADE_UP = (
    r"(?:ten(?:[._\-]?(?:cua[._\-]?)?(?:ban|toi|em|minh|nguoi[._\-]?dung|dang[._\-]?nhap))?|ho[._\-]?(?:va[._\-]?)?ten"
    r"|(?:your|first|last|full|user)[._\-]?(?:name|e?mail)|(?:dia[._\-]?chi[._\-]?)?e?mail(?:[._\-]?cua[._\-]?ban)?"
    r"|vi[._\-]?du|example|user|someone|abc(?:xyz|def)?|xyz|x{3,20}|(?:nguyen|tran|le)[._]?(?:van|thi)[._]?[ab]) ?@"
    r"|[^@]{1,64}@ ?(?:ten-?mien|domain)\."
)
"""What stands in examples for an address that the reader has to fill in."""
_NOBODYS = re.compile(f"{_OFFICE}|{_MADE_UP}")
_HOSTS = "hot ?meo|gi ?meo|go ?meo|gmeo|da ?hu|ya ?hu|ai ?clau"
"""How people say the names of hosts: `hót meo`, `gờ meo`."""
_OPEN, _CLOSE = r" ?[\[({<] ?", r" ?[\])}>] ?"
_TOP = r"(?:com|vn|net|org|edu|gov)\b"

MAIL = re.compile(
    r"(?<![a-z0-9._%+\-])(?P<it>[a-z0-9._%+\-]{1,64}+[ \n]?@[ \n]?(?:[a-z0-9\-]{1,63}+(?>(?:\.[a-z0-9\-]{1,63}+"
    rf"|(?: ?\. ?|,){_TOP}){{1,5}})"  # a blank may end a sentence, too
    r"|(?:gmail|yahoo|outlook|hotmail|icloud)com\b))",
)
IN_WORDS = re.compile(
    r"(?<![a-z0-9])(?P<it>(?!me at )[a-z0-9._]{2,40}"
    r"(?: [\[(]?(?:dot|cham|gach (?:duoi|ngang))[\])]? [a-z0-9]{1,20}){0,3}"
    rf"(?:{_OPEN}(?:@|at?|a[ \-]?(?:cong|moc)){_CLOSE}| ?a[ \-]?(?:cong|moc) ?| at | ?@ ?)(?:{_HOSTS}|[a-z0-9]{{2,20}})"
    rf"(?:(?:\.(?! )| ?\. ?(?={_TOP})|{_OPEN}(?:\.|cham|dot){_CLOSE}| (?:cham|dot) )[a-z]{{2,10}}){{1,3}})"
    r"(?![a-z0-9])"
)
"""`hoa [a còng] gmail chấm com`, `hoa dot binh at yahoo dot com`, `hoa (a) gmail (.) com`."""
AT_IN_WORDS = (
    *(" at ", "a cong", "a-cong", "acong", "a moc", "a-moc", "amoc", " cham ", " dot "),
    *(mark + word for mark in "([{<" for word in ("@", "a", ".", "cham", "dot")),
)
"""Each such address holds one of these."""


def is_personal(found: re.Match[str]) -> bool:
    """Whether an address is no office's (`motcua@…gov.vn`), no example (`tenban@…`) and no end of a sentence.

    A sentence ends in what may be read as an address: `alone at night. She`.
    """
    it = found["it"]
    return not (" at " in it and ". " in it) and _NOBODYS.match(it) is None
