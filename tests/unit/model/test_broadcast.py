"""Broadcasts: the one table of moves, and how many stand where."""

import pytest

from bot.model.broadcast import MOVES, BroadcastMove, BroadcastState, Reach, Tally, after
from bot.model.delivery import DeliveryState


def test_each_state_has_its_moves_and_each_move_somewhere_to_go_from() -> None:
    assert MOVES.keys() == set(BroadcastState)
    assert {move for moves in MOVES.values() for move in moves} == set(BroadcastMove)


@pytest.mark.parametrize(
    ("state", "move", "there"),
    [
        (BroadcastState.DRAFT, BroadcastMove.CONFIRM, BroadcastState.SCHEDULED),
        (BroadcastState.DRAFT, BroadcastMove.START, None),
        (BroadcastState.RUNNING, BroadcastMove.CONFIRM, None),
        (BroadcastState.PAUSED, BroadcastMove.RESUME, BroadcastState.RUNNING),
        (BroadcastState.CANCELLED, BroadcastMove.RESUME, None),
        (BroadcastState.FINISHED, BroadcastMove.REPEAT, BroadcastState.RUNNING),
    ],
)
def test_what_is_not_in_the_table_does_not_happen(
    state: BroadcastState, move: BroadcastMove, there: BroadcastState | None
) -> None:
    assert after(state, move) is there


def test_a_tally_is_summed_over_accounts_by_state_or_in_all() -> None:
    counts = {
        ("telegram", "default"): {DeliveryState.SENT: 3, DeliveryState.WAITING: 2},
        ("web", "default"): {DeliveryState.WAITING: 4},
    }
    tally = Tally(counts)
    assert tally.of() == 9
    assert tally.of(DeliveryState.WAITING) == 6
    assert tally.of(DeliveryState.SENT, DeliveryState.FAILED) == 3
    assert Tally().of() == 0


def test_a_reach_is_everybody_whether_they_get_it_or_not() -> None:
    reach = Reach({("telegram", "default"): 1_204, ("web", "default"): 96}, opted_out=41, gone=9)
    assert (reach.reached, reach.recipients) == (1_300, 1_350)
