"""Pictures are drawn once each, one at a time, and not kept without end."""

import asyncio
import threading

from aiohttp.test_utils import make_mocked_request

from bot.papers.preview import Preview
from bot.web import pictures
from bot.web.pictures import Pictures


def preview(number: int) -> Preview:
    return Preview("Bạn Học AI", "Làm quen", f"Bài {number}", "5 phút", "UBND xã")


async def test_each_is_drawn_once_and_the_oldest_is_forgotten() -> None:
    drawn: list[Preview] = []

    def draw(each: Preview) -> bytes:
        drawn.append(each)
        return each.title.encode()

    album, request = Pictures(draw), make_mocked_request("GET", "/")
    for number in (*range(pictures.MOST_KEPT), 0, pictures.MOST_KEPT, 0):
        answer = await album.answer(request, preview(number))
        assert answer.body == f"Bài {number}".encode()
    assert len(drawn) == pictures.MOST_KEPT + 1
    await album.answer(request, preview(1))
    assert drawn[-1] == preview(1), "forgotten, since it was asked for longest ago"


async def test_they_are_drawn_one_at_a_time_and_not_in_the_way_of_others() -> None:
    drawing: list[int] = []
    most: list[int] = []

    def draw(each: Preview) -> bytes:
        assert threading.current_thread() is not threading.main_thread()
        drawing.append(1)
        most.append(len(drawing))
        drawing.pop()
        return each.title.encode()

    album, request = Pictures(draw), make_mocked_request("GET", "/")
    await asyncio.gather(*(album.answer(request, preview(number % 5)) for number in range(20)))
    assert most == [1] * 5


async def test_a_picture_that_fails_is_drawn_when_it_is_asked_for_again() -> None:
    faults = [RuntimeError("no"), None]

    def draw(each: Preview) -> bytes:
        fault = faults.pop(0)
        if fault is not None:
            raise fault
        return b"x"

    album, request = Pictures(draw), make_mocked_request("GET", "/")
    (failed,) = await asyncio.gather(album.answer(request, preview(1)), return_exceptions=True)
    assert isinstance(failed, RuntimeError)
    assert (await album.answer(request, preview(1))).body == b"x"
