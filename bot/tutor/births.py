"""Birth dates as people write them: in digits, in words, in English, with two digits of the year."""

import re

from bot.tutor.cue import PERSON, Cue
from bot.tutor.numerals import END

_OLDEST = 1915
"""A year of birth: the oldest people of Vietnam are about 110."""
_UNIT = "(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_DAY_IN_WORDS = rf"(?:mung |mong )?(?:(?:hai |ba )?muoi(?: {_UNIT})?|(?:(?:hai|ba|ham) )?{_UNIT}|ram)"
_MONTH_IN_WORDS = rf"(?:muoi(?: mot| hai)?|{_UNIT}|gieng|chap)"
_YEAR_IN_WORDS = (
    rf"(?:mot (?:(?:nghin|ngan) chin tram|chin) {_UNIT}(?: muoi)?(?: {_UNIT})?"
    rf"|hai (?:nghin|ngan)(?: khong tram)?(?: (?:linh |le )?{_UNIT}\b| (?:hai )?muoi(?: {_UNIT})?)?"
    rf"|hai khong (?:khong {_UNIT}|(?:hai )?muoi(?: {_UNIT})?))"
)
"""From 1920 on: `một nghìn chín trăm năm mươi tư`, `một chín năm tư`, `hai nghìn không trăm mười lăm`."""
_IN_WORDS = (
    rf"(?:[0-3]?[0-9]|{_DAY_IN_WORDS}) thang (?:[01]?[0-9]|{_MONTH_IN_WORDS}),? nam "
    rf"(?:(?:19|20)[0-9]{{2}}|{_YEAR_IN_WORDS})(?![a-z])"
)
_DATE = r"[0-9]{1,2}(?: ?[/.\-] ?| thang )[0-9]{1,2}(?: ?[/.\-] ?| nam )(?:19|20)[0-9]{2}"
_YEAR_FIRST = r"(?:19|20)[0-9]{2},? ngay [0-9]{1,2} thang [0-9]{1,2}"
_IN_ENGLISH = r"(?:[0-9]{1,2} [a-z]{3,9}|[a-z]{3,9} [0-9]{1,2}),? (?:19|20)[0-9]{2}"
BORN = Cue(
    rf"\b(?:sinh|xinh|(?<!so )sanh|ngay sinh|ns|sn|dob|born(?: on)?|birth(?:day|date)?|date of birth)\b"
    rf"(?:[^0-9.;!?\n]{{0,15}}?|:? ?\n ?)\b(?P<it>{_DATE}|{_YEAR_FIRST}|{_IN_ENGLISH}|{_IN_WORDS}){END}",
    PERSON,
)
BORN_SHORT = Cue(
    r"\b(?:(?<!khai )(?<!hoc )(?<!thi )(?<!tuyen )(?<!phat )(?<!ve )(?<!du )(?<!giang )sinh|(?<!so )sanh|ngay sinh"
    r"|ns|dob|born)"
    r"(?: (?:ngay|vao|hom|la|on)){0,2}:? "
    r"(?P<it>(?:0?[1-9]|[12][0-9]|3[01])(?P<mark>[/.\-])(?:0?[1-9]|1[0-2])(?P=mark)[0-9]{2})(?![0-9a-z/]|[.,\-][0-9])",
    PERSON,
)
"""`sinh 05.06.54`; not behind `khai sinh`, `dự sinh` or `phát sinh`."""
BORN_BEHIND = re.compile(
    r"[,(|]? ?[,(|–-]? ?(?P<it>[0-3]?[0-9](?P<mark>[/.\-])[01]?[0-9](?P=mark)(?:19[3-9][0-9]|20[01][0-9]"
    r"|202[0-2])|ngay [0-3]?[0-9] thang [01]?[0-9] nam (?:19[3-9][0-9]|20[01][0-9]|202[0-2]))(?![0-9])"
)
"""A full date right behind a full name, old enough to be a birthday."""


def is_of_living(found: re.Match[str]) -> bool:
    """Whether somebody who was born on that day may be alive; before it is history."""
    year = found["it"][-4:]
    return not year.isdigit() or int(year) >= _OLDEST
