"""The dialogue state: its quick copies lose nothing."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model.dialogue import Bookmark, Menu, State
from bot.model.ids import LessonId

TIMES = st.datetimes(timezones=st.just(UTC))
MENUS = st.none() | st.builds(Menu, offered_at=TIMES)
STATES = st.builds(State, menu=MENUS, last_seen_at=st.none() | TIMES, wanted=st.none() | st.builds(LessonId, st.text()))


@given(STATES, MENUS, TIMES)
def test_an_answer_changes_the_menu_the_time_and_what_was_done(state: State, menu: Menu | None, now: datetime) -> None:
    after = replace(state, menu=menu, last_seen_at=now, just_done="m:menu")
    assert state.offering(menu, now, "m:menu") == after


@given(STATES, st.builds(Bookmark))
def test_a_moved_bookmark_counts_the_turn_on_and_changes_nothing_else(state: State, bookmark: Bookmark) -> None:
    assert state.moved(bookmark) == replace(state, bookmark=bookmark, turn=state.turn + 1)
