"""Whether a mentor wants to hear now of what waits for them: at their own minute, on days when they are there."""

from datetime import datetime, timedelta

from bot.model.staff import Habits
from bot.policy.duty import Duty, has_duty

GRACE = timedelta(hours=2)
"""So much later it may still come, after a pause of the program; later it would only disturb."""


def is_wanted(habits: Habits, now: datetime, duty: Duty) -> bool:
    """Whether a digest is wanted that has come due: nobody hears of work on a day off, or long after their minute."""
    local = now.astimezone(duty.zone)
    late = timedelta(minutes=60 * local.hour + local.minute - habits.digest_minute)
    return not habits.is_away and late <= GRACE and has_duty(duty, local.date())
