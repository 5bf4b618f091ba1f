"""What a demo has to show from the start: a class, and the ways in for those who help its learners."""

from datetime import timedelta

from bot.app import App
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode
from bot.model.learner import Profile
from bot.model.staff import Invitation, Role
from bot.service.appointments import NoSuchPlace, invite
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


INVITED = (Role.MENTOR, Role.ADMIN)
"""As whom a demo can be tried besides as a learner."""
INVITED_FOR = timedelta(days=1)
INVITED_USES = 100


async def demo_invitations(app: App, store: Store) -> dict[Role, str]:
    """The codes of fresh invitations, by role: whoever looks at a demo wants to see the other side of it, too.

    Raises:
        StoreAway: the database cannot be used.
    """
    codes = {}
    for role in INVITED:
        offered = Invitation(role, None, INVITED_USES, app.world.now() + INVITED_FOR)
        code = await invite(store, app.world, offered)
        assert not isinstance(code, NoSuchPlace), "it is for the whole installation"
        codes[role] = code
    return codes
