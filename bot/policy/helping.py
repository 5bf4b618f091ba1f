"""Who may say that a help was given: whoever was helped, once, and never the helper."""

from dataclasses import dataclass

from bot.model.helps import OFTEN, Standing


@dataclass(frozen=True, slots=True)
class Claim:
    """A help whose code somebody has.

    `is_own` where they noted it themselves, `is_over` where the code's hours are, `has_said` where they have confirmed
    it before; `said` counts those who have, of `people` who were helped; `today` how often this person has confirmed
    the same helper's help since midnight.
    """

    people: int
    said: int
    today: int
    is_own: bool
    is_over: bool
    has_said: bool


def standing(claim: Claim) -> Standing:
    """What somebody may do with a code; the kindest reason comes first where there are several against it."""
    if claim.is_own:
        return Standing.OWN
    if claim.has_said:
        return Standing.SAID
    if claim.is_over:
        return Standing.EXPIRED
    if claim.said >= claim.people:
        return Standing.FULL
    return Standing.OFTEN if claim.today >= OFTEN else Standing.OPEN
