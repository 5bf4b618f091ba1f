"""Lessons as public pages: to look at before one learns, to post in a group, and to read together with somebody."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from itertools import takewhile
from typing import assert_never

from aiohttp import web

from bot.model.dialogue import State
from bot.model.ids import LessonId, StepId
from bot.model.lesson import Card, Catalog, Check, Do, Exercise, Lesson, Recap, Step
from bot.model.message import Choice
from bot.model.text import Text, paragraph, plain
from bot.papers.preview import HEIGHT, WIDTH, Preview
from bot.service.world import World
from bot.tutor import course
from bot.tutor.choices import StepChoice, read_choice
from bot.tutor.context import Context, Operator
from bot.tutor.phrases import DEFAULT_LANGUAGE, Phrases
from bot.web.pages import Pages
from bot.web.pictures import Pictures
from bot.web.reach import Reach

CACHE = "public, max-age=300"
MOST_CARDS = 2
"""So many cards from the beginning, where there are as many before the first question."""

Enter = Callable[[web.Request, LessonId], Awaitable[web.Response]]
"""Leads whoever asks into the chat, for this lesson."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What the pages know of the lessons; `catalog` gives the bank in use, which may change while the program runs."""

    catalog: Callable[[], Catalog]
    phrases: Phrases
    operator: Operator
    world: World
    zone: tzinfo

    def context(self) -> Context:
        """What a lesson's words depend on, for nobody in particular."""
        now = self.world.now()
        today = now.astimezone(self.zone).date()
        return Context(now, today, self.catalog(), self.phrases, self.operator, zone=self.zone, has_marks=False)


class LessonPages:
    """The handlers of these pages.

    Args:
        pages: the templates.
        teaching: the lessons.
        pictures: draws previews.
        reach: where people reach this server.
        enter: the way into the chat.
    """

    def __init__(self, pages: Pages, teaching: Teaching, pictures: Pictures, reach: Reach, enter: Enter) -> None:
        self._pages = pages
        self._teaching = teaching
        self._pictures = pictures
        self._reach = reach
        self._enter = enter

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand; the picture's comes first, since a lesson's would take its name, too."""
        return [
            web.get("/b/{track}", self.track),
            web.get("/b/{track}/{lesson}.png", self.picture),
            web.get("/b/{track}/{lesson}", self.lesson),
            web.post("/b/{track}/{lesson}", self.learn),
            web.get("/b/{track}/{lesson}/{step}", self.step),
        ]

    async def track(self, request: web.Request) -> web.Response:
        """What a track is about, and its lessons."""
        context = self._teaching.context()
        tracks = course.open_tracks(State(), context)
        track = next((each for each in tracks if each.id == request.match_info["track"]), None)
        if track is None:
            return self._none(request, "web.track.none")
        intro = course.said(track.intro, State(), context)
        values = {
            "title": _title(track.titles),
            "objective": plain(intro),
            "intro": intro,
            "lessons": [
                (path_of(lesson), _title(lesson.titles), lesson.minutes)
                for lesson in course.open_lessons(track, State(), context)
            ],
            "url": f"{self._reach.public}/b/{track.id}" if self._reach.public else "",
            "image": "",
        }
        return self._pages.public(request, "track.html", values, CACHE)

    async def lesson(self, request: web.Request) -> web.Response:
        """What the lesson is about, how it begins, and the way in."""
        context = self._teaching.context()
        lesson = _found(request, context)
        if lesson is None:
            return self._none(request)
        values = {
            **self._told(lesson, context),
            "cards": [course.said(card.text, State(), context) for card in _first_cards(lesson)],
            "first": path_of(lesson, lesson.steps[0]),
            "track": _track_title(lesson, context),
            "track_path": f"/b/{lesson.track}",
            "token": self._teaching.world.token(),
        }
        return self._pages.public(request, "lesson.html", values, "no-store")  # it holds a form, which counts once

    async def learn(self, request: web.Request) -> web.Response:
        """Into the chat, to this lesson: at once for a learner, after the welcome for whoever is new."""
        lesson = _found(request, self._teaching.context())
        return self._none(request) if lesson is None else await self._enter(request, lesson.id)

    async def step(self, request: web.Request) -> web.Response:
        """The words of one step, for whoever helps; what is right is not told."""
        context = self._teaching.context()
        lesson = _found(request, context)
        step = lesson.step(StepId(request.match_info["step"])) if lesson is not None else None
        if lesson is None or step is None:
            return self._none(request)
        path, position = path_of(lesson, step), lesson.position(step.id)
        here = self._reach.shown(request)
        before = lesson.steps[position - 2] if position > 1 else None
        after = lesson.after(step.id)
        values = {
            **self._told(lesson, context, path),
            "position": position,
            "total": len(lesson.steps),
            "words": course.said(_words(step), State(), context),
            "options": [option.label for option in step.options] if isinstance(step, Check) else [],
            "before": path_of(lesson, before) if before is not None else "",
            "after": path_of(lesson, after) if after is not None else "",
            "whole": path_of(lesson),
            "address": f"{here}{path}" if here else "",
        }
        return self._pages.public(request, "step.html", values, self._reach.cache())

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """The lesson's picture."""
        context = self._teaching.context()
        lesson = _found(request, context)
        if lesson is None:
            return self._none(request)
        line = self._pages.line
        preview = Preview(
            brand=line("web.brand"),
            track=_track_title(lesson, context),
            title=_title(lesson.titles),
            length=line("web.lesson.length", minutes=lesson.minutes),
            operator=self._teaching.operator.name,
        )
        return await self._pictures.answer(request, preview)

    def _told(self, lesson: Lesson, context: Context, path: str = "") -> Mapping[str, object]:
        """What the head of each page tells, also to those who make a preview of its address."""
        public = self._reach.public
        return {
            "title": _title(lesson.titles),
            "objective": plain(course.said(_paragraph(lesson.objective), State(), context)),
            "minutes": lesson.minutes,
            "path": path or path_of(lesson),
            "url": f"{public}{path or path_of(lesson)}" if public else "",
            "image": f"{public}{path_of(lesson)}.png" if public else "",
            "width": WIDTH,
            "height": HEIGHT,
        }

    def _none(self, request: web.Request, key: str = "web.lesson.none") -> web.Response:
        response = self._pages.sorry(request, key, 404)
        response.headers["Cache-Control"] = CACHE
        return response


