"""E-mail addresses as people write them: by the book, over two lines, with the sign and the points in words."""

import re

_OFFICE_MAIL = re.compile(
    r"(?:ubnd|hdnd|mot-?cua|bo-?phan|bpmc|van-?thu|van-?phong|tiep-?(?:cong-?)?dan|tiep-?nhan|cong-?an|tram-?y-?te|tthc"
    r"|bhxh|thue|hanh-?chinh|cong-?thong-?tin|ho-?tro|lien-?he|info|contact)[a-z0-9._\-]{0,40} ?@.{1,70}\.gov\.vn$"
)


MAIL = re.compile(
    r"(?<![a-z0-9._%+\-])(?P<it>[a-z0-9._%+\-]{1,64}+[ \n]?@[ \n]?(?:[a-z0-9\-]{1,63}+(?:\.[a-z0-9\-]{1,63}+"
    r"|(?: ?\. ?|,)(?:com|vn|net|org|edu|gov)\b){1,5}+"  # a blank may end a sentence, too
    r"|(?:gmail|yahoo|outlook|hotmail|icloud)com\b))",
)
IN_WORDS = re.compile(
    r"(?<![a-z0-9])(?P<it>(?!me at )[a-z0-9._]{2,40}(?: [\[(]?(?:dot|cham)[\])]? [a-z0-9]{1,20}){0,3}"
    r" ?(?:[\[(]?a (?:cong|moc)[\])]?|[\[(]at?[\])]| at ) ?[a-z0-9]{2,20}"
    r"(?:(?:\.(?! )| ?\. ?(?=(?:com|vn|net|org|edu|gov)\b)| ?[\[(]?(?:cham|dot)[\])]? ?"
    r"|[\[(]\.[\])])[a-z]{2,10}){1,3})"
    r"(?![a-z0-9])"
)
"""`hoa [a còng] gmail chấm com`, `hoa dot binh at yahoo dot com`."""
AT_IN_WORDS = (" at ", "a cong", "a moc", "(at)", "[at]", "(a)", "[a]")
"""What such an address holds one of."""


def is_personal(found: re.Match[str]) -> bool:
    """Whether an address is no office's: `motcua@…gov.vn`."""
    return _OFFICE_MAIL.match(found["it"]) is None


def is_no_sentence(found: re.Match[str]) -> bool:
    """Whether no sentence ends in what is read as an address: `alone at night. She`."""
    return " at " not in found["it"] or ". " not in found["it"]
