"""Who is woken when something is said, and who has it already."""

from contextlib import ExitStack

from bot.web.lines import MOST_OPEN, Line, Lines


def is_rung(line: Line) -> bool:
    return line.bell.is_set()


def test_all_streams_of_an_address_are_woken_and_nobody_elses() -> None:
    lines = Lines()
    with lines.opened("bac", "a", 1) as here, lines.opened("bac", "b", 1) as there, lines.opened("em", "c", 1) as other:
        lines.ring("bac")
        assert [is_rung(each) for each in (here, there, other)] == [True, True, False]


def test_the_page_that_was_answered_is_told_nothing_twice() -> None:
    lines = Lines()
    with lines.opened("bac", "a", 1) as here, lines.opened("bac", "b", 1) as there:
        lines.ring("bac", "a", 4)
        assert [is_rung(here), is_rung(there)] == [False, True]
        assert [here.after, there.after] == [4, 1]
        lines.ring("bac", "a", 3)  # an answer that was slower than the one after it
        assert here.after == 4


def test_a_page_without_a_name_is_woken_always() -> None:
    lines = Lines()
    with lines.opened("bac", "", 1) as nameless:
        lines.ring("bac", "", 4)
        assert is_rung(nameless)
        assert nameless.after == 1


def test_a_stream_that_is_closed_is_forgotten() -> None:
    lines = Lines()
    with lines.opened("bac", "a", 1) as first, lines.opened("bac", "a", 1):
        pass
    lines.ring("bac")
    assert not is_rung(first)
    assert lines == Lines()


def test_of_too_many_streams_of_one_browser_the_oldest_end() -> None:
    lines = Lines()
    with ExitStack() as closing:
        own = [closing.enter_context(lines.opened("bac", str(n), 1)) for n in range(MOST_OPEN + 2)]
        other = closing.enter_context(lines.opened("em", "a", 1))
        assert [each.is_over for each in own] == [True, True, *[False] * MOST_OPEN]
        assert [is_rung(each) for each in own] == [True, True, *[False] * MOST_OPEN]
        assert not other.is_over
    assert lines == Lines()


def test_the_end_wakes_all() -> None:
    lines = Lines()
    with lines.opened("bac", "a", 1) as here, lines.opened("em", "b", 1) as there:
        lines.end()
        assert is_rung(here)
        assert is_rung(there)
        assert lines.is_over
