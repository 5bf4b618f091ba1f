"""Who may say that a help was given."""

from dataclasses import replace

import pytest

from bot.model.helps import OFTEN, Standing
from bot.policy.helping import Claim, standing

FRESH = Claim(people=1, said=0, today=0, is_own=False, is_over=False, has_said=False)


@pytest.mark.parametrize(
    ("claim", "meant"),
    [
        (FRESH, Standing.OPEN),
        (replace(FRESH, is_own=True), Standing.OWN),
        (replace(FRESH, is_own=True, is_over=True), Standing.OWN),
        (replace(FRESH, has_said=True, said=1, today=1, is_over=True), Standing.SAID),
        (replace(FRESH, is_over=True), Standing.EXPIRED),
        (replace(FRESH, said=1), Standing.FULL),
        (replace(FRESH, people=50, said=49), Standing.OPEN),
        (replace(FRESH, people=50, said=50), Standing.FULL),
        (replace(FRESH, today=OFTEN - 1), Standing.OPEN),
        (replace(FRESH, today=OFTEN), Standing.OFTEN),
    ],
)
def test_a_help_is_confirmed_once_by_whoever_was_helped(claim: Claim, meant: Standing) -> None:
    assert standing(claim) is meant
