"""What a demo has to show from the start: a class, so that its door and its lines can be seen."""

from bot.app import App
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode
from bot.model.learner import Profile
from bot.service.classrooms import open_classroom
from bot.store.classrooms import all_classes
from bot.store.engine import Store
from bot.tutor.course import title_in
from bot.tutor.phrases import DEFAULT_LANGUAGE, voice_for


async def demo_class(app: App, store: Store) -> Classroom:
    """The first class of a demo that is open; one is opened where there is none. It learns the bank's first track.

    Raises:
        StoreAway: the database cannot be used.
    """
    for each in await store.read(all_classes):
        if each.classroom.is_open:
            return each.classroom
    track, voice = app.shelf.catalog.tracks[0], voice_for(Profile())
    title = title_in(track, DEFAULT_LANGUAGE)
    mentor, place = app.phrases.line("demo.mentor", voice), app.phrases.line("demo.place", voice)
    wanted = Classroom(0, ClassCode(""), track.id, title, mentor, place)
    return await open_classroom(store, app.world, wanted)
