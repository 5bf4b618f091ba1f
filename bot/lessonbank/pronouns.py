"""Finds words of address that stand bare where a placeholder belongs.

Vietnamese has no neutral `you`: bạn, bác, anh are all forms of address, and each learner chose one of them. The same
words also name persons in a story (chị Hoa, một anh cán bộ) and stand in compounds (bạn bè, chú ý); these pass.
"""

import re

PRONOUNS = frozenset({"bạn", "mình", "cháu", "bác", "ông", "bà", "cô", "chú", "anh", "chị", "em", "tôi"})

COMPOUNDS = (
    *("bạn bè", "bạn đọc", "bạn học", "người bạn", "kết bạn", "làm bạn", "tình bạn", "bạn hàng", "bạn trẻ"),
    *("ông bà", "ông cha", "ông chủ", "ông trời", "ông nội", "ông ngoại", "đàn ông"),
    *("bà con", "bà nội", "bà ngoại", "đàn bà", "bà mẹ"),
    *("bác sĩ", "bác sỹ", "bác bỏ", "phản bác", "cô dâu", "cô đơn", "cô đọng", "thầy cô"),
    *(
        "các cô chú",
        "các cô bác",
        "các chú bác",
        "các anh chị",
        "các anh chị em",
        "chú ý",
        "chú thích",
        "chú trọng",
        "chú rể",
    ),
    *("ghi chú", "chăm chú", "anh em", "anh chị em", "anh hùng", "tiếng anh", "nước anh", "chị em"),
    *("em bé", "trẻ em", "em trai", "em gái", "anh trai", "chị gái", "cháu bé", "con cháu", "cháu nội", "cháu ngoại"),
    *("câu mình nhờ", "một mình", "tự mình", "giật mình", "thân mình", "của mình", "bản thân mình", "của tôi"),
    *("nhà mình", "quê mình", "làng mình", "bản mình", "thôn mình", "xóm mình", "xã mình"),
)
"""Words in which a pronoun is none, or speaks of nobody in particular."""

ROLES = (
    *("ấy", "ta", "cụ", "lão", "giáo", "cán bộ", "công an", "học sinh", "nông dân", "hàng xóm", "cùng lớp"),
    *("trưởng thôn", "trưởng bản", "trưởng xóm", "chủ tịch", "bí thư", "y tá"),
)
"""After these words of address a person in a story is meant: cô giáo, bác trưởng thôn. None can be a verb: in `bác bán
hàng` and `bác bảo vệ` the learner may be meant."""

_COUNTING = frozenset({"một", "hai", "ba", "các", "những", "mấy", "nhiều", "mỗi", "từng", "vài", "vị"})
"""After these a word of address is a person in a story: một anh, các bác."""
_ALWAYS_ADDRESS = frozenset({"bạn", "mình", "tôi"})
"""Even so: các bạn are the learners."""

_COMPOUND = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(COMPOUNDS, key=len, reverse=True))) + r")(?!\w)", re.IGNORECASE
)
_ROLE = re.compile(r" (?:" + "|".join(ROLES) + r")(?!\w)")
_NAME = re.compile(r" ([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")


def bare_pronoun(text: str) -> re.Match[str] | None:
    """The first bare word of address.

    Args:
        text: an author's own words in NFC, quotations, addresses and placeholders blanked out.

    Returns:
        The word and its place in `text`, or None where every person is named or addressed by a placeholder.
    """
    rest = _COMPOUND.sub(_blanks, text)
    words = list(_WORD.finditer(rest))
    for number, word in enumerate(words):
        if word[0].lower() not in PRONOUNS:
            continue
        before = words[number - 1][0].lower() if number and word[0].lower() not in _ALWAYS_ADDRESS else ""
        if before not in _COUNTING and not _is_told_of(rest, word.end()):
            return word
    return None


def _is_told_of(text: str, end: int) -> bool:
    """Whether a role or a name follows in the same breath: cô giáo, chị Hoa, chị H; capitals alone (AI) are no name."""
    if _ROLE.match(text, end):
        return True
    name = _NAME.match(text, end)
    return name is not None and name[1][0].isupper() and (len(name[1]) == 1 or not name[1].isupper())


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])
