"""Pages of things to choose from."""

from bot.model.ids import ChoiceId
from bot.model.lesson import Lesson
from bot.model.message import Choice
from bot.tutor.picking import PAGE, lessons, page, typed
from tests.bank import catalog, shelves
from tests.play import Play
from tests.scenes import LESSONS


def choose(lesson: Lesson) -> ChoiceId:
    return ChoiceId(f"x:lesson:{lesson.id}")


def shelf(where: str) -> ChoiceId:
    return ChoiceId(f"x:shelf:{where}")


def test_what_does_not_fit_stands_on_the_next_page() -> None:
    play = Play()
    context = play.context(frozenset())

    def shown(things: int, number: int) -> tuple[str, ...]:
        choices = page(
            range(things),
            number,
            lambda each: Choice(ChoiceId(f"x:{each}"), str(each)),
            lambda more: ChoiceId(f"x:page:{more}"),
            play.state,
            context,
        )
        return tuple(each.id for each in choices)

    assert shown(0, 0) == ()
    assert shown(PAGE, 0) == tuple(f"x:{n}" for n in range(PAGE))
    assert shown(PAGE + 1, 0)[-1] == "x:page:1"
    assert shown(PAGE + 1, 1) == (f"x:{PAGE}",)
    assert shown(PAGE + 1, 9) == shown(PAGE + 1, 0)


def test_of_several_tracks_one_is_chosen_first() -> None:
    play = Play(bank=shelves())
    context = play.context(frozenset())
    tracks = lessons("", choose, shelf, play.state, context)
    assert len(tracks) > 1
    assert all(each.id.startswith("x:shelf:") for each in tracks)
    inside = lessons(tracks[0].id.removeprefix("x:shelf:"), choose, shelf, play.state, context)
    assert all(each.id.startswith("x:lesson:") for each in inside)
    assert lessons("gone", choose, shelf, play.state, context) == tracks


def test_of_one_track_its_lessons_are_shown_at_once() -> None:
    play = Play(bank=catalog(*LESSONS))
    context = play.context(frozenset())
    first = lessons("", choose, shelf, play.state, context)
    assert first[0].id == f"x:lesson:{LESSONS[0].id}"
    assert first[-1].id == f"x:shelf:{LESSONS[0].track}:1"
    assert lessons(f"{LESSONS[0].track}:1", choose, shelf, play.state, context)[0].id == f"x:lesson:{LESSONS[PAGE].id}"


def test_tracks_are_on_pages_too_and_names_may_be_typed() -> None:
    play = Play(bank=shelves())
    context = play.context(frozenset())
    names = [each.label for each in lessons("", choose, shelf, play.state, context)]
    assert [each.label for each in typed(names[0], choose, shelf, play.state, context)] == [names[0]]
    first = lessons(context.catalog.tracks[0].id, choose, shelf, play.state, context)[0]
    assert typed(first.label, choose, shelf, play.state, context) == (first,)
    assert typed("không có bài này", choose, shelf, play.state, context) == ()