def path_of(lesson: Lesson, step: Step | None = None) -> str:
    """Where the page of a lesson is, or of one of its steps."""
    return f"/b/{lesson.track}/{lesson.id}" + (f"/{step.id}" if step is not None else "")


def present(choices: tuple[Choice, ...], context: Context) -> str:
    """Where the page of the step is that offers these choices; of its lesson where the step is gone; else nothing."""
    read = (read_choice(choice.id) for choice in choices)
    at = next((each for each in read if isinstance(each, StepChoice)), None)
    lesson = _open(at.lesson, context) if at is not None else None
    return "" if at is None or lesson is None else path_of(lesson, lesson.step(at.step))


def _found(request: web.Request, context: Context) -> Lesson | None:
    """The lesson that an address names, if everybody may see it today."""
    lesson = _open(LessonId(request.match_info["lesson"]), context)
    return lesson if lesson is not None and lesson.track == request.match_info["track"] else None


def _open(lesson_id: LessonId, context: Context) -> Lesson | None:
    lesson = context.catalog.lessons.get(lesson_id)
    return lesson if lesson is not None and course.is_open(lesson, State(), context) else None


def _first_cards(lesson: Lesson) -> tuple[Card, ...]:
    """The cards from the beginning, as many as are read at a glance."""
    cards = takewhile(lambda step: isinstance(step, Card), lesson.steps[:MOST_CARDS])
    return tuple(card for card in cards if isinstance(card, Card))


def _words(step: Step) -> Text:
    """What a step says to whoever opens it, before they have done anything."""
    match step:
        case Card(text=text):
            return text
        case Check(question=question):
            return question
        case Exercise(instruction=instruction):
            return instruction
        case Do(task=task):
            return task
        case Recap(title=title, text=text):
            return (*_paragraph(title), *text)
        case _:
            assert_never(step)


@lru_cache(maxsize=1_024)
def _paragraph(line: str) -> Text:
    """The same text for the same words, as `course.said` remembers texts by their identity."""
    return paragraph(line)


def _track_title(lesson: Lesson, context: Context) -> str:
    return next((_title(each.titles) for each in context.catalog.tracks if each.id == lesson.track), "")


def _title(titles: Mapping[str, str]) -> str:
    return titles[DEFAULT_LANGUAGE]
