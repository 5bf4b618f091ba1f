"""Rules by which a text shows that somebody is in danger now: nouns alone, as authors wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Family = tuple[str, ...]
"""Phrases of which one is enough.

A phrase is words in a row: `a/b` is either of two, `#` any number, `…` up to three words of any kind; one that begins
with `^` stands where a thought begins, one that ends in `$` where it ends.
"""


class Urgency(StrEnum):
    """What kind of danger it is; of several that a text shows the first one here is answered.

    A life that somebody wants to end comes first, then a child, then somebody who is attacked: there the police bring
    the doctor, and the card names both. Then whoever has to be got out of fire, water or rubble, which is for the fire
    service before the doctor; then a body that needs a doctor. Money comes last, since it can wait.
    """

    SUICIDE = "suicide"
    CHILD = "child"
    VIOLENCE = "violence"
    RESCUE = "rescue"
    MEDICAL = "medical"
    SCAM = "scam"


@dataclass(frozen=True, slots=True)
class TriageRule:
    """One way in which danger shows.

    One phrase of each family in `every` stands in one sentence, or anywhere in the text where `is_whole`, and of at
    least `least` of the families in `some`; none of `none` stands there too, and none of `nowhere` in the whole text.
    A rule with `most` is for cries: it fits a text of at most so many words, of which then no small sign is asked.
    """

    id: str
    kind: Urgency
    every: tuple[Family, ...]
    some: tuple[Family, ...] = ()
    least: int = 0
    none: Family = ()
    nowhere: Family = ()
    is_whole: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What words, and two words in a row, weigh: many small signs show danger together, or speak against it.

    Words are folded, with short forms written out; one with accents weighs once more as it is typed. A text of at
    least `least` points shows danger, of the kind whose words weigh most in it; 0 where there are none. Of a longer
    text one part is weighed, which has to reach `doubled` points more for each time the text is twice as long. A rule
    that fits is worth `told` points more, for danger and for its kind.
    """

    least: int = 0
    doubled: int = 0
    told: int = 1
    points: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[Urgency, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Triage:
    """All rules, the most urgent kind first; one loaded value is the same only as itself.

    `sayings` mean nothing by their words (`buồn cười muốn chết`). `frames` end before a colon behind which somebody
    else's words stand (`tin nhắn này:`). Quoted words do not count, but where one of `tellers` stands outside of them.
    Where one of `doubts` stands, small signs have to weigh a quarter more. Behind one of `turns` somebody turns to
    something else (`mà`, `với lại`): what follows is weighed by itself, too.
    """

    rules: tuple[TriageRule, ...] = ()
    sayings: Family = ()
    frames: Family = ()
    tellers: Family = ()
    doubts: Family = ()
    turns: Family = ()
    signs: Signs = field(default_factory=Signs)


NO_TRIAGE = Triage()
