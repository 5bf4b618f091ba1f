"""Finds words of address that stand bare where a placeholder belongs.

Vietnamese has no neutral `you`: bạn, bác, anh are all forms of address, and each learner chose one of them. The same
words also name persons in a story (chị Hoa, một anh cán bộ) and stand in compounds (bạn bè, chú ý); these pass.
"""

import re

PRONOUNS = frozenset({"bạn", "mình", "cháu", "bác", "ông", "bà", "cô", "chú", "anh", "chị", "em", "tôi"})

COMPOUNDS = (
    *("bạn bè", "bạn đọc", "bạn học", "người bạn", "kết bạn", "làm bạn", "tình bạn", "bạn hàng"),
    *("ông bà", "ông cha", "ông chủ", "ông trời", "ông nội", "ông ngoại", "đàn ông"),
    *("bà con", "bà nội", "bà ngoại", "đàn bà", "bà mẹ"),
    *("bác sĩ", "bác sỹ", "bác bỏ", "phản bác", "cô giáo", "cô dâu", "cô đơn", "cô đọng", "thầy cô", "cô bác"),
    *("chú bác", "chú ý", "chú thích", "chú trọng", "chú rể", "ghi chú", "chăm chú", "cô chú"),
    *("anh em", "anh chị", "anh hùng", "tiếng anh", "nước anh", "chị em", "chị em phụ nữ"),
    *("em bé", "trẻ em", "em trai", "em gái", "anh trai", "chị gái", "cháu bé", "con cháu", "cháu nội", "cháu ngoại"),
    *("một mình", "tự mình", "chúng mình", "giật mình", "thân mình", "của mình", "bản thân mình", "của tôi"),
    *("nhà mình", "quê mình", "làng mình", "bản mình", "thôn mình", "xóm mình", "xã mình"),
    *("em học sinh", "bạn học sinh", "bạn trẻ", "chú công an", "anh công an", "cô cán bộ", "anh cán bộ", "chị cán bộ"),
    *("ông ấy", "bà ấy", "bác ấy", "cô ấy", "chú ấy", "anh ấy", "chị ấy", "em ấy", "bạn ấy"),
)
"""Words in which a pronoun is none, speaks of nobody in particular, or names a person in a story."""

_COUNTING = frozenset({"một", "hai", "ba", "các", "những", "mấy", "nhiều", "mỗi", "từng", "vài", "vị"})
"""After these a word of address is a person in a story: một anh, các bác."""
_ALWAYS_ADDRESS = frozenset({"bạn", "mình", "tôi"})
"""Even so: các bạn are the learners."""

_COMPOUND = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(COMPOUNDS, key=len, reverse=True))) + r")(?!\w)", re.IGNORECASE
)
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
        if before not in _COUNTING and not _is_named(rest, word.end()):
            return word
    return None


def _is_named(text: str, end: int) -> bool:
    """Whether a name follows in the same breath: chị Hoa, bác Hồ."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])
