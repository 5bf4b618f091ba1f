"""What a person told about themselves, in words."""

from datetime import date

from bot.model.learner import Profile, Revealed
from bot.model.staff import Staff
from bot.tutor.phrases import Phrases, Voice


def about(profile: Profile, voice: Voice, phrases: Phrases) -> tuple[str, ...]:
    """A line for each thing that is known; none for what was never told.

    Args:
        profile: what is kept.
        voice: how it is said.
        phrases: the sentences.
    """
    known = {
        "name": profile.name,
        "address": profile.address,
        "language": phrases.line(f"language.{profile.language}", voice),
        "audience": profile.audience and phrases.line(f"introduction.audience.{profile.audience}", voice),
        "experience": profile.experience and phrases.line(f"introduction.experience.{profile.experience}", voice),
        "goal": profile.goal and phrases.line(f"introduction.goal.{profile.goal}", voice),
    }
    return tuple(phrases.line(f"account.data.{key}", voice, value=value) for key, value in known.items() if value)


def work_of(staff: Staff | None, voice: Voice, phrases: Phrases) -> tuple[str, ...]:
    """The posts of whoever helps, and by which name learners know them; nothing of everybody else."""
    if staff is None:
        return ()
    roles = dict.fromkeys(phrases.line(f"role.{post.role}", voice) for post in staff.posts)
    return (phrases.line("account.data.work", voice, roles=", ".join(roles), name=staff.name),)


def told_of(revealed: Revealed, voice: Voice, phrases: Phrases, day: date) -> str:
    """Once somebody who helps was told a learner's name, in a line for that learner.

    Args:
        revealed: who, and the reason that they gave.
        voice: how it is said.
        phrases: the sentences.
        day: the learner's local day of it.
    """
    if not revealed.by:
        return phrases.line("account.revealed_to_somebody", voice, day=day, reason=revealed.reason)
    return phrases.line("account.revealed", voice, name=revealed.by, day=day, reason=revealed.reason)
