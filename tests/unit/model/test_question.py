"""The table of a question's moves, row by row."""

import pytest

from bot.model.question import MOVES, Move, QuestionState, after

OPEN, CLAIMED, ANSWERED, CLOSED, WITHDRAWN = QuestionState

TABLE = {
    #  open, claimed, answered, closed, withdrawn
    Move.CLAIM: (CLAIMED, None, None, None, None),
    Move.HAND_BACK: (None, OPEN, None, None, None),
    Move.ANSWER: (None, ANSWERED, ANSWERED, None, None),
    Move.ASK_ON: (OPEN, CLAIMED, CLAIMED, None, None),
    Move.UNDERSTAND: (None, None, CLOSED, None, None),
    Move.NOT_UNDERSTAND: (None, None, OPEN, None, None),
    Move.OVERDUE: (OPEN, OPEN, CLOSED, None, None),
    Move.REVOKE: (None, OPEN, ANSWERED, None, None),
    Move.REOPEN: (None, None, OPEN, OPEN, None),
    Move.CLOSE: (CLOSED, CLOSED, CLOSED, None, None),
    Move.WITHDRAW: (WITHDRAWN, WITHDRAWN, WITHDRAWN, None, None),
}


@pytest.mark.parametrize("move", Move)
def test_where_each_move_leads(move: Move) -> None:
    assert tuple(after(state, move) for state in QuestionState) == TABLE[move]


def test_every_state_has_a_row() -> None:
    assert set(MOVES) == set(QuestionState)


def test_a_question_is_claimed_once() -> None:
    assert [state for state in QuestionState if after(state, Move.CLAIM) is not None] == [OPEN]


def test_closed_stays_closed_but_for_reopening() -> None:
    assert set(MOVES[CLOSED]) == {Move.REOPEN}
    assert not MOVES[WITHDRAWN]


def test_each_state_but_the_last_ones_has_an_end_by_time() -> None:
    assert {state for state in QuestionState if after(state, Move.OVERDUE) is not None} == {OPEN, CLAIMED, ANSWERED}
