"""What the pages about one's own account share."""

from bot.model.learner import FormOfAddress, Profile
from bot.web.own import voice_of


def test_a_learner_is_spoken_to_as_they_wish_and_nobody_else_is_known() -> None:
    assert voice_of(None).address is FormOfAddress.BAN
    assert voice_of(Profile(address=FormOfAddress.BAC, language="en")).language == "en"
    assert voice_of(Profile(address=FormOfAddress.BAC)).address is FormOfAddress.BAC
