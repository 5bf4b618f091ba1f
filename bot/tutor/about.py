"""What a person told about themselves, in words."""

from bot.model.learner import Profile
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
