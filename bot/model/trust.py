"""What makes a human text to a learner doubtful, so that it is held until somebody has looked at it."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
    """Why a text is held; each is told to its writer by a phrase of its own, `trust.<kind>`."""

    ASKS_OTP = "asks_otp"
    """It asks for a code that opens an account."""
    ASKS_PASSWORD = "asks_password"  # noqa: S105 - the name of a kind, not a secret
    ASKS_MONEY = "asks_money"
    """It asks for money, for itself or for the class."""
    ACCOUNT_NUMBER = "account_number"
    """The number of a bank account or card stands in it."""
    FOREIGN_LINK = "foreign_link"
    """It leads to a host that nobody of the installation vouches for."""
    PRIVATE_CONTACT = "private_contact"
    """It leads out of the talk: a private number or address, or a wish to go on elsewhere, where nobody else reads."""
    PERSONAL_DATA = "personal_data"
    """It asks for papers or the numbers on them, or such a number stands in it."""
    ABUSE = "abuse"
    """It insults the learner."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about a text: `start` and `end` are character offsets of what shows it in the text as given."""

    kind: DoubtKind
    start: int
    end: int
